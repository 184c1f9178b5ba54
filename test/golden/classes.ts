/** One axis of a table: its words in classes that are known to be alike, and how a set of words is written. */
export type Axis<Word> = {
  readonly name: string;
  readonly alike: readonly (readonly Word[])[];
  spell(words: readonly Word[]): string;
};

/** A part of the table: some words of each axis, and what the function gives for all of them. */
export type Part = { readonly words: readonly (readonly unknown[])[]; readonly result: string };

/**
 * The table of a function over axes, made small without losing anything: parts that differ on one axis only and give the same
 * become one, until none are left that do.
 */
export function partsOf(axes: readonly Axis<never>[], decide: (words: readonly unknown[]) => string): Part[] {
  const cells = products<readonly unknown[]>(axes.map(({ alike }) => alike));
  let parts: Part[] = cells.map((words) => ({ words, result: decide(words.map((list) => list[0])) }));
  for (let before = -1; before !== parts.length; ) {
    before = parts.length;
    for (let axis = axes.length - 1; axis >= 0; axis--) parts = mergedAlong(axis, parts);
  }
  return parts;
}

function mergedAlong(axis: number, parts: readonly Part[]): Part[] {
  const groups = Map.groupBy(parts, ({ words, result }) => JSON.stringify([result, words.toSpliced(axis, 1)]));
  return [...groups.values()].map((group) => {
    const [first] = group;
    const all = group.flatMap(({ words }) => words[axis] ?? []);
    return { words: first?.words.with(axis, all) ?? [], result: first?.result ?? '' };
  });
}

/** All ways to take one of each list. */
export function products<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>((made, list) => made.flatMap((some) => list.map((one) => [...some, one])), [[]]);
}

/** `*` for all words, `*-a,b` where few are left out, else the words. */
export function spellWords(all: readonly string[]): (words: readonly string[]) => string {
  return (some) => {
    const words = all.filter((word) => some.includes(word));
    if (words.length === all.length) return '*';
    const without = all.filter((word) => !words.includes(word));
    if (without.length < words.length) return `*-${without.join(',')}`;
    return words.join(',');
  };
}
