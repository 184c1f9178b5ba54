import type { Cleared } from '../../../terms/axes.ts';
import type { ActDraft } from '../../signing/compose.ts';

/** A conferral as it stands in its form; times as they were typed. */
export type ConferralForm = {
  readonly to: string;
  readonly power: string;
  /** Empty: from now on. */
  readonly from: string;
  readonly until: string;
  readonly reason: string;
};
export const EMPTY_CONFERRAL: ConferralForm = { to: '', power: '', from: '', until: '+2h', reason: '' };

/** A clearance as it stands in its form; times as they were typed. */
export type ClearanceForm = {
  readonly to: string;
  readonly clears: Cleared | '';
  /** Which weapon or vehicle. */
  readonly thing: string;
  /** Empty: from now on. */
  readonly from: string;
  readonly until: string;
  readonly reason: string;
};
export const EMPTY_CLEARANCE: ClearanceForm = { to: '', clears: '', thing: '', from: '', until: '+12h', reason: '' };

export type AccompanimentForm = { readonly guest: string; readonly officer: string };

export type PowersField =
  | 'to'
  | 'power'
  | 'clears'
  | 'thing'
  | 'from'
  | 'until'
  | 'order'
  | 'reason'
  | 'guest'
  | 'officer';
type Made = { readonly draft: ActDraft } | { readonly missing: readonly PowersField[] };

/** The act that confers one power on one guest for a time. */
export function conferralDraft(form: ConferralForm, read: (text: string) => number | undefined, now: number): Made {
  const { to, power, reason } = form;
  const { from, until, missing: wrong } = spanOf(form, read, now);
  const missing = [...emptyOf(form, ['to', 'power']), ...wrong, ...emptyOf(form, ['reason'])];
  if (missing.length > 0) return { missing };
  return { draft: { kind: 'conferral.grant', detail: { to, power, from, until, reason: reason.trim() } } };
}

/** The act that clears one guest, or one weapon or vehicle of theirs, for a time. */
export function clearanceDraft(form: ClearanceForm, read: (text: string) => number | undefined, now: number): Made {
  const { to, clears, thing, reason } = form;
  const { from, until, missing: wrong } = spanOf(form, read, now);
  const named = clears === 'person' || clears === '' ? [] : emptyOf(form, ['thing']);
  const missing = [...emptyOf(form, ['to', 'clears']), ...named, ...wrong, ...emptyOf(form, ['reason'])];
  if (missing.length > 0) return { missing };
  // The person is told by `to`; what was typed for a weapon before is nothing of theirs.
  const which = clears === 'person' ? {} : { thing: thing.trim() };
  return { draft: { kind: 'clearance.grant', detail: { to, clears, ...which, from, until, reason: reason.trim() } } };
}

function emptyOf<Field extends PowersField>(
  form: { readonly [F in Field]: string },
  fields: readonly Field[],
): readonly Field[] {
  return fields.filter((field) => form[field].trim() === '');
}

/** From when until when, as far as it can be read; the beginning is now where nothing is said. */
function spanOf(
  form: { readonly from: string; readonly until: string },
  read: (text: string) => number | undefined,
  now: number,
): { readonly from: number; readonly until: number; readonly missing: readonly PowersField[] } {
  const from = form.from.trim() === '' ? Math.floor(now) : read(form.from);
  const until = read(form.until);
  const missing: PowersField[] = [];
  if (from === undefined) missing.push('from');
  if (until === undefined) missing.push('until');
  else if (from !== undefined && until <= from) missing.push('order');
  return { from: from ?? 0, until: until ?? 0, missing };
}

/** The act that puts a host officer beside a guest. */
export function accompanimentDraft({ guest, officer }: AccompanimentForm): Made {
  const missing: PowersField[] = [];
  if (guest === '') missing.push('guest');
  if (officer === '') missing.push('officer');
  return missing.length > 0 ? { missing } : { draft: { kind: 'accompaniment.begin', detail: { guest, officer } } };
}
