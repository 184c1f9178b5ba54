import { UNKNOWN } from '../../terms/axes.ts';
import type { Rule, TimeWindow } from '../../terms/mandate-set.ts';
import { isAgainst } from '../rule-bucket.ts';
import { windowsWithin } from '../time-windows.ts';
import { EVERYTHING, type Region } from './claim.ts';

/** The acts that a rule matches, whatever else is the case: what is unknown is among them where the rule is against. */
export function regionOfRule(rule: Rule): Region {
  const also = isAgainst(rule) ? [UNKNOWN] : [];
  const listed = (words: readonly string[]) => [...new Set([...words.filter((word) => word !== UNKNOWN), ...also])];
  return {
    ...EVERYTHING,
    agency: rule.agency === null ? null : listed(rule.agency),
    activity: rule.activity,
    axes: Object.fromEntries(Object.entries(rule.axes).map(([axis, words]) => [axis, listed(words)])),
    windows: rule.windows,
  };
}

/** The acts of both regions, or undefined where there are none. */
export function commonRegion(a: Region, b: Region): Region | undefined {
  const agency = common(a.agency, b.agency);
  const activity = common(a.activity, b.activity);
  const approval = common(a.approval, b.approval);
  const windows = commonWindows(a.windows, b.windows);
  if ([agency, activity, approval, windows].some((list) => list?.length === 0)) return undefined;
  const axes: Record<string, readonly string[]> = { ...a.axes };
  for (const [axis, words] of Object.entries(b.axes)) {
    const both = common(axes[axis] ?? null, words) ?? [];
    if (both.length === 0) return undefined;
    axes[axis] = both;
  }
  if (Object.values(axes).some((words) => words.length === 0)) return undefined;
  return { agency, activity, axes, windows, approval };
}

/** Whether every act of `part` is one of `whole`. */
export function isWithinRegion(part: Region, whole: Region): boolean {
  const within = <Word>(some: readonly Word[] | null | undefined, all: readonly Word[] | null) =>
    all === null || (some?.every((word) => all.includes(word)) ?? false);
  return (
    within(part.agency, whole.agency) &&
    within(part.activity, whole.activity) &&
    within(part.approval, whole.approval) &&
    Object.entries(whole.axes).every(([axis, words]) => within(part.axes[axis], words)) &&
    areWindowsWithin(part.windows, whole.windows)
  );
}

function common<Word>(a: readonly Word[] | null, b: readonly Word[] | null): readonly Word[] | null {
  if (a === null || b === null) return a ?? b;
  const other = new Set(b);
  return a.filter((word) => other.has(word));
}

function commonWindows(a: readonly TimeWindow[] | null, b: readonly TimeWindow[] | null): readonly TimeWindow[] | null {
  if (a === null || b === null) return a ?? b;
  return a.flatMap((window) => windowsWithin(b, window));
}

function areWindowsWithin(part: readonly TimeWindow[] | null, whole: readonly TimeWindow[] | null): boolean {
  if (whole === null) return true;
  return (part ?? [[null, null] as const]).every((window) => {
    const [own] = windowsWithin([window], window);
    // Merged windows are apart, so what is within them lies in one of them.
    return (
      own === undefined || windowsWithin(whole, window).some(([from, until]) => from === own[0] && until === own[1])
    );
  });
}
