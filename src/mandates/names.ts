import * as z from 'zod';
import { Line } from '../terms/act.ts';
import { NAME_LANGUAGES, type NameLanguage } from '../terms/names.ts';
import { Id, known, readPart } from './document-schema.ts';
import { quoted } from './problem.ts';
import { assemblyStem, immigrationStem } from './refused-words.ts';
import type { ExerciseAct, ExerciseStep, Scenario, Vocabulary } from './scenario.ts';
import type { YamlDocument } from './yaml-document.ts';

/** The document that names words in this language. */
export function namesFile(language: NameLanguage) {
  return `names.${language}.yaml` as const;
}

const NAMES = ['names'] as const;
const PHRASES = ['phrases'] as const;

/** `names.<language>.yaml`. */
const schemaOf = <Language extends NameLanguage>(languages: readonly Language[]) =>
  known({
    vocabulary: Id,
    language: z.enum(languages),
    names: z.record(z.string(), Line).describe('A word of the vocabulary, and what it is called.'),
    phrases: z
      .record(z.string(), Line)
      .default({})
      .describe('A short text of the other documents, and how it is said.'),
  });

/** `names.<language>.yaml` of any language, for its JSON Schema (json-schema.ts). */
export const NamesFileSchema = schemaOf(NAME_LANGUAGES).meta({
  title: 'The names of an event’s words in another language',
});

/**
 * What words of the vocabulary are called in another language, `names.it.yaml`. Names are for reading: no rule, set or entry is made of
 * them, so they may change while a ledger runs. Problems are noted in the document.
 * @param vocabulary undefined where it could not be read: then only the form is checked
 * @returns name by id; nothing where the form is wrong
 */
export function readNames(
  document: YamlDocument,
  language: NameLanguage,
  vocabulary: Vocabulary | undefined,
): Readonly<Record<string, string>> {
  const text = readPart(document, [], schemaOf([language]));
  if (vocabulary !== undefined) {
    checkVocabulary(document, vocabulary);
    checkWords(document, vocabulary);
  }
  return text === undefined ? {} : { ...text.phrases, ...text.names };
}

/** The short texts of an event that stand beside what somebody said or promised: topics, when, where, by whom, and from which source. */
export function phrasesOf({
  statements,
  commitments,
  sources,
  exercise,
}: Pick<Scenario, 'statements' | 'commitments' | 'sources' | 'exercise'>): ReadonlySet<string> {
  const all = [
    ...statements.flatMap(({ topic, dateNote, where }) => [topic, dateNote, where]),
    ...commitments.flatMap(({ by, date }) => [by, date]),
    ...sources.flatMap(({ title, note }) => [title, note]),
    ...exercise.flatMap(({ steps }) => steps.map(whereSaid)),
  ];
  return new Set(all.filter((phrase) => phrase !== null));
}

/** Where a step of a script has a statement made. */
function whereSaid(step: ExerciseStep): string | null {
  const { kind, detail = {} } = step as Partial<ExerciseAct>;
  const where = kind === 'statement.register' ? detail['where'] : null;
  return typeof where === 'string' ? where : null;
}

/** Notes phrases that the event does not have, and those that are words of its vocabulary too. */
export function checkPhrases(document: YamlDocument, phrases: ReadonlySet<string>, vocabulary: Vocabulary): void {
  const written = document.at(PHRASES);
  if (written === null || typeof written !== 'object' || Array.isArray(written)) return;
  const words = namedWords(vocabulary);
  for (const phrase of Object.keys(written)) {
    const path = [...PHRASES, phrase];
    if (!phrases.has(phrase)) {
      const message = `no statement, commitment or source says ${quoted(phrase)}${document.offer(phrase, phrases)}`;
      document.reportKey(path, 'unknown-phrase', message);
    } else if (words.has(phrase)) {
      const message = `${quoted(phrase)} is a word of the vocabulary too: it is named there`;
      document.reportKey(path, 'ambiguous-word', message);
    }
  }
}

/** Ids of everything that is named to people, each with the names that the vocabulary has for it. */
export function namedWords(vocabulary: Vocabulary): ReadonlyMap<string, ReadonlySet<string>> {
  const { agencies, offices, roles, activities, purposes, places, rooms, incidentCategories, zoneKinds } = vocabulary;
  const unnamed = [...incidentCategories, ...zoneKinds].map((id) => ({ id, name: id }));
  const parts = [...agencies.flatMap(({ components }) => components), ...rooms.flatMap(({ desks }) => desks)];
  const words = new Map<string, Set<string>>();
  for (const { id, name } of [
    ...[...agencies, ...offices, ...roles, ...activities],
    ...[...purposes, ...places, ...rooms, ...parts, ...unnamed],
  ]) {
    const names = words.get(id);
    if (names === undefined) words.set(id, new Set([name]));
    else names.add(name);
  }
  return words;
}

function checkVocabulary(document: YamlDocument, { id }: Vocabulary): void {
  const written = document.at(['vocabulary']);
  if (typeof written !== 'string' || written === id) return;
  const message = `the names are for the vocabulary ${quoted(written)}, but this event's is ${quoted(id)}`;
  document.report(['vocabulary'], 'other-vocabulary', message);
}

function checkWords(document: YamlDocument, vocabulary: Vocabulary): void {
  const written = document.at(NAMES);
  if (written === null || typeof written !== 'object' || Array.isArray(written)) return;
  const words = namedWords(vocabulary);
  const purposes = new Set(vocabulary.purposes.map(({ id }) => id));
  const categories = new Set(vocabulary.incidentCategories);
  // As written, not as the schema gives them: a fault in one name hides none in another.
  for (const [id, name] of Object.entries(written)) {
    const path = [...NAMES, id];
    const own = words.get(id);
    if (own === undefined) {
      const message = `the vocabulary has no word ${quoted(id)} that is named${document.offer(id, words.keys())}`;
      document.reportKey(path, 'unknown-word', message);
    } else if (own.size > 1) {
      const meanings = [...own].map(quoted).join(' and ');
      document.reportKey(
        path,
        'ambiguous-word',
        `${quoted(id)} is ${meanings} in the vocabulary: one name cannot stand for both`,
      );
    }
    if (typeof name !== 'string') continue;
    const stem = purposes.has(id) ? immigrationStem(name) : categories.has(id) ? assemblyStem(name) : undefined;
    if (stem !== undefined) {
      const message = `the name ${quoted(name)} of ${quoted(id)} holds \`${stem}\`, which the vocabulary could not call it either`;
      document.report(path, 'refused-name', message);
    }
  }
}
