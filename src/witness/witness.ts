import { assert } from '../base/assert.ts';
import type { Clock } from '../base/clock.ts';
import { SECOND } from '../base/clock.ts';
import { canonicalJson } from '../base/json.ts';
import { LIMITS } from '../base/limits.ts';
import { cosign } from '../ledger/cosignature.ts';
import { writeDurably } from '../ledger/files/durable.ts';
import { parseObject } from '../ledger/files/json-file.ts';
import type { FilePort } from '../ledger/files/port.ts';
import { isSameKey } from '../ledger/key-link.ts';
import {
  encodeVkey,
  fromBase64,
  isNoteName,
  type NoteVerifier,
  parseNote,
  parseVkey,
  publicKeyOf,
  SEED_BYTES,
  signatureLine,
  signaturesBy,
  verifyNote,
} from '../ledger/note.ts';
import type { RandomSource } from '../ledger/seal.ts';
import { verifyConsistency } from '../ledger/tree.ts';
import { parseWitnessRequest, SIZE_TYPE, type WitnessRequest } from '../ledger/witness-request.ts';
import { assureFollows, type TrustBy } from './following.ts';
import { type LastCosigned, WitnessRecords } from './records.ts';
import { WitnessRefused } from './refused.ts';

/** What goes back to whoever asked, over HTTP or as a file. */
export type WitnessAnswer = { readonly status: number; readonly type: string; readonly body: string };

export type WitnessPlace = {
  /** A secret folder of the witness's own. */
  readonly files: FilePort;
  readonly clock: Pick<Clock, 'wallNow'>;
  /** One line for whoever runs the witness: what was cosigned, and what looks like a log that lies. */
  readonly said?: (line: string) => void;
};

const KEY_FILE = 'key';
const TEXT_TYPE = 'text/plain; charset=utf-8';

/**
 * A witness (C2SP tlog-witness): has seen a log grow, and signs so. For each log it cosigns one history, remembers durably what
 * it cosigned last *before* it answers, and never gives an earlier time than before.
 *
 * What a thief of the folder gains: can cosign in the witness's name whatever a log's key signed; reads nothing of anybody. One process at a
 * time has the folder; requests take turns, so that nothing comes between a check and its record.
 */
export class Witness {
  readonly #place: WitnessPlace;
  readonly #records: WitnessRecords;
  readonly #seed: Buffer;
  readonly verifier: NoteVerifier;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(place: WitnessPlace, name: string, seed: Buffer) {
    this.#place = place;
    this.#records = new WitnessRecords(place.files);
    this.#seed = seed;
    this.verifier = { name, publicKey: publicKeyOf(seed) };
  }

  /** Makes the key of a new witness. @throws WitnessRefused where there is one already, or the name is none */
  static async create(
    place: WitnessPlace & { readonly name: string; readonly random: RandomSource },
  ): Promise<Witness> {
    const { files, name, random } = place;
    if (!isNoteName(name)) throw new WitnessRefused(`\`${name}\` is no name: it holds neither white space nor \`+\``);
    if ((await files.read(KEY_FILE)) !== undefined)
      throw new WitnessRefused('there is a witness already; a new one needs an empty folder');
    const text = canonicalJson({ name, seed: Buffer.from(random(SEED_BYTES)).toString('base64'), v: 1 });
    await writeDurably(files, KEY_FILE, Buffer.from(text, 'utf8'));
    return Witness.open(place);
  }

  /** Never creates anything. @throws WitnessRefused where there is no readable key */
  static async open(place: WitnessPlace): Promise<Witness> {
    const { name, seed, v } = parseObject(await place.files.read(KEY_FILE));
    const bytes = typeof seed === 'string' ? fromBase64(seed) : undefined;
    if (v !== 1 || typeof name !== 'string' || !isNoteName(name) || bytes?.length !== SEED_BYTES)
      throw new WitnessRefused('there is no witness with a readable key; `remit witness create` makes one');
    return new Witness(place, name, bytes);
  }

  /** The key by which others know this witness: type 0x04, without line feed. */
  get vkey(): string {
    return encodeVkey(this.verifier, 'witness');
  }

  /**
   * Cosigns the log of this key from now on. A log may have several keys: one that is trusted later follows those before, which no longer count
   * from the first checkpoint on that it signed. So it is taken only with the link that leads to it, or where it is said to be taken without.
   * @throws WitnessRefused
   */
  trust(vkey: string, by: TrustBy = {}): Promise<'new' | 'known'> {
    return this.#exclusively(async () => {
      const key = parseVkey(vkey);
      if (key === undefined) {
        const isWitness = parseVkey(vkey, 'witness') !== undefined;
        throw new WitnessRefused(
          isWitness
            ? `\`${vkey}\` is the key of a witness, not of a log`
            : `\`${vkey}\` is no Ed25519 verifier key of a log: it is the line in the published file \`ledger/vkey\``,
        );
      }
      if (Buffer.compare(key.publicKey, this.verifier.publicKey) === 0)
        throw new WitnessRefused('this is the witness’s own key: no key is both a log’s and a witness’s');
      const trusted = await this.#records.keysOf(key.name);
      if (!trusted.some((known) => isSameKey(known, key))) {
        const last = (await this.#records.hasCosigned(key.name)) ? await this.#records.last(key.name) : undefined;
        assureFollows(key, by, { trusted, last });
      }
      return await this.#records.trust(key);
    });
  }

  /** Takes a key of a log out; with its last one the log is not known any more. What was cosigned of it stays. @throws WitnessRefused */
  distrust(vkey: string): Promise<'gone' | 'unknown'> {
    return this.#exclusively(async () => {
      const key = parseVkey(vkey);
      if (key === undefined) throw new WitnessRefused(`\`${vkey}\` is no Ed25519 verifier key of a log`);
      return await this.#records.distrust(key);
    });
  }

  /**
   * Answers one request: 200 with the cosignature, or a refusal with the status of C2SP tlog-witness. Takes untrusted bytes.
   * @throws WitnessRefused where what it cosigned before cannot be read: then nothing is signed
   */
  async answer(body: Uint8Array): Promise<WitnessAnswer> {
    const request = parseWitnessRequest(body);
    if (request === undefined) return refusal(400, 'this is not an old size, a proof and a signed checkpoint');
    return await this.#exclusively(() => this.#decide(request));
  }

  async #decide(request: WitnessRequest): Promise<WitnessAnswer> {
    const { old, proof, note, checkpoint } = request;
    const { origin, size, root } = checkpoint;
    const keys = await this.#records.keysOf(origin);
    if (keys.length === 0) return refusal(404, 'this log is not known here');
    const signers = keys.filter((key) => verifyNote(note, key));
    if (signers.length === 0) return refusal(403, 'no key that is trusted for this log signed the checkpoint');
    const last = await this.#records.last(origin);
    const lines = signers.flatMap((key) => signaturesBy(note, key, 'log')).map(signatureLine);
    const signed = `${note.text}\n${lines.join('')}`;
    const isOther = old === size && size === last.size && Buffer.compare(root, last.root) !== 0;
    // Before the first cosignature there is nothing to keep beside it.
    const isFork = isOther && last.note !== '';
    const left = signers.every((key) => isLeft(key, keys, last));
    // By a key that was left too: that a copy of it is in other hands is worth knowing.
    const fork = isFork ? await this.#keepFork(signers, { before: last.note, now: signed }, left) : undefined;
    if (left) {
      const also = fork === undefined ? '' : `. It signed another tree of ${size} entries than was cosigned; ${fork}`;
      this.#place.said?.(
        `REFUSED: ${origin}: signed only by a key that another has followed; the one trusted last is the newest, and \`remit witness distrust\` takes one out${also}`,
      );
      return refusal(403, 'only a key that another has followed signed the checkpoint');
    }
    if (old > size) return refusal(400, 'the old size is larger than the checkpoint’s');
    if (old !== last.size) return conflict(last);
    if (isOther) {
      if (fork !== undefined) this.#place.said?.(`FORK: ${origin} signed two trees of ${size} entries; ${fork}`);
      return conflict(last);
    }
    if (!verifyConsistency({ first: old, firstRoot: last.root, second: size, secondRoot: root, proof })) {
      this.#place.said?.(`REFUSED: ${origin}: the tree of ${size} entries is not proved to contain that of ${old}`);
      return refusal(422, 'the proof does not prove that this tree contains the one cosigned last');
    }
    const now = Math.floor(this.#place.clock.wallNow() / SECOND);
    if (last.seconds - now > LIMITS.witnessAheadMs / SECOND) {
      // An earlier time than before is never said, and one of the future would count for nobody.
      const since = `its clock was ${last.seconds - now} s ahead when it cosigned last, or is behind now`;
      this.#place.said?.(`REFUSED: ${origin}: ${since}; a clock that was far ahead leaves only a new witness`);
      return refusal(500, since);
    }
    const seconds = Math.max(now, last.seconds);
    // COMMIT POINT: what is cosigned is durable; from here on only this tree or a larger one with it inside is.
    await this.#records.cosigned(origin, { size, root, seconds, note: signed });
    this.#place.said?.(`cosigned ${origin} at ${size}`);
    const line = cosign(note.text, { name: this.verifier.name, seed: this.#seed }, seconds);
    return { status: 200, type: TEXT_TYPE, body: line };
  }

  /** What became of the evidence, in words: nobody is told that it is kept where it is not. */
  async #keepFork(
    signers: readonly NoteVerifier[],
    fork: { readonly before: string; readonly now: string },
    left: boolean,
  ): Promise<string> {
    const key = signers.at(-1);
    assert(key !== undefined, 'somebody signed it');
    const most = left ? LIMITS.witnessLeftForks : LIMITS.witnessForks;
    const became = await this.#records.keepFork(fork, { key, most });
    return became === 'kept'
      ? 'both are kept in forks/'
      : `these two are NOT kept: forks/ holds as many by this key as are kept (${most}), and each of them proves as much`;
  }

  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }
}

/**
 * Whether a key that was trusted later signed what was cosigned last: then this one was left, and what it signs without that one is told by whoever
 * kept a copy of it. Where none that is trusted did, the one that did was taken out since, and only the newest counts.
 */
function isLeft(key: NoteVerifier, keys: readonly NoteVerifier[], last: LastCosigned): boolean {
  const note = parseNote(last.note);
  if (note === undefined) return false;
  const newest = keys.findLastIndex((known) => verifyNote(note, known));
  return keys.indexOf(key) < (newest < 0 ? keys.length - 1 : newest);
}

/** The size that was cosigned last, for a client to go on from. */
function conflict({ size }: LastCosigned): WitnessAnswer {
  return { status: 409, type: SIZE_TYPE, body: `${size}\n` };
}

function refusal(status: number, sentence: string): WitnessAnswer {
  return { status, type: TEXT_TYPE, body: `${sentence}\n` };
}
