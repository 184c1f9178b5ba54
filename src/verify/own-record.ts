/** Whether one's own record is whole: each act of a person says which of theirs it is, and where the one before stands. */
import { quote } from './bytes.ts';
import { hasExactly, isCount, itemsOf, type Json, type JsonObject } from './canonical.ts';
import type { Closing } from './closings.ts';
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
  /** The count of the last of them, or of the last shift that ended: so many there were up to it. */
  readonly last: number;
  readonly firstIndex: number | undefined;
  readonly lastIndex: number | undefined;
  /** Counts, from and to, that were not found; the first `missingMax` gaps. */
  readonly missing: readonly (readonly [number, number])[];
  readonly missingTotal: number;
  /** The last closing count up to which nothing is missing, and the entry that says it. */
  readonly complete: { readonly count: number; readonly index: number } | undefined;
  /** Entries after the last one found that stay closed and may be theirs; `undefined` for receipts, which say nothing of that. */
  readonly closedAfter: number | undefined;
}

export const missingMax = 20;

/** Takes in the links and the closing counts of one person, in the order of the ledger. */
export class OwnRecord {
  readonly person: string;
  readonly #findings: Findings;
  readonly #missing: [number, number][] = [];
  #missingTotal = 0;
  #found = 0;
  #first: Link | undefined;
  #last: Link | undefined;
  /** How many there were by what was taken in so far: the count of the last link, or of a closing after it. */
  #counted = 0;
  #complete: OwnReport['complete'];
  #contradicts = false;
  #closedAfter = 0;

  constructor(person: string, findings: Findings) {
    this.person = person;
    this.#findings = findings;
  }

  /** All of it, to be kept while nothing contradicts: that would be a finding. */
  kept(): Json {
    const spelled = (link: Link | undefined) => (link === undefined ? null : [link.index, link.count, link.before]);
    return {
      closedAfter: this.#closedAfter,
      complete: this.#complete === undefined ? null : { ...this.#complete },
      counted: this.#counted,
      first: spelled(this.#first),
      found: this.#found,
      last: spelled(this.#last),
      missing: this.#missing.map(([from, to]) => [from, to]),
      missingTotal: this.#missingTotal,
    };
  }

  /** Goes on from what was kept; false where it is of no form. */
  restore(kept: Json | undefined): boolean {
    if (!hasExactly(kept, keptMembers)) return false;
    const { closedAfter, complete, counted, found, missingTotal } = kept;
    const [first, last] = [linkFrom(kept['first']), linkFrom(kept['last'])];
    const gaps = Array.isArray(kept['missing']) ? kept['missing'].map((gap) => itemsOf(gap)) : [[]];
    if (!isCount(closedAfter) || !isCount(counted) || !isCount(found) || !isCount(missingTotal)) return false;
    if (first === null || last === null || gaps.length > missingMax) return false;
    for (const [from = null, to = null] of gaps) {
      if (!isCount(from) || !isCount(to)) return false;
      this.#missing.push([from, to]);
    }
    if (complete !== null) {
      if (!hasExactly(complete, ['count', 'index'])) return false;
      const { count = null, index = null } = complete;
      if (!isCount(count) || !isCount(index)) return false;
      this.#complete = { count, index };
    }
    [this.#first, this.#last, this.#found] = [first, last, found];
    [this.#closedAfter, this.#counted, this.#missingTotal] = [closedAfter, counted, missingTotal];
    return true;
  }

  /** Takes in an entry of the person. */
  add(link: Link): void {
    const { index, count, before } = link;
    const last = this.#last ?? { index: -1, count: 0, before: -1 };
    const says = `entry ${index} says that it is number ${count} of ${quote(this.person)}`;
    if (count <= last.count) {
      this.#contradict('previous-by-actor', `${says}, but number ${last.count} stands before it, at ${last.index}`);
    } else if (count <= this.#counted) {
      this.#contradict(
        'closing-count',
        `${says}, but a shift that ended before it says that there were ${this.#counted}`,
      );
    } else if (count === last.count + 1) {
      if (before !== last.index) {
        const where = before < 0 ? 'the first' : `after entry ${before}`;
        this.#contradict('previous-by-actor', `${says}, ${where}, but the one before it stands at ${last.index}`);
      }
    } else {
      this.#miss(this.#counted + 1, count - 1);
      if (before <= last.index || before >= index) {
        this.#contradict('previous-by-actor', `${says}, after entry ${before}, where none before it can stand`);
      }
    }
    this.#found++;
    this.#first ??= link;
    this.#last = link;
    this.#counted = count;
    this.#closedAfter = 0;
  }

  /** Takes in the end of a shift of theirs; where their own act ended it, after that act. */
  addClosing({ index, count }: Closing): void {
    const last = this.#last ?? { index: -1, count: 0 };
    const says = `entry ${index} ends a shift of ${quote(this.person)}`;
    if (count === undefined) {
      this.#contradict('closing-count', `${says} and states no count, but something else`);
    } else if (count < this.#counted || (last.index === index && count !== last.count)) {
      this.#contradict('closing-count', `${says} with ${count} entries, but there were ${this.#counted} by then`);
    } else {
      this.#miss(this.#counted + 1, count);
      this.#counted = count;
      if (this.#missingTotal === 0 && !this.#contradicts) this.#complete = { count, index };
    }
  }

  /** An entry that stays closed and may be theirs. */
  addClosed(): void {
    this.#closedAfter++;
  }

  /** `whole`: all entries of the ledger were gone through. Gaps go to the findings. */
  report(whole: boolean): OwnReport {
    if (this.#last === undefined) {
      this.#say('own-none', `no entry of ${quote(this.person)} could be opened`);
    }
    if (this.#missingTotal > 0) {
      const gaps = this.#missing.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`)).join(', ');
      this.#say('own-missing', `of the entries of ${quote(this.person)}, ${this.#missingTotal} are missing: ${gaps}`);
    }
    return {
      person: this.person,
      found: this.#found,
      last: this.#counted,
      firstIndex: this.#first?.index,
      lastIndex: this.#last?.index,
      missing: this.#missing,
      missingTotal: this.#missingTotal,
      complete: this.#complete,
      closedAfter: whole ? this.#closedAfter : undefined,
    };
  }

  #miss(from: number, to: number): void {
    if (to < from) return;
    this.#missingTotal += to - from + 1;
    if (this.#missing.length < missingMax) this.#missing.push([from, to]);
  }

  #contradict(code: Finding['code'], message: string): void {
    this.#contradicts = true;
    this.#say(code, message);
  }

  #say(code: Finding['code'], message: string): void {
    this.#findings.add({ code, message });
  }
}

const keptMembers = ['closedAfter', 'complete', 'counted', 'first', 'found', 'last', 'missing', 'missingTotal'];

/** A link that was kept, `undefined` where there was none; `null` for what is of no form. */
function linkFrom(kept: Json | undefined): Link | undefined | null {
  if (kept === null) return undefined;
  const [index = null, count = null, before] = itemsOf(kept);
  return isCount(index) && isCount(count) && typeof before === 'number' ? { index, count, before } : null;
}

/** The link in a field `previousByActor` that has the form. */
export function linkOf(index: number, previous: JsonObject): Link {
  const before: Json | undefined = previous['index'];
  return { index, count: Number(previous['count']), before: typeof before === 'number' ? before : -1 };
}
