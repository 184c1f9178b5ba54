import { isUtf8 } from 'node:buffer';

/** Why bytes are no text of a document, and in which line. */
export type NoText = { readonly line: number; readonly message: string };

/**
 * The text of a document, which is UTF-8; a byte order mark at its beginning is no part of it. What editors save as UTF-16 or UTF-32 is named, with
 * or without a byte order mark: half of its bytes are zero, so that much of it would even pass for UTF-8.
 * @param bytes attacker-controlled
 */
export function textOf(bytes: Uint8Array): string | NoText {
  const other = otherEncoding(bytes);
  if (other !== undefined) return { line: 1, message: `this is ${other} text; a document is UTF-8` };
  if (isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes);
  return { line: faultyLine(bytes), message: 'bytes in this line are no UTF-8 text' };
}

function otherEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  const isMark = (first: number, second: number) => a === first && b === second;
  if (isMark(0xff, 0xfe) && c === 0 && d === 0) return 'UTF-32';
  if (a === 0 && b === 0 && ((c === 0xfe && d === 0xff) || (c === 0 && d !== 0))) return 'UTF-32';
  if (isMark(0xff, 0xfe) || isMark(0xfe, 0xff)) return 'UTF-16';
  // Without a mark: the first characters of a document are of ASCII, so every second byte of them is zero.
  if (bytes.length >= 4 && ((a === 0 && c === 0) || (b === 0 && d === 0)))
    return a === 0 || c !== 0 ? 'UTF-16' : 'UTF-32';
  return undefined;
}

/** The first line that is no UTF-8, from 1: a line feed is never part of another character, so that lines can be looked at one by one. */
function faultyLine(bytes: Uint8Array): number {
  let from = 0;
  for (let line = 1; ; line++) {
    const feed = bytes.indexOf(0x0a, from);
    const until = feed === -1 ? bytes.length : feed;
    if (feed === -1 || !isUtf8(bytes.subarray(from, until))) return line;
    from = until + 1;
  }
}
