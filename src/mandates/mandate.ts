import * as z from 'zod';
import { Line } from '../terms/act.ts';
import { fittingPart, Id, IsoTime, known, LetteredId, readPart } from './document-schema.ts';
import { ClauseSchema, checkClauseWords, checkedClause, readClauses } from './mandate-clauses.ts';
import { checkTerms, readTerms, TermsSchema } from './mandate-terms.ts';
import { quoted } from './problem.ts';
import type { MandateDocument } from './scenario.ts';
import type { VocabularyWords } from './vocabulary-words.ts';
import type { YamlDocument } from './yaml-document.ts';

/** Clauses of one mandate. */
const CLAUSES_MAX = 5_000;
/** Windows of all its clauses together: hours of the day become one a day. */
const WINDOWS_MAX = 100_000;

/** @param clause what one clause is */
function mandateWith<Clause extends z.ZodType, Terms extends z.ZodType>(clause: Clause, terms: Terms) {
  return known({
    mandate: Id.describe('The id of the mandate, as in the name of its file.'),
    version: z.int().min(1).describe('Raised with every change that is put in force.'),
    vocabulary: known({ id: Id.describe('Its id.'), version: z.int().min(1).describe('Its version.') })
      .optional()
      .describe(
        'The vocabulary that it was written with; another one of the event is then a fault. Left out: whichever it has.',
      ),
    title: Line.describe('What it is called, for people.'),
    holder: Id.describe('The agency that it permits things to; of the root mandate, the host authority.'),
    issuer: Id.describe('The agency that gives it.'),
    instrument: Line.nullable().describe(
      'The treaty, note or decree that it rests on, or the id of a source; null where none is known, and then an open question says so.',
    ),
    from: IsoTime.nullable().describe('When it begins; null: no beginning is stated.'),
    until: IsoTime.nullable().describe('When it ends, a moment that is not in it any more; null: no end is stated.'),
    openQuestions: z.array(LetteredId).max(100).describe('What it does not say and should: ids of `open-questions`.'),
    terms,
    clauses: z.array(clause).min(1).max(CLAUSES_MAX).describe('What no clause permits is outside the mandate.'),
  });
}
const HeaderSchema = mandateWith(z.unknown(), z.unknown().optional());

/** `mandates/<id>.yaml` as a whole, for its JSON Schema (json-schema.ts). The reader reads header, terms and clauses apart, to find every fault. */
export const MandateFileSchema = mandateWith(ClauseSchema, TermsSchema).meta({
  title: 'A mandate of Remit',
  description: 'What one agency may do at the event, clause by clause. What is not stated is outside.',
});

type Header = z.infer<typeof HeaderSchema>;
/** What of it could be read. */
type HeadRead = { readonly [member in keyof Header]?: Header[member] | undefined };

/** What a mandate is checked against. */
export type MandateContext = {
  readonly words: VocabularyWords;
  readonly timezone: string;
  readonly sources: ReadonlySet<string>;
  readonly questions: ReadonlySet<string>;
  /** Whether it is the root mandate, which the host authority holds. */
  readonly isRoot: boolean;
};

/** The checked form of `mandates/<id>.yaml`, or undefined where it has problems (they are noted in the document). */
export function readMandate(document: YamlDocument, context: MandateContext | undefined): MandateDocument | undefined {
  const header = readPart(document, [], HeaderSchema);
  const head = header ?? fittingPart(document, [], HeaderSchema, HeaderSchema.partial());
  // What is no mapping has neither terms nor clauses, and that it is none is said.
  if (head === undefined) return undefined;
  const terms = readTerms(document);
  const { whole, faulty } = readClauses(document);
  if (context === undefined) return undefined;
  checkHeader(document, head, context);
  const { openQuestions, from, until } = head;
  if (terms !== undefined && openQuestions !== undefined) checkTerms(document, terms, { ...context, openQuestions });
  // Local hours are read within the mandate's time, and not one by one in more clauses than there may be.
  if (from === undefined || until === undefined || head.clauses === undefined) return undefined;
  // Whose side a clause is on cannot be said of a holder that nobody knows.
  const holder = context.words.agencies.has(head.holder ?? '') ? head.holder : undefined;
  const bounds = { ...context, ...head, holder, span: [from, until] as const };
  const seen = new Set<string>();
  for (const { value, path } of [...whole, ...faulty]) {
    if (value.id === undefined) continue;
    const id = String(value.id);
    if (seen.has(id)) document.report([...path, 'id'], 'duplicate-id', `the clause ${quoted(id)} is given twice`);
    seen.add(id);
  }
  for (const item of faulty) checkClauseWords(document, item, bounds);
  const checked = whole.flatMap((item) => checkedClause(document, item, bounds) ?? []);
  const windows = checked.reduce((sum, { scope }) => sum + (scope.windows?.length ?? 0), 0);
  if (windows > WINDOWS_MAX) {
    document.report(['clauses'], 'too-many-windows', `${windows} windows of time; a mandate holds ${WINDOWS_MAX}`);
  }
  if (document.problems.length > 0 || terms === undefined || header === undefined) return undefined;
  const { id, version } = context.words.vocabulary;
  const { clauses: _, ...written } = header;
  return { format: 1, ...written, terms, vocabulary: { id, version }, timezone: context.timezone, clauses: checked };
}

function checkHeader(
  document: YamlDocument,
  header: HeadRead,
  { words, sources, questions, isRoot }: MandateContext,
): void {
  for (const field of ['holder', 'issuer'] as const) {
    const agency = header[field];
    if (agency === undefined || words.agencies.has(agency)) continue;
    const message = `unknown agency ${quoted(agency)}${document.offer(agency, words.agencies.keys())}`;
    document.report([field], 'unknown-agency', message);
  }
  const { id, version } = words.vocabulary;
  const { vocabulary, holder, from, until, instrument, openQuestions = [] } = header;
  if (vocabulary !== undefined && (vocabulary.id !== id || vocabulary.version !== version)) {
    const [meant, is] = [vocabulary, { id, version }].map((one) => quoted(`${one.id} ${one.version}`));
    const message = `the mandate is written with the vocabulary ${meant}, but the event's is ${is}: its words may mean something else`;
    document.report(['vocabulary'], 'other-vocabulary', message);
  }
  const standing = holder === undefined ? undefined : words.agencies.get(holder)?.standing;
  if (isRoot && standing !== undefined && standing !== 'host-authority') {
    document.report(
      ['holder'],
      'root-holder',
      `the root mandate is held by the host authority, not by ${quoted(holder)}`,
    );
  }
  if (isRoot && until !== undefined && until !== null) {
    const message = 'the root mandate has no end: with it the host would lose all power over what stands open';
    document.report(['until'], 'root-until', message);
  }
  if (typeof from === 'number' && typeof until === 'number' && from >= until) {
    document.report(['until'], 'empty-window', 'the mandate ends before it begins, or as it begins');
  }
  if (instrument === null && header.openQuestions?.length === 0) {
    const message = 'a mandate that rests on no instrument must list the open question that says so in `openQuestions`';
    document.report(['instrument'], 'no-instrument', message);
  }
  const cited = LetteredId.safeParse(instrument).data;
  if (cited !== undefined && !sources.has(cited)) {
    const message = `unknown source ${quoted(cited)}${document.offer(cited, sources)}`;
    document.report(['instrument'], 'unknown-source', message);
  }
  for (const [n, question] of openQuestions.entries()) {
    if (questions.has(question)) continue;
    document.report(
      ['openQuestions', n],
      'unknown-question',
      `unknown open question ${quoted(question)}${document.offer(question, questions)}`,
    );
  }
}
