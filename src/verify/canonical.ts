/**
 * Canonical JSON (formats.md §1): RFC 8785 with integers only. A parser that takes nothing else, so that whoever
 * gets a value from here knows that its bytes were the only bytes for it.
 */
import { decodeUtf8, utf8 } from './bytes.ts';
import type { Fault } from './report.ts';

export type Json = null | boolean | number | string | Json[] | JsonObject;
/** Without a prototype: `__proto__` is a name like any other. */
export interface JsonObject {
  [name: string]: Json;
}

/** Arrays and objects inside each other; a scalar alone has depth 0. */
export const depthMax = 32;

/**
 * Parses `bytes` (hostile) and refuses whatever is not canonical: white space, member order, duplicates, other
 * spellings of a string or number, fractions, lone surrogates, a byte order mark, depth over 32, trailing bytes.
 * The fault's `offset` counts bytes.
 */
export function parseCanonical(bytes: Uint8Array): { value: Json } | Fault {
  const text = decodeUtf8(bytes);
  if (text === undefined) return { fault: 'is not UTF-8', offset: utf8FaultAt(bytes) };
  const reader: Reader = { text, at: 0, depth: 0, reason: '' };
  const value = readValue(reader);
  if (value !== undefined && reader.at === text.length) return { value };
  const reason = reader.reason === '' ? 'has bytes after the end' : reader.reason;
  return { fault: reason, offset: utf8(text.slice(0, reader.at)).length };
}

/** The canonical JSON of `value`. Object members that are `undefined` are a bug of the caller. */
export function writeCanonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(writeCanonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const names = Object.keys(value).sort(byCodeUnit);
    return `{${names.map((name) => `${JSON.stringify(name)}:${writeCanonical(value[name] as Json)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** `value` for a message or a parser of text: a string as it is, everything else as JSON. Never throws. */
export function spell(value: Json | undefined): string {
  return typeof value === 'string' ? value : value === undefined ? 'nothing' : writeCanonical(value);
}

/** Order of UTF-16 code units, as RFC 8785 §3.2.3 wants it. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether `value` is an object, not an array. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether `value` is an object with exactly the members `names`, which are sorted. */
export function hasExactly(value: Json | undefined, names: readonly string[]): value is JsonObject {
  if (!isObject(value)) return false;
  const found = Object.keys(value).sort(byCodeUnit);
  return found.length === names.length && found.every((name, i) => name === names[i]);
}

/** Whether `value` is an array of strings, ascending by code unit, none twice. */
export function isSortedStrings(value: Json | undefined): value is string[] {
  if (!Array.isArray(value)) return false;
  return value.every((item, i) => {
    const before = value[i - 1];
    return typeof item === 'string' && (i === 0 || (typeof before === 'string' && before < item));
  });
}

/** Whether `value` is an integer that is not negative. */
export function isCount(value: Json | undefined): value is number {
  return typeof value === 'number' && value >= 0;
}

/** The items of an array; of anything else one that is of no form. */
export function itemsOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [null];
}

interface Reader {
  readonly text: string;
  /** In UTF-16 code units. */
  at: number;
  depth: number;
  reason: string;
}

function fail(reader: Reader, reason: string, at = reader.at): undefined {
  reader.reason = reason;
  reader.at = at;
  return undefined;
}

function readValue(reader: Reader): Json | undefined {
  const first = reader.text[reader.at];
  if (first === '"') return readString(reader);
  if (first === '{' || first === '[') {
    if (++reader.depth > depthMax) return fail(reader, `is deeper than ${depthMax}`);
    const value = first === '{' ? readObject(reader) : readArray(reader);
    reader.depth--;
    return value;
  }
  if (first === 't') return readWord(reader, 'true', true);
  if (first === 'f') return readWord(reader, 'false', false);
  if (first === 'n') return readWord(reader, 'null', null);
  return readNumber(reader);
}

function readWord(reader: Reader, word: string, value: Json): Json | undefined {
  if (!reader.text.startsWith(word, reader.at)) return fail(reader, 'is not canonical JSON');
  reader.at += word.length;
  return value;
}

const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][+-]?[0-9]*)?/y;

function readNumber(reader: Reader): number | undefined {
  numberPattern.lastIndex = reader.at;
  const found = numberPattern.exec(reader.text)?.[0];
  if (found === undefined) return fail(reader, 'is not canonical JSON');
  if (/[.eE]/.test(found)) return fail(reader, 'has a number that is not an integer');
  const value = Number(found);
  if (found === '-0' || !Number.isSafeInteger(value)) {
    return fail(reader, 'has a number that is minus zero or beyond 2^53-1');
  }
  reader.at += found.length;
  return value;
}

/** What may stand unescaped in a string: all but control characters, the quote and the backslash (RFC 8785 §3.2.2.2). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const plainPattern = /[^\x00-\x1f"\\]*/y;
const escapePattern = /\\(?:["\\bfnrt]|u00(?:0[0-7be-f]|1[0-9a-f]))/y;

function readString(reader: Reader): string | undefined {
  const start = reader.at;
  let at = start + 1;
  let escaped = false;
  for (;;) {
    plainPattern.lastIndex = at;
    at += plainPattern.exec(reader.text)?.[0].length ?? 0;
    const stop = reader.text[at];
    if (stop === '"') break;
    if (stop !== '\\') return fail(reader, 'has an unfinished string or a raw control character', at);
    escapePattern.lastIndex = at;
    const found = escapePattern.exec(reader.text)?.[0];
    if (found === undefined) return fail(reader, 'has an escape that is not canonical', at);
    escaped = true;
    at += found.length;
  }
  // INVARIANT: no lone surrogate gets here: the bytes were UTF-8 and the only \u escapes taken are control characters.
  reader.at = at + 1;
  return escaped ? (JSON.parse(reader.text.slice(start, at + 1)) as string) : reader.text.slice(start + 1, at);
}

function readArray(reader: Reader): Json[] | undefined {
  const value: Json[] = [];
  reader.at++;
  if (reader.text[reader.at] === ']') {
    reader.at++;
    return value;
  }
  for (;;) {
    const item = readValue(reader);
    if (item === undefined) return undefined;
    value.push(item);
    const next = reader.text[reader.at];
    if (next !== ',' && next !== ']') return fail(reader, 'is not canonical JSON');
    reader.at++;
    if (next === ']') return value;
  }
}

function readObject(reader: Reader): JsonObject | undefined {
  const value = Object.create(null) as JsonObject;
  let before: string | undefined;
  reader.at++;
  if (reader.text[reader.at] === '}') {
    reader.at++;
    return value;
  }
  for (;;) {
    const start = reader.at;
    if (reader.text[start] !== '"') return fail(reader, 'is not canonical JSON');
    const name = readString(reader);
    if (name === undefined) return undefined;
    if (name === before) return fail(reader, 'has a member twice', start);
    if (before !== undefined && name < before) return fail(reader, 'has members out of order', start);
    before = name;
    if (reader.text[reader.at] !== ':') return fail(reader, 'is not canonical JSON');
    reader.at++;
    const item = readValue(reader);
    if (item === undefined) return undefined;
    value[name] = item;
    const next = reader.text[reader.at];
    if (next !== ',' && next !== '}') return fail(reader, 'is not canonical JSON');
    reader.at++;
    if (next === '}') return value;
  }
}

/** The offset of the first byte that is not UTF-8: where the longest prefix that can still become UTF-8 ends. */
function utf8FaultAt(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    try {
      const stream = middle <= bytes.length;
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return good;
}
