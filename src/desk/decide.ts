import type { Context, Subject } from '../matters/definition.ts';
import type { PastRecord } from '../matters/erasures/rows.ts';
import { definitionOf } from '../matters/registry.ts';
import type { Act, SignedAct } from '../terms/act.ts';
import type { HouseRule } from '../terms/house-rules.ts';
import type { Decision } from '../terms/outcome.ts';
import { deriveActor } from './facts/actor.ts';
import { factsOf } from './facts/vector.ts';
import { generalRules } from './general-rules.ts';
import { judgeOf } from './judge.ts';
import { setInForce } from './set-in-force.ts';
import type { Draft, State } from './state.ts';
import type { Moment, Room } from './step.ts';
import { worstMoment } from './worst-moment.ts';

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

const NONE: ReadonlySet<string> = new Set();

/** An act that is found well-made, and the key that it is or will be signed with. */
export type Decidable = {
  readonly signed: Pick<SignedAct, 'act' | 'key'>;
  readonly detail: unknown;
  /** What the ledger holds of the record that it erases. */
  readonly past?: PastRecord | undefined;
  /** Room time at which it came, ms; now, where it is left out. */
  readonly came?: number | undefined;
};

/**
 * Decides an act against a state: facts, house rules, mandate set. The only place that does, for what is entered as for what is only
 * previewed. Plans nothing: the draft is read, and is as it was afterwards.
 */
export function decide(
  room: Room,
  state: State,
  draft: Draft,
  { signed, detail, past, came }: Decidable,
  { at, index }: Pick<Moment, 'at' | 'index'>,
): Decided {
  const { directory, sets, takenKeys = NONE } = room;
  const { act } = signed;
  const definition = definitionOf(act.kind);
  const setNow = setAt(state, at, room, act);
  const actor = deriveActor(draft.records, directory, act.actor, at);
  const judge = judgeOf(draft.records, directory, sets, setNow, at);
  const records = only(draft, definition.records);
  const given = { act, detail, actor, at, index, records, directory, takenKeys, judge, past };
  const context = given as Context<unknown, never>;
  const broken = generalRules(state, definition, signed, actor, { at, came: came ?? at });
  const report = act.form === 'report';
  const decideAt = (time: number, set: string): Decision => {
    const who = report ? deriveActor(draft.records, directory, act.actor, time) : actor;
    // What is reported is judged by all that binds the deed itself, by whom and when it was done: a report is taken whatever comes out, and is no way to
    // have a deed called permitted that is none.
    const then = { at: time, judge: judgeOf(draft.records, directory, sets, set, time) };
    const asked = report ? { ...context, ...then, actor: who } : context;
    const subject: Subject = definition.subject?.(asked as never) ?? act;
    const rules: HouseRule[] = [...broken, ...(definition.broken?.(asked as never) ?? [])];
    const decideFor = (moment: number): Decision => {
      return sets.decide(set, factsOf(draft.records, directory, who, subject, rules, time, moment));
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
export function setAt(state: State, time: number, room: Room, act?: Act): string {
  const found = setInForce(state.values('sets'), time);
  if (found !== undefined) return found;
  const root = room.directory.scenario.rootMandate;
  const version = room.directory.scenario.mandates.find(({ mandate }) => mandate === root)?.version ?? 0;
  const digest = room.directory.mandate(root, version)?.digest;
  if (digest === undefined) throw new RangeError(`the act \`${act?.id}\` came before any mandate set`);
  return room.sets.compose([digest]);
}

/** The slices that a definition declares, and no others. */
function only(draft: Draft, slices: readonly string[]): object {
  return Object.fromEntries(slices.map((slice) => [slice, draft.records[slice as never]]));
}
