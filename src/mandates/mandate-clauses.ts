import * as z from 'zod';
import { Text } from '../terms/act.ts';
import { ActivityList, asWritten, OPTIONAL_AXES, REQUIRED_AXES, type WrittenScope } from './clause-schema.ts';
import { expandScope, type ScopeContext } from './clause-scope.ts';
import { fittingPart, Id, type Item, known, readItems, SourceList } from './document-schema.ts';
import { comesBefore, sideOfHolder } from './holder-side.ts';
import { quoted } from './problem.ts';
import type { Clause, Scope } from './scenario.ts';
import { sortedWords } from './vocabulary-words.ts';
import type { YamlDocument } from './yaml-document.ts';
import type { Value } from './yaml-value.ts';

/** The clauses of a mandate as they are written, and what they are checked for. */

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

export const ClauseSchema = z.discriminatedUnion('effect', [
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
  // What is no mapping has no effect either, and that it is none is all that is said of it.
  const { effect } = Object(written) as { readonly effect?: unknown };
  return EFFECTS.some((one) => one === effect) ? ClauseSchema : EffectlessSchema;
}

type WrittenClause = z.infer<typeof ClauseSchema>;
/** What of a clause that has faults could be read. */
type FaultyClause = { [member in keyof WrittenClause]?: WrittenClause[member] | undefined };

const FaultySchema = known({ ...ClauseHead, effect: z.enum(EFFECTS), ...OPTIONAL_AXES }).partial();

/** What clauses are checked within: the event, and what could be read of the head of their mandate. */
export type ClauseBounds = ScopeContext & {
  readonly sources: ReadonlySet<string>;
  readonly isRoot: boolean;
  readonly mandate?: string | undefined;
  /** Undefined where it is none of the agencies that there are. */
  readonly holder?: string | undefined;
  readonly instrument?: string | null | undefined;
};

/** The clauses that fit, and what can be read of those that do not. */
export function readClauses(document: YamlDocument): {
  readonly whole: readonly Item<WrittenClause>[];
  readonly faulty: readonly Item<FaultyClause>[];
} {
  const whole = readItems(document, ['clauses'], clauseSchema);
  const read = new Set(whole.map(({ path }) => path[1]));
  const list = document.at(['clauses']);
  const others = Array.isArray(list) ? [...list.keys()].filter((position) => !read.has(position)) : [];
  const faulty = others.flatMap((position) => {
    const path = ['clauses', position];
    const value = fittingPart(document, path, EffectlessSchema, FaultySchema);
    return value === undefined ? [] : [{ value, path }];
  });
  return { whole, faulty };
}

/** Notes what is wrong with the words of a clause, whatever else is wrong in it. Gives its scope where all of them are known. */
export function checkClauseWords(
  document: YamlDocument,
  { value, path }: Item<FaultyClause>,
  bounds: ClauseBounds,
): Scope | undefined {
  const { words, sources, holder } = bounds;
  for (const [n, source] of (value.source ?? []).entries()) {
    if (sources.has(source)) continue;
    const message = `unknown source ${quoted(source)}${document.offer(source, sources)}`;
    document.report([...path, 'source', n], 'unknown-source', message);
  }
  const named = Array.isArray(value.agency) ? value.agency : [];
  for (const [n, agency] of named.entries()) {
    if (words.agencies.has(agency)) continue;
    const message = `unknown agency ${quoted(agency)}${document.offer(agency, words.agencies.keys())}`;
    document.report([...path, 'agency', n], 'unknown-agency', message);
  }
  const agency = agenciesOf(value, holder);
  // Which components belong to an agency that nobody knows cannot be said.
  const about = agency?.every((one) => words.agencies.has(one)) === true ? sortedWords(agency) : null;
  // What is not written is not wrong here: that it must be, its schema says.
  const scope = { ...value, activity: value.activity ?? ('any' as const) } satisfies WrittenScope;
  return expandScope(document, path, scope, about, bounds);
}

/** The agencies that a clause is about; null for every one. */
function agenciesOf({ agency }: FaultyClause, holder: string | undefined): readonly string[] | null {
  if (Array.isArray(agency)) return agency;
  return agency === 'any' || holder === undefined ? null : [holder];
}

/** A clause that fits, checked; undefined where something is wrong with it, which is noted in the document. */
export function checkedClause(
  document: YamlDocument,
  item: Item<WrittenClause>,
  bounds: ClauseBounds,
): Clause | undefined {
  const { value, path } = item;
  const { words, mandate, holder, instrument } = bounds;
  const scope = checkClauseWords(document, item, bounds);
  if (value.basis === 'instrument' && instrument === null) {
    const message = 'a clause cannot rest on an instrument where the mandate names none';
    document.report([...path, 'basis'], 'no-instrument', message);
  }
  const isPermit = value.effect !== 'forbid';
  if (value.agency === 'any' && isPermit) {
    document.report([...path, 'agency'], 'permit-agency', 'a permit names its agencies');
  }
  const listed = agenciesOf(value, holder) ?? (holder === undefined ? [] : [holder]);
  const isForGuest = listed.some((agency) => words.agencies.get(agency)?.standing === 'guest');
  if (isPermit && isForGuest && !Array.isArray(value.activity)) {
    const message = 'a permit to a guest lists its activities; it never says `any` or `not`';
    document.report([...path, 'activity'], 'guest-permit-any', message);
  }
  if (scope === undefined) return undefined;
  if (isPermit) checkSide(document, item, scope, bounds);
  const { effect, text, basis, source } = value;
  return { id: `${mandate}/${value.id}`, effect, text, basis, source, scope, written: asWritten(document, path) };
}

/**
 * A mandate permits things to its holder's side only. The state that sends a guest sees and signs what its people may do: a permit to others would
 * come into force behind the back of theirs. The root mandate lets others attest and sign, no more.
 */
function checkSide(
  document: YamlDocument,
  { value, path }: Item<WrittenClause>,
  scope: Scope,
  { words, isRoot, holder }: ClauseBounds,
): void {
  if (!Array.isArray(value.agency) || holder === undefined || (isRoot && comesBefore(scope))) return;
  const side = sideOfHolder(holder, words.vocabulary.agencies);
  for (const [n, agency] of value.agency.entries()) {
    if (!words.agencies.has(agency) || side.includes(agency)) continue;
    const message = `what ${quoted(agency)} may do stands in a mandate of its own side; one that ${quoted(holder)} holds permits to ${side.map(quoted).join(', ')}`;
    document.report([...path, 'agency', n], 'permit-other-side', message);
  }
}
