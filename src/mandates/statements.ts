import * as z from 'zod';
import { Line, Text } from '../terms/act.ts';
import { AXIS_NAMES, ZONE_AXIS_PREFIX } from '../terms/axes.ts';
import { Day, Id, type Item, known, LetteredId, readItems, readPart, SourceList } from './document-schema.ts';
import { type Path, quoted } from './problem.ts';
import type { OpenQuestion, Statement } from './scenario.ts';
import type { VocabularyWords } from './vocabulary-words.ts';
import type { YamlDocument } from './yaml-document.ts';

const QUESTIONS_MAX = 500;
const STATEMENTS_MAX = 5_000;

const questionsOf = <Item extends z.ZodType>(item: Item) =>
  known({
    questions: z.array(item).max(QUESTIONS_MAX).describe('What no source states; shown open, never filled in.'),
  });
const QuestionFileSchema = questionsOf(z.unknown());
const QuestionSchema = known({
  id: LetteredId,
  text: Text,
  axis: z
    .string()
    .nullable()
    .describe(
      'The axis of permits that it leaves open, or null. An open axis keeps a mandate that lists the question out of a live room.',
    ),
  source: SourceList,
});

/** open-questions.yaml as a whole, for its JSON Schema (json-schema.ts). */
export const QuestionsFileSchema = questionsOf(QuestionSchema).meta({ title: 'The open questions of an event' });

const statementsOf = <Item extends z.ZodType>(item: Item) =>
  known({ statements: z.array(item).max(STATEMENTS_MAX).describe('What offices said in public, paraphrased.') });
const StatementFileSchema = statementsOf(z.unknown());
const StatementSchema = known({
  id: LetteredId,
  office: Id,
  said: Day.nullable(),
  dateNote: Line.nullable().default(null),
  where: Line.nullable().default(null),
  text: Text,
  source: SourceList,
  contradicts: z.array(LetteredId).max(200).default([]),
  topic: Id.nullable().default(null),
});

/** statements.yaml as a whole, for its JSON Schema (json-schema.ts). */
export const StatementsFileSchema = statementsOf(StatementSchema).meta({
  title: 'Statements of offices about an event',
});

/** What no source states: open-questions.yaml. Problems are noted in the document. */
export function readQuestions(
  document: YamlDocument,
  sources: ReadonlySet<string> | undefined,
  words: VocabularyWords | undefined,
): readonly OpenQuestion[] {
  readPart(document, [], QuestionFileSchema);
  const items = readItems(document, ['questions'], QuestionSchema);
  checkIds(document, items, 'open question');
  for (const { value, path } of items) {
    if (sources !== undefined) checkSources(document, path, value.source, sources);
    if (value.axis === null || words === undefined) continue;
    const zones = words.vocabulary.zoneKinds.map((kind) => `${ZONE_AXIS_PREFIX}${kind}`);
    const axes = ['activity', ...AXIS_NAMES, 'time', ...zones];
    if (axes.includes(value.axis)) continue;
    document.report(
      [...path, 'axis'],
      'unknown-axis',
      `unknown axis ${quoted(value.axis)}${document.offer(value.axis, axes)}`,
    );
  }
  return items.map(({ value }) => value);
}

/** What offices said in public: statements.yaml. Problems are noted in the document. */
export function readStatements(
  document: YamlDocument,
  sources: ReadonlySet<string> | undefined,
  words: VocabularyWords | undefined,
): readonly Statement[] {
  readPart(document, [], StatementFileSchema);
  const items = readItems(document, ['statements'], StatementSchema);
  checkIds(document, items, 'statement');
  const ids = new Set(items.map(({ value }) => value.id));
  const offices = new Set(words?.vocabulary.offices.map(({ id }) => id));
  for (const { value, path } of items) {
    if (sources !== undefined) checkSources(document, path, value.source, sources);
    if (words !== undefined && !offices.has(value.office)) {
      const message = `unknown office ${quoted(value.office)}${document.offer(value.office, offices)}`;
      document.report([...path, 'office'], 'unknown-office', message);
    }
    for (const [n, other] of value.contradicts.entries()) {
      const at = [...path, 'contradicts', n];
      if (!ids.has(other))
        document.report(at, 'unknown-statement', `unknown statement ${quoted(other)}${document.offer(other, ids)}`);
      else if (other === value.id)
        document.report(at, 'contradicts-itself', `the statement ${quoted(other)} contradicts itself`);
    }
  }
  return items.map(({ value }) => value);
}

function checkIds(document: YamlDocument, items: readonly Item<{ id: string }>[], sort: string): void {
  const seen = new Set<string>();
  for (const { value, path } of items) {
    if (seen.has(value.id))
      document.report([...path, 'id'], 'duplicate-id', `the ${sort} ${quoted(value.id)} is given twice`);
    seen.add(value.id);
  }
}

function checkSources(
  document: YamlDocument,
  path: Path,
  listed: readonly string[],
  sources: ReadonlySet<string>,
): void {
  for (const [n, source] of listed.entries()) {
    if (sources.has(source)) continue;
    document.report(
      [...path, 'source', n],
      'unknown-source',
      `unknown source ${quoted(source)}${document.offer(source, sources)}`,
    );
  }
}
