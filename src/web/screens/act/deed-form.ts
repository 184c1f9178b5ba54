import * as z from 'zod';
import { LIMITS } from '../../../base/limits.ts';
import type { ActDraft } from '../../signing/compose.ts';

/** `propose` asks before the deed; `report` says what was done. */
export type DeedForm = {
  readonly mode: 'propose' | 'report';
  readonly activity: string;
  readonly purpose: string;
  readonly place: string;
  /** As typed. Of a proposal: its beginning, empty is now. Of a report: when it was done. */
  readonly from: string;
  /** As typed: when it ends. */
  readonly until: string;
  readonly what: string;
};

export const EMPTY_DEED: DeedForm = {
  mode: 'propose',
  activity: '',
  purpose: '',
  place: '',
  from: '',
  until: '+2h',
  what: '',
};

export type DeedField = 'activity' | 'purpose' | 'place' | 'from' | 'until' | 'what' | 'order';

/** How a form reads typed times, ms of room time. */
export type ReadTimes = {
  readonly ahead: (text: string) => number | undefined;
  readonly back: (text: string) => number | undefined;
};

/** The act of a form, or what it still lacks; `order`: it would end before it begins. */
export function deedDraft(
  form: DeedForm,
  read: ReadTimes,
  now: number,
): { readonly draft: ActDraft } | { readonly missing: readonly DeedField[] } {
  const { mode, activity, purpose, place, from, until, what } = form;
  const missing: DeedField[] = [];
  for (const field of ['activity', 'purpose', 'place'] as const) if (form[field] === '') missing.push(field);
  const deedAt = from.trim() === '' ? undefined : (mode === 'report' ? read.back : read.ahead)(from);
  if (from.trim() !== '' && deedAt === undefined) missing.push('from');
  const ends = mode === 'report' ? undefined : read.ahead(until);
  if (mode === 'propose' && ends === undefined) missing.push('until');
  else if (ends !== undefined && ends <= (deedAt ?? now)) missing.push('order');
  if (what.trim() === '') missing.push('what');
  if (missing.length > 0) return { missing };
  const claimed = { activity, purpose, place, ...(deedAt === undefined ? {} : { deedAt }) };
  if (mode === 'report') return { draft: { kind: 'deed.report', form: 'report', ...claimed, detail: { what } } };
  return { draft: { kind: 'deed.propose', ...claimed, detail: { until: ends ?? 0, what } } };
}

/** By when a request that opens now must be answered: an hour, or the start of the deed where that is sooner, but never under ten minutes (docs/acts.md). */
export function answerBy(now: number, from: number): number {
  return Math.max(now + LIMITS.requestAnswerMinMs, Math.min(now + LIMITS.requestAnswerMs, from));
}

/** An address may hold a number where a word was meant. */
const Typed = z.union([z.string(), z.number()]).transform(String).optional().catch(undefined);

/** What the address may put into the form beforehand; each member may be absent, and whatever makes no sense is. */
export const DeedPrefill = z.object({
  kind: Typed,
  activity: Typed,
  purpose: Typed,
  place: Typed,
  from: Typed,
  until: Typed,
  what: Typed,
  /** As an act has them: of a deed, its end and what exactly. */
  detail: z.object({ until: Typed, what: Typed }).optional().catch(undefined),
});
export type DeedPrefill = z.infer<typeof DeedPrefill>;

/** The form with what the address says over what stood in it; undefined where the address says nothing. */
export function prefilled(form: DeedForm, { kind, detail, ...said }: DeedPrefill): DeedForm | undefined {
  const words = [...Object.entries(said), ...Object.entries(detail ?? {})].filter(([, value]) => value !== undefined);
  if (kind === undefined && words.length === 0) return undefined;
  const mode = kind === undefined ? form.mode : kind === 'deed.report' ? 'report' : 'propose';
  // What was there is of another deed: only its times are kept.
  const { from, until } = form;
  const fresh = { ...EMPTY_DEED, mode, from, until };
  // In an address a plus may have become a space.
  return { ...fresh, ...Object.fromEntries(words.map(([name, value]) => [name, value?.replace(/^ (?=\d)/, '+')])) };
}
