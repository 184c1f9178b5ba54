/** What the summary of an entry (src/views/summary.ts) is made of: the names that its kind begins with, and what somebody wrote. */
export type Said = {
  readonly names: readonly string[];
  readonly text: string;
  /** Of a mandate that is put in force later: from when, room time in ms. */
  readonly from?: number;
};

/** Which kinds begin with names, and with how many; all others are words alone. */
const NAMES_OF: Readonly<Record<string, readonly number[]>> = {
  'desk.sign-on': [1],
  'approval.answer': [2],
  'approval.oral': [2],
  'challenge.answer': [2],
  'challenge.raise': [1],
  'conferral.grant': [2],
  'clearance.grant': [2],
  'accompaniment.begin': [2],
  'item.consent': [2],
  'item.release': [2],
  'tasking.issue': [1, 2],
  'alert.raise': [1],
  'statement.register': [1],
  'exercise.direct': [1, 2],
  'ledger.key': [1],
  'witness.pass': [1],
  'mandate.review': [2],
};
const ENROLMENT = 'roster.enrol';
const CREATION = 'ledger.create';
const ENFORCEMENT = 'mandate.enforce';

/** The names and words of a summary; null where it is shown as it stands. */
export function saidOf({ kind, summary }: { readonly kind: string; readonly summary: string }): Said | null {
  if (kind === ENROLMENT) {
    const names = summary.split(', ');
    return names.length < 2 ? null : { names, text: '' };
  }
  if (kind === CREATION) return { names: [CREATION], text: summary.slice(summary.indexOf(': ') + 2) };
  if (kind === ENFORCEMENT) return orderedOf(summary);
  if (!Object.hasOwn(NAMES_OF, kind)) return null;
  const end = summary.indexOf(': ');
  const names = (end < 0 ? summary : summary.slice(0, end)).split(' ');
  if (NAMES_OF[kind]?.includes(names.length) !== true || names.includes('')) return null;
  return { names, text: end < 0 ? '' : summary.slice(end + 2) };
}

/** The version that came into force, `us-hsi@2`, and the reason, which what the clock did has none of. */
export function cameOf(summary: string): { readonly version: string; readonly text: string } {
  const end = summary.indexOf(': ');
  return end < 0 ? { version: summary, text: '' } : { version: summary.slice(0, end), text: summary.slice(end + 2) };
}

/** `us-hsi@2 from 2026-02-11T06:00Z: agreed`; null where no time is said. */
function orderedOf(summary: string): Said | null {
  const [, version = '', time = '', text = ''] = /^(\S+) from (\d{4}-\S+Z)(?:: (.*))?$/s.exec(summary) ?? [];
  const from = Date.parse(time);
  return Number.isNaN(from) ? null : { names: [version], text, from };
}
