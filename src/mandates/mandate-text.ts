import { stringify } from 'yaml';
import { LIMITS } from '../base/limits.ts';
import { type MandateTerms, termsInOrder } from '../terms/mandate-terms.ts';
import { SCOPE_KEYS } from './clause-schema.ts';
import { type MandateContext, readMandate } from './mandate.ts';
import { type Problem, sortedProblems } from './problem.ts';
import type { MandateDocument, Scenario } from './scenario.ts';
import { wordsOf } from './vocabulary-words.ts';
import { readYaml, YamlDocument } from './yaml-document.ts';

/** What of an event a mandate is read against. */
export type MandateEvent = Pick<Scenario, 'vocabulary' | 'timezone' | 'sources' | 'questions' | 'rootMandate'>;

export type ReadMandateText =
  | { readonly ok: true; readonly document: MandateDocument }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads texts of single mandates of one event, as `mandates/<id>.yaml` is read among its files: the drafts of a room. Untrusted text; never
 * throws for any. The same for whoever drafts and for the desk, so both see the same problems and the same digest.
 * @param partsMax YAML parts that a text may have: those of a room's drafts are bounded, for reading them holds up others
 */
export function mandateReader(
  { vocabulary, timezone, sources, questions, rootMandate }: MandateEvent,
  partsMax: number = LIMITS.draftParts,
) {
  const context: Omit<MandateContext, 'isRoot'> = {
    words: wordsOf(vocabulary),
    timezone,
    sources: new Set(sources.map(({ id }) => id)),
    questions: new Set(questions.map(({ id }) => id)),
  };
  /** @param file what problems call the text */
  return (text: string, file = 'mandate'): ReadMandateText => {
    const document = readYaml(file, text, partsMax);
    if (!(document instanceof YamlDocument)) return { ok: false, problems: sortedProblems(document) };
    const isRoot = document.at(['mandate']) === rootMandate;
    const mandate = readMandate(document, { ...context, isRoot });
    if (mandate !== undefined) return { ok: true, document: mandate };
    return { ok: false, problems: sortedProblems(document.problems) };
  };
}

/**
 * The text of a checked mandate as its author would write it, in YAML: read again it gives the same document, but for what an author wrote in
 * comments. To begin the next version from.
 */
export function mandateAsWritten(checked: MandateDocument): string {
  const { format: _format, vocabulary: _vocabulary, timezone: _timezone, clauses, ...rest } = checked;
  const { mandate, version, title, holder, issuer, instrument, from, until, openQuestions, terms } = rest;
  const written = {
    ...{ mandate, version, title, holder, issuer, instrument },
    ...{ from: timeAsWritten(from), until: timeAsWritten(until), openQuestions },
    ...(terms === undefined ? {} : { terms: termsAsWritten(terms) }),
    clauses: clauses.map(({ id, effect, text, basis, source, written: scope }) => ({
      id: clauseId(id, mandate),
      ...{ effect, text, basis, source },
      ...Object.fromEntries(SCOPE_KEYS.flatMap((key) => (Object.hasOwn(scope, key) ? [[key, scope[key]]] : []))),
    })),
  };
  return stringify(written, { lineWidth: 0, aliasDuplicateObjects: false });
}

function termsAsWritten(terms: MandateTerms): Record<string, object> {
  const written = termsInOrder(terms).map(({ name, text, source, open }) => {
    const left = open === null ? {} : { open };
    return [name, text === null ? left : { text, source, ...left }] as const;
  });
  return Object.fromEntries(written);
}

function timeAsWritten(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString().replace('.000Z', 'Z');
}

/** A number where it is one, as authors count their clauses. */
function clauseId(id: string, mandate: string): number | string {
  const own = id.slice(mandate.length + 1);
  return /^(0|[1-9][0-9]{0,8})$/.test(own) ? Number(own) : own;
}
