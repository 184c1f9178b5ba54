import { LIMITS } from '../base/limits.ts';
import { byCodeUnits } from '../base/order.ts';
import { HOUSE_RULE_LIST } from '../terms/house-rules.ts';
import { NAME_LANGUAGES, type OtherNames } from '../terms/names.ts';
import { readCommitments } from './commitments.ts';
import { readPart } from './document-schema.ts';
import { readExercise } from './exercise.ts';
import type { ExerciseContext } from './exercise-check.ts';
import { readInjects } from './injects.ts';
import { type MandateContext, readMandate } from './mandate.ts';
import { mandateAsWritten } from './mandate-text.ts';
import { checkPhrases, namesFile, phrasesOf, readNames } from './names.ts';
import { type Problem, quoted, sortedProblems } from './problem.ts';
import { readPublicationPolicy } from './publication-policy.ts';
import { readRetention } from './retention.ts';
import { readRoster } from './roster.ts';
import type { Commitment, DraftDocument, ExerciseScript, MandateDocument, Scenario, Vocabulary } from './scenario.ts';
import {
  DAY_FILE,
  DRAFT_FILE,
  MANDATE_FILE,
  type OPTIONAL_FILES,
  openFiles,
  SCENARIO,
  VOCABULARY,
} from './scenario-files.ts';
import { type Head, ScenarioSchema } from './scenario-head.ts';
import { readQuestions, readStatements } from './statements.ts';
import { readVocabulary } from './vocabulary.ts';
import { type VocabularyWords, wordsOf } from './vocabulary-words.ts';
import type { YamlDocument } from './yaml-document.ts';
import type { Value } from './yaml-value.ts';

export type ReadScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads and checks all documents of an event (docs/scenario-documents.md). Untrusted text; never throws for any. Gives the
 * whole scenario, or every problem that could be found: what depends on a document that could not be read is left unchecked.
 * @param files text by path within the scenario's folder, `mandates/us-hsi.yaml`; files that are neither YAML nor JSON are left alone
 */
export function readScenario(files: ReadonlyMap<string, string>): ReadScenario {
  return new ScenarioReading(files).read();
}

/** What the documents of an event are checked against, where its head and its vocabulary could be read. */
type EventContext = Omit<MandateContext, 'isRoot'> & { readonly head: Head };

class ScenarioReading {
  readonly #documents: ReadonlyMap<string, YamlDocument>;
  readonly #there: ReadonlyMap<string, string>;
  readonly #problems: Problem[];

  constructor(files: ReadonlyMap<string, string>) {
    const { documents, there, problems } = openFiles(files);
    this.#documents = documents;
    this.#there = there;
    this.#problems = [...problems];
  }

  read(): ReadScenario {
    const { head, sources, vocabulary, words } = this.#basis();
    const names = this.#names(vocabulary);
    const questions = this.#listOf('open-questions.yaml', (document) => readQuestions(document, sources, words));
    const statements = this.#listOf('statements.yaml', (document) => readStatements(document, sources, words));
    const roster = this.#listOf('roster.yaml', (document) => readRoster(document, words));
    const context =
      head === undefined || words === undefined
        ? undefined
        : { head, words, timezone: head.timezone, sources: idsOf(head.sources), questions: idsOf(questions) };
    const commitments = this.#listOf('commitments.yaml', (document) => readCommitments(document, context));
    const mandates = new Map<string, MandateDocument>();
    for (const [file, document] of this.#documents) {
      const id = MANDATE_FILE.exec(file)?.[1];
      if (id === undefined) continue;
      const mandate = this.#mandate(document, id, context);
      if (document.at(['mandate']) !== id) this.#misnamed(document, id);
      if (mandate !== undefined) mandates.set(id, mandate);
    }
    const drafts = this.#drafts(context);
    this.#rulesInAll(commitments, mandates);
    const script = this.#scriptContext(context, idsOf(roster), { commitments, mandates, drafts });
    const exercise = this.#exercise(script);
    this.#phrases(phrasesOf({ statements, commitments, sources: head?.sources ?? [], exercise }), vocabulary);
    const taken = exercise.flatMap(({ steps }) => steps.map((step) => step.id));
    const injects = this.#listOf('injects.yaml', (document) => readInjects(document, script, taken));
    const policy = this.#documents.get('publication.yaml');
    const publication = policy === undefined ? null : readPublicationPolicy(policy);
    const [retention = null] = this.#listOf('retention.yaml', (document) => readRetention(document, context));
    const problems = [...this.#problems, ...[...this.#documents.values()].flatMap((document) => document.problems)];
    if (problems.length > 0 || context === undefined) return { ok: false, problems: sortedProblems(problems) };
    const { scenario: id, mandates: listed, ...rest } = context.head;
    const inOrder = listed.flatMap((mandate) => mandates.get(mandate) ?? []);
    const scenario = {
      id,
      ...rest,
      vocabulary: context.words.vocabulary,
      names,
      mandates: inOrder,
      drafts,
      commitments,
      questions,
      statements,
      roster,
      exercise,
      injects,
      publication,
      retention,
    };
    return { ok: true, scenario };
  }

  #basis(): {
    head: Head | undefined;
    sources: ReadonlySet<string> | undefined;
    vocabulary: Vocabulary | undefined;
    words: VocabularyWords | undefined;
  } {
    const document = this.#documents.get(SCENARIO);
    const head = document === undefined ? undefined : readPart(document, [], ScenarioSchema);
    const sources = head === undefined ? undefined : idsOf(head.sources);
    const text = this.#documents.get(VOCABULARY);
    const vocabulary = text === undefined ? undefined : readVocabulary(text, sources);
    const words = vocabulary === undefined ? undefined : wordsOf(vocabulary);
    if (head !== undefined && document !== undefined) this.#checkHead(document, head, words);
    return { head, sources, vocabulary, words };
  }

  #names(vocabulary: Vocabulary | undefined): OtherNames {
    const read = NAME_LANGUAGES.map((language) => {
      const document = this.#documents.get(namesFile(language));
      return [language, document === undefined ? {} : readNames(document, language, vocabulary)] as const;
    });
    return Object.fromEntries(read) as OtherNames;
  }

  /** Only where all other documents are in order: what one of them says and could not be read would not be known here. */
  #phrases(phrases: ReadonlySet<string>, vocabulary: Vocabulary | undefined): void {
    const named = NAME_LANGUAGES.flatMap((language) => this.#documents.get(namesFile(language)) ?? []);
    const others = [...this.#documents.values()].filter((document) => !named.includes(document));
    const problems = [...this.#problems, ...others.flatMap((document) => document.problems)];
    if (vocabulary === undefined || problems.length > 0) return;
    for (const document of named) checkPhrases(document, phrases, vocabulary);
  }

  #checkHead(document: YamlDocument, head: Head, words: VocabularyWords | undefined): void {
    const unique = (path: string, ids: readonly string[]) => {
      for (const [n, id] of ids.entries()) {
        if (ids.indexOf(id) < n) document.report([path, n], 'duplicate-id', `${quoted(id)} is given twice`);
      }
    };
    unique('modes', head.modes);
    unique('mandates', head.mandates);
    unique(
      'sources',
      head.sources.map(({ id }) => id),
    );
    if (!head.mandates.includes(head.rootMandate)) {
      const message = `the root mandate ${quoted(head.rootMandate)} is not among the mandates${document.offer(head.rootMandate, head.mandates)}`;
      document.report(['rootMandate'], 'unknown-mandate', message);
    }
    for (const [n, mandate] of head.mandates.entries()) {
      const file = `mandates/${mandate}.yaml`;
      if (!this.#there.has(file)) document.report(['mandates', n], 'missing-file', `the file \`${file}\` is missing`);
    }
    for (const [name, file] of this.#there) {
      const mandate = MANDATE_FILE.exec(name)?.[1];
      if (mandate === undefined || head.mandates.includes(mandate)) continue;
      this.#problem(file, 'mandate-not-listed', `the mandate ${quoted(mandate)} is not listed in \`scenario.yaml\``);
    }
    if (words === undefined) return;
    for (const agency of Object.keys(head.capitals)) {
      if (words.agencies.has(agency)) continue;
      const message = `unknown agency ${quoted(agency)}${document.offer(agency, words.agencies.keys())}`;
      document.reportKey(['capitals', agency], 'unknown-agency', message);
    }
  }

  #listOf<T>(
    file: Exclude<(typeof OPTIONAL_FILES)[number], 'publication.yaml'>,
    read: (document: YamlDocument) => readonly T[],
  ): readonly T[] {
    const document = this.#documents.get(file);
    return document === undefined ? [] : read(document);
  }

  #misnamed(document: YamlDocument, id: string): void {
    const written = document.at(['mandate']);
    if (typeof written !== 'string') return;
    const message = `the mandate is ${quoted(written)}, but the file is named for ${quoted(id)}`;
    document.report(['mandate'], 'mandate-of-file', message);
  }

  /** All at once may be in force, so all together must fit into one set. */
  #rulesInAll(commitments: readonly Commitment[], mandates: ReadonlyMap<string, MandateDocument>): void {
    const clauses = [...mandates.values()].reduce((sum, mandate) => sum + mandate.clauses.length, commitments.length);
    if (clauses <= LIMITS.setRules) return;
    this.#problem(SCENARIO, 'too-many-rules', `${clauses} clauses and commitments; a set holds ${LIMITS.setRules}`);
  }

  #exercise(context: ExerciseContext | undefined): ExerciseScript[] {
    const days = [...this.#documents].flatMap(([file, document]) => {
      const day = DAY_FILE.exec(file)?.[1];
      return day === undefined ? [] : [{ day: Number(day), document }];
    });
    days.sort((a, b) => a.day - b.day);
    return readExercise(days, context);
  }

  /** A draft is read as a mandate is; its text goes into one act, so it is no longer than one takes. */
  #drafts(context: EventContext | undefined): DraftDocument[] {
    const drafts = [...this.#documents].flatMap(([file, document]) => {
      const name = DRAFT_FILE.exec(file)?.[1];
      if (name === undefined) return [];
      const read = this.#mandate(document, document.at(['mandate']), context);
      if (read === undefined) return [];
      const text = mandateAsWritten(read);
      if (text.length > LIMITS.draftChars) {
        const message = `${text.length} characters; a draft has at most ${LIMITS.draftChars}`;
        document.report([], 'too-large', message);
      }
      const written = `${read.mandate}-${read.version}`;
      if (written === name) return [{ name, text, document: read }];
      document.report(
        ['version'],
        'draft-of-file',
        `the draft is ${quoted(written)}, but the file is named ${quoted(name)}`,
      );
      return [];
    });
    return drafts.sort((a, b) => byCodeUnits(a.name, b.name));
  }

  #mandate(document: YamlDocument, id: Value | undefined, context: EventContext | undefined) {
    if (context === undefined) return readMandate(document, undefined);
    return readMandate(document, { ...context, isRoot: id === context.head.rootMandate });
  }

  #scriptContext(
    context: EventContext | undefined,
    persons: ReadonlySet<string>,
    rules: {
      readonly commitments: readonly Commitment[];
      readonly mandates: ReadonlyMap<string, MandateDocument>;
      readonly drafts: readonly DraftDocument[];
    },
  ): ExerciseContext | undefined {
    const { commitments, mandates, drafts } = rules;
    if (context === undefined || mandates.size !== context.head.mandates.length) return undefined;
    const citable = new Set<string>(HOUSE_RULE_LIST.map(({ id }) => id));
    for (const { id, form } of commitments) if (form === 'rule') citable.add(id);
    for (const { clauses } of [...mandates.values(), ...drafts.map(({ document }) => document)]) {
      for (const { id } of clauses) citable.add(id);
    }
    return { scenario: context.head.scenario, words: context.words, persons, citable, drafts };
  }

  #problem(file: string, rule: string, message: string): void {
    this.#problems.push({ file, line: 1, rule, message });
  }
}

function idsOf(things: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(things.map(({ id }) => id));
}
