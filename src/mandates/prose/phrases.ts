/** How mandates, clauses and commitments are told in one language (prose.ts). */
export type ProsePhrases = {
  /** Of dates and times (BCP 47). */
  readonly locale: string;
  readonly or: (items: readonly string[]) => string;
  /** All of a place that holds others. */
  readonly allOf: (place: string) => string;
  readonly anyAgency: string;
  readonly anythingAtAll: string;
  /** The rule itself, by its effect. */
  readonly rule: Readonly<
    Record<'permit' | 'permit-with-approval' | 'forbid' | 'require-approval', (who: string, what: string) => string>
  >;
  /** A condition of a permit, and of a rule that is against, which counts what is not known as what it names. */
  readonly onlyWhere: (axis: string, words: string) => string;
  /** … that something is there: an accompaniment, a conferral. */
  readonly onlyWith: (axis: string) => string;
  readonly whereOrUnknown: (axis: string, words: string) => string;
  readonly anyUnit: string;
  /** Axes that make no difference. */
  readonly whatever: (axes: string) => string;
  readonly nothing: string;
  readonly always: string;
  /** In which time zone all times are told. */
  readonly localTimes: (zone: string) => string;
  readonly onlyDuring: (windows: string) => string;
  readonly between: (from: string | undefined, until: string | undefined) => string;
  readonly daily: (from: string, until: string, first: string, last: string) => string;
  /** Of coercive activities of a guest. */
  readonly guarded: (what: string) => string;
  /** Of activities that nothing holds up. */
  readonly neverHeldUp: (what: string) => string;
  readonly basis: Readonly<Record<'assumption' | 'instrument', (sources: string) => string>>;
  readonly noSource: string;
  readonly mandate: (title: string, issuer: string, holder: string) => string;
  readonly onInstrument: (instrument: string) => string;
  readonly onNone: string;
  readonly inForce: (time: string) => string;
  readonly open: (id: string, text: string) => string;
  readonly restIsOutside: string;
  /** Before what a mandate says beside its clauses. */
  readonly besideClauses: string;
  /** One term: what is stated, from where, and the question that stays open, whichever there is. */
  readonly term: (title: string, said: { text: string | null; sources: string; open: string | null }) => string;
  readonly promise: (by: string, date: string | undefined) => string;
  readonly binds: (who: string) => string;
  readonly everyone: string;
  readonly guests: string;
  readonly noRule: (why: string) => string;
};
