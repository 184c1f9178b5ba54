import { hash } from 'node:crypto';
import { HOUR } from '../../base/clock.ts';
import {
  PUBLICATION_FLOORS,
  type PublicationPolicy,
  type PublicationRule,
  type PublicField,
} from '../../mandates/publication-policy.ts';
import type { Mode } from '../../terms/act.ts';
import { countedAs, type DecisionFields } from '../counts/classes.ts';
import { SHOWN_MULTIPLE } from '../counts/published-counts.ts';

export type ChoiceOptions = {
  readonly policy: PublicationPolicy;
  readonly mode: Mode;
  /** Room time at which the batch is made, ms. */
  readonly at: number;
  /** Acts are counted in public up to here (room time, ms): what came later is not opened either, whatever the policy says. */
  readonly countedUntil: number;
  /** Entries that stand in an earlier batch. */
  readonly opened: ReadonlySet<number>;
};

/** What a batch opens, and how the entries looked at add up: `opened + withheld + erased + filler = size`, over all batches so far. */
export type Chosen = {
  readonly size: number;
  /** Entries that are opened now, ascending, with the fields that are. */
  readonly fresh: readonly (readonly [index: number, fields: readonly PublicField[]])[];
  readonly opened: number;
  readonly withheld: number;
  readonly erased: number;
  readonly filler: number;
};

type Candidate = { readonly index: number; readonly lot: string };
type Cell = { readonly rule: PublicationRule; opened: number; readonly closed: Candidate[] };

/**
 * Chooses what a batch opens (docs/decisions/0022-opened-to-the-public.md). Of n alike, as many as n rounded down to a multiple of five over all
 * batches so far; closed stay those whose disclosure of `at`, which is never opened, has the greatest digest. So no closed entry shows in what is
 * published: were it another that is not counted, not a byte would differ. Looks at the group `decision` alone, which outlives every erasure.
 */
export class Choice {
  readonly #options: ChoiceOptions;
  readonly #cells = new Map<string, Cell>();
  #last = 0;
  #size = 0;
  #erased = 0;
  #filler = 0;

  constructor(options: ChoiceOptions) {
    this.#options = options;
  }

  /**
   * Takes in the entries in order, from the first on.
   * @param time the disclosure of `at`; absent where the decision is closed for ever
   * @returns false where this entry is too young to be looked at, as are all after it
   */
  add(index: number, fields: DecisionFields, time: string | undefined): boolean {
    const { policy, at, countedUntil } = this.#options;
    // One whose decision is closed has no time of its own: it stands at that of the entry before.
    const entered = Math.max(this.#last, fields.at ?? 0);
    if (entered >= countedUntil || !policy.opens.some((rule) => this.#due(rule, entered) <= at)) return false;
    this.#last = entered;
    this.#size = index + 1;
    const counted = countedAs(fields);
    if (counted.as === 'erased') this.#erased += 1;
    if (counted.as === 'filler') this.#filler += 1;
    if (counted.as !== 'cell' || fields.atEntry !== undefined || time === undefined) return true;
    // Whose deed a report, or a decision taken again, is about stands in its facts, which stay closed.
    if (counted.outcomeClass === 'reported-within' || counted.outcomeClass === 'reported-against') return true;
    const n = policy.opens.findIndex(({ kinds }) => kinds === null || kinds.includes(fields.kind ?? ''));
    const rule = policy.opens[n];
    if (rule === undefined || this.#due(rule, entered) > at) return true;
    const key = JSON.stringify([n, ...rule.fields.map((field) => fields[field] ?? null)]);
    const cell: Cell = this.#cells.get(key) ?? { rule, opened: 0, closed: [] };
    this.#cells.set(key, cell);
    if (this.#options.opened.has(index)) cell.opened += 1;
    else cell.closed.push({ index, lot: hash('sha256', time, 'hex') });
    return true;
  }

  chosen(): Chosen {
    const fresh: (readonly [number, readonly PublicField[]])[] = [];
    for (const { rule, opened, closed } of this.#cells.values()) {
      const alike = opened + closed.length;
      const least = Math.max(rule.alike, PUBLICATION_FLOORS.alike);
      const more = (alike < least ? 0 : roundedDown(alike)) - opened;
      if (more <= 0) continue;
      closed.sort((a, b) => (a.lot < b.lot ? -1 : 1));
      for (const { index } of closed.slice(0, more)) fresh.push([index, rule.fields]);
    }
    fresh.sort(([a], [b]) => a - b);
    const opened = this.#options.opened.size + fresh.length;
    // As the public pages round them: a number that went up by one would speak of one entry.
    const [erased, filler] = [roundedDown(this.#erased), roundedDown(this.#filler)];
    const size = this.#size;
    return { size, fresh, opened, withheld: size - opened - erased - filler, erased, filler };
  }

  /** When an act of this time is old enough. The floors hold, whatever the policy was read from. */
  #due(rule: PublicationRule, entered: number): number {
    const { policy, mode } = this.#options;
    const { after, delayMs } = rule[mode];
    const live = after === 'act' ? PUBLICATION_FLOORS.liveActHours : PUBLICATION_FLOORS.liveEventHours;
    const floor = (mode === 'live' ? live : PUBLICATION_FLOORS.exerciseHours) * HOUR;
    // What is done after the event's end is no older than itself.
    const from = after === 'act' ? entered : Math.max(policy.ends, entered);
    return from + Math.max(delayMs, floor);
  }
}

function roundedDown(number: number): number {
  return number - (number % SHOWN_MULTIPLE);
}
