import type { Step, step } from '../src/desk/step.ts';
import type { ActDefinition } from '../src/matters/definition.ts';
import { definitionOf } from '../src/matters/registry.ts';
import type { ActKind } from '../src/terms/act-kinds.ts';
import type { EntryDraft, EntryFields, RowChange } from '../src/terms/entry.ts';
import type { Tamper } from './room.ts';

/** Ways to break a step, for showing that the simulation sees it. */

/** Changes what came of some steps. */
export function tamperedStep(change: (result: Step, ...asked: Parameters<typeof step>) => Step): Tamper {
  return {
    step:
      (real) =>
      (...asked) =>
        change(real(...asked), ...asked),
  };
}

/** Changes the fields of entries. */
export function withFields(result: Step, change: (fields: EntryFields) => EntryFields): Step {
  return {
    ...result,
    entries: result.entries.map((draft): EntryDraft => ({ ...draft, fields: change(draft.fields) })),
  };
}

/** Changes of state, in the entries and beside them, go missing. */
export function withoutChanges(result: Step, lost: (change: RowChange) => boolean): Step {
  const kept = (changes: readonly RowChange[]) => changes.filter((change) => !lost(change));
  const entries = withFields(result, (fields) => ({ ...fields, changes: kept(fields.changes) })).entries;
  return { ...result, entries, changes: kept(result.changes) };
}

/** Runs with one definition broken, and mends it whatever happens. */
export async function withBroken<T>(kind: ActKind, parts: Partial<ActDefinition>, run: () => Promise<T>): Promise<T> {
  const definition = definitionOf(kind) as object;
  const whole = { ...definition };
  Object.assign(definition, parts);
  try {
    return await run();
  } finally {
    for (const name of Object.keys(parts)) if (!(name in whole)) Reflect.deleteProperty(definition, name);
    Object.assign(definition, whole);
  }
}
