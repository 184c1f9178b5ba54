import { canonicalJson, type Json } from '../../base/json.ts';
import type { InForce } from '../compile.ts';
import type { Clause, Commitment, MandateDocument } from '../scenario.ts';

/** What is otherwise in the words of two sets of documents: of a mandate, a clause or a commitment, by its id. */
export type WordChange = ChangeOf<'mandate' | 'clause' | 'commitment'>;

/** Something that only one of two sets of documents has, or that is written otherwise in them, by its id. */
export type ChangeOf<Kind extends string> =
  | { readonly change: 'added' | 'removed'; readonly of: Kind; readonly id: string; readonly text: string }
  | { readonly change: 'changed'; readonly of: Kind; readonly id: string; readonly fields: readonly FieldChange[] };

/** A field as its author wrote it, before and after; null where it was not written. */
export type FieldChange = { readonly field: string; readonly before: Json; readonly after: Json };

/** Every difference in words, in the order of the documents after, then of those before. Order of words and of clauses is none. */
export function changesInWords(before: InForce, after: InForce): WordChange[] {
  const mandates = changesIn('mandate', before.mandates, after.mandates, {
    idOf: (one) => one.mandate,
    textOf: ({ title }) => title.trim(),
    fieldsOf: fieldsOfMandate,
  });
  const clausesOf = ({ mandates: all }: InForce) => all.flatMap((mandate) => mandate.clauses);
  const byText = { idOf: ({ id }: { id: string }) => id, textOf: ({ text }: { text: string }) => text.trim() };
  const clauses = changesIn('clause', clausesOf(before), clausesOf(after), { ...byText, fieldsOf: fieldsOfClause });
  const commitments = changesIn('commitment', before.commitments, after.commitments, {
    ...byText,
    fieldsOf: fieldsOfCommitment,
  });
  return [...mandates, ...clauses, ...commitments];
}

/** What an author wrote of a thing, by the name of the field. */
export type Fields = Readonly<Record<string, Json>>;

/** How things of a kind are told apart, named and looked into. */
type Reading<Thing> = {
  readonly idOf: (thing: Thing) => string;
  readonly textOf: (thing: Thing) => string;
  readonly fieldsOf: (thing: Thing) => Fields;
};

/** Differences of things of one kind: those of the second list in its order, then what only the first has. Order is none. */
export function changesIn<Kind extends string, Thing>(
  of: Kind,
  before: readonly Thing[],
  after: readonly Thing[],
  { idOf, textOf, fieldsOf }: Reading<Thing>,
): ChangeOf<Kind>[] {
  const old = new Map(before.map((thing) => [idOf(thing), thing]));
  const now = new Set(after.map(idOf));
  const found = after.flatMap((thing): ChangeOf<Kind>[] => {
    const was = old.get(idOf(thing));
    if (was === undefined) return [{ change: 'added', of, id: idOf(thing), text: textOf(thing) }];
    const fields = changedFields(fieldsOf(was), fieldsOf(thing));
    return fields.length === 0 ? [] : [{ change: 'changed', of, id: idOf(thing), fields }];
  });
  const gone = before.filter((thing) => !now.has(idOf(thing)));
  return [
    ...found,
    ...gone.map((thing): ChangeOf<Kind> => ({ change: 'removed', of, id: idOf(thing), text: textOf(thing) })),
  ];
}

function changedFields(before: Fields, after: Fields): FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((field) => {
    const [was, is] = [before[field] ?? null, after[field] ?? null];
    return canonicalJson(unordered(was)) === canonicalJson(unordered(is)) ? [] : [{ field, before: was, after: is }];
  });
}

/** Lists of words mean the same in any order. */
function unordered(value: Json): Json {
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map(unordered);
    return items.every((item) => typeof item === 'string') ? [...items].sort() : items;
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, unordered(member)]));
}

function fieldsOfMandate({ clauses: _, format, vocabulary, mandate, ...rest }: MandateDocument): Fields {
  return rest;
}

function fieldsOfClause({ id: _, scope, written, ...rest }: Clause): Fields {
  return { ...rest, text: rest.text.trim(), ...written };
}

function fieldsOfCommitment({ id: _, ...rest }: Commitment): Fields {
  const { scope, written, ...head } = { scope: null, written: {}, ...rest };
  return { ...head, text: head.text.trim(), ...written } as Fields;
}
