import { Bug } from '../../base/assert.ts';
import { LIMITS } from '../../base/limits.ts';
import type { Guard } from '../guard.ts';
import { isSameKey, type KeyLink } from '../key-link.ts';
import {
  type Checkpoint,
  checkpointText,
  type Note,
  type NoteVerifier,
  parseNote,
  parseVkey,
  signatureLine,
  signaturesBy,
  verifyNote,
} from '../note.ts';
import { SignerRefused } from '../signer-refused.ts';
import { checkpointBy, SignerAway, type SignerPort, type TreeToSign } from './port.ts';
import { parseAnswer, requestLine, type SignerAnswer, type SignerRequest } from './wire.ts';

/** Brings one line to a signer's process and its answer back. @throws SignerAway */
export type AskSigner = (line: string) => Promise<string>;

/**
 * The client of a signer that is a process of its own. Nothing that it answers is believed but a signature by the ledger's key over what was
 * asked for: whoever takes its place gets nothing published. A request that got no answer may have been done; made again it gives the same.
 */
export class RemoteSigner implements SignerPort {
  readonly #ask: AskSigner;
  readonly verifier: NoteVerifier;
  /** The key that follows, as both have signed it. */
  #next: NoteVerifier | undefined;

  private constructor(ask: AskSigner, verifier: NoteVerifier) {
    this.#ask = ask;
    this.verifier = verifier;
  }

  /** The signer of this ledger; undefined where the process has no key yet. @throws SignerRefused, SignerAway */
  static async find(ask: AskSigner, ledger: string): Promise<RemoteSigner | undefined> {
    const vkey = vkeyOf(await exchange(ask, { do: 'key', ledger }));
    return vkey === null ? undefined : new RemoteSigner(ask, verifierOf(vkey, ledger));
  }

  /** Never creates anything. @throws SignerRefused where the process has no key, or one of another ledger; SignerAway */
  static async open(ask: AskSigner, ledger: string): Promise<RemoteSigner> {
    const found = await RemoteSigner.find(ask, ledger);
    if (found === undefined)
      throw new SignerRefused(
        'key',
        'the signer has no key yet, and this ledger was signed before: it is another signer',
      );
    await found.guard();
    return found;
  }

  /** Has the key of a new ledger made, by a process that was started for it. @throws SignerRefused, SignerAway */
  static async create(ask: AskSigner, ledger: string): Promise<RemoteSigner> {
    const vkey = vkeyOf(await exchange(ask, { do: 'create', ledger }));
    if (vkey === null) throw strange();
    return new RemoteSigner(ask, verifierOf(vkey, ledger));
  }

  async links(): Promise<readonly KeyLink[]> {
    const answer = await exchange(this.#ask, { do: 'links', ledger: this.verifier.name });
    if (!('links' in answer)) throw strange();
    const { links } = answer;
    const isOwn = links.every(({ before }, n) => {
      const last = links[n - 1];
      return before.name === this.verifier.name && (last === undefined || isSameKey(last.after, before));
    });
    const last = links.at(-1);
    const isOfKey = last === undefined || [last.before, last.after].some((key) => isSameKey(key, this.verifier));
    if (!isOwn || !isOfKey) throw strange();
    this.#next = last !== undefined && isSameKey(last.before, this.verifier) ? last.after : undefined;
    return links;
  }

  async guard(): Promise<Guard> {
    const answer = await exchange(this.#ask, { do: 'guard', ledger: this.verifier.name });
    if (!('guard' in answer)) throw strange();
    return answer.guard;
  }

  async sign(tree: TreeToSign): Promise<string> {
    const { size, root, proof } = tree;
    const { name: ledger } = this.verifier;
    const text = checkpointText({ origin: ledger, size, root });
    const answer = await exchange(this.#ask, { do: 'sign', ledger, size, root, proof });
    if (!('note' in answer)) throw strange();
    const { note } = answer;
    const found = parseNote(note);
    if (found?.text !== text || this.ownCheckpoint(note) === undefined) {
      const isRetired = found?.text === text && this.#next !== undefined && verifyNote(found, this.#next);
      throw isRetired
        ? new SignerAway('the signer has retired the key that this room began with: start the room again')
        : strange();
    }
    if (found.signatures.length > 1 && !(await this.#isByBoth(found))) throw strange();
    return note;
  }

  /** While two keys overlap, the one that follows signs too, and nobody else. */
  async #isByBoth(note: Note): Promise<boolean> {
    if (note.signatures.length > 2) return false;
    if (this.#next === undefined) await this.links();
    return this.#next !== undefined && verifyNote(note, this.#next);
  }

  async catchUp(note: string, proof: readonly Uint8Array[]): Promise<void> {
    const found = parseNote(note);
    const own = found && signaturesBy(found, this.verifier, 'log').map(signatureLine);
    // Cosignatures are nothing to the signer.
    const bare = `${found?.text ?? ''}\n${(own ?? []).join('')}`;
    const answer = await exchange(this.#ask, { do: 'catch-up', ledger: this.verifier.name, note: bare, proof });
    if (!('done' in answer)) throw strange();
  }

  ownCheckpoint(note: string): Checkpoint | undefined {
    return checkpointBy(this.verifier, note);
  }
}

async function exchange(ask: AskSigner, request: SignerRequest): Promise<SignerAnswer> {
  const line = requestLine(request);
  if (Buffer.byteLength(line) >= LIMITS.signerLineBytes) throw new Bug('a request to the signer is too long');
  const answer = parseAnswer(await ask(line));
  if (answer === undefined) throw strange();
  if ('refused' in answer) throw new SignerRefused(answer.refused, answer.why);
  if ('failed' in answer) throw new SignerAway(`the signer says: ${answer.failed}`);
  return answer;
}

function vkeyOf(answer: SignerAnswer): string | null {
  if (!('vkey' in answer)) throw strange();
  return answer.vkey;
}

function verifierOf(vkey: string, ledger: string): NoteVerifier {
  const verifier = parseVkey(vkey);
  if (verifier?.name !== ledger) throw strange();
  return verifier;
}

function strange(): SignerAway {
  return new SignerAway('what answers at the signer’s socket is not the signer of this ledger');
}
