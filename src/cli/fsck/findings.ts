/** What a check of a stopped room found wrong at one place. */
export type Finding = {
  /** The file below the data folder, or `table/row` of the database. */
  readonly place: string;
  readonly rule: FsckRule;
  readonly message: string;
  /** Whether `--mend` makes it good: it can be made again from the database, and nobody's word is lost by it. */
  readonly mendable: boolean;
};

/** What is checked, by the names that findings bear (docs/guides/running-a-room.md). */
export const FSCK_RULES = {
  database: 'the database can be opened and read',
  identity: 'it holds a ledger, whose keys are in the folders beside it',
  entries: 'the entries are there from the first to the last, and give the tree that was kept with them',
  openings: 'each opening opens under its key to what was logged; only what was erased is closed',
  state: 'the state of decisions is what the entries fold to',
  documents: 'each mandate set and document that an entry put in force is kept, as its digest names it',
  keys: 'each key file opens under the master key',
  signer: 'the signer’s guard is on the tree of the entries, and not behind what is published',
  actors: 'the room’s own actors have the keys that the first entry states',
  published:
    'checkpoint, key, tiles and sets are there and are what the entries give; pages are made again by each start',
  views:
    'the tables that are shown can be made again, hold an act for each entry, and are row by row what the entries fold to',
} as const;
export type FsckRule = keyof typeof FSCK_RULES;

/** Of one rule so many are told each by itself; a ledger that is lost has as many as it has entries. */
const TOLD_MAX = 50;

/** The findings of one check, in the order in which they were found. */
export class Findings {
  readonly all: Finding[] = [];
  readonly #untold = new Map<FsckRule, number>();
  /** By rule, by `rule!` of what cannot be made again, and by `rule?` of what is for a person. */
  readonly #told = new Map<FsckRule | `${FsckRule}!` | `${FsckRule}?`, number>();
  readonly #lost = new Set<FsckRule>();

  /** Notes what only a backup, or nothing, can make good. */
  add(rule: FsckRule, place: string, message: string): void {
    this.#note({ rule, place, message, mendable: false });
  }

  /** Notes what is nothing of ours and has to be moved away by a person: nothing is lost by it, and nothing is kept from being made again. */
  addForPerson(rule: FsckRule, place: string, message: string): void {
    this.#note({ rule, place, message: `${message}; move it away`, mendable: false }, true);
  }

  /** Notes what can be made again from the database. */
  addMendable(rule: FsckRule, place: string, message: string): void {
    this.#note({ rule, place, message, mendable: true });
  }

  /** How many more were found than are told, by rule. */
  get untold(): ReadonlyMap<FsckRule, number> {
    return this.#untold;
  }

  /** Was anything found, told or not, that cannot be made again? Of this rule, where one is named. */
  hasLost(rule?: FsckRule): boolean {
    return rule === undefined ? this.#lost.size > 0 : this.#lost.has(rule);
  }

  /** Was anything found of these rules? */
  has(...rules: readonly FsckRule[]): boolean {
    return this.all.some(({ rule }) => rules.includes(rule));
  }

  #note(finding: Finding, isStray = false): void {
    const { rule, mendable } = finding;
    // Never behind what is mendable: what is lost decides whether anything may be made again.
    const counted = mendable ? rule : isStray ? (`${rule}?` as const) : (`${rule}!` as const);
    if (!mendable && !isStray) this.#lost.add(rule);
    const told = this.#told.get(counted) ?? 0;
    if (told >= TOLD_MAX) {
      this.#untold.set(rule, (this.#untold.get(rule) ?? 0) + 1);
      return;
    }
    this.#told.set(counted, told + 1);
    this.all.push(finding);
  }
}
