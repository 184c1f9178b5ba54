import { canonicalJson, type Json } from '../../base/json.ts';
import { inZone, type Names, namesOf, type Phrases, wordName } from '../explain.ts';
import { toldMoment } from '../prose/told-time.ts';
import type { Scenario } from '../scenario.ts';
import type { FieldChange } from './in-words.ts';
import type { VocabularyChange } from './vocabulary-changes.ts';
import { VOCABULARY_PHRASES, type VocabularyPhrases } from './vocabulary-phrases.ts';

/** A difference of two vocabularies in words: what is otherwise, and field by field how. */
export type ToldVocabularyChange = { readonly head: string; readonly fields: readonly string[] };

/** Tells what a value of a field is called in one of the two events. */
type ToldValue = (value: Json) => string;

/**
 * Differences of two vocabularies in words, in the order given. Words are told by the names that each event has for them, times in its time zone.
 * @param phrases of the language
 */
export function toldVocabulary(
  changes: readonly VocabularyChange[],
  { before, after }: { readonly before: Scenario; readonly after: Scenario },
  language: 'en' | 'it',
  phrases: Phrases,
): ToldVocabularyChange[] {
  const words = VOCABULARY_PHRASES[language];
  const [was, is] = [namesOf(before, language), namesOf(after, language)];
  const fieldTold = ({ field, before: old, after: now }: FieldChange): string => {
    const from = valueTold(field, was, phrases, words)(old);
    const to = valueTold(field, is, phrases, words)(now);
    // Two words may bear one name.
    const [a, b] = from === to ? [canonicalJson(old), canonicalJson(now)] : [from, to];
    return `${words.fields[field] ?? field}: ${a} → ${b}`;
  };
  return changes.map((change): ToldVocabularyChange => {
    const { of, id } = change;
    const kind = words.kinds[of];
    if (change.change === 'changed')
      return { head: words.head.changed(kind, id), fields: change.fields.map(fieldTold) };
    // A word that is nothing but its id has no name beside it.
    const name = change.text === id ? '' : `: ${change.text}`;
    return { head: words.head[change.change](kind, id, name), fields: [] };
  });
}

/** Fields that hold words of an axis. */
const AXES: Readonly<Record<string, string>> = {
  agency: 'agency',
  agencies: 'agency',
  owner: 'agency',
  members: 'activity',
  place: 'place',
  places: 'place',
  within: 'place',
  roles: 'role',
};

function valueTold(field: string, names: Names, phrases: Phrases, words: VocabularyPhrases): ToldValue {
  const fixed = fixedWords(field, words);
  const one = (value: Json): string => {
    if (value === null) return words.notWritten;
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    if ((field === 'from' || field === 'until') && typeof value === 'number') return momentTold(value, names, phrases);
    if (typeof value !== 'string') return canonicalJson(value);
    const axis = AXES[field];
    return axis === undefined ? (fixed[value] ?? value) : wordName(axis, value, names, phrases);
  };
  // Lists have no order, so they are told in one.
  return (value) => (Array.isArray(value) ? (value as readonly Json[]).map(one).sort().join(', ') : one(value));
}

function fixedWords(field: string, words: VocabularyPhrases): Readonly<Record<string, string>> {
  switch (field) {
    case 'standing':
    case 'coerciveness':
    case 'safety':
    case 'clearance':
      return words[field];
    default:
      return {};
  }
}

function momentTold(ms: number, names: Names, { prose }: Phrases): string {
  return inZone(toldMoment(ms, names.timezone ?? 'UTC', prose.locale), names);
}
