/** Step 1 of formats.md §9: the log's key, the checkpoint's signature, the origin. */
import { readFinding } from './accounts.ts';
import { decodeUtf8, quote } from './bytes.ts';
import type { Primitives } from './hash.ts';
import {
  type Checkpoint,
  type Note,
  noteBytesMax,
  openSigned,
  parseOrigin,
  parseVkey,
  type Vkey,
  vkeyBytesMax,
} from './note.ts';
import type { Policy } from './policy.ts';
import { type Fault, type Finding, type Findings, isFault } from './report.ts';
import type { Read, Source } from './source.ts';

/** A checkpoint whose signature is good. */
export interface Signed {
  readonly checkpoint: Checkpoint;
  readonly vkey: Vkey;
  readonly note: Note;
  /** The note itself. */
  readonly bytes: Uint8Array;
  readonly mode: string;
  /** `witnessed`, read before the checkpoint: a log that grows meanwhile cannot make it the larger one. */
  readonly witnessed: Read;
}

export interface KeyOptions {
  /** The text of the log's verifier key as the reader has it. */
  readonly vkey?: string | undefined;
  /** The logs of a policy are keys that the reader has, too. */
  readonly policy?: Policy | undefined;
}

/** Opens the checkpoint of a source. What it found so far stands in its fields, also when it fails. */
export class Opening {
  /** What stands before the paths of published files. */
  prefix = 'ledger/';
  vkey: Vkey | undefined;
  checkpoint: Checkpoint | undefined;
  readonly #source: Source;
  readonly #keys: KeyOptions;
  readonly #primitives: Primitives;
  readonly #findings: Findings;

  constructor(source: Source, keys: KeyOptions, primitives: Primitives, findings: Findings) {
    this.#source = source;
    this.#keys = keys;
    this.#primitives = primitives;
    this.#findings = findings;
  }

  /** The checkpoint, or `undefined` with a finding. */
  async open(): Promise<Signed | undefined> {
    const witnessed = await this.#readWitnessed();
    const read = await this.#locate();
    if (read === undefined) return undefined;
    const origin = read.kind === 'bytes' ? (decodeUtf8(read.bytes)?.split('\n')[0] ?? '') : '';
    const vkey = await this.#readVkey(origin);
    if (vkey === undefined) return undefined;
    this.vkey = vkey;
    const file = `${this.prefix}checkpoint`;
    if (read.kind !== 'bytes') return this.#say(readFinding(read, file, noteBytesMax));
    const opened = await openSigned(read.bytes, vkey, this.#primitives);
    if (isFault(opened)) {
      const { code, fault, offset = 0 } = opened;
      return this.#say({ code, message: `\`${file}\` at byte offset ${offset}: ${fault}`, file, offset });
    }
    const { checkpoint, note } = opened;
    this.checkpoint = checkpoint;
    const mode = parseOrigin(checkpoint.origin)?.mode;
    if (mode === undefined) {
      const form = '<name>.<mode>.remit.example/<12 hex digits>';
      const message = `\`${file}\` at byte offset 0: the origin ${quote(checkpoint.origin)} is not of the form ${form}`;
      return this.#say({ code: 'origin', message, file, offset: 0 });
    }
    // A ledger folder itself has it beside the checkpoint.
    const seen =
      this.prefix === '' && this.#keys.policy ? await this.#source.read('witnessed', noteBytesMax) : witnessed;
    return { checkpoint, vkey, note, bytes: read.bytes, mode, witnessed: seen };
  }

  async #readWitnessed(): Promise<Read> {
    if (this.#keys.policy === undefined) return { kind: 'missing' };
    return this.#source.read('ledger/witnessed', noteBytesMax);
  }

  /** Finds the checkpoint: below `ledger/`, or in the root itself. */
  async #locate(): Promise<Read | undefined> {
    const read = await this.#source.read('ledger/checkpoint', noteBytesMax);
    if (read.kind !== 'missing') return read;
    this.prefix = '';
    const here = await this.#source.read('checkpoint', noteBytesMax);
    if (here.kind !== 'missing') return here;
    const message = `neither \`ledger/checkpoint\` nor \`checkpoint\` is in ${quote(this.#source.name)}`;
    return this.#say({ code: 'unreadable', message });
  }

  /** The key given, else the published one. A published one that is not the one given is a fault, too. */
  async #readVkey(origin: string): Promise<Vkey | undefined> {
    const given = givenKeys(this.#keys, this.#primitives);
    if (isFault(given)) return this.#say({ code: 'vkey', message: given.fault });
    const file = `${this.prefix}vkey`;
    const read = await this.#source.read(file, vkeyBytesMax);
    if (read.kind === 'missing' && given.length > 0) {
      return given.find(({ name }) => name === origin) ?? given[0];
    }
    if (read.kind !== 'bytes') return this.#say(readFinding(read, file, vkeyBytesMax));
    const text = decodeUtf8(read.bytes) ?? '';
    const published = parseVkey(text, this.#primitives);
    const fault = isFault(published)
      ? published.fault
      : !text.endsWith('\n')
        ? 'does not end in a line feed'
        : given.length > 0 && !given.some((key) => key.text === published.text)
          ? given.length === 1
            ? 'is not the key given'
            : 'is none of the keys given'
          : undefined;
    if (fault === undefined && !isFault(published)) return published;
    return this.#say({ code: 'vkey', message: `\`${file}\` at byte offset 0: ${fault}`, file, offset: 0 });
  }

  #say(finding: Finding): undefined {
    this.#findings.add(finding);
    return undefined;
  }
}

/** The log keys that the reader has: the one given, which a policy with logs must have too; else the policy's. */
export function givenKeys({ vkey, policy }: KeyOptions, primitives: Primitives): readonly Vkey[] | Fault {
  const logs = policy?.logs ?? [];
  if (vkey === undefined) return logs;
  const key = parseVkey(vkey, primitives);
  if (isFault(key)) return { fault: `the key given: ${key.fault}` };
  if (logs.length > 0 && !logs.some(({ text }) => text === key.text)) {
    return { fault: 'the key given is none of the logs of the policy' };
  }
  return [key];
}
