import { sha256Hex } from '../base/digest.ts';
import { canonicalJson } from '../base/json.ts';
import { LIMITS } from '../base/limits.ts';
import type { ActRow } from '../matters/ledger/rows.ts';
import { definitionOf } from '../matters/registry.ts';
import type { Act } from '../terms/act.ts';
import type { Answer } from '../terms/answer.ts';
import type { Audience, RowChange } from '../terms/entry.ts';
import type { Decision } from '../terms/outcome.ts';
import type { State } from './state.ts';

/** An act that was entered is kept this long, so that sending it again gives the same answer; R-19 refuses what is older. */
export const ACT_KEPT_MS = 2 * LIMITS.signedSkewMs;

/** What is still kept of an act that was entered, be it old enough to forget. */
export function enteredAct(state: State, id: string): ActRow | undefined {
  return state.get('keptActs', id) ?? state.get('acts', id);
}

/**
 * What counts of an act that was entered: of late, or kept for good. One that is old enough to forget counts no more, for whether it was
 * come to yet depends on what was undone since, and on restarts.
 */
export function rememberedAct(state: State, id: string, at: number): ActRow | undefined {
  const late = state.get('acts', id);
  return state.get('keptActs', id) ?? (late !== undefined && isForgotten(late, at) ? undefined : late);
}

/** The first answer, when this very act was entered before and is remembered at this room time. */
export function answerAgain(state: State, act: Act, digest: string, at: number): Answer | undefined {
  const before = rememberedAct(state, act.id, at);
  return before?.digest === digest ? { ...before.answer, again: true } : undefined;
}

/** Rows beside the entry: the act's id and answer, its actor's chain, and what is old enough to forget. */
export function actRows(state: State, act: Act, digest: string, answer: Answer): RowChange[] {
  const chain = state.get('chains', act.actor);
  const changes: RowChange[] = [
    { slice: 'chains', id: act.actor, row: { index: answer.index, count: (chain?.count ?? 0) + 1 } },
  ];
  for (const [id, old] of state.entries('acts')) {
    if (old.answer.at >= answer.at - ACT_KEPT_MS) break;
    if (isForgotten(old, answer.at)) changes.push({ slice: 'acts', id, row: null });
  }
  // A replay under a used id is entered as a refusal; the id stays with the act that came first. After what is forgotten, for the row of
  // the same id may be among that.
  if (rememberedAct(state, act.id, answer.at) === undefined) changes.push(actRow(act, digest, answer));
  for (const [id, refusal] of state.entries('refusals')) {
    if (refusal.closes > answer.at) break;
    // Those that were repeated are ended by the clock, which says how often.
    if (refusal.count === 1) changes.push({ slice: 'refusals', id, row: null });
  }
  return changes;
}

/** May an act be forgotten at this room time? What was signed ahead of time would pass R-19 later still. */
export function isForgotten(row: ActRow, at: number): boolean {
  return row.answer.at < at - ACT_KEPT_MS && row.signedAt < at - LIMITS.signedSkewMs;
}

/** How an act that was entered is remembered: for as long as R-19 would let it pass, or for good where nothing would refuse it. */
export function actRow(act: Act, digest: string, answer: Answer): RowChange {
  // A refusal that was only counted would be refused again by R-19; an acceptance of the clock may not be, so it is kept all the same.
  const bound = answer.repeated !== undefined && act.kind !== 'clock.accept';
  const forGood = definitionOf(act.kind).keptForGood === true && !bound;
  const slice = forGood ? 'keptActs' : 'acts';
  return { slice, id: act.id, row: { digest, signedAt: act.signedAt, answer } };
}

function refusalId(act: Act, decision: Decision): string {
  const { actor, kind, activity, place, purpose, detail } = act;
  return sha256Hex(canonicalJson([actor, kind, activity, place, purpose, detail, decision.clauses])).slice(0, 32);
}

/**
 * The same refusal of the same person again, while its window is open: it is counted, not entered again, and answered with the
 * first one's index. When the window closes, one entry says how often (`refusal.repeated`).
 */
export function collapse(
  state: State,
  act: Act,
  digest: string,
  decision: Decision,
  at: number,
): { readonly changes: RowChange[]; readonly answer: Answer } | undefined {
  const id = refusalId(act, decision);
  const row = state.get('refusals', id);
  if (row === undefined || at >= row.closes) return undefined;
  const count = row.count + 1;
  const answer: Answer = { ...row.answer, act: act.id, at, repeated: count };
  const changes: RowChange[] = [
    { slice: 'refusals', id, row: { ...row, count } },
    { slice: 'timers', id: `refusal:${id}`, row: { id: `refusal:${id}`, due: row.closes } },
  ];
  if (rememberedAct(state, act.id, at) === undefined) changes.push(actRow(act, digest, answer));
  return { answer, changes };
}

/** A refusal as it is remembered while its repetitions are counted instead of entered. */
export function refusalRow(act: Act, decision: Decision, answer: Answer, audience: Audience): RowChange {
  const closes = answer.at + LIMITS.refusalCollapseMs;
  const row = { index: answer.index, count: 1, closes, person: act.actor, answer, audience };
  return { slice: 'refusals', id: refusalId(act, decision), row };
}
