import { assembleSet } from '../../../../mandates/compile.ts';
import { prepare } from '../../../../mandates/decider.ts';
import { parseTime } from '../../../../mandates/document-schema.ts';
import { explainFailed } from '../../../../mandates/explain.ts';
import { nearestPermits } from '../../../../mandates/near-misses.ts';
import { plainDeed } from '../../../../mandates/plain-deed.ts';
import type { MandateDocument, Scenario } from '../../../../mandates/scenario.ts';
import type { VocabularyWords } from '../../../../mandates/vocabulary-words.ts';
import { UNKNOWN, ZONE_AXIS_PREFIX } from '../../../../terms/axes.ts';
import { APPROVALS, type FactsVector } from '../../../../terms/outcome.ts';
import { type Drafting, inForceWith } from '../reading/drafting.ts';
import type { Played } from './parts.ts';
import { tellerOf } from './teller.ts';

/** An act that somebody wonders about: words by axis, `agency`, `activity`, `approval` among them. What is not there is derived, or unknown. */
export type Question = {
  readonly words: Readonly<Record<string, string>>;
  /** Room time, ms. */
  readonly time: number;
};

/** Whether a time is none, or one: an act at a time that cannot be read is no question. */
export function isReadable(time: string | undefined): boolean {
  return time === undefined || parseTime(time) !== undefined;
}

/** What was asked as a question, at a room time where none is named; null where it is none yet. */
export function questionOf({ time, ...words }: Readonly<Record<string, string>>, now: number): Question | null {
  if (words['activity'] === undefined || !isReadable(time)) return null;
  return { words, time: time === undefined ? now : (parseTime(time) ?? now) };
}

/** Decides as the room would under all that is in force, with the draft in the place of its older version where one is given. Pure. */
export function play(drafting: Drafting, draft: MandateDocument | null, question: Question): Played {
  const scenario = draft === null ? drafting.scenario : inForceWith(drafting, draft);
  const set = assembleSet(scenario);
  const facts = factsOf(question, scenario, drafting.words);
  const { outcome, clauses, near } = prepare(set).decide(facts);
  const nearest = outcome === 'outside' && near.length === 0 ? nearestPermits(set.rules, facts) : near;
  const teller = tellerOf(scenario);
  const textOf = (id: string) => teller.names.en.clauses.get(id)?.trim() ?? '';
  return {
    outcome,
    clauses: clauses.map((id) => ({ id, text: textOf(id) })),
    near: nearest.map(({ clause, failed }) => ({
      clause,
      text: textOf(clause),
      failed: failed.map((one) => teller.both((_, names, phrases) => explainFailed(one, names, phrases))),
    })),
  };
}

/**
 * The facts of an act as a room would derive them: the agency from the component, the direction from the accompaniment, the zones from place and time.
 */
export function factsOf({ words, time }: Question, scenario: Scenario, known: VocabularyWords): FactsVector {
  const axes: Record<string, string> = {};
  const plain = plainDeed(scenario.vocabulary, words['activity']);
  for (const axis of known.axes.keys()) axes[axis] = words[axis] ?? plain[axis] ?? UNKNOWN;
  const { accompaniment, component = UNKNOWN, place = UNKNOWN } = axes;
  if (words['direction'] === undefined) axes['direction'] = directionBy(accompaniment);
  for (const [axis, word] of zonesAt(scenario, place, time)) axes[axis] = words[axis] ?? word;
  const approval = APPROVALS.find((one) => one === words['approval']) ?? 'none';
  const agency = words['agency'] ?? known.agencyOfComponent.get(component) ?? UNKNOWN;
  return { agency, activity: words['activity'] ?? '', approval, axes, broken: [], time };
}

function directionBy(accompaniment: string | undefined): string {
  if (accompaniment === undefined || accompaniment === UNKNOWN) return UNKNOWN;
  return accompaniment === 'yes' ? 'host' : 'own';
}

/** As the room derives it (src/desk/directory.ts): half-open times, and nothing is known of a place that is not known. */
function zonesAt({ vocabulary }: Scenario, place: string, time: number): [axis: string, word: string][] {
  return vocabulary.zoneKinds.map((kind) => {
    const inside = vocabulary.zones.some(
      (zone) =>
        zone.kind === kind &&
        zone.leaves.includes(place) &&
        (zone.from === null || zone.from <= time) &&
        (zone.until === null || time < zone.until),
    );
    return [`${ZONE_AXIS_PREFIX}${kind}`, place === UNKNOWN ? UNKNOWN : inside ? 'inside' : 'outside'];
  });
}
