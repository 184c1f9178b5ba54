/** One member of a record's row, on one line: `asks.deed.from` is named by its last part, under the heading of the parts before. */
export type Said = {
  /** `asks.deed`, or empty for the row itself. */
  readonly under: string;
  readonly member: string;
  readonly value: string | number | boolean;
  readonly kind: 'time' | 'number' | 'word' | 'text' | 'yes-no';
};

/** Moments of room time, by the name of the member. */
const TIMES = new Set([
  'acknowledged',
  'at',
  'cancelled',
  'closed',
  'closes',
  'countersigned',
  'deadline',
  'deedAt',
  'due',
  'ended',
  'enrolled',
  'entered',
  'expires',
  'from',
  'made',
  'opened',
  'raised',
  'recalled',
  'removed',
  'signedAt',
  'until',
  'used',
  'validUntil',
  'wasUntil',
]);
/** Where the entry is found, which the page says otherwise, and keys. */
const LEFT_OUT = new Set(['basis', 'index', 'id', 'publicKey']);
/** Free words: they keep their lines and are no words of a vocabulary. */
const TEXTS = new Set(['what', 'text', 'title', 'reason', 'conditions', 'said', 'note']);
/** The first of these years; a smaller number is a count. */
const EARLIEST_MS = 1e11;
const DEEP_MAX = 4;

/** What an act said, member by member: nothing of it is left out. */
export function signedWords(detail: Readonly<Record<string, unknown>>): Said[] {
  return wordsOf(detail, '', 0, true);
}

/** The row of a record as facts to show, in its own order; what is empty is left out. */
export function rowWords(row: Readonly<Record<string, unknown>>): Said[] {
  return wordsOf(row, '', 0, false);
}

/** Enough to tell a record from others of its kind. */
const LEADING_MAX = 3;
const DIGEST = /^[0-9a-f]{64}$/;

/** The words with which a row begins, whose and of what it is: of a shift the person, the desk and the room. */
export function leadingWords(row: Readonly<Record<string, unknown>>): string[] {
  const words = rowWords(row).filter(({ under, kind }) => under === '' && kind === 'word');
  return words
    .map(({ value }) => String(value))
    .filter((word) => !DIGEST.test(word))
    .slice(0, LEADING_MAX);
}

function wordsOf(row: Readonly<Record<string, unknown>>, under: string, depth: number, whole: boolean): Said[] {
  return Object.entries(row).flatMap(([member, value]): Said[] => {
    const said = (kind: Said['kind'], shown: Said['value']): Said[] => [{ under, member, value: shown, kind }];
    if (!whole && (LEFT_OUT.has(member) || value === null || value === undefined || value === '')) return [];
    if (typeof value === 'number') return said(TIMES.has(member) && value > EARLIEST_MS ? 'time' : 'number', value);
    if (typeof value === 'boolean') return said('yes-no', value);
    if (typeof value === 'string') return said(TEXTS.has(member) ? 'text' : 'word', value);
    if (Array.isArray(value) && (!whole || isWords(value))) {
      return value.flatMap((one) => (typeof one === 'string' ? said('word', one) : []));
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value) || depth >= DEEP_MAX) {
      return whole ? said('text', JSON.stringify(value)) : [];
    }
    return wordsOf(value as Record<string, unknown>, under === '' ? member : `${under}.${member}`, depth + 1, whole);
  });
}

function isWords(list: readonly unknown[]): boolean {
  return list.length > 0 && list.every((one) => typeof one === 'string');
}

/** The facts under their headings, in order. */
export function byHeading(facts: readonly Said[]): ReadonlyMap<string, readonly Said[]> {
  return Map.groupBy(facts, ({ under }) => under);
}

/** Members with several values, one after the other under one name. */
export function byMember(facts: readonly Said[]): readonly (readonly [member: string, facts: readonly Said[]])[] {
  return [...Map.groupBy(facts, ({ member }) => member)];
}
