/** A word of the vocabulary with all that it is called, in every language of the screens. */
export type Named = { readonly id: string; readonly names: readonly string[] };
export type FoundWord =
  | { readonly is: 'one'; readonly id: string; readonly after: string }
  /** What was typed begins several; `ids` are those. */
  | { readonly is: 'many'; readonly ids: readonly string[] }
  | { readonly is: 'none' };

/** Fewer letters name nothing: `inc a fight` is no category that begins with a. */
const LETTERS_MIN = 2;
/** Words of the longest name that is looked for. */
const NAME_WORDS_MAX = 12;

/**
 * The word that a text begins with: by id, by a whole name with its spaces, or by what only one id or name begins with (`ident`,
 * `identificare-una`). Case and accents do not count.
 */
export function findWord(text: string, among: readonly Named[]): FoundWord {
  const [first = '', ...others] = text.match(/\S+\s*/g) ?? [];
  const typed = plain(first);
  const exact = among.find(({ id }) => id === first.trim());
  if (exact !== undefined) return { is: 'one', id: exact.id, after: others.join('') };
  for (let n = Math.min(others.length, NAME_WORDS_MAX - 1); n >= 0; n -= 1) {
    const run = plain([first, ...others.slice(0, n)].join(''));
    const called = run === '' ? [] : among.filter((one) => formsOf(one).includes(run));
    if (called.length === 1 && called[0] !== undefined)
      return { is: 'one', id: called[0].id, after: others.slice(n).join('') };
  }
  const begun = typed.length < LETTERS_MIN ? [] : among.filter((one) => formBegun(one, typed) !== undefined);
  if (begun.length === 1 && begun[0] !== undefined) return { is: 'one', id: begun[0].id, after: others.join('') };
  return begun.length === 0 ? { is: 'none' } : { is: 'many', ids: begun.map(({ id }) => id) };
}

/** As much of a word that was begun as all that it may become have in common; undefined where that is nothing more. */
export function completedWord(begun: string, among: readonly Named[]): string | undefined {
  const typed = plain(begun);
  if (typed.length < LETTERS_MIN || among.some(({ id }) => id === begun)) return undefined;
  const forms = among.flatMap((one) => formBegun(one, typed) ?? []);
  const [shortest = ''] = forms.toSorted((one, other) => one.length - other.length);
  let end = shortest.length;
  while (!forms.every((form) => form.startsWith(shortest.slice(0, end)))) end -= 1;
  return end > typed.length ? shortest.slice(0, end) : undefined;
}

/** In small letters without their marks, with `-` for everything else: `Città di Milano` as `citta-di-milano`. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}

function formsOf({ id, names }: Named): string[] {
  return [id, ...names.map(plain)];
}

function formBegun(one: Named, typed: string): string | undefined {
  return formsOf(one).find((form) => form.startsWith(typed));
}
