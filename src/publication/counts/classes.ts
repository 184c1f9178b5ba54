import { ACT_KINDS, DECIDED_ENDING_KINDS, FILLER_KIND, ROOM_AGENCY, ROOM_KINDS } from '../../terms/act-kinds.ts';
import type { EntryFields } from '../../terms/entry.ts';
import type { HouseRule } from '../../terms/house-rules.ts';

/** What became of a proposal, or how a report was judged beside being accepted. */
export const OUTCOME_CLASSES = [
  'permitted',
  'needs-approval',
  'prohibited',
  'outside',
  'reported-within',
  'reported-against',
] as const;
export type OutcomeClass = (typeof OUTCOME_CLASSES)[number];

/** How coercive the activity is; `room` is the keeping of the room itself (terms/mandate-set.ts). */
export const ACTIVITY_CLASSES = ['room', 'none', 'presence', 'protective', 'coercive'] as const;

/** Where an entry is counted. `uncounted` is never opened: slips, repetitions, what has no place in the table. */
export type CountedAs =
  | {
      readonly as: 'cell';
      readonly agency: string;
      readonly activityClass: string;
      readonly outcomeClass: OutcomeClass;
    }
  | { readonly as: 'room' | 'uncounted' | 'erased' | 'filler' };

/** What became of an act that touches a commitment: refused, reported as happened, or neither, where nothing held it up. */
export const TOUCHED_AS = ['refused', 'reported', 'let-through'] as const;
export type TouchedAs = (typeof TOUCHED_AS)[number];

/** For an act that is counted in a cell. */
export function touchedAs({ outcomeClass }: { readonly outcomeClass: OutcomeClass }): TouchedAs {
  if (outcomeClass === 'reported-within' || outcomeClass === 'reported-against') return 'reported';
  return outcomeClass === 'prohibited' || outcomeClass === 'outside' ? 'refused' : 'let-through';
}

/** The fields of the group `decision`, which are not personal and whose key outlives every erasure; absent where it is closed. */
export type DecisionFields = Partial<
  Pick<EntryFields, 'kind' | 'outcome' | 'agency' | 'activityClass' | 'clauses' | 'facts' | 'at' | 'atEntry' | 'set'>
>;

/**
 * House rules that say who may do what. Refusals by the others are slips: a desk that is taken, a form that came late, an answer to
 * what is over. Only refusals of authority are counted, never typing errors or trials (PRODUCT 12).
 */
const AUTHORITY_RULES: readonly string[] = [
  'R-01',
  'R-05',
  'R-10',
  'R-14',
  'R-15',
  'R-17',
  'R-20',
  'R-26',
  'R-29',
  'R-33',
] as const satisfies readonly HouseRule[];

/** Where this entry is counted. Looks at nothing personal: not at the actor, the desk, the place or any text. */
export function countedAs(fields: DecisionFields): CountedAs {
  const { kind, outcome, agency, activityClass, clauses, facts, atEntry } = fields;
  if (kind === FILLER_KIND && agency === ROOM_AGENCY) return { as: 'filler' };
  if (
    kind === undefined ||
    outcome === undefined ||
    agency === undefined ||
    activityClass === undefined ||
    facts === undefined
  )
    return { as: 'erased' };
  if (kind === 'refusal.repeated') return { as: 'uncounted' };
  const takenAgain = includes(DECIDED_ENDING_KINDS, kind);
  // What the clock ends follows from an act that is counted already.
  if (!takenAgain && (!includes(ACT_KINDS, kind) || includes(ROOM_KINDS, kind))) return { as: 'room' };
  if (!includes(ACTIVITY_CLASSES, activityClass)) return { as: 'uncounted' };
  const refused = outcome === 'prohibited' || outcome === 'outside';
  if (atEntry !== undefined || takenAgain) {
    // A report may be of somebody else's deed, and the host finds what others did: it counts where the deed was done.
    const outcomeClass = refused ? 'reported-against' : 'reported-within';
    return { as: 'cell', agency: facts.agency, activityClass, outcomeClass };
  }
  if (refused && !isOfAuthority(outcome, clauses ?? [])) return { as: 'uncounted' };
  return { as: 'cell', agency, activityClass, outcomeClass: outcome };
}

/** Outside every mandate, or prohibited by a clause, a commitment or a rule about authority. */
function isOfAuthority(outcome: 'prohibited' | 'outside', clauses: readonly string[]): boolean {
  return outcome === 'outside' || clauses.some((id) => !/^R-\d+$/.test(id) || AUTHORITY_RULES.includes(id));
}

function includes(words: readonly string[], word: string): boolean {
  return words.includes(word);
}
