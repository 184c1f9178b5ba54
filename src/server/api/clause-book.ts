import { namesOf } from '../../mandates/explain.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import { toldOf } from '../../mandates/told.ts';
import { toldUnknown, unknownRestedOn } from '../../mandates/told-unknown.ts';
import type { Preview } from '../../terms/api/acts.ts';
import type { ClauseShown, Told } from '../../terms/api/parts.ts';
import { HOUSE_RULE_LIST } from '../../terms/house-rules.ts';
import type { MandateSet } from '../../terms/mandate-set.ts';
import type { Decision, FactsVector, NearMiss, Verdict } from '../../terms/outcome.ts';
import { eventNow } from '../event-now.ts';
import type { OpenRoom } from '../room.ts';

/** A clause with the mandate it stands in and the instrument that rests on; null for commitments and house rules. */
export type Authority = ClauseShown & { readonly mandate: string | null; readonly instrument: string | null };

/** The book of a room, as its mandates are: made anew only where another set has come into force. */
export function clauseBookOf({
  directory,
  readable,
  sets,
}: Pick<OpenRoom, 'directory' | 'readable' | 'sets'>): ClauseBook {
  let known: { readonly set: string | undefined; readonly scenario: Scenario } | undefined;
  return new ClauseBook(directory.scenario, () => {
    const set = readable.setInForce();
    if (known === undefined || known.set !== set) {
      known = { set, scenario: eventNow(directory.scenario, readable.state.values('mandates'), sets) };
    }
    return known.scenario;
  });
}

/** The texts of everything that a decision can cite, of one event. */
export class ClauseBook {
  readonly #authorities = new Map<string, Authority>();
  readonly #current: () => Scenario;
  #noted: Scenario;
  readonly #names: Parameters<typeof toldOf>[1];

  /** @param current the event as its mandates are now; asked again whenever clauses are shown, and gives the same value while nothing changed */
  constructor(scenario: Scenario, current: () => Scenario = () => scenario) {
    this.#names = { en: namesOf(scenario, 'en'), it: namesOf(scenario, 'it') };
    this.#current = current;
    this.#noteAll(scenario);
    this.#noted = scenario;
  }

  /** Clauses of versions drafted in the room are read of what is in force; those of before stay known. */
  #refresh(): void {
    const scenario = this.#current();
    if (scenario === this.#noted) return;
    this.#noteAll(scenario);
    this.#noted = scenario;
  }

  #noteAll(scenario: Scenario): void {
    for (const { id, text } of HOUSE_RULE_LIST) this.#note({ id, text, basis: 'house-rule', source: [] });
    for (const { id, text, source } of scenario.commitments) {
      this.#note({ id, text, basis: 'commitment', source: [...source] });
    }
    for (const { mandate, instrument, clauses } of scenario.mandates.toSorted((a, b) => a.version - b.version)) {
      for (const { id, text, basis, source } of clauses) {
        this.#note({ id, text, basis, source: [...source] }, mandate, instrument);
      }
    }
  }

  /** The clauses of these ids as they are shown; one that the event no longer has is shown by its id alone. */
  shown(ids: readonly string[]): ClauseShown[] {
    return this.authorities(ids).map(({ mandate: _mandate, instrument: _instrument, ...shown }) => shown);
  }

  /** The same, with what they rest on. */
  authorities(ids: readonly string[]): Authority[] {
    const unknown = { text: '', basis: 'assumption', source: [], mandate: null, instrument: null } as const;
    this.#refresh();
    return ids.map((id) => this.#authorities.get(id) ?? { id, ...unknown, source: [] });
  }

  /** A decision in a sentence, near misses included, in every language of the screens. */
  told(decision: Pick<Decision, 'outcome' | 'clauses' | 'near'>): Told {
    return toldOf(decision, this.#names);
  }

  /** The outcome and what it rests on in a sentence, where its near misses stand beside ({@link near}). */
  toldBeside({ outcome, clauses }: Pick<Decision, 'outcome' | 'clauses'>): Told {
    return toldOf({ outcome, clauses, near: [] }, this.#names);
  }

  /** Near misses, each with the text of its clause. */
  near(misses: readonly NearMiss[]): Preview['near'] {
    this.#refresh();
    return misses.map(({ clause, failed }) => {
      const text = this.#authorities.get(clause)?.text ?? '';
      return { clause, text, failed: failed.map(({ axis, was, wanted }) => ({ axis, was, wanted: [...wanted] })) };
    });
  }

  /** The facts that are not known and that a clause cited counts for, in a sentence; null where there are none. */
  unknown(set: MandateSet, facts: FactsVector, verdict: Verdict): Told | null {
    return toldUnknown(unknownRestedOn(set, facts, verdict), verdict, this.#names);
  }

  #note(shown: ClauseShown, mandate: string | null = null, instrument: string | null = null): void {
    this.#authorities.set(shown.id, { ...shown, mandate, instrument });
  }
}
