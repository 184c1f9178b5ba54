/**
 * Kinds of record that a retention rule can speak of, by the names of their slices. What else an erased record holds goes with one of these: a request with
 * its deed, an approval with its request, a challenge with what it challenges, a consent with its item.
 */
export const RETAINED_KINDS = [
  'accompaniments',
  'alerts',
  'clearances',
  'conferrals',
  'declarations',
  'deeds',
  'incidents',
  'items',
  'log',
  'occurrences',
  'releases',
  'requests',
  'taskings',
] as const;
export type RetainedKind = (typeof RETAINED_KINDS)[number];

/** Those of them that are kept with a purpose, which a rule may ask for. */
export const PURPOSE_KINDS: readonly RetainedKind[] = ['deeds', 'releases', 'requests'];

/** How long records of one kind are kept after they are over. */
export type RetentionRule = {
  /** As it is cited: `retention/3`. */
  readonly id: string;
  readonly kind: RetainedKind;
  /** Sorted; null: for whatever purpose no other rule of the kind names. */
  readonly purposes: readonly string[] | null;
  readonly days: number;
  readonly basis: 'assumption' | 'instrument';
};

/** What comes into force by its digest: the rules that dates are counted by, and the document that says why. */
export type RetentionFacts = {
  readonly version: number;
  readonly digest: string;
  readonly rules: readonly RetentionRule[];
};

/** The rule that a record of this kind and purpose is kept by: the one that names the purpose, else the one that names none. */
export function ruleFor(
  rules: readonly RetentionRule[],
  kind: RetainedKind,
  purpose: string | null,
): RetentionRule | undefined {
  const own = rules.filter((rule) => rule.kind === kind);
  const named = own.find(({ purposes }) => purpose !== null && purposes?.includes(purpose) === true);
  return named ?? own.find(({ purposes }) => purposes === null);
}
