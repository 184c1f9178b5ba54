import * as z from 'zod';
import { Line, Text } from '../terms/act.ts';
import { ActivityList, asWritten, OPTIONAL_AXES, REQUIRED_AXES, type WrittenScope } from './clause-schema.ts';
import { expandScope, type ScopeContext } from './clause-scope.ts';
import { Id, IsoTime, type Item, known, LetteredId, readItems, readPart, SourceList } from './document-schema.ts';
import { comesBefore, sideOfHolder } from './holder-side.ts';
import { checkTerms, readTerms, TermsSchema } from './mandate-terms.ts';
import { quoted } from './problem.ts';
import type { Clause, MandateDocument, Scope } from './scenario.ts';
import { sortedWords, type VocabularyWords } from './vocabulary-words.ts';
import type { YamlDocument } from './yaml-document.ts';
import type { Value } from './yaml-value.ts';

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

const ClauseHead = {
  id: z
    .union([z.int().min(0), Id], { error: 'a number or an id' })
    .describe('As it is cited: clause 1 of `us-hsi` is `us-hsi/1`.'),
  text: Text.describe('The clause in a sentence, as people read it.'),
  basis: z
    .enum(['assumption', 'instrument'])
    .describe(
      '`instrument`: it is written there. `assumption`: it is ours, and never comes into force in a live room.',
    ),
  source: SourceList,
  agency: z
    .union([z.literal('any'), z.array(Id).min(1).max(500)], { error: '`any` or a list of agencies' })
    .optional()
    .describe(
      'Whom it is about; left out: the holder. A permit never says `any`, and names agencies of its holder’s side only.',
    ),
  activity: ActivityList,
};

const effect = <Word extends string>(word: Word, told: string) => z.literal(word).describe(told);

const ClauseSchema = z.discriminatedUnion('effect', [
  known({ ...ClauseHead, effect: effect('permit', 'Permits it.'), ...REQUIRED_AXES }).meta({ title: 'A permit' }),
  known({
    ...ClauseHead,
    effect: effect('permit-with-approval', 'Permits it once the host has approved the very act.'),
    ...REQUIRED_AXES,
  }).meta({ title: 'A permit with approval' }),
  known({ ...ClauseHead, effect: effect('forbid', 'Forbids it, whatever permits it.'), ...OPTIONAL_AXES }).meta({
    title: 'A forbid',
  }),
]);

const EFFECTS = ['permit', 'permit-with-approval', 'forbid'] as const;

/** What a clause is read by whose effect is none: it never fits, and says all else that is wrong in it, an effect that is spelled wrong among it. */
const EffectlessSchema = known({
  ...ClauseHead,
  effect: z.enum(EFFECTS),
  ...OPTIONAL_AXES,
}) as z.ZodType<WrittenClause>;

function clauseSchema(written: Value | undefined): z.ZodType<WrittenClause> {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return ClauseSchema;
  return EFFECTS.some((one) => one === written['effect']) ? ClauseSchema : EffectlessSchema;
}

/** `mandates/<id>.yaml` as a whole, for its JSON Schema (json-schema.ts). The reader reads header, terms and clauses apart, to find every fault. */
export const MandateFileSchema = mandateWith(ClauseSchema, TermsSchema).meta({
  title: 'A mandate of Remit',
  description: 'What one agency may do at the event, clause by clause. What is not stated is outside.',
});

type Header = z.infer<typeof HeaderSchema>;
type WrittenClause = z.infer<typeof ClauseSchema>;

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
  const terms = readTerms(document);
  const clauses = readItems(document, ['clauses'], clauseSchema);
  if (header === undefined || context === undefined) return undefined;
  checkHeader(document, header, context);
  if (terms !== undefined) checkTerms(document, terms, { ...context, openQuestions: header.openQuestions });
  const span = [header.from, header.until] as const;
  const scopeContext = { words: context.words, timezone: context.timezone, span };
  const seen = new Set<string>();
  const checked = clauses.flatMap((item) => {
    const id = String(item.value.id);
    if (seen.has(id)) document.report([...item.path, 'id'], 'duplicate-id', `the clause ${quoted(id)} is given twice`);
    seen.add(id);
    const clause = checkClause(document, item, header, context, scopeContext);
    return clause === undefined ? [] : [clause];
  });
  const windows = checked.reduce((sum, { scope }) => sum + (scope.windows?.length ?? 0), 0);
  if (windows > WINDOWS_MAX) {
    document.report(['clauses'], 'too-many-windows', `${windows} windows of time; a mandate holds ${WINDOWS_MAX}`);
  }
  if (document.problems.length > 0 || terms === undefined) return undefined;
  const { id, version } = context.words.vocabulary;
  const { clauses: _, ...head } = header;
  return { format: 1, ...head, terms, vocabulary: { id, version }, timezone: context.timezone, clauses: checked };
}

function checkHeader(
  document: YamlDocument,
  header: Header,
  { words, sources, questions, isRoot }: MandateContext,
): void {
  for (const field of ['holder', 'issuer'] as const) {
    const agency = header[field];
    if (words.agencies.has(agency)) continue;
    const message = `unknown agency ${quoted(agency)}${document.offer(agency, words.agencies.keys())}`;
    document.report([field], 'unknown-agency', message);
  }
  const { id, version } = words.vocabulary;
  const { vocabulary } = header;
  if (vocabulary !== undefined && (vocabulary.id !== id || vocabulary.version !== version)) {
    const [meant, is] = [vocabulary, { id, version }].map((one) => quoted(`${one.id} ${one.version}`));
    const message = `the mandate is written with the vocabulary ${meant}, but the event's is ${is}: its words may mean something else`;
    document.report(['vocabulary'], 'other-vocabulary', message);
  }
  const standing = words.agencies.get(header.holder)?.standing;
  if (isRoot && standing !== undefined && standing !== 'host-authority') {
    document.report(
      ['holder'],
      'root-holder',
      `the root mandate is held by the host authority, not by ${quoted(header.holder)}`,
    );
  }
  if (isRoot && header.until !== null) {
    const message = 'the root mandate has no end: with it the host would lose all power over what stands open';
    document.report(['until'], 'root-until', message);
  }
  if (header.from !== null && header.until !== null && header.from >= header.until) {
    document.report(['until'], 'empty-window', 'the mandate ends before it begins, or as it begins');
  }
  if (header.instrument === null && header.openQuestions.length === 0) {
    const message = 'a mandate that rests on no instrument must list the open question that says so in `openQuestions`';
    document.report(['instrument'], 'no-instrument', message);
  }
  if (
    header.instrument !== null &&
    LetteredId.safeParse(header.instrument).success &&
    !sources.has(header.instrument)
  ) {
    document.report(
      ['instrument'],
      'unknown-source',
      `unknown source ${quoted(header.instrument)}${document.offer(header.instrument, sources)}`,
    );
  }
  for (const [n, question] of header.openQuestions.entries()) {
    if (questions.has(question)) continue;
    document.report(
      ['openQuestions', n],
      'unknown-question',
      `unknown open question ${quoted(question)}${document.offer(question, questions)}`,
    );
  }
}

/**
 * A mandate permits things to its holder's side only. The state that sends a guest sees and signs what its people may do: a permit to others would
 * come into force behind the back of theirs. The root mandate lets others attest and sign, no more.
 */
function checkSide(
  document: YamlDocument,
  { value, path }: Item<WrittenClause>,
  scope: Scope,
  { holder }: Header,
  { words, isRoot }: MandateContext,
): void {
  if (!Array.isArray(value.agency) || !words.agencies.has(holder) || (isRoot && comesBefore(scope))) return;
  const side = sideOfHolder(holder, words.vocabulary.agencies);
  for (const [n, agency] of value.agency.entries()) {
    if (!words.agencies.has(agency) || side.includes(agency)) continue;
    const message = `what ${quoted(agency)} may do stands in a mandate of its own side; one that ${quoted(holder)} holds permits to ${side.map(quoted).join(', ')}`;
    document.report([...path, 'agency', n], 'permit-other-side', message);
  }
}

function checkClause(
  document: YamlDocument,
  { value, path }: Item<WrittenClause>,
  header: Header,
  context: MandateContext,
  scopeContext: ScopeContext,
): Clause | undefined {
  const { words, sources } = context;
  for (const [n, source] of value.source.entries()) {
    if (sources.has(source)) continue;
    document.report(
      [...path, 'source', n],
      'unknown-source',
      `unknown source ${quoted(source)}${document.offer(source, sources)}`,
    );
  }
  if (value.basis === 'instrument' && header.instrument === null) {
    document.report(
      [...path, 'basis'],
      'no-instrument',
      'a clause cannot rest on an instrument where the mandate names none',
    );
  }
  const isPermit = value.effect !== 'forbid';
  if (value.agency === 'any' && isPermit) {
    document.report([...path, 'agency'], 'permit-agency', 'a permit names its agencies');
  }
  const listed = Array.isArray(value.agency) ? value.agency : [header.holder];
  for (const [n, agency] of listed.entries()) {
    if (value.agency === undefined || words.agencies.has(agency)) continue;
    const message = `unknown agency ${quoted(agency)}${document.offer(agency, words.agencies.keys())}`;
    document.report([...path, 'agency', n], 'unknown-agency', message);
  }
  const isForGuest = listed.some((agency) => words.agencies.get(agency)?.standing === 'guest');
  if (isPermit && isForGuest && !Array.isArray(value.activity)) {
    document.report(
      [...path, 'activity'],
      'guest-permit-any',
      'a permit to a guest lists its activities; it never says `any` or `not`',
    );
  }
  const agency = value.agency === 'any' ? null : sortedWords(listed);
  const scope = expandScope(document, path, value satisfies WrittenScope, agency, scopeContext);
  if (scope === undefined) return undefined;
  if (isPermit) checkSide(document, { value, path }, scope, header, context);
  const { effect, text, basis, source } = value;
  return {
    id: `${header.mandate}/${value.id}`,
    effect,
    text,
    basis,
    source,
    scope,
    written: asWritten(document, path),
  };
}
