/** Ledgers whose key was changed, and links from one key to the next: good ones and, by changed parts, broken ones. */
import { sign } from 'node:crypto';
import { keyPair, noteKeyHash, origin, vkeyOf } from './builder.ts';

/** The parts of a link; what is left out is as it should be. */
export interface LinkParts {
  readonly first: string;
  readonly origin: string;
  readonly before: string;
  readonly after: string;
  /** Lines after the fourth. */
  readonly more: readonly string[];
  readonly signers: readonly string[];
}

/** The link from the key pair called `before` to the one called `after`. */
export function linkOf(before: string, after: string, parts: Partial<LinkParts> = {}): Buffer {
  const name = parts.origin ?? origin;
  const keys = [parts.before ?? vkeyOf(name, before), parts.after ?? vkeyOf(name, after)];
  const lines = [parts.first ?? 'remit/ledger-key/v1', name, ...keys, ...(parts.more ?? [])];
  return Buffer.from(signedBy(`${lines.join('\n')}\n`, parts.signers ?? [before, after], name));
}

/** `text` as a signed note by several keys of one name. */
export function signedBy(text: string, signers: readonly string[], name = origin): string {
  return `${text}\n${signers.map((signer) => signatureLine(text, signer, name)).join('')}`;
}

function signatureLine(text: string, signer: string, name: string): string {
  const signature = sign(null, Buffer.from(text), keyPair(signer).privateKey);
  return `— ${name} ${Buffer.concat([noteKeyHash(name, signer), signature]).toString('base64')}\n`;
}

/** The note with its text, signed anew by these keys. */
export function signedAnew(note: Uint8Array, signers: readonly string[]): Buffer {
  const [text = ''] = Buffer.from(note).toString().split('\n\n');
  return Buffer.from(signedBy(`${text}\n`, signers));
}

/**
 * The published files of a ledger whose key was changed from one of `keys` to the next; its checkpoint is signed by
 * `signers`: after an overlap, by the last of them alone.
 */
export function rekeyed(
  files: ReadonlyMap<string, Uint8Array>,
  keys: readonly string[],
  signers: readonly string[] = keys.slice(-1),
): Map<string, Uint8Array> {
  const copy = new Map(files);
  copy.set('ledger/checkpoint', signedAnew(files.get('ledger/checkpoint') ?? Buffer.alloc(0), signers));
  copy.set('ledger/vkey', Buffer.from(`${vkeyOf(origin, keys.at(-1) ?? '')}\n`));
  for (const [n, after] of keys.slice(1).entries()) {
    copy.set(`ledger/keys/${n + 1}`, linkOf(keys[n] ?? '', after));
  }
  return copy;
}

/** A signature line of a note that says it is by `signer`, of bytes that sign nothing. */
export function badLine(signer: string): string {
  return `— ${origin} ${Buffer.concat([noteKeyHash(origin, signer), Buffer.alloc(64, 1)]).toString('base64')}\n`;
}
