import { sha256Hex } from '../base/digest.ts';
import { canonicalJson } from '../base/json.ts';
import { LIMITS } from '../base/limits.ts';
import type { ActDefinition, Actor } from '../matters/definition.ts';
import type { SignedAct } from '../terms/act.ts';
import type { ActKind } from '../terms/act-kinds.ts';
import type { HouseRule } from '../terms/house-rules.ts';
import { rememberedAct } from './bookkeeping.ts';
import type { State } from './state.ts';

/**
 * The house rules that hold for every kind of act (docs/acts.md).
 * @param moment room time, ms: `at` of the entry; `came` when the act came, by which a proposal is late or not, for what the room reads before it decides
 * is no delay of whoever sent it
 */
export function generalRules(
  state: State,
  definition: ActDefinition,
  { act, key }: Pick<SignedAct, 'act' | 'key'>,
  actor: Actor,
  { at, came }: { readonly at: number; readonly came: number },
): HouseRule[] {
  if (actor.kind === 'timer' || actor.kind === 'operator') {
    return [...roomRules(actor.kind, act.kind), ...(replayed(state, act, at) ? (['R-18'] as const) : [])];
  }
  const report = act.form === 'report';
  const broken: HouseRule[] = [];
  const needsDesk = !report && definition.deskless !== true;
  // Nobody proposes from a desk at which they do not sit, not even what needs none: it would be shown as that desk's. A report is taken whatever it says.
  const claimed = act.desk !== null && act.desk !== actor.desk && !isTaken(act);
  if (!report && (claimed || (needsDesk && act.desk === null))) broken.push('R-02');
  const tooLate = !report && act.deedAt < came - LIMITS.proposalGraceMs;
  const tooEarly = report && act.deedAt > at;
  if (tooLate || tooEarly) broken.push('R-12');
  if (replayed(state, act, at)) broken.push('R-18');
  if (Math.abs(act.signedAt - came) > LIMITS.signedSkewMs) broken.push('R-19');
  if (actor.kind === 'person') {
    const person = state.get('people', act.actor);
    if (person === undefined || person.removed !== null || person.key !== key) broken.push('R-20');
  }
  return broken;
}

/** Does an act name the desk that it takes? */
function isTaken({ kind, desk, detail }: SignedAct['act']): boolean {
  return kind === 'desk.sign-on' && detail['desk'] === desk;
}

const CLOCKS: readonly string[] = ['timer.due', 'ledger.fill'] satisfies readonly ActKind[];
const OPERATORS: readonly string[] = [
  'ledger.create',
  'clock.accept',
  'erasure.finish',
  'ledger.disclose',
  'ledger.key',
  'witness.pass',
] satisfies readonly ActKind[];

/** The house rules that a deed of this actor breaks, whatever it is: the room's own do none. What nothing holds up outweighs them. */
export function rulesOfDoer({ kind }: Pick<Actor, 'kind'>, activity: string): HouseRule[] {
  return kind === 'timer' || kind === 'operator' ? roomRules(kind, activity) : [];
}

/** No mandate speaks of the room's own actors, so what they may do is said here: the clock ends and fills; the operator creates, accepts, finishes, discloses, changes the ledger's key and passes over a witness. */
function roomRules(actor: 'timer' | 'operator', kind: string): HouseRule[] {
  if (actor === 'timer') return CLOCKS.includes(kind) ? [] : ['R-27'];
  return OPERATORS.includes(kind) ? [] : ['R-28'];
}

/** Was this id entered before, with other content? (The same act again is answered again, before anything is decided.) */
function replayed(state: State, act: SignedAct['act'], at: number): boolean {
  const before = rememberedAct(state, act.id, at);
  return before !== undefined && before.digest !== sha256Hex(canonicalJson(act));
}
