/** One block of a guide that goes into a file: as a new one, below a line of it, or at its end. */
export type Step = {
  readonly file: string;
  readonly place: { readonly to: 'new' } | { readonly to: 'end' } | { readonly to: 'below'; readonly line: RegExp };
  readonly text: string;
};

/** Shell commands are what the reader types; everything else goes into a file. */
const TYPED = 'sh';

/**
 * The steps of a guide, in order. Where a block goes is said by the last line of prose before it.
 * @throws Error where a block says nowhere: a guide that cannot be followed literally is no guide
 */
export function stepsOf(guide: string): Step[] {
  const steps: Step[] = [];
  let prose = '';
  let block: { readonly language: string; readonly lines: string[] } | undefined;
  for (const line of guide.split('\n')) {
    if (line.startsWith('```')) {
      if (block === undefined) block = { language: line.slice(3), lines: [] };
      else {
        if (block.language !== TYPED) steps.push(stepOf(prose, `${block.lines.join('\n')}\n`));
        block = undefined;
      }
    } else if (block !== undefined) block.lines.push(line);
    else if (line.trim() !== '') prose = line;
  }
  return steps;
}

function stepOf(prose: string, text: string): Step {
  const created = /New file `([^`]+)`:$/.exec(prose);
  if (created?.[1] !== undefined) return { file: created[1], place: { to: 'new' }, text };
  const below = /[Ii]n `([^`]+)`, below `(.+)`:$/.exec(prose);
  if (below?.[1] !== undefined) return { file: below[1], place: { to: 'below', line: exactly(below[2] ?? '') }, text };
  const row = /in `([^`]+)`, below the line of `(.+)`:$/.exec(prose);
  if (row?.[1] !== undefined)
    return { file: row[1], place: { to: 'below', line: new RegExp(`^\\| \`${row[2]}\` \\|`) }, text };
  const end = /At the end of `([^`]+)`:$/.exec(prose);
  if (end?.[1] !== undefined) return { file: end[1], place: { to: 'end' }, text };
  throw new Error(`the guide does not say where this block goes: ${prose}`);
}

function exactly(line: string): RegExp {
  return new RegExp(`^\\s*${line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}

/** A file with a step done to it. @throws Error where the line it goes below is not there, or there twice */
export function stepDone(step: Step, text: string): string {
  if (step.place.to === 'new') return step.text;
  if (step.place.to === 'end') return `${text}${step.text}`;
  const { line } = step.place;
  const lines = text.split('\n');
  const found = lines.flatMap((one, n) => (line.test(one) ? [n] : []));
  if (found.length !== 1) throw new Error(`${step.file}: ${found.length} lines are \`${line.source}\`, one is needed`);
  return lines.toSpliced((found[0] ?? 0) + 1, 0, step.text.trimEnd()).join('\n');
}
