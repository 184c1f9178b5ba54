/** Words of one entry or record that are kept for search, and letters of one word. */
const WORDS_MAX = 500;
const WORD_CHARS_MAX = 48;
/** Letters with their marks, and digits, of any script. */
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Words of one question. */
const ASKED_MAX = 8;

/**
 * The words of some texts, as both sides of a search take them: letters and digits without case and width, cut at everything else, each
 * once. `REQ-us-ice-1` gives `req`, `us`, `ice` and `1`. They are cut here and not in the database, so that every implementation of the view
 * finds the same.
 */
export function wordsOf(texts: readonly (string | null | undefined)[], max: number = WORDS_MAX): string[] {
  const words = new Set<string>();
  for (const text of texts) {
    if (text === null || text === undefined) continue;
    for (const word of text.normalize('NFKC').toLowerCase().match(WORD) ?? []) {
      if (words.size >= max) return [...words];
      // Never more letters than code units, and only long words are looked at letter by letter.
      words.add(word.length <= WORD_CHARS_MAX ? word : [...word].slice(0, WORD_CHARS_MAX).join(''));
    }
  }
  return [...words];
}

/** What somebody looks for: every word must begin a word of what is found. */
export function askedWords(question: string): string[] {
  return wordsOf([question], ASKED_MAX);
}

/** Does each word that is asked for begin one of these words? Without a word, nothing is found. */
export function holdsWords(words: readonly string[], asked: readonly string[]): boolean {
  return asked.length > 0 && asked.every((begin) => words.some((word) => word.startsWith(begin)));
}
