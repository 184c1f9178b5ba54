import type { TimeWindow } from '../terms/mandate-set.ts';

/** All of time. */
export const ALWAYS: TimeWindow = [null, null];

/** The windows as few, ascending and apart: what overlaps or touches becomes one; empty ones are left out. */
export function mergedWindows(windows: readonly TimeWindow[]): TimeWindow[] {
  const sorted = windows.filter(([from, until]) => from === null || until === null || from < until);
  sorted.sort(([a], [b]) => (a ?? Number.NEGATIVE_INFINITY) - (b ?? Number.NEGATIVE_INFINITY));
  const merged: [number | null, number | null][] = [];
  for (const [from, until] of sorted) {
    const last = merged.at(-1);
    const touches = last !== undefined && (last[1] === null || from === null || from <= last[1]);
    if (!touches) merged.push([from, until]);
    else last[1] = last[1] === null || until === null ? null : Math.max(last[1], until);
  }
  return merged;
}

/** What of the windows lies within one window, merged. */
export function windowsWithin(windows: readonly TimeWindow[], [from, until]: TimeWindow): TimeWindow[] {
  return mergedWindows(windows.map(([a, b]) => [later(a, from), earlier(b, until)]));
}

/** Whether the windows are all of time, so that a rule need not list them. */
export function areAlways(windows: readonly TimeWindow[]): boolean {
  return windows.some(([from, until]) => from === null && until === null);
}

/** Times are never below 0. */
function later(a: number | null, b: number | null): number | null {
  return a === null ? b : Math.max(a, b ?? 0);
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
