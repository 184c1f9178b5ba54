import { UNKNOWN } from '../../../terms/axes.ts';
import type { ActDraft } from '../../signing/compose.ts';

/** A report of a deed as it is typed. */
export type OccurrenceForm = {
  readonly agency: string;
  readonly component: string;
  readonly role: string;
  readonly activity: string;
  readonly purpose: string;
  readonly place: string;
  /** As typed; empty is now. */
  readonly time: string;
  readonly text: string;
};

export const EMPTY_OCCURRENCE: OccurrenceForm = {
  agency: UNKNOWN,
  component: UNKNOWN,
  role: UNKNOWN,
  activity: '',
  purpose: UNKNOWN,
  place: UNKNOWN,
  time: '',
  text: '',
};

export type OccurrenceField = 'activity' | 'time' | 'future' | 'text';

/** What a report still lacks before it can be signed; `future`: it has not happened yet. */
export function missingOfOccurrence(
  form: OccurrenceForm,
  readTime: (text: string) => number | undefined,
  now: number,
): OccurrenceField[] {
  const missing: OccurrenceField[] = [];
  if (form.activity === '') missing.push('activity');
  const deedAt = form.time.trim() === '' ? now : readTime(form.time);
  if (deedAt === undefined) missing.push('time');
  else if (deedAt > now) missing.push('future');
  if (form.text.trim() === '') missing.push('text');
  return missing;
}

/**
 * The act of a report. What stands in for words that were not typed yet is for the preview only: the verdict is on the deed, not on the words.
 * Null while there is no activity or no time.
 */
export function occurrenceDraft(
  form: OccurrenceForm,
  readTime: (text: string) => number | undefined,
  now: number,
): ActDraft | null {
  const { agency, component, role, activity, purpose, place, time, text } = form;
  const lacks = missingOfOccurrence(form, readTime, now);
  if (lacks.some((field) => field !== 'text')) return null;
  const deedAt = readTime(time);
  return {
    kind: 'occurrence.report',
    form: 'report',
    ...(time.trim() === '' || deedAt === undefined ? {} : { deedAt }),
    detail: { deed: { agency, component, role, activity, purpose, place }, text: text.trim() === '' ? '…' : text },
  };
}
