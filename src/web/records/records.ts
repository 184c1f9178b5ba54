import type * as z from 'zod';
import { type MatterShown as MatterSchema, MattersPage, Queue, type ShownSlice } from '../../terms/api/matters.ts';
import { useAnswer, usePages } from '../session/services.tsx';
import { useMe } from '../session/session.tsx';

export type MatterShown = z.infer<typeof MatterSchema>;
export type QueueItem = Queue['items'][number];
/** A record with its row, read by the schema of its slice. */
export type RecordShown<Row> = { readonly matter: MatterShown; readonly row: Row };

const PAGE_ROWS = 200;

/**
 * Records of a slice that the reader may see, latest first: `const { records, error } = useRecords('deeds', DeedRow, { open: true })`. A row that is not of
 * this form is a bug of the contract and throws.
 */
export function useRecords<Row>(slice: ShownSlice, schema: z.ZodType<Row>, { open }: { readonly open?: boolean } = {}) {
  const query = { limit: PAGE_ROWS, ...(open === undefined ? {} : { open }) };
  const pages = usePages(MattersPage, `/api/matters/${slice}`, query);
  const records = pages.rows.map((matter): RecordShown<Row> => ({ matter, row: schema.parse(matter.row) }));
  return { ...pages, records };
}

/** Who is not admitted yet may have a mandate to sign, and is told of no entry of the host: so often is looked. */
const UNTOLD_MS = 30_000;

/** How often answers about drafts of mandates are asked for again; undefined where live events tell. */
export function useDraftsAgain(): number | undefined {
  return useMe().admitted ? undefined : UNTOLD_MS;
}

/** What waits for my own answer, most urgent first; undefined until it is known. */
export function useQueue(): {
  readonly items: readonly QueueItem[] | undefined;
  /** How much waits beside these. */
  readonly more: number;
  readonly error: unknown;
} {
  const { data, error } = useAnswer(Queue, '/api/queue', {}, true, useDraftsAgain());
  return { items: data?.items, more: data?.more ?? 0, error: data === undefined ? error : null };
}

/** How many things wait for my answer, of whatever kind. */
export function useAllWaiting(): number {
  return useQueue().items?.length ?? 0;
}

/** How many requests and challenges wait for my answer, and oral approvals for my countersignature. */
export function useAnswersWaiting(): number {
  const { items = [] } = useQueue();
  return items.filter(({ why }) => why === 'approval' || why === 'challenge' || why === 'countersign').length;
}

/** How many drafts of mandates wait for my step. */
export function useDraftsWaiting(): number {
  const { items = [] } = useQueue();
  return items.filter(({ matterShown: { slice } }) => slice === 'drafts').length;
}

/** Whether I am of the host: the guests' records are then mine to answer. */
export function useIsHost(): boolean {
  const { standing } = useMe().agency;
  return standing === 'host' || standing === 'host-authority';
}
