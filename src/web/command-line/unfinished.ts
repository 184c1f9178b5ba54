/** Why a line is no act yet; `near` is what may have been meant. */
export type CommandHint = {
  readonly code:
    | 'text-wanted'
    | 'category-wanted'
    | 'unknown-category'
    | 'many-categories'
    | 'unknown-place'
    | 'place-wanted'
    | 'agency-wanted'
    | 'unknown-agency'
    | 'many-agencies'
    | 'activity-wanted'
    | 'unknown-activity'
    | 'many-activities'
    | 'no-time'
    | 'too-long'
    | 'in-the-future';
  readonly word: string;
  readonly near: string | null;
  /** Ids of all that may be meant, where it is several. */
  readonly among?: readonly string[];
};

/** Thrown while a line is read that is no act yet. */
export class Unfinished extends Error {
  readonly hint: CommandHint;
  constructor(code: CommandHint['code'], word = '', near?: string, among?: readonly string[]) {
    super(code);
    this.hint = { code, word, near: near ?? null, ...(among === undefined ? {} : { among }) };
  }
}
