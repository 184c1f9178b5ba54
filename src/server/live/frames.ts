import type { LiveEvent } from '../../terms/api/live.ts';

/** Reconnect after so many milliseconds; sent once at the beginning. */
export const RETRY_FRAME = 'retry: 2000\n\n';

/** Rows, already written as JSON, as one event; its id is the index of the last of them. Empty without rows. */
export function actsFrame(rows: readonly { readonly index: number; readonly json: string }[]): string {
  const last = rows.at(-1);
  if (last === undefined) return '';
  return `id: ${last.index}\nevent: acts\ndata: [${rows.map(({ json }) => json).join(',')}]\n\n`;
}

/** Any other event; `id` where it brings the reader up to an entry. */
export function frameOf({ event, data }: Exclude<LiveEvent, { event: 'acts' }>, id?: number): string {
  const at = id === undefined || id < 0 ? '' : `id: ${id}\n`;
  return `${at}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
