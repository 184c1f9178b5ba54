import * as z from 'zod';
import { sha256Hex } from '../base/digest.ts';
import { canonicalJson } from '../base/json.ts';
import { LIMITS } from '../base/limits.ts';
import { Line } from '../terms/act.ts';
import {
  PURPOSE_KINDS,
  RETAINED_KINDS,
  type RetainedKind,
  type RetentionFacts,
  type RetentionRule,
} from '../terms/retention.ts';
import { Id, type Item, known, readItems, readPart, SourceList } from './document-schema.ts';
import { type Path, quoted } from './problem.ts';
import type { VocabularyWords } from './vocabulary-words.ts';
import type { YamlDocument } from './yaml-document.ts';

/** A rule as its document says it: with its words and where it is written. */
export type WrittenRule = RetentionRule & { readonly text: string; readonly source: readonly string[] };

/** retention.yaml as checked: what is hashed, and signed when it comes into force. */
export type RetentionDocument = {
  readonly format: 1;
  readonly version: number;
  readonly rules: readonly WrittenRule[];
};

/** How rules are cited: `retention/3`. */
const CITED = 'retention';

const RuleSchema = known({
  id: z.int().min(1).max(LIMITS.retentionRules).describe('Cited as `retention/<id>`.'),
  kind: z.enum(RETAINED_KINDS).describe('The kind of record.'),
  purpose: z
    .array(Id)
    .min(1)
    .max(LIMITS.retentionPurposes)
    .optional()
    .describe('Only of records for one of these purposes; without it, of all for which no other rule does.'),
  days: z.int().min(1).max(LIMITS.retentionDays).describe('So long it is kept after it is over.'),
  text: Line.describe('The rule in words.'),
  basis: z.enum(['assumption', 'instrument']).describe('A live room runs on no assumption.'),
  source: SourceList,
});

const fileOf = <Item extends z.ZodType>(item: Item) =>
  known({
    retention: Id.describe('The id of the event.'),
    version: z.int().min(1).max(1_000_000),
    rules: z
      .array(item)
      .max(LIMITS.retentionRules)
      .describe('What no rule names has no date, and is shown as an open question.'),
  });
const FileSchema = fileOf(z.unknown());

/** retention.yaml as a whole, for its JSON Schema (json-schema.ts). */
export const RetentionFileSchema = fileOf(RuleSchema).meta({ title: 'How long the records of an event are kept' });

type Context = {
  readonly head: { readonly scenario: string };
  readonly words: VocabularyWords;
  readonly sources: ReadonlySet<string>;
};

/**
 * How long the records of an event are kept: retention.yaml, the one document that says so, or none. Problems are noted in the document.
 * @param context undefined where the head or the vocabulary could not be read: then only the form is checked
 */
export function readRetention(document: YamlDocument, context: Context | undefined): readonly RetentionDocument[] {
  const head = readPart(document, [], FileSchema);
  const items = readItems(document, ['rules'], RuleSchema);
  const told = new Map<string, number>();
  const ids = new Set<number>();
  for (const item of items) {
    const { id } = item.value;
    if (ids.has(id)) document.report([...item.path, 'id'], 'duplicate-id', `the rule \`${id}\` is given twice`);
    ids.add(id);
    checkPurposes(document, item, context);
    checkOnce(document, item, told);
    checkBasis(document, item, context);
  }
  if (head === undefined) return [];
  if (context !== undefined && head.retention !== context.head.scenario) {
    const message = `these rules are of ${quoted(head.retention)}, not of ${quoted(context.head.scenario)}`;
    document.report(['retention'], 'other-event', message);
  }
  return [{ format: 1, version: head.version, rules: items.map(({ value }) => ruleOf(value)) }];
}

type Written = z.infer<typeof RuleSchema>;

function ruleOf({ id, kind, purpose, days, text, basis, source }: Written): WrittenRule {
  const purposes = purpose === undefined ? null : [...purpose].sort();
  return { id: `${CITED}/${id}`, kind, purposes, days, basis, text, source };
}

function checkPurposes(document: YamlDocument, { value, path }: Item<Written>, context: Context | undefined): void {
  if (value.purpose === undefined) return;
  const at: Path = [...path, 'purpose'];
  if (!PURPOSE_KINDS.includes(value.kind)) {
    const message = `${quoted(value.kind)} are kept without a purpose; only ${PURPOSE_KINDS.join(', ')} have one`;
    document.report(at, 'no-purpose', message);
  }
  const purposes = context?.words.axes.get('purpose');
  for (const [n, purpose] of value.purpose.entries()) {
    if (purposes === undefined || purposes.includes(purpose)) continue;
    const message = `unknown purpose ${quoted(purpose)}${document.offer(purpose, purposes)}`;
    document.report([...at, n], 'unknown-purpose', message);
  }
}

/** Of each kind and purpose one rule says how long. */
function checkOnce(document: YamlDocument, { value, path }: Item<Written>, told: Map<string, number>): void {
  const { id, kind, purpose } = value;
  for (const one of purpose ?? [null]) {
    const what = one === null ? kind : `${kind} for ${one}`;
    const other = told.get(what);
    if (other === undefined) told.set(what, id);
    else document.report(path, 'told-twice', `how long ${quoted(what)} are kept, rule \`${other}\` says too`);
  }
}

/** What rests on an instrument names it; what nobody has said is an assumption. */
function checkBasis(document: YamlDocument, { value, path }: Item<Written>, context: Context | undefined): void {
  if (value.basis === 'instrument' && value.source.length === 0) {
    document.report([...path, 'source'], 'no-source', 'a rule that rests on an instrument names where it is written');
  }
  for (const [n, source] of value.source.entries()) {
    if (context === undefined || context.sources.has(source)) continue;
    const message = `unknown source ${quoted(source)}${document.offer(source, context.sources)}`;
    document.report([...path, 'source', n], 'unknown-source', message);
  }
}

/** A document as it comes into force: by the digest of all that it says, with the rules that dates are counted by. */
export function retentionFacts(document: RetentionDocument): RetentionFacts {
  const rules = document.rules.map(({ id, kind, purposes, days, basis }) => ({ id, kind, purposes, days, basis }));
  return { version: document.version, digest: sha256Hex(canonicalJson(document)), rules };
}

/** Kinds that no rule of these names, whatever the purpose: how long they are kept, nobody has said. */
export function openKinds(rules: readonly RetentionRule[]): RetainedKind[] {
  return RETAINED_KINDS.filter((kind) => !rules.some((rule) => rule.kind === kind && rule.purposes === null));
}
