import * as z from 'zod';
import { CommitmentsFileSchema } from './commitments.ts';
import { DayFileSchema } from './exercise.ts';
import { InjectsFileSchema } from './injects.ts';
import { MandateFileSchema } from './mandate.ts';
import { NamesFileSchema } from './names.ts';
import { PublicationSchema } from './publication-policy.ts';
import { RetentionFileSchema } from './retention.ts';
import { RosterFileSchema } from './roster.ts';
import { ScenarioSchema } from './scenario-head.ts';
import { QuestionsFileSchema, StatementsFileSchema } from './statements.ts';
import { VocabularySchema } from './vocabulary.ts';
import { SCHEMA_LINK } from './yaml-document.ts';

/** What reads each document of an event, by the name of its JSON Schema. */
const DOCUMENTS = {
  commitments: CommitmentsFileSchema,
  'exercise-day': DayFileSchema,
  injects: InjectsFileSchema,
  mandate: MandateFileSchema,
  names: NamesFileSchema,
  'open-questions': QuestionsFileSchema,
  publication: PublicationSchema,
  retention: RetentionFileSchema,
  roster: RosterFileSchema,
  scenario: ScenarioSchema,
  statements: StatementsFileSchema,
  vocabulary: VocabularySchema,
} satisfies Record<string, z.ZodType>;
export type DocumentName = keyof typeof DOCUMENTS;
export const DOCUMENT_NAMES = Object.keys(DOCUMENTS) as readonly DocumentName[];

/** The file of a JSON Schema, wherever the folder of them lies. */
export function schemaFile(name: DocumentName): string {
  return `${name}.schema.json`;
}

const texts = new Map<DocumentName, string>();

/**
 * The JSON Schema (2020-12) of a document as its author writes it, made of what reads it: what the schema refuses, the reader refuses too
 * (the reader refuses more, docs/guides/writing-a-mandate.md). Its `$id` is relative, so it is named by wherever it was fetched from.
 * @returns indented text with a line feed at the end
 */
export function schemaText(name: DocumentName): string {
  const text = texts.get(name) ?? made(name);
  texts.set(name, text);
  return text;
}

function made(name: DocumentName): string {
  const { $schema, ...rest } = z.toJSONSchema(DOCUMENTS[name], { io: 'input' });
  const link = { type: 'string', description: 'The JSON Schema that an editor is to use; the room passes over it.' };
  const schema = {
    $schema,
    $id: schemaFile(name),
    ...rest,
    properties: { [SCHEMA_LINK]: link, ...rest.properties },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
