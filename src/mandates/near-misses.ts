import { isoTime } from '../base/clock.ts';
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
  const { none, one, two } = bucket.permitsFailing(facts);
  const byCount: [Rule[], Rule[]] = [[], []];
  for (const [failed, rules] of [none, one, two].entries()) {
    for (const rule of rules) byCount[failed + failedBeside(rule, facts) - 1]?.push(rule);
  }
  const near: NearMiss[] = [];
  for (const rules of byCount) {
    if (near.length === TOLD_MAX) break;
    rules.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
    for (const rule of rules.slice(0, TOLD_MAX - near.length)) {
      near.push({ clause: rule.id, failed: failedAxes(rule, facts) });
    }
  }
  return near;
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

/** The axes on which a permit of the right agency and activity does not match, sorted; `time` and `approval` last. */
export function failedAxes(rule: Rule, facts: FactsVector): Failed[] {
  const failed: Failed[] = [];
  for (const axis of Object.keys(rule.axes).sort()) {
    const wanted = rule.axes[axis] ?? [];
    const was = (Object.hasOwn(facts.axes, axis) ? facts.axes[axis] : undefined) ?? UNKNOWN;
    if (was === UNKNOWN || !wanted.includes(was)) failed.push({ axis, was, wanted: wanted.slice(0, WANTED_TOLD_MAX) });
  }
  if (rule.windows !== null && !isWithin(rule.windows, facts.time)) {
    failed.push({ axis: 'time', was: isoTime(facts.time), wanted: windowsFrom(rule.windows, facts.time) });
  }
  if (rule.effect === 'permit-with-approval' && facts.approval !== 'granted') {
    failed.push({ axis: 'approval', was: facts.approval, wanted: ['granted'] });
  }
  return failed;
}

/** The next windows after a time, or the last one where all are over: `2026-02-05T23:00:00Z/2026-02-22T23:00:00Z`, `..` for no bound. */
function windowsFrom(windows: readonly TimeWindow[], time: number): string[] {
  const sorted = [...windows].sort(([a], [b]) => (a ?? Number.MIN_SAFE_INTEGER) - (b ?? Number.MIN_SAFE_INTEGER));
  const next = sorted.filter(([, until]) => until === null || until > time);
  const told = next.length > 0 ? next.slice(0, WINDOWS_TOLD_MAX) : sorted.slice(-1);
  return told.map(
    ([from, until]) => `${from === null ? '..' : isoTime(from)}/${until === null ? '..' : isoTime(until)}`,
  );
}
