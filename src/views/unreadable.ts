import type { Audience, EntryFields } from '../terms/entry.ts';
import { OUTCOMES } from '../terms/outcome.ts';
import type { FollowedEntry } from './acts-row.ts';
import type { Folded } from './folded.ts';

/** Stands for an entry that cannot be shown, in lists; the entry itself is in the ledger as it was. */
export const UNREADABLE = 'cannot be shown; it stands in the ledger';
/** What a text of the vocabulary, a kind or an id is at most; anything else is left out of what must be storable. */
const TOKEN = /^[a-z0-9][a-z0-9.:-]{0,127}$/;
/** What no database of ours holds in a text, and JSON does. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;

/**
 * The same entry, with U+FFFD for each NUL and each half of a character. The edge takes none of them since 0.2.0 (desk/received.ts); ledgers of before may
 * hold some.
 */
export function withStorableTexts(folded: Folded): Folded {
  return storable(folded) as Folded;
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(UNSTORABLE, '\ufffd');
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [storable(name), storable(member)]));
}

/**
 * What is shown of an entry that cannot be folded, or that the view does not take: that it is there, when, whose, and how it was decided, to those it is
 * for. Nothing that is made here depends on what anybody wrote, so that the view takes it whatever the entry holds.
 */
export function unreadable({ index, recorded, fields }: FollowedEntry): Folded {
  const { kind, outcome, agency, facts, at, audience, act } = fields as Partial<Record<keyof EntryFields, unknown>>;
  const written = timeOf(recorded) ?? 0;
  return {
    row: {
      index,
      at: timeOf(at) ?? written,
      recorded: written,
      kind: tokenOf(kind) ?? 'unreadable',
      form: null,
      // What is no outcome gave no right either.
      outcome: OUTCOMES.find((one) => one === outcome) ?? 'outside',
      clauses: [],
      atEntry: null,
      reason: null,
      answer: null,
      near: [],
      touches: [],
      agency: tokenOf(agency) ?? 'unknown',
      component: null,
      role: null,
      desk: null,
      room: null,
      person: tokenOf(memberOf(act, 'actor')),
      activity: tokenOf(memberOf(facts, 'activity')) ?? 'unknown',
      place: null,
      purpose: null,
      matter: null,
      deedAt: null,
      corrects: null,
      cause: null,
      set: null,
      reported: null,
      declared: null,
      stood: null,
      summary: UNREADABLE,
      audience: audienceOf(audience),
    },
    words: [],
    corrects: null,
    matters: [],
  };
}

function memberOf(value: unknown, name: string): unknown {
  return (value as Readonly<Record<string, unknown>> | null | undefined)?.[name];
}

function tokenOf(value: unknown): string | null {
  return typeof value === 'string' && TOKEN.test(value) ? value : null;
}

function timeOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function audienceOf(value: unknown): Audience {
  const tokens = (name: string) => {
    const list = memberOf(value, name);
    return Array.isArray(list) ? list.flatMap((one) => tokenOf(one) ?? []) : [];
  };
  return {
    agencies: tokens('agencies'),
    rooms: tokens('rooms'),
    persons: tokens('persons'),
    everyone: memberOf(value, 'everyone') === true,
  };
}
