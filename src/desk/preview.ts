import { keyId } from '../base/digest.ts';
import type { Again } from '../matters/definition.ts';
import { definitionOf } from '../matters/registry.ts';
import type { Act } from '../terms/act.ts';
import { ROOM_PURPOSE } from '../terms/act-kinds.ts';
import type { FactsVector, NearMiss, Verdict } from '../terms/outcome.ts';
import type { EdgeRefusal } from '../terms/refusal.ts';
import { opensOf } from './carry-out.ts';
import { decide } from './decide.ts';
import { admitUnsigned, ownKeyOf } from './edge.ts';
import { refuse } from './received.ts';
import { draftOn, type State } from './state.ts';
import type { Room } from './step.ts';
import { TIMER_ACT_PREFIX } from './timer.ts';

/** What an act would be answered with, had it been entered. */
export type Previewed = Verdict & {
  readonly near: readonly NearMiss[];
  /** Id of the mandate set it was decided under. */
  readonly set: string;
  /** Reports: the verdict as of the time of entry, beside the one at the time of the deed. */
  readonly atEntry?: Verdict;
  /** What it was decided on. */
  readonly facts: FactsVector;
  readonly opens: 'effect' | 'request' | 'nothing';
  /** Answers to a challenge that would take effect: the deed, decided again as what it is found to be. */
  readonly again?: Again;
};

/** No entry has this index: a preview is none. */
const NO_INDEX = -1;

/**
 * What an act would be decided as if it came at `at` (room time, ms), or how the edge would turn it away. Decided as `step` decides, on the
 * same facts, as if signed with the actor's own key; nothing is planned, counted or entered, and a refusal that came before is not
 * answered with the first one's words. It tells no more than the answer to the act would, for it uses no other facts: whoever may
 * send the act may ask for its preview, and nobody else may (that the actor is the one who asks is for the caller to check).
 * @param state as it is committed; what the room's clock has not ended yet counts as the facts' own times say
 * @param act attacker-controlled, unsigned
 */
export function previewOf(room: Room, state: State, origin: string, act: object, at: number): Previewed | EdgeRefusal {
  const made = admitUnsigned({ directory: room.directory, origin }, act);
  if ('refused' in made) return made;
  const publicKey = ownKeyOf(state, made.act);
  if (publicKey === undefined) return refuse('bad-signature', `\`${made.act.actor}\` has no key here`);
  const decidable = { signed: { act: made.act, key: keyId(publicKey) }, detail: made.detail };
  const decided = decide(room, state, draftOn(state), decidable, { at, index: NO_INDEX });
  const { decision, now } = decided;
  const { outcome, clauses, near, set, facts } = decision;
  const atEntry = { outcome: now.outcome, clauses: now.clauses };
  const definition = definitionOf(made.act.kind);
  const opens = opensOf(definition, decided);
  // Of what would be refused nothing more is told: who may not answer learns nothing by asking.
  const again = opens === 'effect' ? definition.again?.(decided.context as never) : undefined;
  const report = made.act.form === 'report' ? { atEntry } : {};
  return { outcome, clauses, near, set, facts, ...report, opens, ...(again === undefined ? {} : { again }) };
}

/** An act that the room thinks of for somebody: what they would do next. */
export type Thought = Pick<Act, 'actor' | 'kind' | 'desk' | 'place' | 'detail'>;

/** Begins like ids that nobody's act has (timer.ts), so that none which was entered speaks against it. */
const THOUGHT_ID = `${TIMER_ACT_PREFIX}thought`;

/**
 * The decision on such an act, were it signed and sent now: by the same deciding as everything else, for questions like "whom does this wait
 * for". For the room's own use: its form and words are not checked, so nothing of it may come from outside.
 * @returns undefined where nobody of that id has a key
 */
export function foreseen(room: Room, state: State, origin: string, thought: Thought, at: number): Verdict | undefined {
  const { kind, detail } = thought;
  const act: Act = {
    v: 1,
    id: THOUGHT_ID,
    ledger: origin,
    mode: room.directory.mode,
    form: 'proposal',
    activity: kind,
    purpose: ROOM_PURPOSE,
    deedAt: at,
    signedAt: at,
    ...thought,
  };
  const publicKey = ownKeyOf(state, act);
  if (publicKey === undefined) return undefined;
  const decidable = { signed: { act, key: keyId(publicKey) }, detail };
  const { outcome, clauses } = decide(room, state, draftOn(state), decidable, { at, index: NO_INDEX }).decision;
  return { outcome, clauses };
}
