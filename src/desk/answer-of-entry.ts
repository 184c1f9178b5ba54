import type { Answer } from '../terms/answer.ts';
import type { EntryFields } from '../terms/entry.ts';

/** Kinds whose answer names the deed, and those whose answer names a digest, with the slice where its row has it. */
const ON_A_DEED: readonly string[] = ['deed.propose', 'deed.begin', 'deed.end'];
const DIGEST_SLICES: Readonly<Record<string, string>> = {
  'deed.propose': 'deeds',
  'deed.begin': 'deeds',
  'approval.answer': 'approvals',
  'approval.oral': 'approvals',
  'item.release': 'requests',
};

/** The answer that was given for an act, read back from its entry; undefined where the entry is no act's. */
export function answerOfEntry(index: number, recorded: number, fields: EntryFields): Answer | undefined {
  const { act, outcome, clauses, near = [], set, matter, changes, atEntry, at } = fields;
  if (act === undefined) return undefined;
  const rowIn = (slice: string | undefined) =>
    changes.find((change) => change.slice === slice && change.row !== null) as
      | { readonly id: string; readonly row: { readonly digest?: string } }
      | undefined;
  const deed = ON_A_DEED.includes(act.kind) ? rowIn('deeds')?.id : undefined;
  const digest = rowIn(DIGEST_SLICES[act.kind])?.row.digest;
  return {
    act: act.id,
    index,
    state: 'recorded',
    outcome,
    clauses,
    near,
    set,
    ...(matter === undefined ? {} : { matter }),
    ...(deed === undefined ? {} : { deed }),
    ...(digest === undefined ? {} : { digest }),
    ...(atEntry === undefined ? {} : { atEntry: { outcome: atEntry.outcome, clauses: atEntry.clauses } }),
    at,
    recorded,
  };
}
