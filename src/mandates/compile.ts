import * as z from 'zod';
import { sha256Hex } from '../base/digest.ts';
import { canonicalJson } from '../base/json.ts';
import { byId } from '../base/order.ts';
import { HOUSE_RULE_LIST } from '../terms/house-rules.ts';
import { type MandateSet, RULE_EFFECTS, type Rule, SAFETY, STANDINGS } from '../terms/mandate-set.ts';
import { TERM_NAMES } from '../terms/mandate-terms.ts';
import type { Commitment, MandateDocument, Scope, Vocabulary } from './scenario.ts';
import { vocabularyOfSet, wordsOf } from './vocabulary-words.ts';

/** What is in force at a moment. The order of mandates and commitments makes no difference. */
export type InForce = {
  readonly vocabulary: Vocabulary;
  readonly mandates: readonly MandateDocument[];
  readonly commitments: readonly Commitment[];
};

/**
 * All that is in force as one set of data (docs/formats.md §8): the rules of the mandates and of those commitments that are rules, sorted by
 * id, so that the same mandates give the same set id whatever order they came into force in.
 */
export function assembleSet({ vocabulary, mandates, commitments }: InForce): MandateSet {
  const rules = [...mandates.flatMap(rulesOfMandate), ...rulesOfCommitments(commitments)];
  rules.sort(byId);
  return {
    format: 1,
    interpreter: 1,
    vocabulary: vocabularyOfSet(wordsOf(vocabulary)),
    rules,
    houseRules: HOUSE_RULE_LIST,
  };
}

/** Hex SHA-256 of the canonical JSON of a set: its id in every decision. */
export function setId(set: MandateSet): string {
  return sha256Hex(canonicalJson(set));
}

/** One rule a clause, cited as `mandate/clause`. */
export function rulesOfMandate(mandate: MandateDocument): Rule[] {
  return mandate.clauses.map(({ id, effect, scope }) => ruleOf(id, effect, scope));
}

/** One rule a commitment that is a rule, under its own id; statements give none. */
export function rulesOfCommitments(commitments: readonly Commitment[]): Rule[] {
  return commitments.flatMap((promise) =>
    promise.form === 'rule' ? [ruleOf(promise.id, promise.effect, promise.scope)] : [],
  );
}

/** The canonical text of a checked mandate: what is hashed, stored by its digest, and read by `parseMandateDocument`. */
export function mandateText(mandate: MandateDocument): string {
  return canonicalJson(mandate);
}

/** Hex SHA-256 of the canonical text of a checked mandate. */
export function documentDigest(mandate: MandateDocument): string {
  return sha256Hex(mandateText(mandate));
}

const Words = z.array(z.string());
const Bound = z.int().nullable();
const ScopeSchema = z.strictObject({
  agency: Words.nullable(),
  activity: Words.nullable(),
  axes: z.record(z.string(), Words),
  windows: z.array(z.tuple([Bound, Bound])).nullable(),
});
const MandateTextSchema = z.strictObject({
  format: z.literal(1),
  mandate: z.string(),
  version: z.int(),
  vocabulary: z.strictObject({ id: z.string(), version: z.int() }),
  timezone: z.string(),
  title: z.string(),
  holder: z.string(),
  issuer: z.string(),
  instrument: z.string().nullable(),
  from: Bound,
  until: Bound,
  openQuestions: Words,
  // A ledger keeps the texts that it put in force, also those from before terms were asked for.
  terms: z
    .record(
      z.enum(TERM_NAMES),
      z.strictObject({ text: z.string().nullable(), source: Words, open: z.string().nullable() }),
    )
    .optional(),
  clauses: z.array(
    z.strictObject({
      id: z.string(),
      effect: z.enum(['permit', 'permit-with-approval', 'forbid']),
      text: z.string(),
      basis: z.enum(['assumption', 'instrument']),
      source: Words,
      scope: ScopeSchema,
      written: z.record(z.string(), z.json()),
    }),
  ),
});

/**
 * Reads again what {@link mandateText} wrote. The caller has checked the text against its digest.
 * @throws TypeError where the text is not the canonical text of a checked mandate: a store that gives other bytes is broken
 */
export function parseMandateDocument(text: string): MandateDocument {
  const read = MandateTextSchema.safeParse(JSON.parse(text));
  if (!read.success) {
    throw new TypeError('a stored text is no checked mandate document', { cause: read.error });
  }
  if (canonicalJson(read.data) !== text) throw new TypeError('a stored mandate document is not in its canonical form');
  return read.data as MandateDocument;
}

const MandateSetSchema = z.strictObject({
  format: z.literal(1),
  interpreter: z.literal(1),
  vocabulary: z.strictObject({
    id: z.string(),
    version: z.int(),
    agencies: z.record(z.string(), z.strictObject({ standing: z.enum(STANDINGS) })),
    activities: z.record(
      z.string(),
      z.strictObject({ coercive: z.boolean(), power: z.string().nullable(), safety: z.enum(SAFETY) }),
    ),
    axes: z.record(z.string(), Words),
  }),
  rules: z.array(ScopeSchema.extend({ id: z.string(), effect: z.enum(RULE_EFFECTS) })),
  houseRules: z.array(z.strictObject({ id: z.string(), text: z.string() })),
});

/**
 * Reads a set again that was written as canonical JSON (docs/formats.md §8). The caller has checked the text against its id.
 * @throws TypeError, SyntaxError where the text is not the canonical text of a set
 */
export function parseMandateSet(text: string): MandateSet {
  const read = MandateSetSchema.safeParse(JSON.parse(text));
  if (!read.success) throw new TypeError('the text is no mandate set', { cause: read.error });
  if (canonicalJson(read.data) !== text) throw new TypeError('the mandate set is not in its canonical form');
  return read.data as MandateSet;
}

/** The ids of clauses that rest on an assumption: with any, the mandate never comes into force in a live room. */
export function assumptionsIn(mandate: MandateDocument): string[] {
  return mandate.clauses.flatMap(({ id, basis }) => (basis === 'assumption' ? [id] : []));
}

function ruleOf(id: string, effect: Rule['effect'], { agency, activity, axes, windows }: Scope): Rule {
  return { id, effect, agency, activity, axes, windows };
}
