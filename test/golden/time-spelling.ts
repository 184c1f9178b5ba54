import type { Phase } from '../../src/mandates/scenario.ts';

const SPELLED_MAX = 2;

/**
 * How stretches of time are written: by a phase where they are one, else by their ends (UTC, to the minute). Many stretches (clauses with
 * hours of the day) are counted, with their hours, the first and the last.
 * @param moments the first moment of each stretch, ascending; the first of all is before everything
 */
export function spellTimes(moments: readonly number[], phases: readonly Phase[]): (times: readonly number[]) => string {
  const endOf = new Map(moments.map((moment, n) => [moment, moments[n + 1] ?? null]));
  return (some) => {
    const times = [...some].sort((a, b) => a - b);
    if (times.length === moments.length) return '*';
    const stretches: [from: number | null, until: number | null][] = [];
    for (const time of times) {
      const from = time === moments[0] ? null : time;
      const last = stretches.at(-1);
      const until = endOf.get(time) ?? null;
      if (last !== undefined && last[1] === time) last[1] = until;
      else stretches.push([from, until]);
    }
    const spelled = stretches.map(([from, until]) => spellStretch(from, until, phases));
    if (spelled.length <= SPELLED_MAX) return spelled.join(' ');
    const hours = stretches.reduce((sum, [from, until]) => sum + ((until ?? 0) - (from ?? 0)) / 3_600_000, 0);
    const open = stretches.some(([from, until]) => from === null || until === null);
    return `${stretches.length} stretches${open ? '' : ` of ${hours} h`}, ${spelled[0]} to ${spelled.at(-1)}`;
  };
}

function spellStretch(from: number | null, until: number | null, phases: readonly Phase[]): string {
  const phase = phases.find((one) => one.from === from && one.until === until);
  return phase?.id ?? `${spellMoment(from)}..${spellMoment(until)}`;
}

function spellMoment(time: number | null): string {
  return time === null ? '' : `${new Date(time).toISOString().slice(0, 16)}Z`;
}
