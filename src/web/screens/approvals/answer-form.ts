import { LIMITS } from '../../../base/limits.ts';
import type { DeedTerms, RequestRow } from '../../records/rows.ts';
import type { ActDraft } from '../../signing/compose.ts';

/** An answer as it stands in its form; times as they were typed. */
export type AnswerForm = {
  /** Empty: nobody has chosen yet, and nothing is chosen for them. */
  readonly answer: 'approve' | 'refuse' | 'counter-offer' | '';
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
  /** Empty: not chosen yet. */
  readonly answer: 'approve' | 'refuse' | '';
  readonly reason: string;
  readonly validUntil: string;
};

export type AnswerField =
  | 'answer'
  | 'reason'
  | 'validUntil'
  | 'giver'
  | 'counter-word'
  | 'counter-what'
  | 'counter-time'
  | 'counter-past'
  | 'order';
type Made = { readonly draft: ActDraft } | { readonly missing: readonly AnswerField[] };
type ReadTime = (text: string) => number | undefined;

export const EMPTY_ORAL: OralForm = { giver: '', channel: 'telephone', answer: '', reason: '', validUntil: '' };

/** What was asked, how its times stand in the form, and room time (ms). */
export type Asked = { readonly deed: DeedTerms | null; readonly typed: (ms: number) => string; readonly now: number };

/** The form of an answer before anything is chosen or typed; a counter-offer begins as the deed that was asked for, with its own times. */
export function emptyAnswer({ deed, typed }: Pick<Asked, 'deed' | 'typed'>): AnswerForm {
  const { activity = '', purpose = '', place = '', what = '', from = 0, until = 0 } = deed ?? {};
  const counter = { activity, purpose, place, what, from: typed(from), until: typed(until) };
  return { answer: '', reason: '', conditions: '', validUntil: '', counter };
}

/** The signed answer to a request; it binds the digest of what was asked. */
export function answerDraft(
  { id, digest }: Pick<RequestRow, 'id' | 'digest'>,
  form: AnswerForm,
  read: ReadTime,
  asked: Asked,
): Made {
  const { answer, reason, conditions, validUntil, counter } = form;
  const missing: AnswerField[] = answer === '' ? ['answer'] : [];
  if (reason.trim() === '') missing.push('reason');
  const valid = readValid(answer === 'refuse' ? '' : validUntil, read, missing);
  const offer = answer === 'counter-offer' ? offerOf(counter, read, missing, asked) : undefined;
  if (answer === '' || missing.length > 0) return { missing };
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
  if (answer === '') missing.push('answer');
  if (reason.trim() === '') missing.push('reason');
  const valid = readValid(answer === 'refuse' ? '' : validUntil, read, missing);
  if (answer === '' || missing.length > 0) return { missing };
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

function offerOf(counter: CounterForm, read: ReadTime, missing: AnswerField[], { deed, typed, now }: Asked) {
  const { activity, purpose, place, what } = counter;
  // A time that nobody changed is the very one that was asked for: the form shows minutes only.
  const moment = (text: string, own: number | undefined) =>
    own !== undefined && text === typed(own) ? own : read(text);
  const [from, until] = [moment(counter.from, deed?.from), moment(counter.until, deed?.until)];
  if (activity === '' || purpose === '' || place === '') missing.push('counter-word');
  if (what.trim() === '') missing.push('counter-what');
  if (from === undefined || until === undefined) missing.push('counter-time');
  else if (until <= from) missing.push('order');
  // Whoever takes it up proposes it anew, and a proposal comes before its deed.
  else if (from < now - LIMITS.proposalGraceMs) missing.push('counter-past');
  return { activity, purpose, place, from: from ?? 0, until: until ?? 0, what: what.trim() };
}
