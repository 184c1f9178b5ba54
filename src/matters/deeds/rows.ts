/** What is asked for, word for word: an approval binds the digest of exactly this. */
export type DeedTerms = {
  readonly person: string;
  readonly activity: string;
  readonly purpose: string;
  readonly place: string;
  readonly from: number;
  readonly until: number;
  readonly what: string;
};

export type DeedRow = DeedTerms & {
  readonly id: string;
  readonly agency: string;
  readonly digest: string;
  /** `waiting` for an approval, `open` (takes effect), `ended`, `refused`. */
  readonly status: 'waiting' | 'open' | 'ended' | 'refused';
  readonly request: string | null;
  /** The request whose approval it rests on while open; empty where none is needed. */
  readonly approval: string;
  /** Clauses that permitted it, as of its beginning. */
  readonly clauses: readonly string[];
  readonly index: number;
};
