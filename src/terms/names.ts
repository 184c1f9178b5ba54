/** Languages in which an event may name its words beside its vocabulary, which the room takes to be in English. */
export const NAME_LANGUAGES = ['it'] as const;
export type NameLanguage = (typeof NAME_LANGUAGES)[number];

/** What words are called in a language beside the vocabulary's own: language, then id. A word may have none. */
export type OtherNames = Readonly<Record<NameLanguage, Readonly<Record<string, string>>>>;

type Word = { readonly id: string; readonly name: string };

/** The name of a word in a language beside the vocabulary's own; undefined where it has none, as in any other language. */
export function otherName(id: string, language: string, names: OtherNames): string | undefined {
  const known = NAME_LANGUAGES.find((one) => one === language);
  // An id may be spelled like a member that every object has.
  return known !== undefined && Object.hasOwn(names[known], id) ? names[known][id] : undefined;
}

/** What a word is called for those who read a language: its name in it, else the vocabulary's own. */
export function nameIn({ id, name }: Word, language: string, names: OtherNames): string {
  return otherName(id, language, names) ?? name;
}
