import { ActDetail } from '../../terms/api/acts.ts';
import { MatterDetail, type ShownSlice } from '../../terms/api/matters.ts';
import type { Entry } from '../live/entries.ts';
import { useAnswer } from '../session/services.tsx';

/** The last act of some kinds on a record that took effect: who, when, and the reason that they gave. */
export type SaidLast = {
  readonly index: number;
  readonly at: number;
  readonly kind: string;
  /** Null where the reader may not know. */
  readonly person: string | null;
  /** As it was signed; empty where none was given, or until it is known. */
  readonly reason: string;
  /** The act's own detail; empty until it is known. */
  readonly detail: Readonly<Record<string, unknown>>;
};

/**
 * The last act of these kinds on a record, read from the record's history; undefined where there is none that the reader may see, and until it is known.
 * @param id of the record; null asks nothing
 */
export function useSaidLast(slice: ShownSlice, id: string | null, kinds: readonly string[]): SaidLast | undefined {
  const record = useAnswer(MatterDetail, `/api/matters/${slice}/${encodeURIComponent(id ?? '')}`, {}, id !== null);
  const last = id === null ? undefined : lastOf(record.data?.history ?? [], kinds);
  const { data } = useAnswer(ActDetail, `/api/acts/${last?.index ?? 0}`, {}, last !== undefined);
  if (last === undefined) return undefined;
  const { index, at, kind, person } = last;
  // While another is asked for, the answer before stays.
  const detail = data?.row.index === index ? data.detail : {};
  return { index, at, kind, person, reason: wordsOf(detail['reason']), detail };
}

/** The latest entry of these kinds that took effect, which a late report of one never does. @param history oldest first */
export function lastOf(history: readonly Entry[], kinds: readonly string[]): Entry | undefined {
  return history.findLast(
    ({ kind, form, outcome }) => kinds.includes(kind) && form === 'proposal' && outcome === 'permitted',
  );
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
