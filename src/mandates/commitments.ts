import * as z from 'zod';
import { Line, Text } from '../terms/act.ts';
import { ActivityList, asWritten, OPTIONAL_AXES } from './clause-schema.ts';
import { expandScope } from './clause-scope.ts';
import { Id, type Item, known, LetteredId, readItems, readPart, SourceList } from './document-schema.ts';
import { quoted } from './problem.ts';
import type { Commitment } from './scenario.ts';
import { ALWAYS } from './time-windows.ts';
import { sortedWords, type VocabularyWords } from './vocabulary-words.ts';
import type { YamlDocument } from './yaml-document.ts';

/** Commitments of one event. */
const COMMITMENTS_MAX = 1_000;

const fileOf = <Item extends z.ZodType>(item: Item) =>
  known({ commitments: z.array(item).max(COMMITMENTS_MAX).describe('Public promises, in our own words.') });
const FileSchema = fileOf(z.unknown());

const AgenciesBound = known({
  agency: z.array(Id).min(1).max(500).describe('Agencies that it binds.'),
  component: z
    .union([z.literal('any'), z.array(z.string().max(96)).min(1)], { error: '`any` or a list of components' })
    .default('any')
    .describe('Components of these agencies that it binds.'),
});
const Binds = z.union([z.literal('everyone'), z.literal('guests'), AgenciesBound], {
  error: '`everyone`, `guests` or `{agency: [..], component: ..}`',
});

const Head = {
  id: LetteredId.describe('As it is cited: `K3`.'),
  by: Line.describe('Who promised it.'),
  date: Line.nullable().describe('When it was said, as far as the sources say; null where none does.'),
  text: Text.describe('What was promised, in our own words.'),
  source: SourceList,
};

const CommitmentSchema = z.discriminatedUnion('form', [
  known({
    ...Head,
    form: z.literal('rule').describe('It can be checked of every act: it acts, and is proved.'),
    binds: Binds.describe('Whom it binds.'),
    effect: z
      .enum(['forbid', 'require-approval'])
      .describe('`forbid`: nobody does it. `require-approval`: not without the host’s approval of the very act.'),
    activity: ActivityList,
    ...OPTIONAL_AXES,
  }).meta({ title: 'A commitment that is a rule' }),
  known({
    ...Head,
    form: z.literal('statement').describe('It cannot be checked of an act: it is shown, with the reason.'),
    binds: Binds.nullable().default(null).describe('Whom it binds; null where it names nobody.'),
    why: Text.describe('What keeps it from being a rule.'),
  }).meta({ title: 'A commitment that is a statement' }),
]);

/** commitments.yaml as a whole, for its JSON Schema (json-schema.ts). */
export const CommitmentsFileSchema = fileOf(CommitmentSchema).meta({
  title: 'The commitments of an event',
  description: 'No permit overrides a commitment in force, and proofs are about them.',
});

type WrittenCommitment = z.infer<typeof CommitmentSchema>;

export type CommitmentContext = {
  readonly words: VocabularyWords;
  readonly timezone: string;
  readonly sources: ReadonlySet<string>;
};

/** The commitments of commitments.yaml; what has problems is left out, and they are noted in the document. */
export function readCommitments(document: YamlDocument, context: CommitmentContext | undefined): readonly Commitment[] {
  readPart(document, [], FileSchema);
  const items = readItems(document, ['commitments'], CommitmentSchema);
  if (context === undefined) return [];
  const seen = new Set<string>();
  return items.flatMap((item) => {
    const { id } = item.value;
    if (seen.has(id))
      document.report([...item.path, 'id'], 'duplicate-id', `the commitment ${quoted(id)} is given twice`);
    seen.add(id);
    const commitment = checkCommitment(document, item, context);
    return commitment === undefined ? [] : [commitment];
  });
}

function checkCommitment(
  document: YamlDocument,
  { value, path }: Item<WrittenCommitment>,
  context: CommitmentContext,
): Commitment | undefined {
  const { words, sources } = context;
  for (const [n, source] of value.source.entries()) {
    if (sources.has(source)) continue;
    const message = `unknown source ${quoted(source)}${document.offer(source, sources)}`;
    document.report([...path, 'source', n], 'unknown-source', message);
  }
  const before = document.problems.length;
  checkBound(document, path, value, words);
  if (document.problems.length > before) return undefined;
  const { id, by, date, text, source, binds } = value;
  const head = { id, by, date, text, source, binds };
  if (value.form === 'statement') return { ...head, form: 'statement', why: value.why };

  const bound = typeof value.binds === 'object' ? value.binds : undefined;
  const component = bound === undefined || bound.component === 'any' ? value.component : bound.component;
  if (component !== value.component && value.component !== undefined) {
    const message = 'components stand either in `binds` or as an axis of their own, not in both';
    document.report([...path, 'component'], 'component-twice', message);
  }
  const written = component === undefined ? value : { ...value, component };
  const scope = expandScope(document, path, written, agenciesBound(value.binds, words), {
    ...context,
    span: ALWAYS,
  });
  if (scope === undefined) return undefined;
  return { ...head, form: 'rule', effect: value.effect, scope, written: asWritten(document, path) };
}

/** null for everyone: then an agency that nobody knows is bound as well. */
function agenciesBound(binds: WrittenCommitment['binds'], words: VocabularyWords): readonly string[] | null {
  if (binds === 'everyone' || binds === null) return null;
  if (binds !== 'guests') return sortedWords(binds.agency);
  return sortedWords([...words.agencies.values()].flatMap(({ id, standing }) => (standing === 'guest' ? [id] : [])));
}

function checkBound(
  document: YamlDocument,
  path: readonly (string | number)[],
  value: WrittenCommitment,
  words: VocabularyWords,
): void {
  const { binds } = value;
  if (binds === 'guests' && value.form === 'rule' && agenciesBound(binds, words)?.length === 0) {
    document.report([...path, 'binds'], 'never-applies', 'this can never apply: the vocabulary has no guests');
  }
  if (binds === null || typeof binds === 'string') return;
  for (const [n, agency] of binds.agency.entries()) {
    if (words.agencies.has(agency)) continue;
    const message = `unknown agency ${quoted(agency)}${document.offer(agency, words.agencies.keys())}`;
    document.report([...path, 'binds', 'agency', n], 'unknown-agency', message);
  }
  // A rule's components are expanded with its axes; here they are checked where they stand.
  for (const [n, component] of (binds.component === 'any' ? [] : binds.component).entries()) {
    const owner = words.agencyOfComponent.get(component);
    const at = [...path, 'binds', 'component', n];
    if (owner === undefined) {
      const message = `unknown component ${quoted(component)}${document.offer(component, words.agencyOfComponent.keys())}`;
      document.report(at, 'unknown-component', message);
    } else if (!binds.agency.includes(owner)) {
      const message = `the component ${quoted(component)} belongs to none of the agencies ${binds.agency.map(quoted).join(', ')}`;
      document.report(at, 'component-of-agency', message);
    }
  }
}
