import type { RuleEffect } from '../../terms/mandate-set.ts';
import { TERM_TITLES, termsInOrder } from '../../terms/mandate-terms.ts';
import { axisName, type Phrases } from '../explain.ts';
import { ENGLISH } from '../explain-english.ts';
import { ITALIAN } from '../explain-italian.ts';
import type { Clause, Commitment, MandateDocument, Scenario, Scope } from '../scenario.ts';
import { vocabularyOfSet, wordsOf } from '../vocabulary-words.ts';
import { toldTime } from './told-time.ts';
import { type ToldWords, toldWords } from './told-words.ts';

/**
 * Tells the documents of an event in plain words, in one language: what the model says, and of what its author wrote beside it only the terms of a mandate, as such. Deterministic; two rules
 * that differ in any axis are told differently.
 */
export type Prose = {
  /** The rule and each of its conditions, then on what it rests. */
  clause(clause: Clause): readonly string[];
  commitment(commitment: Commitment): readonly string[];
  /** The head of a mandate: by whom, on what, until when, what nobody has answered, and its terms. Its clauses are told one by one. */
  mandate(mandate: MandateDocument): readonly string[];
  /** In which time zone the times of all of these are. */
  localTimes(): string;
};

const PHRASES: Readonly<Record<'en' | 'it', Phrases>> = { en: ENGLISH, it: ITALIAN };

/** @param language of what is told; the event's own texts stand as its documents write them */
export function proseOf(scenario: Scenario, language: 'en' | 'it'): Prose {
  const phrases = PHRASES[language];
  const words = toldWords(scenario, language, phrases);
  const telling = new Telling(scenario, words, phrases, language);
  return {
    clause: ({ effect, scope, basis, source }) => [
      ...telling.rule(effect, scope),
      phrases.prose.basis[basis](source.length === 0 ? phrases.prose.noSource : phrases.and(source)),
    ],
    commitment: (commitment) => telling.commitment(commitment),
    mandate: (mandate) => telling.mandate(mandate),
    localTimes: () => phrases.prose.localTimes(scenario.timezone),
  };
}

class Telling {
  readonly #scenario: Scenario;
  readonly #words: ToldWords;
  readonly #phrases: Phrases;
  readonly #language: 'en' | 'it';
  readonly #vocabulary: ReturnType<typeof vocabularyOfSet>;

  constructor(scenario: Scenario, words: ToldWords, phrases: Phrases, language: 'en' | 'it') {
    this.#scenario = scenario;
    this.#words = words;
    this.#phrases = phrases;
    this.#language = language;
    this.#vocabulary = vocabularyOfSet(wordsOf(scenario.vocabulary));
  }

  rule(effect: RuleEffect, { agency, activity, axes, windows }: Scope): string[] {
    const { prose } = this.#phrases;
    const who = agency === null ? prose.anyAgency : this.#list('agency', agency);
    const what = activity === null ? prose.anythingAtAll : this.#list('activity', activity);
    const sentences = [capital(prose.rule[effect](who, what))];
    const isAgainst = effect === 'forbid' || effect === 'require-approval';
    const condition = isAgainst ? prose.whereOrUnknown : prose.onlyWhere;
    const free: string[] = [];
    for (const axis of Object.keys(this.#vocabulary.axes)) {
      const words = axes[axis];
      const name = axisName(axis, this.#words.names, this.#phrases);
      if (words?.length === 1 && words[0] === 'yes' && !isAgainst) sentences.push(prose.onlyWith(name));
      else if (words !== undefined)
        sentences.push(words.length === 0 ? prose.nothing : condition(name, this.#list(axis, words)));
      else if (axis === 'component') sentences.push(prose.anyUnit);
      else free.push(name);
    }
    if (free.length > 0) sentences.push(prose.whatever(this.#phrases.and(free)));
    sentences.push(windows === null ? prose.always : prose.onlyDuring(this.#time(windows)));
    return [...sentences, ...this.#houseRules(effect, agency, activity)];
  }

  commitment(commitment: Commitment): string[] {
    const { prose } = this.#phrases;
    const { by, date, binds } = commitment;
    const head = [prose.promise(by, date ?? undefined)];
    if (binds === 'everyone') head.push(prose.binds(prose.everyone));
    else if (binds === 'guests') head.push(prose.binds(prose.guests));
    else if (binds !== null) head.push(prose.binds(this.#list('agency', binds.agency)));
    if (commitment.form === 'statement') return [...head, prose.noRule(commitment.why.trim())];
    return [...head, ...this.rule(commitment.effect, commitment.scope)];
  }

  mandate({ title, issuer, holder, instrument, from, until, openQuestions, terms }: MandateDocument): string[] {
    const { prose } = this.#phrases;
    const named = (agency: string) => this.#list('agency', [agency]);
    const questions = new Map(this.#scenario.questions.map(({ id, text }) => [id, text.trim()]));
    return [
      prose.mandate(title, named(issuer), named(holder)),
      instrument === null ? prose.onNone : prose.onInstrument(instrument),
      prose.inForce(this.#time([[from, until]])),
      ...openQuestions.map((id) => prose.open(id, questions.get(id) ?? '')),
      prose.restIsOutside,
      prose.besideClauses,
      ...termsInOrder(terms).map(({ name, text, source, open }) =>
        prose.term(TERM_TITLES[this.#language][name], {
          text: text?.trim() ?? null,
          sources: this.#phrases.and(source),
          open,
        }),
      ),
    ];
  }

  /** What the house rules make of it, whatever the clause says. */
  #houseRules(effect: RuleEffect, agency: Scope['agency'], activity: Scope['activity']): string[] {
    const { prose } = this.#phrases;
    const { activities, agencies } = this.#vocabulary;
    const listed = activity ?? [];
    const standings = (agency ?? Object.keys(agencies)).map((id) => agencies[id]?.standing);
    const isHost = (standing: string | undefined) => standing === 'host' || standing === 'host-authority';
    const sentences: string[] = [];
    const coercive = listed.filter((id) => activities[id]?.coercive === true);
    const isPermit = effect === 'permit' || effect === 'permit-with-approval';
    if (isPermit && coercive.length > 0 && !standings.every(isHost)) {
      sentences.push(prose.guarded(this.#list('activity', coercive)));
    }
    const spared = listed.filter((id) => {
      // No vocabulary calls what is coercive a safety act.
      const safety = activities[id]?.safety;
      return safety === 'everyone' || (safety === 'host' && standings.every(isHost));
    });
    if (!isPermit && spared.length > 0) sentences.push(prose.neverHeldUp(this.#list('activity', spared)));
    return sentences;
  }

  #list(axis: string, words: readonly string[]): string {
    return this.#phrases.or(this.#words.list(axis, words));
  }

  #time(windows: NonNullable<Scope['windows']>): string {
    return toldTime(windows, this.#scenario.timezone, this.#phrases.prose);
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
