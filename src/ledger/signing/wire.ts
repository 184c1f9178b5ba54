import { LIMITS } from '../../base/limits.ts';
import type { Guard } from '../guard.ts';
import { type KeyLink, linkNote, parseLink } from '../key-link.ts';
import { fromBase64, isNoteName } from '../note.ts';
import { LINKS_MAX } from '../signer-keys.ts';
import { SIGNER_REFUSALS, type SignerRefusal } from '../signer-refused.ts';
import { HASH_BYTES } from '../tree.ts';
import type { TreeToSign } from './port.ts';

/** What a signer's process is asked: one line of JSON, and the ledger whose signer is meant. */
export type SignerRequest = { readonly ledger: string } & (
  | { readonly do: 'key' }
  | { readonly do: 'create' }
  | { readonly do: 'guard' }
  | { readonly do: 'links' }
  | ({ readonly do: 'sign' } & TreeToSign)
  | { readonly do: 'catch-up'; readonly note: string; readonly proof: readonly Uint8Array[] }
);

/** What it answers: one line of JSON. */
export type SignerAnswer =
  /** Its verifier key; null where none was made yet. */
  | { readonly vkey: string | null }
  | { readonly guard: Guard }
  /** How its keys came one after the other, oldest first; each by both of its keys. */
  | { readonly links: readonly KeyLink[] }
  | { readonly note: string }
  | { readonly done: true }
  /** It would contradict what it signed before, or has no key of this ledger. */
  | { readonly refused: SignerRefusal; readonly why: string }
  /** It could not: the request is none, or its disk does not take it. */
  | { readonly failed: string };

const VERSION = 1;

/** One line, without line feed. */
export function requestLine(request: SignerRequest): string {
  const { ledger } = request;
  const of = { v: VERSION, do: request.do, ledger };
  if (request.do === 'sign') return line({ ...of, ...wireGuard(request), proof: request.proof.map(base64) });
  if (request.do === 'catch-up') return line({ ...of, note: request.note, proof: request.proof.map(base64) });
  return line(of);
}

/** What a line asks, or why it asks nothing. Takes untrusted text. */
export function parseRequest(text: string): SignerRequest | string {
  const object = objectOf(text);
  if (object === undefined) return 'it is no JSON object';
  const { v, do: what, ledger, ...rest } = object;
  if (v !== VERSION) return `it is not of version ${VERSION}`;
  if (typeof ledger !== 'string' || !isNoteName(ledger)) return '`ledger` is no origin';
  if (what === 'key' || what === 'create' || what === 'guard' || what === 'links') {
    return hasOnly(rest) ? { do: what, ledger } : `\`${what}\` takes nothing more`;
  }
  const proof = hashesOf(rest['proof']);
  if (what === 'sign') {
    const guard = guardOf(rest);
    if (guard === undefined || !hasOnly(rest, 'size', 'root', 'proof')) return '`size` and `root` are no tree';
    return proof === undefined ? '`proof` is no proof' : { do: what, ledger, ...guard, proof };
  }
  if (what === 'catch-up') {
    const { note } = rest;
    if (typeof note !== 'string' || !hasOnly(rest, 'note', 'proof')) return '`note` is no note';
    return proof === undefined ? '`proof` is no proof' : { do: what, ledger, note, proof };
  }
  return '`do` is nothing that a signer does';
}

/** One line, without line feed. */
export function answerLine(answer: SignerAnswer): string {
  if ('guard' in answer) return line({ v: VERSION, guard: wireGuard(answer.guard) });
  if ('links' in answer) return line({ v: VERSION, links: answer.links.map(linkNote) });
  return line({ v: VERSION, ...answer });
}

/** Undefined where the line is no answer of a signer. Takes untrusted text. */
export function parseAnswer(text: string): SignerAnswer | undefined {
  const { v, ...answer } = objectOf(text) ?? {};
  if (v !== VERSION) return undefined;
  const { vkey, guard, links, note, done, refused, why, failed } = answer;
  if (hasOnly(answer, 'vkey') && (vkey === null || typeof vkey === 'string')) return { vkey };
  if (hasOnly(answer, 'note') && typeof note === 'string') return { note };
  if (hasOnly(answer, 'done') && done === true) return { done };
  if (hasOnly(answer, 'failed') && typeof failed === 'string') return { failed: plain(failed) };
  if (hasOnly(answer, 'refused', 'why') && isRefusal(refused) && typeof why === 'string')
    return { refused, why: plain(why) };
  if (hasOnly(answer, 'links')) {
    const parsed = linksOf(links);
    return parsed && { links: parsed };
  }
  const found = hasOnly(answer, 'guard') && typeof guard === 'object' && guard !== null ? guardOf(guard) : undefined;
  return found && { guard: found };
}

/** What the other side says goes to a terminal: one line of no more than what a sentence needs, and nothing that moves a cursor. */
export function plain(text: string): string {
  return text.replaceAll(/\p{C}/gu, ' ').slice(0, LIMITS.signerSentenceChars);
}

function line(value: object): string {
  return JSON.stringify(value);
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function hasOnly(object: object, ...names: readonly string[]): boolean {
  const found = Object.keys(object);
  return found.length === names.length && names.every((name) => found.includes(name));
}

function guardOf(object: { size?: unknown; root?: unknown }): Guard | undefined {
  const { size, root } = object;
  const hash = hashOf(root);
  if (hash === undefined || typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined;
  return { size, root: hash };
}

function wireGuard({ size, root }: Guard) {
  return { size, root: base64(root) };
}

function hashesOf(value: unknown): Buffer[] | undefined {
  if (!Array.isArray(value) || value.length > LIMITS.witnessProofLines) return undefined;
  const hashes = value.flatMap((one) => hashOf(one) ?? []);
  return hashes.length === value.length ? hashes : undefined;
}

/** Each is signed by both of its keys; whose they are is for the reader. */
function linksOf(value: unknown): KeyLink[] | undefined {
  if (!Array.isArray(value) || value.length > LINKS_MAX) return undefined;
  const links = value.flatMap((one) => (typeof one === 'string' ? (parseLink(one) ?? []) : []));
  return links.length === value.length ? links : undefined;
}

function hashOf(value: unknown): Buffer | undefined {
  const bytes = typeof value === 'string' ? fromBase64(value) : undefined;
  return bytes?.length === HASH_BYTES ? bytes : undefined;
}

function isRefusal(value: unknown): value is SignerRefusal {
  return SIGNER_REFUSALS.some((refusal) => refusal === value);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
