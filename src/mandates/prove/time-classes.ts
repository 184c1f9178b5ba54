import type { TimeWindow } from '../../terms/mandate-set.ts';
import { mergedWindows } from '../time-windows.ts';

/** A rule that speaks of some times only, by its number; its windows are merged. */
type TimedRule = { readonly n: number; readonly windows: readonly TimeWindow[] };

/** Times in which the same rules speak. */
type TimeClass = { readonly windows: readonly TimeWindow[]; readonly rules: readonly number[] };

/** Cuts the windows where those of a rule begin and end, and puts together what the same rules speak of. */
export function timeClasses(windows: readonly TimeWindow[], timed: readonly TimedRule[]): readonly TimeClass[] {
  const waiting = timed.map((rule) => ({ ...rule, at: 0 }));
  const bounds = timed.flatMap((rule) => rule.windows.flat().filter((bound) => bound !== null));
  const classes = new Map<string, { readonly windows: TimeWindow[]; readonly rules: readonly number[] }>();
  for (const window of cutAt(windows, bounds)) {
    const moment = momentOf(window);
    const rules = waiting.filter((rule) => isInAscending(rule, moment)).map(({ n }) => n);
    const known = classes.get(rules.join());
    if (known === undefined) classes.set(rules.join(), { windows: [window], rules });
    else known.windows.push(window);
  }
  return [...classes.values()].map((one) => ({ ...one, windows: mergedWindows(one.windows) }));
}

/** Is the moment in one of a rule's windows? Asked for ascending moments, so that each window is passed once. */
function isInAscending(rule: { readonly windows: readonly TimeWindow[]; at: number }, moment: number): boolean {
  for (;;) {
    const window = rule.windows[rule.at];
    if (window === undefined) return false;
    const [from, until] = window;
    if (until !== null && until <= moment) rule.at += 1;
    else return from === null || from <= moment;
  }
}

/** The windows in parts in which none of the times lies. */
function cutAt(windows: readonly TimeWindow[], times: readonly number[]): TimeWindow[] {
  const sorted = [...new Set(times)].sort((a, b) => a - b);
  return windows.flatMap(([from, until]) => {
    const inside = sorted.filter((time) => (from === null || from < time) && (until === null || time < until));
    const bounds = [from, ...inside, until];
    return bounds.slice(1).map((end, n) => [bounds[n] ?? null, end] as const);
  });
}

/** A moment of a window. */
export function momentOf([from, until]: TimeWindow): number {
  return from ?? (until === null ? 0 : until - 1);
}
