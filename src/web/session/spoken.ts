import type * as z from 'zod';
import type { VocabularyShown } from '../../terms/api/event.ts';
import type { Me } from '../../terms/api/session.ts';
import { NAME_LANGUAGES, nameIn, type OtherNames } from '../../terms/names.ts';
import type { Language } from '../messages/catalog.ts';

export type Vocabulary = z.infer<typeof VocabularyShown>;
type Word = { readonly id: string; readonly name: string };

/** The event's words as they are called in one language, and in all. */
export type Spoken = {
  /** With every name in the language, or as the vocabulary has it. */
  readonly vocabulary: Vocabulary;
  /** Name by word; leaves of places among the words. */
  readonly names: ReadonlyMap<string, string>;
  /** All that a word is called in any language, for finding it by either. */
  readonly everyName: ReadonlyMap<string, readonly string[]>;
};

// Names are asked for in every row of every list: they are put together once for an answer of the room.
const kept = new WeakMap<Vocabulary, Map<Language, Spoken>>();

/** The event's words in a language; the same answer gives the same object. */
export function spokenIn(language: Language, shown: Vocabulary): Spoken {
  const byLanguage = kept.get(shown) ?? new Map<Language, Spoken>();
  kept.set(shown, byLanguage);
  const spoken = byLanguage.get(language) ?? newSpoken(language, shown);
  byLanguage.set(language, spoken);
  return spoken;
}

/** A person with what they are called in a language: agency, roles, desks. */
export function meIn(language: Language, me: Me, names: OtherNames): Me {
  const called = <W extends Word>(word: W): W => ({ ...word, name: nameIn(word, language, names) });
  const seated = <W extends Word & { readonly room: Word }>(desk: W): W => ({
    ...called(desk),
    room: called(desk.room),
  });
  return {
    ...me,
    agency: called(me.agency),
    component: called(me.component),
    roles: me.roles.map(called),
    role: called(me.role),
    desk: me.desk === null ? null : seated(me.desk),
    desks: me.desks.map(seated),
  };
}

function newSpoken(language: Language, shown: Vocabulary): Spoken {
  const vocabulary = vocabularyIn(language, shown);
  const names = namesOf(vocabulary);
  const own = namesOf(shown);
  const others = NAME_LANGUAGES.map((other) => namesOf(vocabularyIn(other, shown)));
  const everyName = new Map(
    [...own].map(([word, name]) => [word, [...new Set([name, ...others.map((called) => called.get(word) ?? name)])]]),
  );
  return { vocabulary, names, everyName };
}

function vocabularyIn(language: Language, shown: Vocabulary): Vocabulary {
  const called = <W extends Word>(word: W): W => ({ ...word, name: nameIn(word, language, shown.names) });
  return {
    ...shown,
    agencies: shown.agencies.map((agency) => ({ ...called(agency), components: agency.components.map(called) })),
    roles: shown.roles.map(called),
    activities: shown.activities.map(called),
    purposes: shown.purposes.map(called),
    places: shown.places.map(called),
    rooms: shown.rooms.map((room) => ({ ...called(room), desks: room.desks.map(called) })),
    offices: shown.offices.map(called),
  };
}

function namesOf({ agencies, roles, activities, purposes, places, rooms, offices }: Vocabulary): Map<string, string> {
  const names = new Map<string, string>();
  for (const { id, name } of [...offices, ...purposes, ...roles, ...activities, ...places]) names.set(id, name);
  for (const { leaf, name } of places) if (!names.has(leaf)) names.set(leaf, name);
  for (const { id, name, components } of agencies) {
    names.set(id, name);
    for (const component of components) names.set(component.id, component.name);
  }
  for (const { id, name, desks } of rooms) {
    names.set(id, name);
    for (const desk of desks) names.set(desk.id, desk.name);
  }
  return names;
}
