import type { DeedTerms, RequestRow } from '../../records/rows.ts';
import type { ActDraft } from '../../signing/compose.ts';

/** An answer as it stands in its form; times as they were typed. */
export type AnswerForm = {
  readonly answer: 'approve' | 'refuse' | 'counter-offer';
  readonly reason: string;
  readonly conditions: string;
  /** Empty: until the deed ends. */
  readonly validUntil: string;
  readonly counter: CounterForm;
};
export type CounterForm = Pick<DeedTerms, 'activity' | 'purpose' | 'place' | 'what'> & {
  readonly from: string;
  readonly until: string;
};

export type OralForm = {
  readonly giver: string;
  readonly channel: 'telephone' | 'radio' | 'in-person';
  readonly answer: 'approve' | 'refuse';
  readonly reason: string;
  readonly validUntil: string;
};

export type AnswerField =
  | 'reason'
  | 'validUntil'
  | 'giver'
  | 'counter-word'
  | 'counter-what'
  | 'counter-time'
  | 'order';
type Made = { readonly draft: ActDraft } | { readonly missing: readonly AnswerField[] };
type ReadTime = (text: string) => number | undefined;

export const EMPTY_ORAL: OralForm = { giver: '', channel: 'telephone', answer: 'approve', reason: '', validUntil: '' };

/** The form of an answer before anything is typed; a counter-offer begins as the deed that was asked for, less its times, which must be said anew where they passed. */
export function emptyAnswer(asked: DeedTerms | null, typed: (ms: number) => string, now: number): AnswerForm {
  const { activity = '', purpose = '', place = '', what = '', from = 0, until = 0 } = asked ?? {};
  const counter = { activity, purpose, place, what, from: from > now ? typed(from) : '+15m', until: typed(until) };
  return { answer: 'approve', reason: '', conditions: '', validUntil: '', counter };
}

/** The signed answer to a request; it binds the digest of what was asked. */
export function answerDraft({ id, digest }: Pick<RequestRow, 'id' | 'digest'>, form: AnswerForm, read: ReadTime): Made {
  const { answer, reason, conditions, validUntil, counter } = form;
  const missing: AnswerField[] = reason.trim() === '' ? ['reason'] : [];
  const valid = readValid(answer === 'refuse' ? '' : validUntil, read, missing);
  const offer = answer === 'counter-offer' ? offerOf(counter, read, missing) : undefined;
  if (missing.length > 0) return { missing };
  const detail = {
    request: id,
    digest,
    answer,
    reason: reason.trim(),
    ...(answer === 'refuse' || conditions.trim() === '' ? {} : { conditions: conditions.trim() }),
    ...(valid === undefined ? {} : { validUntil: valid }),
    ...(offer === undefined ? {} : { counter: offer }),
  };
  return { draft: { kind: 'approval.answer', detail } };
}

/** An answer that was given by word of mouth, as the loggist enters it. */
export function oralDraft({ id, digest }: Pick<RequestRow, 'id' | 'digest'>, form: OralForm, read: ReadTime): Made {
  const { giver, channel, answer, reason, validUntil } = form;
  const missing: AnswerField[] = [];
  if (giver === '') missing.push('giver');
  if (reason.trim() === '') missing.push('reason');
  const valid = readValid(answer === 'refuse' ? '' : validUntil, read, missing);
  if (missing.length > 0) return { missing };
  const detail = { request: id, digest, giver, channel, answer, reason: reason.trim() };
  return {
    draft: { kind: 'approval.oral', detail: { ...detail, ...(valid === undefined ? {} : { validUntil: valid }) } },
  };
}

function readValid(text: string, read: ReadTime, missing: AnswerField[]): number | undefined {
  if (text.trim() === '') return undefined;
  const ms = read(text);
  if (ms === undefined) missing.push('validUntil');
  return ms;
}

function offerOf(counter: CounterForm, read: ReadTime, missing: AnswerField[]) {
  const { activity, purpose, place, what } = counter;
  const [from, until] = [read(counter.from), read(counter.until)];
  if (activity === '' || purpose === '' || place === '') missing.push('counter-word');
  if (what.trim() === '') missing.push('counter-what');
  if (from === undefined || until === undefined) missing.push('counter-time');
  else if (until <= from) missing.push('order');
  return { activity, purpose, place, from: from ?? 0, until: until ?? 0, what: what.trim() };
}
