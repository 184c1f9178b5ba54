/** Words of one entry or record that are kept for search, and letters of one word. */
const WORDS_MAX = 500;
const WORD_CHARS_MAX = 48;
/** Letters with their marks, and digits, of any script. */
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Of these alone most texts are. They are what normalizing leaves as it is, and their words are found without looking letters up. */
const PLAIN = /^[\t\n\r -~]*$/;
const PLAIN_WORD = /[a-z0-9]+/g;
/** Ids of a vocabulary; no letter of them means anything to the database. */
const ID = /^[a-z0-9][a-z0-9.-]{0,127}$/;
/** Words of one question. */
const ASKED_MAX = 8;

/**
 * The words of some texts, as both sides of a search take them: letters and digits without case and width, cut at everything else, each
 * once. `REQ-us-ice-1` gives `req`, `us`, `ice` and `1`. They are cut here and not in the database, so that every implementation of the view
 * finds the same.
 */
export function wordsOf(texts: readonly (string | null | undefined)[], max: number = WORDS_MAX): string[] {
  const words = new Set<string>();
  // Often the same text stands for two things, such as the line that an act is told in and what it says.
  for (const text of new Set(texts)) {
    if (text === null || text === undefined) continue;
    for (const word of cut(text)) {
      if (words.size >= max) return [...words];
      // Never more letters than code units, and only long words are looked at letter by letter.
      words.add(word.length <= WORD_CHARS_MAX ? word : [...word].slice(0, WORD_CHARS_MAX).join(''));
    }
  }
  return [...words];
}

/** The words of texts of which these are the words, in their order: as {@link wordsOf} would give them of all texts together. */
export function joinedWords(first: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...first, ...more])].slice(0, WORDS_MAX);
}

function cut(text: string): readonly string[] {
  if (PLAIN.test(text)) return text.toLowerCase().match(PLAIN_WORD) ?? [];
  return text.normalize('NFKC').toLowerCase().match(WORD) ?? [];
}

/** An id that stands whole among the words of what it is said of, beside the words that it is cut into: nobody types its mark. */
export function idWords(ids: readonly (string | null | undefined)[]): string[] {
  const whole = ids.filter((id): id is string => typeof id === 'string' && ID.test(id));
  return [...new Set(whole.map((id) => `#${id}`))];
}

/** One word that somebody looks for. */
export type AskedWord = {
  /** It begins a word of what is found, */
  readonly begin: string;
  /** or one of these ids stands in it, which have a name with a word that begins so. */
  readonly ids: readonly string[];
};

/**
 * What somebody looks for: of every word that is asked for, something must be found.
 * @param idsNamed the ids that have a name with a word that begins so
 */
export function askedWords(question: string, idsNamed: (begin: string) => readonly string[] = () => []): AskedWord[] {
  return wordsOf([question], ASKED_MAX).map((begin) => ({ begin, ids: idsNamed(begin) }));
}

/** Do these words hold each of those that are asked for? Without a word, nothing is found. */
export function holdsWords(words: readonly string[], asked: readonly AskedWord[]): boolean {
  const holds = ({ begin, ids }: AskedWord) => {
    const marked = idWords(ids);
    return words.some((word) => word.startsWith(begin) || marked.includes(word));
  };
  return asked.length > 0 && asked.every(holds);
}
