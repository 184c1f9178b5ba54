import { joined } from './joined.ts';
import type { ProsePhrases } from './phrases.ts';

/** Mandates in English. */
export const PROSE_ENGLISH: ProsePhrases = {
  locale: 'en-GB',
  or: (items) => joined(items, 'or'),
  allOf: (place) => `all of ${place}`,
  anyAgency: 'any agency',
  anythingAtAll: 'anything at all',
  rule: {
    permit: (who, what) => `${who} may do this without asking: ${what}.`,
    'permit-with-approval': (who, what) => `${who} may do this once the host has approved the very act: ${what}.`,
    forbid: (who, what) => `${who} may not do this, whatever else is permitted: ${what}.`,
    'require-approval': (who, what) =>
      `${who} may do this, where it is permitted at all, only once the host has approved the very act: ${what}.`,
  },
  onlyWhere: (axis, words) => `Only where ${axis} is ${words}.`,
  onlyWith: (axis) => `Only with ${axis}.`,
  whereOrUnknown: (axis, words) => `This holds where ${axis} is ${words}, and where it is not known.`,
  anyUnit: 'Any unit is meant.',
  whatever: (axes) => `It makes no difference what these are, nor whether they are known: ${axes}.`,
  nothing: 'It names no word here, so that it never applies.',
  always: 'At any time.',
  localTimes: (zone) => `Times are local: ${zone}.`,
  onlyDuring: (windows) => `Only ${windows}.`,
  between: (from, until) => {
    if (from === undefined) return until === undefined ? 'at any time' : `before ${until}`;
    return until === undefined ? `from ${from} on` : `from ${from} until ${until}`;
  },
  daily: (from, until, first, last) => `from ${from} until ${until} of every day from ${first} to ${last}`,
  guarded: (what) =>
    `Of a guest, this takes effect only if the host has conferred the power, a host officer accompanies, and the host has approved the very act (R-05): ${what}.`,
  neverHeldUp: (what) => `Nothing holds this up (R-22), so that the clause changes nothing for it: ${what}.`,
  basis: {
    assumption: (sources) =>
      `It rests on an assumption drawn from ${sources}: it can run an exercise, never a live event.`,
    instrument: (sources) => `It rests on the instrument; source: ${sources}.`,
  },
  noSource: 'nothing that is cited',
  mandate: (title, issuer, holder) => `${title}. Given by ${issuer} to ${holder}.`,
  onInstrument: (instrument) => `It rests on this instrument: ${instrument}.`,
  onNone: 'No instrument is known on which it rests.',
  inForce: (time) => `In force ${time}, once it has been put in force.`,
  open: (id, text) => `Open question ${id}: ${text}`,
  restIsOutside: 'Anything that no clause states is outside this mandate.',
  besideClauses: 'It says the following beside its clauses; no act is decided by it.',
  term: (title, { text, sources, open }) => {
    if (text === null) return `${title}: not stated${open === null ? '' : ` (${open})`}.`;
    return `${title}: ${text} (${sources})${open === null ? '' : ` The rest is not stated (${open}).`}`;
  },
  promise: (by, date) => `A promise by ${by}${date === undefined ? '' : `, ${date}`}.`,
  binds: (who) => `It binds ${who}.`,
  everyone: 'everyone',
  guests: 'all guests',
  noRule: (why) => `It cannot be a rule: ${why}`,
};
