import { byCodeUnits } from '../../base/order.ts';
import { type Cleared, ZONE_AXIS_PREFIX } from '../../terms/axes.ts';
import type { MandateSet, Rule } from '../../terms/mandate-set.ts';
import { type Assumptions, EVERYTHING, type Proof, type Region } from '../prove/claim.ts';
import { type ProofLimits, prove } from '../prove/prove.ts';
import { commonRegion, regionOfRule } from '../prove/rule-region.ts';
import type { Vocabulary } from '../scenario.ts';
import { type ZoneFacts, zoneChanges } from './zone-changes.ts';

/**
 * Acts of which facts are derived otherwise by another vocabulary, though they are described by the same words: what lies in a zone, what needs a
 * clearance. A set asks for such facts and does not hold them, so that outcomes change although every clause reads as before.
 */
export type FactChange = {
  /** The acts: at places and times, or of an activity. */
  readonly region: Region;
  /** What is derived of them otherwise. */
  readonly facts: readonly { readonly axis: string; readonly before: string; readonly after: string }[];
  /** Clauses and commitments, before or after, that speak of such acts and ask for one of these facts. */
  readonly clauses: readonly string[];
  /** Which of the acts have another outcome, each set deciding on the facts of its own vocabulary; null where no clause asks for the facts. */
  readonly logic: Proof | null;
  /** Whether anybody gets more by it than before. */
  readonly more: Proof | null;
};

/** Changes that are decided; of more than these it is told that they are there. */
const DECIDED_MAX = 200;

type Side = { readonly vocabulary: Vocabulary; readonly set: MandateSet };

/** All acts of words that both vocabularies have and of which facts are derived otherwise, with what comes of it. Pure. */
export function factChanges(
  before: Side,
  after: Side,
  options: ProofLimits & { readonly assumptions: Assumptions },
): FactChange[] {
  const zones = zoneChanges(before.vocabulary, after.vocabulary);
  const changed = [...zones.map(ofZones), ...clearanceChanges(before.vocabulary, after.vocabulary)];
  return changed.map(({ region, before: was, after: is }, n): FactChange => {
    const facts = Object.entries(is).flatMap(([axis, token]) => {
      const old = String(was[axis]);
      return old === token ? [] : [{ axis, before: old, after: token }];
    });
    const asks = (rule: Rule) =>
      facts.some(({ axis }) => rule.axes[axis] !== undefined) && commonRegion(region, regionOfRule(rule)) !== undefined;
    const asking = [...before.set.rules, ...after.set.rules].filter(asks).map(({ id }) => id);
    const clauses = [...new Set(asking)].sort(byCodeUnits);
    if (clauses.length === 0) return { region, facts, clauses, logic: null, more: null };
    if (n >= DECIDED_MAX) return { region, facts, clauses, logic: UNLOOKED, more: UNLOOKED };
    const [old, draft] = [tied(before.set, was), tied(after.set, is)];
    const logic = prove(draft, { says: 'equivalent', region, to: old }, options);
    return {
      region,
      facts,
      clauses,
      logic,
      more: prove(draft, { says: 'no-new-permission-since', region, before: old }, options),
    };
  });
}

const UNLOOKED: Proof = { result: 'undecided', cells: 0 };

type Derived = Readonly<Record<string, string>>;

/** Acts, and what is derived of them by either vocabulary. */
type Otherwise = { readonly region: Region; readonly before: Derived; readonly after: Derived };

function ofZones({ places, windows, before, after }: ZoneFacts): Otherwise {
  const axesOf = (facts: ReadonlyMap<string, string>) =>
    Object.fromEntries([...facts].map(([kind, token]) => [`${ZONE_AXIS_PREFIX}${kind}`, token]));
  return { region: { ...EVERYTHING, axes: { place: places }, windows }, before: axesOf(before), after: axesOf(after) };
}

/** Activities of both that need another clearance than before. Who holds what is needed in one of them holds, or does not hold, what is in the other. */
function clearanceChanges(before: Vocabulary, after: Vocabulary): Otherwise[] {
  const old = new Map(before.activities.map(({ id, clearance }) => [id, clearance]));
  return after.activities.flatMap(({ id, clearance }) => {
    const was = old.get(id);
    if (was === undefined || was === clearance) return [];
    const region = { ...EVERYTHING, activity: [id] };
    return tokensOf(was).flatMap((from) =>
      tokensOf(clearance).flatMap((to): Otherwise[] => {
        return from === to ? [] : [{ region, before: { clearance: from }, after: { clearance: to } }];
      }),
    );
  });
}

function tokensOf(clearance: Cleared | null): readonly string[] {
  return clearance === null ? ['not-needed'] : ['not-held', 'held'];
}

/** The set on acts that have these facts: what asks for them is met by them or never is. */
function tied(set: MandateSet, facts: Derived): MandateSet {
  const rules = set.rules.flatMap((rule): Rule[] => {
    const asked = Object.entries(rule.axes);
    if (asked.some(([axis, words]) => facts[axis] !== undefined && !words.includes(facts[axis]))) return [];
    return [{ ...rule, axes: Object.fromEntries(asked.filter(([axis]) => facts[axis] === undefined)) }];
  });
  return { ...set, rules };
}
