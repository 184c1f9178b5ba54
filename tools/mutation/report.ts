import type { Equivalent } from './equivalents.ts';
import type { Mutant } from './mutators.ts';
import type { Tried } from './trial.ts';

/** What is asked of a room. */
const PERCENT_MIN = 95;

export type Report = { readonly lines: readonly string[]; readonly isEnough: boolean };

/**
 * Tells what became of the mutants: each survivor, each that hung, and one last line with the numbers.
 * @param options `isWhole` where every mutant of the sources was tried: only then can be seen which equivalents are stale
 */
export function reportOf(
  tried: readonly Tried[],
  sources: ReadonlyMap<string, string>,
  equivalents: readonly Equivalent[],
  { isWhole }: { readonly isWhole: boolean },
): Report {
  const lines: string[] = [];
  const met = new Set<Equivalent>();
  let [killed, hung, survived] = [0, 0, 0];
  for (const { mutant, fate, reachedBy } of tried) {
    const { place, line, mutated } = shown(mutant, sources.get(mutant.file) ?? '');
    const known = equivalents.find((one) => one.file === mutant.file && one.line === line && one.mutated === mutated);
    if (fate.fate === 'survived' && known !== undefined) met.add(known);
    else if (fate.fate === 'survived') {
      survived++;
      lines.push(`${place}${reachedBy === 0 ? ' (no test runs over it)' : ''}\n  - ${line}\n  + ${mutated}`);
    } else {
      killed++;
      if (fate.fate === 'hung') {
        hung++;
        lines.push(`${place} killed, but only by not ending (${fate.by})\n  - ${line}\n  + ${mutated}`);
      }
    }
  }
  const stale = equivalents.filter((one) => isWhole && sources.has(one.file) && !met.has(one));
  for (const { file, line, mutated } of stale) {
    lines.push(`${file}: no longer an equivalent mutant; take it out of the list\n  - ${line}\n  + ${mutated}`);
  }
  const percent = killed + survived === 0 ? 0 : (100 * killed) / (killed + survived);
  lines.push(`killed by not ending in time: ${hung}; known to change nothing, and not counted: ${met.size}`);
  lines.push(
    `mutants ${killed + survived}, killed ${killed}, survivors ${survived} (${(Math.floor(percent * 10) / 10).toFixed(1)} %)`,
  );
  return { lines, isEnough: percent >= PERCENT_MIN && stale.length === 0 };
}

/** Where a mutant stands, its line as it is, and with the mutant; of several lines, one. */
export function shown(
  { file, start, end, replacement }: Mutant,
  source: string,
): { place: string; line: string; mutated: string } {
  const from = source.lastIndexOf('\n', start - 1) + 1;
  const newline = source.indexOf('\n', end);
  const until = newline === -1 ? source.length : newline;
  const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
  return {
    place: `${file}:${source.slice(0, start).split('\n').length}`,
    line: oneLine(source.slice(from, until)),
    mutated: oneLine(source.slice(from, start) + replacement + source.slice(end, until)),
  };
}
