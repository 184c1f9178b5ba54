/**
 * PostgreSQL arrays in the binary form of the wire protocol (array_recv; `src/backend/utils/adt/arrayfuncs.c`): the number
 * of dimensions, a flag for nulls, the type of an element, then for each dimension its length and lower bound, then each
 * element with its length. The driver would write a bytea array as hexadecimal text, which is twice the bytes and is
 * parsed twice; a Buffer it sends as binary.
 */
const TYPES = { bytea: 17, int8: 20, text: 25, json: 114 } as const;

const HEADER_BYTES = 20;

/** A `bytea[]`. */
export function byteaArray(items: readonly Uint8Array[]): Buffer {
  let bytes = HEADER_BYTES;
  for (const item of items) bytes += 4 + item.length;
  const array = header(TYPES.bytea, items.length, bytes);
  let at = HEADER_BYTES;
  for (const item of items) {
    at = array.writeInt32BE(item.length, at);
    array.set(item, at);
    at += item.length;
  }
  return array;
}

/** A `text[]` or `json[]`. A string with a zero character is refused by the server, as text cannot hold one. */
export function textArray(items: readonly string[], type: 'text' | 'json' = 'text'): Buffer {
  let bytes = HEADER_BYTES;
  for (const item of items) bytes += 4 + Buffer.byteLength(item);
  const array = header(TYPES[type], items.length, bytes);
  let at = HEADER_BYTES;
  for (const item of items) {
    const written = array.write(item, at + 4);
    array.writeInt32BE(written, at);
    at += 4 + written;
  }
  return array;
}

/** An `int8[]` of safe integers from zero on. */
export function int8Array(items: readonly number[]): Buffer {
  const array = header(TYPES.int8, items.length, HEADER_BYTES + 12 * items.length);
  let at = HEADER_BYTES;
  for (const item of items) {
    at = array.writeInt32BE(8, at);
    at = array.writeUInt32BE(Math.floor(item / 2 ** 32), at);
    at = array.writeUInt32BE(item % 2 ** 32, at);
  }
  return array;
}

/** One dimension, even where it is empty (the server takes that for an empty array), no nulls, lower bound 1. */
function header(elementType: number, length: number, bytes: number): Buffer {
  const array = Buffer.allocUnsafe(bytes);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(0, 4);
  array.writeInt32BE(elementType, 8);
  array.writeInt32BE(length, 12);
  array.writeInt32BE(1, 16);
  return array;
}
