/** Reads the room's log over HTTP as one of its people. */
import { randomBytes } from 'node:crypto';
import { toBase64url } from '../../src/base/base64url.ts';
import { exerciseKey } from '../../src/desk/keys.ts';
import { readingHeader, readingText } from '../../src/terms/api/reading.ts';
import { type Ready, SCENARIO } from './ready.ts';

const PAGE = 500;

export type LogRow = {
  readonly index: number;
  readonly outcome: string;
  readonly kind: string;
  readonly matter: string | null;
  readonly summary: string;
};
type Page = { readonly rows: readonly LogRow[]; readonly position: string | null };

/** All rows that this person may see, by index. @param from of those from this index on */
export async function readLog(room: Ready, person: string, from = 0): Promise<Map<number, LogRow>> {
  const { roomNow } = (await (await fetch(`${room.url}/room`)).json()) as { readonly roomNow: number };
  const rows = new Map<number, LogRow>();
  // `p1 -1` is no position: the first page is asked for from a position before everything, which is the first index of all.
  for (let after: string | undefined = toBase64url(Buffer.from(`p1 ${from}`, 'utf8')); after !== undefined; ) {
    const response: Response = await fetch(`${room.url}/log?limit=${PAGE}&after=${after}`, {
      headers: { authorization: reading(room, person, roomNow) },
    });
    if (!response.ok) throw new Error(`the log is refused to \`${person}\`: ${await response.text()}`);
    const page = (await response.json()) as Page;
    for (const row of page.rows) rows.set(row.index, row);
    after = page.rows.length < PAGE ? undefined : (page.position ?? undefined);
  }
  return rows;
}

function reading({ origin: ledger, url }: Ready, person: string, at: number): string {
  const nonce = toBase64url(randomBytes(16));
  const to = new URL(url).origin;
  const read = { at, ledger, mode: 'exercise', nonce, person, purpose: 'log', to, v: 2 } as const;
  const key = exerciseKey(SCENARIO, person);
  const signed = { key: key.id, signature: key.signText(readingText(read)) };
  return readingHeader(read, signed, (text) => toBase64url(Buffer.from(text, 'utf8')));
}
