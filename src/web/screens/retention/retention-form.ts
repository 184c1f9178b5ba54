import { LIMITS } from '../../../base/limits.ts';
import { MatterId } from '../../../terms/act.ts';
import type { ActDraft } from '../../signing/compose.ts';

/** A record as acts name it: by its number, or a single entry. */
export type Named = { readonly record: string } | { readonly entry: number };

const ENTRY = /^(?:entry-|#)?(0|[1-9][0-9]{0,14})$/i;

/** What somebody typed as a record: `OCC-guest-a-1`, or an entry as `entry-1024`, `#1024` or `1024`. Undefined where it is neither. */
export function namedRecord(text: string): Named | undefined {
  const typed = text.trim();
  const index = ENTRY.exec(typed)?.[1];
  if (index !== undefined) return { entry: Number(index) };
  return MatterId.safeParse(typed).success ? { record: typed } : undefined;
}

/** As lists and addresses name it: the number, or `entry-1024`. */
export function nameOf(named: Named): string {
  return 'record' in named ? named.record : `entry-${named.entry}`;
}

/** Why something is erased. */
export const BASES = ['retention', 'request', 'order'] as const;
export type Basis = (typeof BASES)[number];

export type EraseForm = { readonly basis: Basis; readonly reason: string };
export type KeepForm = { readonly until: string; readonly reason: string };
export const EMPTY_KEEP: KeepForm = { until: '', reason: '' };

/** What a form still wants, in the order of its fields. */
export type RetentionField = 'until' | 'late' | 'reason';
export type Made = { readonly draft: ActDraft } | { readonly missing: readonly RetentionField[] };

/** The act that erases a record for good. */
export function eraseDraft(named: Named, { basis, reason }: EraseForm): Made {
  if (reason.trim() === '') return { missing: ['reason'] };
  return { draft: { kind: 'record.erase', detail: { ...named, basis, reason: reason.trim() } } };
}

/**
 * The act that keeps a record until a time: longer than its rule says, or against being erased at all. Both end within 400 days.
 * @param until the typed time as it was read, ms; undefined where it could not be
 */
export function keepDraft(
  kind: 'hold.place' | 'retention.extend',
  named: Named,
  { reason }: Pick<KeepForm, 'reason'>,
  { until, now }: { readonly until: number | undefined; readonly now: number },
): Made {
  const missing: RetentionField[] = [];
  if (until === undefined || until <= now) missing.push('until');
  else if (until > now + LIMITS.extensionMs) missing.push('late');
  if (reason.trim() === '') missing.push('reason');
  if (missing.length > 0 || until === undefined) return { missing };
  return { draft: { kind, detail: { ...named, until, reason: reason.trim() } } };
}

/** The house rules that stand against erasing on this basis: that a review must come first is asked only where the time is said to be over. */
export function standsAgainst<Rule extends string>(against: readonly Rule[], basis: Basis): readonly Rule[] {
  return basis === 'retention' ? against : against.filter((rule) => rule !== 'R-40');
}
