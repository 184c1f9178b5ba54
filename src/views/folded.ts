import { isOpenRow } from '../matters/open-row.ts';
import type { ShownSlice } from '../terms/api/matters.ts';
import { SHOWN_SLICES } from '../terms/api/matters.ts';
import type { EntryFields } from '../terms/entry.ts';
import { type ActsRow, type FollowedEntry, isWithoutEffect, rowOf, type Touches } from './acts-row.ts';
import { idWords, joinedWords, wordsOf } from './words.ts';

/** One entry, folded for both tables of the view. */
export type Folded = {
  readonly row: ActsRow;
  readonly words: readonly string[];
  /** Index of the line that this entry corrects, or null. */
  readonly corrects: number | null;
  readonly matters: readonly FoldedMatter[];
};

/** A record that the entry set, in the order of the entry's changes; `row` is null where it removed it. */
export type FoldedMatter = {
  readonly slice: ShownSlice;
  readonly id: string;
  readonly row: object | null;
  readonly open: boolean;
  /** The words of the entry's act, in case it opens the record. */
  readonly text: string;
  readonly words: readonly string[];
};

/** Members of an act's detail that are free text. */
const FREE_TEXTS = ['title', 'what', 'text', 'thing', 'reason', 'note'] as const;
/** Which of them a record is shown with; a title stands in the row of what has one. */
const OPENING_TEXTS = ['what', 'text', 'title', 'reason', 'note'] as const;
/** The text of an item is protected: it opens by consultation only, and is in no list and no search. */
const PROTECTED_KINDS: readonly string[] = ['item.enter'];
const PROTECTED_MEMBERS: readonly string[] = ['text'];

/** Members of an act of this kind that nobody is shown without a consultation. */
export function protectedMembers(kind: string): readonly string[] {
  return PROTECTED_KINDS.includes(kind) ? PROTECTED_MEMBERS : [];
}

/** Folds one entry. The same entry gives the same, whether it comes from memory or from the store. */
export function foldEntry(entry: FollowedEntry, touches: Touches): Folded {
  const row = rowOf(entry, touches);
  const { fields } = entry;
  const texts = isWithoutEffect(row) ? {} : freeTexts(fields);
  const opening = OPENING_TEXTS.map((name) => texts[name]).find((part) => part !== undefined) ?? '';
  // Whose act it is stays out of what everybody finds: a person is named only to those who may know of them (shown-rows.ts).
  const person = row.audience?.everyone === true ? null : row.person;
  const common = [row.matter, person, row.place, row.activity, row.kind, row.agency, row.desk];
  const { reported, component, room, purpose, role } = row;
  // What the row shows by name is found by name; which names there are is not the view's to know.
  const named = idWords([
    ...[row.matter, row.place, row.activity, row.agency, row.desk, component, room, purpose, role],
    ...(reported === null ? [] : Object.values(reported)),
  ]);
  const changes = (fields.changes ?? []).filter(({ slice }) => isShownSlice(slice));
  // The same of each record that the entry sets: cut once.
  const shared = changes.length === 0 ? [] : wordsOf([opening, ...common]);
  return {
    row,
    words: [...wordsOf([row.summary, ...common, ...row.clauses, ...Object.values(texts)]), ...named],
    corrects: row.corrects,
    matters: changes.map(({ slice, id, row: changed }) => ({
      slice: slice as ShownSlice,
      id,
      row: changed,
      open: changed !== null && isOpenRow(slice as ShownSlice, changed),
      text: opening,
      words: [...joinedWords(wordsOf([id]), shared), ...named],
    })),
  };
}

type FreeTexts = Partial<Record<(typeof FREE_TEXTS)[number], string>>;

function freeTexts({ act }: Partial<EntryFields>): FreeTexts {
  const texts: FreeTexts = {};
  const hidden = protectedMembers(act?.kind ?? '');
  for (const name of FREE_TEXTS) {
    const value = act?.detail[name];
    if (typeof value === 'string' && !hidden.includes(name)) texts[name] = value;
  }
  return texts;
}

function isShownSlice(slice: string): boolean {
  return (SHOWN_SLICES as readonly string[]).includes(slice);
}
