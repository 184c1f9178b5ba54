import { sha256Hex } from '../base/digest.ts';
import { canonicalJson } from '../base/json.ts';
import type { Context, Ending, Planned } from '../matters/definition.ts';
import type { PastRecord } from '../matters/erasures/rows.ts';
import { definitionOf } from '../matters/registry.ts';
import type { Act, SignedAct } from '../terms/act.ts';
import type { Answer } from '../terms/answer.ts';
import type { EntryDraft, EntryFields, RowChange } from '../terms/entry.ts';
import { actRows, answerAgain, collapse, refusalRow } from './bookkeeping.ts';
import { type Carried, carryOut } from './carry-out.ts';
import { withClosingCounts } from './closing-count.ts';
import { type Decided, decide } from './decide.ts';
import type { EventDirectory } from './directory.ts';
import { refusedAudience } from './refused-audience.ts';
import type { SetBook } from './set-book.ts';
import { type Draft, draftOn, type State } from './state.ts';

/** What does not change while the room runs. */
export type Room = {
  readonly directory: EventDirectory;
  readonly sets: SetBook;
  /** Public keys (base64url) of the ledger's signer and its witnesses, which no record of the desk holds: they are no person's. */
  readonly takenKeys?: ReadonlySet<string>;
};

/** An act that was found well-made and signed, with the detail as its schema gave it. */
export type Entered = {
  readonly signed: SignedAct;
  readonly detail: unknown;
  /** What the ledger holds of the record that it erases, read before it is stepped (desk/past-record.ts). */
  readonly past?: PastRecord | undefined;
  /** Room time at which it came, ms, where the room took time of its own before it was stepped: whether it came in time is judged by that. */
  readonly came?: number | undefined;
};

/** Where the ledger stands as this act is stepped. */
export type Moment = {
  /** Index of the next entry. */
  readonly index: number;
  /** Room time, ms. */
  readonly at: number;
  /** Wall clock, ms. */
  readonly recorded: number;
};

export type Step = {
  readonly entries: readonly EntryDraft[];
  /** All changes of state, of the entries and of the bookkeeping beside them, in order. */
  readonly changes: readonly RowChange[];
  /** Ids of the mandate sets and mandate documents that this step put in force; their texts are kept with the ledger. */
  readonly documents: readonly string[];
  /** Entries before this one whose boxes of the person are removed with the commit. */
  readonly closes: readonly number[];
  readonly answer: Answer;
};

/**
 * Decides one act against everything before it and plans what follows: facts → decision → entries → change of state. Synchronous and
 * pure: the same state, act and moment give the same step, and nothing is changed until the caller applies it
 * (PRODUCT rule "one door"). Nothing else in the house decides or plans.
 */
export function step(room: Room, state: State, entered: Entered, moment: Moment): Step {
  const { act } = entered.signed;
  const digest = sha256Hex(canonicalJson(act));
  const again = answerAgain(state, act, digest, moment.at);
  if (again !== undefined) return { entries: [], changes: [], documents: [], closes: [], answer: again };
  const draft = draftOn(state);
  const definition = definitionOf(act.kind);
  const decided = decide(room, state, draft, entered, moment);
  if (!decided.takesEffect) {
    const repeated = collapse(state, act, digest, decided.now, moment.at);
    if (repeated !== undefined) return { entries: [], documents: [], closes: [], ...repeated };
  }
  const carried = carryOut(room, draft, definition, decided);
  return assemble(room, state, draft, { digest, decided, carried, entered, moment });
}

type Parts = {
  readonly digest: string;
  readonly decided: Decided;
  readonly carried: Carried;
  readonly entered: Entered;
  readonly moment: Moment;
};

/** Puts entries, changes and the answer together. */
function assemble(room: Room, state: State, draft: Draft, parts: Parts): Step {
  const { decided, carried, entered, moment } = parts;
  const { act } = entered.signed;
  const main = mainEntry(room, state, parts);
  const changes: (readonly RowChange[])[] = [main.fields.changes];
  const entries: EntryDraft[] = [main];
  for (const ending of carried.endings) {
    ending.write();
    const written = withClosingCounts(state, act, draft.take());
    const fields = endingFields(room, main.fields, ending, written, moment.index);
    entries.push({ subjectKey: subjectKey(ending.person), fields });
    changes.push(fields.changes);
  }
  const answer = answerOf(act, decided, carried.planned, moment);
  changes.push(actRows(state, act, parts.digest, answer));
  // After what is forgotten, for the row of the same refusal may be among that.
  if (!decided.takesEffect) changes.push([refusalRow(act, decided.now, answer, main.fields.audience)]);
  return { entries, changes: changes.flat(), documents: carried.documents, closes: carried.closes, answer };
}

function mainEntry(room: Room, state: State, { decided, carried, entered, moment }: Parts): EntryDraft {
  const { act, key, signature } = entered.signed;
  const { decision, now, context } = decided;
  const { planned } = carried;
  const { outcome, clauses, set, facts, near } = decision;
  const chain = state.get('chains', act.actor);
  const fields: EntryFields = {
    kind: planned?.kind ?? act.kind,
    outcome,
    agency: context.actor.agency,
    activityClass: room.directory.activityClass(facts.activity),
    clauses,
    set,
    facts,
    at: moment.at,
    ...(act.form === 'report'
      ? { atEntry: { outcome: now.outcome, clauses: now.clauses, set: now.set, facts: now.facts } }
      : {}),
    act,
    signature: { key, value: signature },
    ...(near.length > 0 ? { near } : {}),
    ...(planned?.matter === undefined ? {} : { matter: planned.matter }),
    changes: withClosingCounts(state, act, carried.changes),
    audience: planned?.audience ?? refusedAudience(context),
    previousByActor: { count: (chain?.count ?? 0) + 1, index: chain?.index ?? null },
  };
  const person = planned?.person === undefined ? personOf(context) : planned.person;
  return { subjectKey: subjectKey(person), fields };
}

/** An ending follows from an act: it stands by that act's decision and carries its facts, unless it brings a decision of its own. */
function endingFields(
  room: Room,
  main: EntryFields,
  { kind, matter, audience, decision }: Ending,
  changes: readonly RowChange[],
  cause: number,
): EntryFields {
  const { at } = main;
  if (decision === undefined) {
    const { outcome, agency, activityClass, clauses, set, facts } = main;
    return { kind, outcome, agency, activityClass, clauses, set, facts, at, matter, changes, audience, cause };
  }
  const { outcome, clauses, set, facts, near } = decision;
  const activityClass = room.directory.activityClass(facts.activity);
  const { agency } = facts;
  const missed = near.length > 0 ? { near } : {};
  return { kind, outcome, agency, activityClass, clauses, set, facts, at, ...missed, matter, changes, audience, cause };
}

function answerOf(act: Act, { decision, now }: Decided, planned: Planned | undefined, moment: Moment): Answer {
  const { outcome, clauses, near, set } = decision;
  return {
    act: act.id,
    index: moment.index,
    state: 'recorded',
    outcome,
    clauses,
    near,
    set,
    ...(planned?.matter === undefined ? {} : { matter: planned.matter }),
    ...(planned?.deed === undefined ? {} : { deed: planned.deed }),
    ...(planned?.digest === undefined ? {} : { digest: planned.digest }),
    ...(act.form === 'report' ? { atEntry: { outcome: now.outcome, clauses: now.clauses } } : {}),
    at: moment.at,
    recorded: moment.recorded,
  };
}

function personOf({ actor }: Context<unknown, never>): string | null {
  return actor.kind === 'person' ? actor.id : null;
}

function subjectKey(person: string | null): string {
  return person === null ? 'room/1' : `person/${person}`;
}
