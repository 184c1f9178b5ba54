/** Bytes and their spellings: base64, base64url, hex, UTF-8. Decoding is strict: one spelling for each value. */

const spellings = {
  b64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  b64u: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
};
type Spelling = keyof typeof spellings;

const values = { b64: valueTable(spellings.b64), b64u: valueTable(spellings.b64u) };
const encoder = new TextEncoder();

/**
 * The bytes of `text`, or `undefined` when it is not canonical (RFC 4648 §3.5): foreign characters,
 * unused bits that are not zero, padding missing (`b64`) or there at all (`b64u`).
 */
export function decodeBase64(text: string, spelling: Spelling): Uint8Array | undefined {
  let length = text.length;
  if (spelling === 'b64') {
    if (length % 4 !== 0) return undefined;
    if (text.endsWith('==')) length -= 2;
    else if (text.endsWith('=')) length -= 1;
  }
  if (length % 4 === 1) return undefined;
  const out = new Uint8Array(Math.floor((length * 3) / 4));
  const table = values[spelling];
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let i = 0; i < length; i++) {
    const value = table[text.charCodeAt(i)];
    if (value === undefined || value === 255) return undefined;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = held >> bits;
    }
  }
  return (held & ((1 << bits) - 1)) === 0 ? out : undefined;
}

/** `bytes` in base64 with padding (`b64`) or base64url without (`b64u`). */
export function encodeBase64(bytes: Uint8Array, spelling: Spelling): string {
  const letters = spellings[spelling];
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const a = bytes[i] ?? 0;
    const b = bytes[i + 1] ?? 0;
    const c = bytes[i + 2] ?? 0;
    const left = bytes.length - i;
    out += letters.charAt(a >> 2) + letters.charAt(((a & 3) << 4) | (b >> 4));
    if (left > 1) out += letters.charAt(((b & 15) << 2) | (c >> 6));
    if (left > 2) out += letters.charAt(c & 63);
    if (left < 3 && spelling === 'b64') out += left === 1 ? '==' : '=';
  }
  return out;
}

/** `bytes` in lower-case hex. */
export function hex(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) out += byte.toString(16).padStart(2, '0');
  return out;
}

/** The UTF-8 bytes of `text`. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The text of UTF-8 `bytes`, with a byte order mark kept as a character; `undefined` when they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Where the first `count` bytes of `a` and `b` first differ, or -1. */
export function firstDifference(a: Uint8Array, b: Uint8Array, count: number): number {
  for (let i = 0; i < count; i++) if (a[i] !== b[i]) return i;
  return -1;
}

/** Whether `a` and `b` are the same bytes. Not constant in time: nothing here is secret. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && firstDifference(a, b, a.length) < 0;
}

/** At most 60 characters of hostile `text` for a message: printable ASCII, in backticks. */
export function quote(text: string): string {
  const cut = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return `\`${cut.replace(/[^\x20-\x7e…]|`/g, '?')}\``;
}

/** Hostile `text` as a line for a terminal or a page: what is not shown, or turns what is around it, becomes `?`. */
export function oneLine(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
}

function valueTable(letters: string): Uint8Array {
  const table = new Uint8Array(128).fill(255);
  for (let i = 0; i < letters.length; i++) table[letters.charCodeAt(i)] = i;
  return table;
}
