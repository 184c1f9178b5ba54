import { namesOf } from '../../mandates/explain.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import { toldOf } from '../../mandates/told.ts';
import { toldUnknown, unknownRestedOn } from '../../mandates/told-unknown.ts';
import type { Preview } from '../../terms/api/acts.ts';
import type { ClauseShown, Told } from '../../terms/api/parts.ts';
import type { MandateSet } from '../../terms/mandate-set.ts';
import type { Decision, FactsVector, NearMiss, Verdict } from '../../terms/outcome.ts';
import type { OpenRoom } from '../room.ts';
import { type Authority, type Cited, ClauseTexts, clauseTextsOf } from './clause-texts.ts';

/** The book of a room, with its mandates as they were and are. */
export function clauseBookOf(room: Pick<OpenRoom, 'directory' | 'readable' | 'sets'>): ClauseBook {
  return new ClauseBook(room.directory.scenario, clauseTextsOf(room));
}

/** What a decision cites, and the decision itself, as screens show them. */
export class ClauseBook {
  readonly #texts: ClauseTexts;
  readonly #names: Parameters<typeof toldOf>[1];

  constructor(scenario: Scenario, texts: ClauseTexts = new ClauseTexts(scenario)) {
    this.#names = { en: namesOf(scenario, 'en'), it: namesOf(scenario, 'it') };
    this.#texts = texts;
  }

  /**
   * The clauses of these ids as they are shown; one that the event no longer has is shown by its id alone.
   * @param cited by which entry; without it the texts are those in force now
   */
  shown(ids: readonly string[], cited?: Cited): ClauseShown[] {
    return this.authorities(ids, cited).map(({ mandate: _mandate, instrument: _instrument, ...shown }) => shown);
  }

  /** The same, with what they rest on. */
  authorities(ids: readonly string[], cited?: Cited): Authority[] {
    const unknown = { text: '', basis: 'assumption', source: [], mandate: null, instrument: null } as const;
    return this.#texts.of(ids, cited).map((text, n) => text ?? { id: ids[n] ?? '', ...unknown, source: [] });
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
  near(misses: readonly NearMiss[], cited?: Cited): Preview['near'] {
    const texts = this.#texts.of(
      misses.map(({ clause }) => clause),
      cited,
    );
    return misses.map(({ clause, failed }, n) => ({
      clause,
      text: texts[n]?.text ?? '',
      failed: failed.map(({ axis, was, wanted }) => ({ axis, was, wanted: [...wanted] })),
    }));
  }

  /** The facts that are not known and that a clause cited counts for, in a sentence; null where there are none. */
  unknown(set: MandateSet, facts: FactsVector, verdict: Verdict): Told | null {
    return toldUnknown(unknownRestedOn(set, facts, verdict), verdict, this.#names);
  }
}
