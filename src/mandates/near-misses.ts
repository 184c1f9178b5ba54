import { isoTime } from '../base/clock.ts';
import { byCodeUnits } from '../base/order.ts';
import { UNKNOWN } from '../terms/axes.ts';
import type { Rule, TimeWindow } from '../terms/mandate-set.ts';
import type { FactsVector, NearMiss } from '../terms/outcome.ts';
import { isWithin, type RuleBucket } from './rule-bucket.ts';

/** Near misses that are told. */
const TOLD_MAX = 3;
/** Words of an axis that are told, so that a near miss stays small beside the entry it explains. */
const WANTED_TOLD_MAX = 12;
/** Windows of a clause that are told, from the next one on. */
const WINDOWS_TOLD_MAX = 3;

type Failed = NearMiss['failed'][number];

/**
 * The permits of an agency and activity that would have applied but for one or two axes, fewest first, then by id. The time
 * (axis `time`) and, for a permit with approval, the approval (axis `approval`) count as axes. For an outcome of outside.
 */
export function nearMisses(bucket: RuleBucket, facts: FactsVector): readonly NearMiss[] {
  const [byOne, byTwo]: [Rule[], Rule[]] = [[], []];
  bucket.permitsFailing(facts, (rule, axes) => {
    // Of those that fail by two, the first few are enough; whoever comes later is of use only where it fails by one.
    if (axes === 2 && byTwo.length === TOLD_MAX) return true;
    const failed = axes + failedBeside(rule, facts);
    if (failed === 1) byOne.push(rule);
    else if (failed === 2 && byTwo.length < TOLD_MAX) byTwo.push(rule);
    return byOne.length < TOLD_MAX;
  });
  const told = [...byOne, ...byTwo].slice(0, TOLD_MAX);
  let time: string | undefined;
  const timeTold = (at: number) => {
    time ??= isoTime(at);
    return time;
  };
  return told.map((rule) => ({ clause: rule.id, failed: failedAxes(rule, facts, timeTold) }));
}

/**
 * The permits of an agency and activity that come nearest to facts, however much fails: those with the fewest axes, then by id; each clause once. For
 * readers who wonder about an act; a decision keeps {@link nearMisses} alone.
 */
export function nearestPermits(rules: readonly Rule[], facts: FactsVector): readonly NearMiss[] {
  const speaksOf = (words: readonly string[] | null, word: string) => words === null || words.includes(word);
  const permits = rules.filter(
    ({ effect, agency, activity }) =>
      (effect === 'permit' || effect === 'permit-with-approval') &&
      speaksOf(agency, facts.agency) &&
      speaksOf(activity, facts.activity),
  );
  const missed = permits.map((rule): NearMiss => ({ clause: rule.id, failed: failedAxes(rule, facts) }));
  missed.sort((a, b) => a.failed.length - b.failed.length || (a.clause < b.clause ? -1 : a.clause > b.clause ? 1 : 0));
  const fewest = missed.filter(({ failed }) => failed.length === missed[0]?.failed.length);
  return fewest.filter(({ clause }, n) => fewest.findIndex((one) => one.clause === clause) === n).slice(0, TOLD_MAX);
}

/** What a guest's coercive act lacks of what R-05 wants, beside the approval. */
export function guardsMissing(facts: FactsVector): NearMiss {
  const failed = ['accompaniment', 'conferral'].flatMap((axis): Failed[] => {
    const was = facts.axes[axis] ?? UNKNOWN;
    return was === 'yes' ? [] : [{ axis, was, wanted: ['yes'] }];
  });
  return { clause: 'R-05', failed };
}

/** How many of time and approval fail: they are no axes of the vocabulary. */
function failedBeside(rule: Rule, facts: FactsVector): number {
  const late = rule.windows === null || isWithin(rule.windows, facts.time) ? 0 : 1;
  return late + (rule.effect === 'permit-with-approval' && facts.approval !== 'granted' ? 1 : 0);
}

/**
 * The axes on which a permit of the right agency and activity does not match, sorted; `time` and `approval` last.
 * @param timeTold writes the time of the facts
 */
export function failedAxes(rule: Rule, facts: FactsVector, timeTold = isoTime): Failed[] {
  const failed: Failed[] = [];
  const { axes, windows } = tellingOf(rule);
  for (const { axis, words, told } of axes) {
    const fact: unknown = facts.axes[axis];
    // An axis may be called like a member that every object has.
    const was = typeof fact === 'string' ? fact : UNKNOWN;
    if (was === UNKNOWN || !words.includes(was)) failed.push({ axis, was, wanted: told });
  }
  if (rule.windows !== null && !isWithin(rule.windows, facts.time)) {
    failed.push({ axis: 'time', was: timeTold(facts.time), wanted: windowsFrom(windows, facts.time) });
  }
  if (rule.effect === 'permit-with-approval' && facts.approval !== 'granted') {
    failed.push({ axis: 'approval', was: facts.approval, wanted: ['granted'] });
  }
  return failed;
}

/** What of a rule is told when it nearly applied: the same at every decision, so it is written once. */
type Telling = {
  /** Sorted by name, with the words that a permit accepts and those that are told of them. */
  readonly axes: readonly {
    readonly axis: string;
    readonly words: readonly string[];
    readonly told: readonly string[];
  }[];
  readonly windows: readonly ToldWindow[];
};
type ToldWindow = { readonly until: number | null; readonly text: string };

const TELLINGS = new WeakMap<Rule, Telling>();

function tellingOf(rule: Rule): Telling {
  const known = TELLINGS.get(rule);
  if (known !== undefined) return known;
  const sorted = Object.entries(rule.axes).sort(([a], [b]) => byCodeUnits(a, b));
  const made = {
    axes: sorted.map(([axis, words]) => ({ axis, words, told: words.slice(0, WANTED_TOLD_MAX) })),
    windows: [...(rule.windows ?? [])].sort(byStart).map(toldWindow),
  };
  TELLINGS.set(rule, made);
  return made;
}

function byStart([a]: TimeWindow, [b]: TimeWindow): number {
  return (a ?? Number.MIN_SAFE_INTEGER) - (b ?? Number.MIN_SAFE_INTEGER);
}

/** `2026-02-05T23:00:00Z/2026-02-22T23:00:00Z`, `..` for no bound. */
function toldWindow([from, until]: TimeWindow): ToldWindow {
  const text = `${from === null ? '..' : isoTime(from)}/${until === null ? '..' : isoTime(until)}`;
  return { until, text };
}

/** The next windows after a time, or the last one where all are over. */
function windowsFrom(windows: readonly ToldWindow[], time: number): string[] {
  const told: string[] = [];
  for (const { until, text } of windows) {
    if (told.length === WINDOWS_TOLD_MAX) break;
    if (until === null || until > time) told.push(text);
  }
  return told.length > 0 ? told : windows.slice(-1).map(({ text }) => text);
}
