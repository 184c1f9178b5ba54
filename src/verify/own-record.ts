/** Whether one's own record is whole: each act of a person says which of theirs it is, and where the one before stands. */
import { quote } from './bytes.ts';
import type { Json, JsonObject } from './canonical.ts';
import type { Finding, Findings } from './report.ts';

/** What `previousByActor` of an entry of the person says, and where the entry stands. */
export interface Link {
  readonly index: number;
  readonly count: number;
  /** Index of the entry before; -1 for the first. */
  readonly before: number;
}

export interface OwnReport {
  readonly person: string;
  /** Entries of the person that were found. */
  readonly found: number;
  /** The count of the last of them: so many there were up to it. */
  readonly last: number;
  readonly firstIndex: number | undefined;
  readonly lastIndex: number | undefined;
  /** Counts, from and to, that were not found; the first `missingMax` gaps. */
  readonly missing: readonly (readonly [number, number])[];
  readonly missingTotal: number;
  /** Entries after the last one found that stay closed and may be theirs; `undefined` for receipts, which say nothing of that. */
  readonly closedAfter: number | undefined;
}

export const missingMax = 20;

/** Takes in the links of one person, in the order of the ledger. */
export class OwnRecord {
  readonly person: string;
  readonly #findings: Findings;
  readonly #missing: [number, number][] = [];
  #missingTotal = 0;
  #found = 0;
  #first: Link | undefined;
  #last: Link | undefined;
  #closedAfter = 0;

  constructor(person: string, findings: Findings) {
    this.person = person;
    this.#findings = findings;
  }

  /** Takes in an entry of the person. */
  add(link: Link): void {
    const { index, count, before } = link;
    const last = this.#last ?? { index: -1, count: 0, before: -1 };
    const says = `entry ${index} says that it is number ${count} of ${quote(this.person)}`;
    if (count <= last.count) {
      this.#say('previous-by-actor', `${says}, but number ${last.count} stands before it, at ${last.index}`);
    } else if (count === last.count + 1) {
      if (before !== last.index) {
        const where = before < 0 ? 'the first' : `after entry ${before}`;
        this.#say('previous-by-actor', `${says}, ${where}, but the one before it stands at ${last.index}`);
      }
    } else {
      this.#miss(last.count + 1, count - 1);
      if (before <= last.index || before >= index) {
        this.#say('previous-by-actor', `${says}, after entry ${before}, where none before it can stand`);
      }
    }
    this.#found++;
    this.#first ??= link;
    this.#last = link;
    this.#closedAfter = 0;
  }

  /** An entry that stays closed and may be theirs. */
  addClosed(): void {
    this.#closedAfter++;
  }

  /** `whole`: all entries of the ledger were gone through. Gaps go to the findings. */
  report(whole: boolean): OwnReport {
    if (this.#last === undefined) {
      this.#say('own-none', `no entry of ${quote(this.person)} could be opened`);
    } else if (this.#missingTotal > 0) {
      const gaps = this.#missing.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`)).join(', ');
      this.#say('own-missing', `of the entries of ${quote(this.person)}, ${this.#missingTotal} are missing: ${gaps}`);
    }
    return {
      person: this.person,
      found: this.#found,
      last: this.#last?.count ?? 0,
      firstIndex: this.#first?.index,
      lastIndex: this.#last?.index,
      missing: this.#missing,
      missingTotal: this.#missingTotal,
      closedAfter: whole ? this.#closedAfter : undefined,
    };
  }

  #miss(from: number, to: number): void {
    this.#missingTotal += to - from + 1;
    if (this.#missing.length < missingMax) this.#missing.push([from, to]);
  }

  #say(code: Finding['code'], message: string): void {
    this.#findings.add({ code, message });
  }
}

/** The link in a field `previousByActor` that has the form. */
export function linkOf(index: number, previous: JsonObject): Link {
  const before: Json | undefined = previous['index'];
  return { index, count: Number(previous['count']), before: typeof before === 'number' ? before : -1 };
}
