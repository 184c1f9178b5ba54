import type { Act } from './act.ts';
import type { FactsVector, NearMiss, Outcome, Verdict } from './outcome.ts';

/** One row of the state of decisions that an entry sets, or removes (`row` null). */
export type RowChange = { readonly slice: string; readonly id: string; readonly row: object | null };

/**
 * Who may see an entry, beside oversight (which sees everything) and the actor. `agencies` are shown all of it, `rooms`
 * when their desk is in one of them, `persons` by id, `everyone` any enrolled person (an emergency alert).
 */
export type Audience = {
  readonly agencies: readonly string[];
  readonly rooms: readonly string[];
  readonly persons: readonly string[];
  readonly everyone: boolean;
};

/** The fields of an entry before it is sealed (docs/formats.md §2). */
export type EntryFields = {
  readonly kind: string;
  readonly outcome: Outcome;
  readonly agency: string;
  readonly activityClass: string;
  readonly clauses: readonly string[];
  readonly set: string;
  readonly facts: FactsVector;
  readonly at: number;
  readonly atEntry?: Verdict & { readonly set: string; readonly facts: FactsVector };
  readonly act?: Act;
  readonly signature?: { readonly key: string; readonly value: string };
  readonly near?: readonly NearMiss[];
  readonly matter?: string;
  readonly changes: readonly RowChange[];
  readonly audience: Audience;
  readonly previousByActor?: { readonly count: number; readonly index: number | null };
  readonly cause?: number;
};

/** Which group of openings a field belongs to; the groups have keys of their own. */
export const FIELD_GROUPS = {
  kind: 'decision',
  outcome: 'decision',
  agency: 'decision',
  activityClass: 'decision',
  clauses: 'decision',
  set: 'decision',
  facts: 'decision',
  at: 'decision',
  atEntry: 'decision',
  act: 'person',
  signature: 'person',
  near: 'person',
  matter: 'person',
  changes: 'person',
  audience: 'person',
  previousByActor: 'person',
  cause: 'person',
} as const satisfies Record<keyof EntryFields, 'decision' | 'person'>;

export type FieldGroup = (typeof FIELD_GROUPS)[keyof typeof FIELD_GROUPS];

/** An entry as `step` plans it: what is sealed, and whose key closes the group `person`. */
export type EntryDraft = {
  /** `person/<id>` or `room/1` (docs/formats.md §3). */
  readonly subjectKey: string;
  readonly fields: EntryFields;
};
