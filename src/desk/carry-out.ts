import type { ActDefinition, Effects, Ending, Planned } from '../matters/definition.ts';
import type { PastRecord } from '../matters/erasures/rows.ts';
import type { SliceName } from '../matters/slices.ts';
import type { RowChange } from '../terms/entry.ts';
import type { Decided } from './decide.ts';
import type { Draft } from './state.ts';
import type { Room } from './step.ts';

export type Carried = {
  readonly planned: Planned | undefined;
  /** Changes of the act's own entry. */
  readonly changes: readonly RowChange[];
  /** Ends that follow; each writes its own changes. */
  readonly endings: readonly Ending[];
  readonly documents: readonly string[];
  /** Entries that are closed for ever. */
  readonly closes: readonly number[];
};

/** Lets the definition plan what the decision allows: its effect, or its request; nothing otherwise. */
export function carryOut(room: Room, draft: Draft, definition: ActDefinition, decided: Decided): Carried {
  const endings: Ending[] = [];
  const documents: string[] = [];
  const closes: number[] = [];
  const effects = effectsOn(room, draft, { endings, documents, closes });
  const planned = plan(definition, decided, effects);
  return { planned, changes: draft.take(), endings, documents, closes };
}

function plan(definition: ActDefinition, decided: Decided, effects: Effects): Planned | undefined {
  const { context, decision } = decided;
  switch (opensOf(definition, decided)) {
    case 'effect':
      return definition.plan(context as never, effects, decision);
    case 'request':
      return definition.ask?.(context as never, effects, decision);
    case 'nothing':
      return undefined;
  }
}

/** What a decided act opens: its effect, a request for approval, or nothing but its record. */
export function opensOf(
  definition: ActDefinition,
  { context, decision, now, takesEffect }: Decided,
): 'effect' | 'request' | 'nothing' {
  if (!takesEffect) return 'nothing';
  // Not even what nothing holds up takes effect for somebody who was removed: the key may be in other hands. It is recorded.
  if (now.facts.broken.includes('R-20')) return 'nothing';
  // what confers something is recorded when it is reported late, and takes no effect.
  if (context.act.form === 'report') return definition.conferring === true ? 'nothing' : 'effect';
  if (decision.outcome === 'permitted') return 'effect';
  return definition.ask === undefined ? 'nothing' : 'request';
}

type Planning = { readonly endings: Ending[]; readonly documents: string[]; readonly closes: number[] };

function effectsOn(room: Room, draft: Draft, { endings, documents, closes }: Planning): Effects {
  const { counters, timers } = draft.records;
  return {
    number(prefix, owner) {
      const series = owner === undefined ? prefix : `${prefix}-${owner}`;
      const last = (counters.get(series)?.last ?? 0) + 1;
      counters.set(series, { last });
      return `${series}-${last}`;
    },
    end: (ending) => endings.push(ending),
    forget(past) {
      forget(draft, past);
      closes.push(...past.entries);
    },
    timer: (id, due) => timers.set(id, { id, due }),
    clearTimer(id) {
      if (timers.get(id) !== undefined) timers.remove(id);
    },
    composeSet(digests) {
      const set = room.sets.compose(digests);
      documents.push(set, ...digests);
      return set;
    },
    keepDocument(digest) {
      room.sets.keepDocument(digest);
      documents.push(digest);
    },
    keepMandate: (text) => room.sets.keep(text),
  };
}

/**
 * Removes the rows of a record. Whatever else its entries set is stated again as it is now, in the entry that erases them, so that the entries that can still
 * be opened give the state that stands: each of the other rows, its actors' places in their chains, and the ids of its acts that are kept for good.
 */
function forget({ records }: Draft, { rows, others, actors, entries }: PastRecord): void {
  for (const { slice, id } of rows) {
    const of = records[slice as SliceName];
    if (of.get(id) !== undefined) of.remove(id);
  }
  const chains = actors.map((id) => ({ slice: 'chains', id }));
  const erased = new Set(entries);
  const kept = [...records.keptActs.values()].filter(({ answer }) => erased.has(answer.index));
  for (const { slice, id } of [
    ...others,
    ...chains,
    ...kept.map(({ answer }) => ({ slice: 'keptActs', id: answer.act })),
  ]) {
    const of = records[slice as SliceName];
    const row = of.get(id);
    if (row !== undefined) of.set(id, row as never);
  }
}
