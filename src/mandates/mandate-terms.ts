import * as z from 'zod';
import { Text } from '../terms/act.ts';
import { type MandateTerm, type MandateTerms, TERM_NAMES, type TermName } from '../terms/mandate-terms.ts';
import { known, LetteredId, readPart } from './document-schema.ts';
import { quoted } from './problem.ts';
import type { YamlDocument } from './yaml-document.ts';

/** How the terms of a mandate are written (docs/scenario-documents.md, "The terms of a mandate"). */

const TOLD: Readonly<Record<TermName, string>> = {
  competentAuthorities: 'Which authorities of the host and of the sending state answer for it.',
  officerInCharge: 'Who leads the operation: an office or a role, never the name of a person.',
  purpose: 'What it is for, precisely.',
  area: 'Where it holds.',
  period: 'From when to when.',
  assistance: 'What help the guest gives.',
  powers: 'Which powers the host confers, or that it confers none.',
  arms: 'Which arms and equipment are carried, by whom, and when they may be used.',
  accompaniment: 'Where an officer of the host must be at their side.',
  direction: 'Under whose command and instructions they are.',
  dataCategories: 'Which data are exchanged.',
  dataPurpose: 'What exchanged data may be used for.',
  dataRetention: 'How long exchanged data are kept, and by whom.',
  costs: 'Who bears which costs.',
  liability: 'Who answers for damage, and under which law.',
  immunity: 'Whether and for what they have immunity.',
  complaints: 'Where somebody complains about their conduct.',
  numbers: 'How many persons.',
};

const FORM = '`{text: "…", source: [R4]}`, `{open: Q2}`, or all three';
const Open = LetteredId.describe('The open question that says that nothing states it.');

function term(name: TermName) {
  const stated = known({
    text: Text.describe('What is stated, in our own words.'),
    source: z.array(LetteredId).min(1).max(50).describe('Where it is stated: ids of sources of the scenario.'),
    open: Open.describe('The open question that remains beside what is stated.').optional(),
  });
  const error = (issue: { input?: unknown }) =>
    issue.input === undefined ? `!a mandate must say \`${name}\`, or leave it open in so many words: ${FORM}` : FORM;
  return z.union([stated, known({ open: Open })], { error }).describe(TOLD[name]);
}

const terms = Object.fromEntries(TERM_NAMES.map((name) => [name, term(name)])) as {
  readonly [name in TermName]: ReturnType<typeof term>;
};

/** `terms` of `mandates/<id>.yaml`. */
export const TermsSchema = known(terms).describe(
  'What it says beside its clauses: each is stated with its source, or left open by a question. None decides an act.',
);

/** What the terms of a mandate are checked against. */
type TermsContext = {
  readonly sources: ReadonlySet<string>;
  readonly questions: ReadonlySet<string>;
  /** Of this mandate. */
  readonly openQuestions: readonly string[];
};

/** The checked terms of a mandate; undefined where one is missing or malformed (noted in the document). */
export function readTerms(document: YamlDocument): MandateTerms | undefined {
  if (document.at(['terms']) === undefined) {
    const message = `\`terms\` is missing: a mandate says each of these, or leaves it open: ${TERM_NAMES.join(', ')}`;
    document.report([], 'missing', message);
    return undefined;
  }
  const read = readPart(document, ['terms'], TermsSchema);
  if (read === undefined) return undefined;
  const normal = TERM_NAMES.map((name): [TermName, MandateTerm] => {
    const written = read[name];
    const { text, source } = 'text' in written ? written : { text: null, source: [] };
    return [name, { text, source, open: written.open ?? null }];
  });
  return Object.fromEntries(normal) as Record<TermName, MandateTerm>;
}

/** Notes sources and questions that nobody has, and open questions that the mandate itself does not list: its readers would miss them. */
export function checkTerms(
  document: YamlDocument,
  read: MandateTerms,
  { sources, questions, openQuestions }: TermsContext,
): void {
  for (const name of TERM_NAMES) {
    const { source, open } = read[name];
    for (const [n, id] of source.entries()) {
      if (sources.has(id)) continue;
      const message = `unknown source ${quoted(id)}${document.offer(id, sources)}`;
      document.report(['terms', name, 'source', n], 'unknown-source', message);
    }
    if (open === null) continue;
    const at = ['terms', name, 'open'];
    if (!questions.has(open)) {
      document.report(
        at,
        'unknown-question',
        `unknown open question ${quoted(open)}${document.offer(open, questions)}`,
      );
    } else if (!openQuestions.includes(open)) {
      const message = `\`${name}\` is left open by ${quoted(open)}, which \`openQuestions\` of this mandate does not list`;
      document.report(at, 'question-not-listed', message);
    }
  }
}
