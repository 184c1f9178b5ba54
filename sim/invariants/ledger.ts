import { isDeepStrictEqual } from 'node:util';
import { canonicalJson } from '../../src/base/json.ts';
import { BOOKKEEPING_SLICES } from '../../src/matters/slices.ts';
import type { RowChange } from '../../src/terms/entry.ts';
import type { MandateSet } from '../../src/terms/mandate-set.ts';
import type { FactsVector, Verdict } from '../../src/terms/outcome.ts';
import { type Journal, must, type Stepped, type Watcher } from '../journal.ts';
import { decide } from '../model/decide.ts';

/** Rows that entries do not account for. */
export function isBeside({ slice, id }: Pick<RowChange, 'slice' | 'id'>): boolean {
  return (BOOKKEEPING_SLICES as readonly string[]).includes(slice) || (slice === 'timers' && id.startsWith('refusal:'));
}

/** Indices without gaps, times that never go back, chains of actors, entries that account for every change, ids that take effect once. */
export class Ledger implements Watcher {
  readonly #chains = new Map<string, { count: number; index: number }>();
  readonly #effects = new Set<string>();
  /** Acts that stand in an entry, whatever became of them. */
  readonly #stood = new Set<string>();

  before({ entered, moment, result }: Stepped, journal: Journal): void {
    const { entries, changes, answer } = result;
    const { act } = entered.signed;
    const last = journal.entries.at(-1);
    const size = journal.entries.length;
    must(moment.index === size, 'index', () => `\`${act.id}\` was stepped at ${moment.index}, the ledger has ${size}`);
    must(
      moment.at >= (last?.fields.at ?? 0) && moment.recorded >= (last?.recorded ?? 0),
      'time',
      () => `time went back at ${size}`,
    );
    must(
      entries.every(({ fields }) => fields.at === moment.at),
      'time',
      () => `an entry of \`${act.id}\` has another time than its step`,
    );
    const accounted = entries.flatMap(({ fields }) => fields.changes);
    must(
      isDeepStrictEqual(finals(accounted), finals(changes)),
      'accounted',
      () => `the entries of \`${act.id}\` do not tell all that it changed`,
    );
    if (answer.again === true) {
      must(changes.length === 0, 'again', () => `\`${act.id}\` was answered again and changed something`);
      return;
    }
    const [main, ...rest] = entries;
    if (main === undefined) return;
    const text = canonicalJson(act);
    const known = main.fields.facts.broken.some((rule) => ['R-18', 'R-19', 'R-20'].includes(rule));
    must(!this.#stood.has(text) || known, 'once', () => `a copy of \`${act.id}\` is entered as if it were new`);
    this.#stood.add(text);
    must(
      answer.index === size && answer.outcome === main.fields.outcome,
      'answer',
      () => `the answer to \`${act.id}\` is not its entry's`,
    );
    must(
      rest.every(({ fields }) => fields.cause === size && fields.act === undefined),
      'cause',
      () => `an end after ${size} has another cause`,
    );
    this.#chain(act.actor, main.fields.previousByActor, size);
    // R-22 outweighs R-18: what must not be held up takes effect also under an id that was used.
    const effect = main.fields.changes.length > 0 && !main.fields.facts.broken.includes('R-18');
    must(!effect || !this.#effects.has(act.id), 'once', () => `the act \`${act.id}\` took effect twice`);
    if (effect) this.#effects.add(act.id);
  }

  #chain(
    actor: string,
    said: { readonly count: number; readonly index: number | null } | undefined,
    index: number,
  ): void {
    const before = this.#chains.get(actor);
    const right = said?.count === (before?.count ?? 0) + 1 && said.index === (before?.index ?? null);
    must(
      right,
      'chain',
      () => `entry ${index} of \`${actor}\` says ${JSON.stringify(said)} after ${JSON.stringify(before)}`,
    );
    this.#chains.set(actor, { count: (before?.count ?? 0) + 1, index });
  }
}

/** The last change of each row that entries account for, in a fixed order. */
function finals(changes: readonly RowChange[]): RowChange[] {
  const last = new Map(
    changes.filter((change) => !isBeside(change)).map((change) => [`${change.slice}/${change.id}`, change]),
  );
  return [...last.keys()].sort().map((name) => last.get(name) as RowChange);
}

/** Replay 1: every stored vector under its stored set gives the stored outcome, for entries and for their time of entry. */
export class Replays implements Watcher {
  readonly #sets = new Map<string, MandateSet>();
  readonly #text: (id: string) => string | undefined;

  /** @param text a set of the store, by id */
  constructor(text: (id: string) => string | undefined) {
    this.#text = text;
  }

  after({ result }: Stepped): void {
    for (const { fields } of result.entries) {
      this.#replay(fields);
      if (fields.atEntry !== undefined) this.#replay(fields.atEntry);
    }
  }

  #replay(fields: Verdict & { readonly set: string; readonly facts: FactsVector }): void {
    const text = this.#sets.has(fields.set) ? undefined : this.#text(fields.set);
    if (text !== undefined) this.#sets.set(fields.set, JSON.parse(text) as MandateSet);
    const set = this.#sets.get(fields.set);
    must(set !== undefined, 'replay', () => `the set \`${fields.set}\` is not kept`);
    const { axes } = set.vocabulary;
    const odd = Object.entries(fields.facts.axes).filter(
      ([axis, token]) => token !== 'unknown' && axes[axis]?.includes(token) !== true,
    );
    must(odd.length === 0, 'replay', () => `the set \`${fields.set}\` does not know ${odd.join(' ')}`);
    const verdict = decide(set.vocabulary, set.rules, fields.facts);
    const same = verdict.outcome === fields.outcome && isDeepStrictEqual(verdict.clauses, [...fields.clauses]);
    must(
      same,
      'replay',
      () => `recorded ${fields.outcome} ${fields.clauses}, replayed ${verdict.outcome} ${verdict.clauses}`,
    );
  }
}
