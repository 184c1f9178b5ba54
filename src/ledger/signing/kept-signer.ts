import type { FilePort } from '../files/port.ts';
import { encodeVkey } from '../note.ts';
import type { RandomSource } from '../seal.ts';
import { Signer } from '../signer.ts';
import { SignerRefused } from '../signer-refused.ts';
import { answerLine, parseRequest, plain, type SignerAnswer, type SignerRequest } from './wire.ts';

export type KeptSignerPlace = {
  /** The signer's own folder: key and guard. */
  readonly files: FilePort;
  readonly random: RandomSource;
  /** Makes one key, for the first ledger that asks; without it an empty folder is refused. */
  readonly creates: boolean;
  /** One line for a person: what was refused, and what was made. */
  readonly said: (line: string) => void;
  /** The disk does not take it, or a bug. */
  readonly failed: (error: unknown) => void;
};

/** The key and guard of one ledger, kept by a process of its own, which answers a room line by line; none of them changes the key. */
export class KeptSigner {
  readonly #place: KeptSignerPlace;
  #signer: Signer | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(place: KeptSignerPlace, signer: Signer | undefined) {
    this.#place = place;
    this.#signer = signer;
  }

  /** @throws SignerRefused where there is no key and none is to be made, or one and one is to be made, or it is unreadable */
  static async open(place: KeptSignerPlace): Promise<KeptSigner> {
    const { files, creates } = place;
    const name = await Signer.ledgerIn(files);
    if (creates && name !== undefined) {
      throw new SignerRefused('key', `there is the key of \`${name}\` already: start without \`--new\``);
    }
    if (creates) return new KeptSigner(place, undefined);
    if (name === undefined) {
      const message =
        'there is no signing key: restore the folder of the signer; or, for a ledger that is created now, start with `--new`';
      throw new SignerRefused('key', message);
    }
    return new KeptSigner(place, await Signer.open({ files, name }));
  }

  /** The ledger whose key it is; undefined before it is made. */
  get ledger(): string | undefined {
    return this.#signer?.verifier.name;
  }

  /** Answers one line with one line, neither with its line feed. Takes untrusted text; one after the other; never throws. */
  answer(text: string): Promise<string> {
    const turn = this.#turn.then(async () => answerLine(await this.#answer(text)));
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #answer(text: string): Promise<SignerAnswer> {
    const request = parseRequest(text);
    if (typeof request === 'string') return { failed: `the request was not understood: ${request}` };
    try {
      return await this.#do(request);
    } catch (error) {
      if (error instanceof SignerRefused) {
        // It may repeat what was asked, and whoever asks is of another account.
        this.#place.said(plain(`refused (${error.refusal}): ${error.message}`));
        return { refused: error.refusal, why: error.message };
      }
      this.#place.failed(error);
      return { failed: 'it could not do it; its own log says why' };
    }
  }

  async #do(request: SignerRequest): Promise<SignerAnswer> {
    const { ledger } = request;
    const own = this.#signer;
    if (own === undefined) return await this.#first(request);
    const { name } = own.verifier;
    if (name !== ledger) throw new SignerRefused('key', `this signer is of \`${name}\`, not of \`${ledger}\``);
    switch (request.do) {
      case 'key':
        return { vkey: encodeVkey(own.verifier) };
      case 'create':
        throw new SignerRefused('key', 'there is a signing key already; a new ledger needs a signer of its own');
      case 'guard':
        return { guard: await own.guard() };
      case 'links':
        return { links: await own.links() };
      case 'sign':
        return { note: await own.sign(request) };
      case 'catch-up':
        await own.catchUp(request.note, request.proof);
        return { done: true };
    }
  }

  /** Before there is a key, one can ask for it to be made, and nothing else. */
  async #first(request: SignerRequest): Promise<SignerAnswer> {
    const { files, random, said } = this.#place;
    if (request.do === 'key') return { vkey: null };
    if (request.do !== 'create') throw new SignerRefused('key', 'there is no signing key yet: create the ledger first');
    this.#signer = await Signer.create({ files, name: request.ledger, random });
    const vkey = encodeVkey(this.#signer.verifier);
    said(`made the key of a new ledger: ${vkey}`);
    return { vkey };
  }
}
