import type { Rule } from '../../src/terms/mandate-set.ts';
import type { Verdict } from '../../src/terms/outcome.ts';
import type { World } from '../world/world.ts';
import { decide } from './decide.ts';
import { type Asked, factsAt, type Who } from './facts.ts';
import type { ModelRecords } from './records.ts';

/** From best to worst. */
const BAD = ['permitted', 'needs-approval', 'outside', 'prohibited'];

/** The verdict as of `time` by these rules; what lasts is decided for all of its time, and the worst moment counts. */
export function worst(
  world: World,
  records: ModelRecords,
  rules: readonly Rule[],
  actor: Who,
  asked: Asked,
  broken: readonly string[],
  time: number,
): Verdict {
  const at = (moment: number): Verdict =>
    decide(world.vocabulary, rules, factsAt(world, records, actor, asked, broken, time, moment));
  if (asked.lasts === undefined) return at(time);
  const { from, until } = asked.lasts;
  const first = Math.max(time, from);
  const windows = [
    ...rules.flatMap((rule) => rule.windows ?? []),
    ...world.scenario.vocabulary.zones.map((zone) => [zone.from, zone.until]),
  ];
  const edges = windows.flat().filter((edge) => edge !== null && first < edge && edge < until) as number[];
  const verdicts = [first, ...edges.sort((a, b) => a - b)].map(at);
  const most = Math.max(...verdicts.map(({ outcome }) => BAD.indexOf(outcome)));
  return verdicts.find(({ outcome }) => BAD.indexOf(outcome) === most) as Verdict;
}
