import { sha256Hex } from '../base/digest.ts';
import { canonicalJson } from '../base/json.ts';
import { agencies, isHost, own, ownOnly, withHost } from '../matters/audience.ts';
import type { ActDefinition, Context, Planned, Subject } from '../matters/definition.ts';
import type { SetRow } from '../matters/mandates/rows.ts';
import { definitionOf } from '../matters/registry.ts';
import type { Act, SignedAct } from '../terms/act.ts';
import type { Answer } from '../terms/answer.ts';
import type { Audience, EntryDraft, EntryFields, RowChange } from '../terms/entry.ts';
import type { HouseRule } from '../terms/house-rules.ts';
import type { Decision } from '../terms/outcome.ts';
import { actRows, answerAgain, collapse, refusalRow } from './bookkeeping.ts';
import { type Carried, carryOut } from './carry-out.ts';
import type { EventDirectory } from './directory.ts';
import { deriveActor } from './facts/actor.ts';
import { factsOf } from './facts/vector.ts';
import { generalRules } from './general-rules.ts';
import { judgeOf } from './judge.ts';
import type { SetBook } from './set-book.ts';
import { type Draft, draftOn, type State } from './state.ts';
import { worstMoment } from './worst-moment.ts';

/** What does not change while the room runs. */
export type Room = { readonly directory: EventDirectory; readonly sets: SetBook };

/** An act that was found well-made and signed, with the detail as its schema gave it. */
export type Entered = { readonly signed: SignedAct; readonly detail: unknown };

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
  const again = answerAgain(state, act, digest);
  if (again !== undefined) return { entries: [], changes: [], documents: [], answer: again };
  const draft = draftOn(state);
  const definition = definitionOf(act.kind);
  const decided = decide(room, state, draft, entered, moment, definition);
  if (!decided.takesEffect) {
    const repeated = collapse(state, act, digest, decided.now, moment.at);
    if (repeated !== undefined) return { entries: [], documents: [], ...repeated };
  }
  const carried = carryOut(room, draft, definition, decided);
  return assemble(room, state, draft, { digest, decided, carried, entered, moment });
}

/** A decided act, with everything its plan needs. */
export type Decided = {
  readonly context: Context<unknown, never>;
  /** The decision that is recorded: as of the deed for a report, as of now for a proposal. */
  readonly decision: Decision;
  /** As of the time of entry; the same as `decision` for a proposal. */
  readonly now: Decision;
  /** Permitted, or an accepted report, or a deed that may be asked for. */
  readonly takesEffect: boolean;
};

function decide(
  room: Room,
  state: State,
  draft: Draft,
  entered: Entered,
  moment: Moment,
  definition: ActDefinition,
): Decided {
  const { directory, sets } = room;
  const { signed, detail } = entered;
  const { act } = signed;
  const { at } = moment;
  const setNow = setAt(state, at, room, act);
  const actor = deriveActor(draft.records, directory, act.actor, at);
  const judge = judgeOf(draft.records, directory, sets, setNow, at);
  const records = only(draft, definition.records);
  const context = { act, detail, actor, at, index: moment.index, records, directory, judge } as Context<unknown, never>;
  const broken = generalRules(state, definition, signed, actor, at);
  const report = act.form === 'report';
  const decideAt = (time: number, set: string): Decision => {
    const who = report ? deriveActor(draft.records, directory, act.actor, time) : actor;
    const asked = { ...context, actor: who };
    const subject: Subject = definition.subject?.(asked as never) ?? act;
    const rules: HouseRule[] = report ? [...broken] : [...broken, ...(definition.broken?.(asked as never) ?? [])];
    const decideFor = (moment: number): Decision => {
      const facts = factsOf(draft.records, directory, who, subject, rules, time, moment);
      return { ...sets.decider(set).decide(facts), set, facts };
    };
    if (subject.lasts === undefined || report) return decideFor(time);
    return worstMoment(subject.lasts, time, [sets.edges(set), directory.zoneEdges], decideFor);
  };
  const now = decideAt(at, setNow);
  if (!report)
    return { context, decision: now, now, takesEffect: now.outcome !== 'prohibited' && now.outcome !== 'outside' };
  const decision = decideAt(act.deedAt, setAt(state, act.deedAt, room, act));
  return { context, decision, now, takesEffect: broken.length === 0 };
}

/** The set in force at a moment; before the ledger's first entry, the set which that entry puts in force. */
function setAt(state: State, time: number, room: Room, act: Act): string {
  let first: { readonly from: number; readonly set: string } | undefined;
  let last: SetRow | undefined;
  for (const row of state.values('sets')) {
    if (first === undefined || row.from < first.from) first = row;
    if (row.from <= time && (last === undefined || isLater(row, last))) last = row;
  }
  const found = last ?? first;
  if (found !== undefined) return found.set;
  const root = room.directory.scenario.rootMandate;
  const version = room.directory.scenario.mandates.find(({ mandate }) => mandate === root)?.version ?? 0;
  const digest = room.directory.mandate(root, version)?.digest;
  if (digest === undefined) throw new RangeError(`the act \`${act.id}\` came before any mandate set`);
  return room.sets.compose([digest]);
}

/** Two sets of one millisecond are told apart by their entries. */
function isLater(row: SetRow, other: SetRow): boolean {
  return row.from > other.from || (row.from === other.from && row.index > other.index);
}

/** The slices that a definition declares, and no others. */
function only(draft: Draft, slices: readonly string[]): object {
  return Object.fromEntries(slices.map((slice) => [slice, draft.records[slice as never]]));
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
  const changes: RowChange[] = [...carried.changes];
  const entries: EntryDraft[] = [main];
  for (const ending of carried.endings) {
    ending.write();
    const fields = endingFields(main.fields, ending.kind, ending.matter, ending.audience, draft.take(), moment.index);
    entries.push({ subjectKey: subjectKey(ending.person), fields });
    changes.push(...fields.changes);
  }
  const answer = answerOf(act, decided, carried.planned, moment);
  changes.push(...actRows(state, act, parts.digest, answer));
  // After what is forgotten, for the row of the same refusal may be among that.
  if (!decided.takesEffect) changes.push(refusalRow(act, decided.now, answer, moment));
  return { entries, changes, documents: carried.documents, answer };
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
    changes: carried.changes,
    audience: planned?.audience ?? refusedAudience(context),
    previousByActor: { count: (chain?.count ?? 0) + 1, index: chain?.index ?? null },
  };
  const person = planned?.person === undefined ? personOf(context) : planned.person;
  return { subjectKey: subjectKey(person), fields };
}

/** An ending follows from an act: it is decided by that act's decision and carries its facts. */
function endingFields(
  main: EntryFields,
  kind: string,
  matter: string,
  audience: Audience,
  changes: readonly RowChange[],
  cause: number,
): EntryFields {
  const { outcome, agency, activityClass, clauses, set, facts, at } = main;
  return { kind, outcome, agency, activityClass, clauses, set, facts, at, matter, changes, audience, cause };
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

/** Kinds whose text is their agency's own, whatever is decided on it. */
const ROOM_TEXTS: readonly string[] = ['log.line', 'log.correct'];
const OWN_TEXTS: readonly string[] = ['item.enter', 'item.release', 'item.recall', 'tasking.issue', 'tasking.done'];

/**
 * Who sees a refusal: the refused agency, and the host, which must be able to see how its promise is kept. But a slip does not hand an
 * agency's own material to the host: such a refusal stays where the text would have stayed.
 */
function refusedAudience({ act, actor, directory }: Context<unknown, never>): Audience {
  if (ROOM_TEXTS.includes(act.kind)) return own(actor, directory);
  if (OWN_TEXTS.includes(act.kind)) return ownOnly(actor, directory);
  return isHost(actor.agency, directory) || actor.standing === 'room' ? agencies('host') : withHost(actor.agency);
}

function personOf({ actor }: Context<unknown, never>): string | null {
  return actor.kind === 'person' ? actor.id : null;
}

function subjectKey(person: string | null): string {
  return person === null ? 'room/1' : `person/${person}`;
}
