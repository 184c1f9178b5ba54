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

export type AccompanimentForm = { readonly guest: string; readonly officer: string };

export type PowersField = 'to' | 'power' | 'from' | 'until' | 'order' | 'reason' | 'guest' | 'officer';
type Made = { readonly draft: ActDraft } | { readonly missing: readonly PowersField[] };

/** The act that confers one power on one guest for a time. */
export function conferralDraft(form: ConferralForm, read: (text: string) => number | undefined, now: number): Made {
  const missing: PowersField[] = [];
  for (const field of ['to', 'power'] as const) if (form[field] === '') missing.push(field);
  const from = form.from.trim() === '' ? Math.floor(now) : read(form.from);
  const until = read(form.until);
  if (from === undefined) missing.push('from');
  if (until === undefined) missing.push('until');
  else if (from !== undefined && until <= from) missing.push('order');
  if (form.reason.trim() === '') missing.push('reason');
  if (missing.length > 0) return { missing };
  const { to, power, reason } = form;
  return {
    draft: {
      kind: 'conferral.grant',
      detail: { to, power, from: from ?? 0, until: until ?? 0, reason: reason.trim() },
    },
  };
}

/** The act that puts a host officer beside a guest. */
export function accompanimentDraft({ guest, officer }: AccompanimentForm): Made {
  const missing: PowersField[] = [];
  if (guest === '') missing.push('guest');
  if (officer === '') missing.push('officer');
  return missing.length > 0 ? { missing } : { draft: { kind: 'accompaniment.begin', detail: { guest, officer } } };
}
