import { fromBase64url, toBase64url } from '../../base/base64url.ts';
import type { MattersPosition } from '../../views/port.ts';
import type { Problem } from '../http/problem.ts';

/** A cursor that was not given out by the same list. */
export const BAD_CURSOR: Problem = {
  status: 400,
  code: 'malformed',
  detail: 'querystring/cursor: not a position as it was given',
};

const ACTS = /^a1 (0|[1-9][0-9]{0,15})$/;
const MATTERS = /^m1 (0|[1-9][0-9]{0,15}) ([A-Za-z0-9./_:-]{1,120})$/;

/** Where a page of acts ended: the index of its last row, and so nothing of what lies between. */
export function actsCursor(index: number): string {
  return written(`a1 ${index}`);
}

/** The index in a cursor of acts; undefined where it is none. */
export function readActsCursor(cursor: string): number | undefined {
  return indexOf(ACTS.exec(read(cursor))?.[1]);
}

/** Where a page of matters ended: its last record. */
export function mattersCursor({ opened, id }: MattersPosition): string {
  return written(`m1 ${opened} ${id}`);
}

/** The record in a cursor of matters; undefined where it is none. */
export function readMattersCursor(cursor: string): MattersPosition | undefined {
  const [, index, id] = MATTERS.exec(read(cursor)) ?? [];
  const opened = indexOf(index);
  return opened === undefined || id === undefined ? undefined : { opened, id };
}

function written(text: string): string {
  return toBase64url(Buffer.from(text, 'utf8'));
}

function read(cursor: string): string {
  return fromBase64url(cursor)?.toString('utf8') ?? '';
}

function indexOf(digits: string | undefined): number | undefined {
  const index = Number(digits ?? Number.NaN);
  return Number.isSafeInteger(index) ? index : undefined;
}
