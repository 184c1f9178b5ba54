import { type SeededRandom, seededRandom } from '../../../base/seeded-random.ts';
import type { MandateSet, Rule } from '../../../terms/mandate-set.ts';
import { SMALL_SET } from '../../testing/small-set.ts';

/** Axes of a large event, by how many words they have. */
const WORDS = { component: 24, handling: 6, place: 60, purpose: 12, role: 16, room: 8 };

/** Two sets that say the same, each clause of the one being two of the other, and no part of which can be passed over: too hard for any budget. */
export function hardSets(clauses: number, random: SeededRandom = seededRandom(3)): readonly [MandateSet, MandateSet] {
  const axes = Object.entries(WORDS).map(([axis, count]) => {
    return [axis, Array.from({ length: count }, (_, n) => `${axis}-${n}`)] as const;
  });
  const half = (words: readonly string[]) => words.filter(() => random.chance(0.5));
  const rules = Array.from({ length: clauses }, (_, n): Rule => {
    const listed = Object.fromEntries(axes.map(([axis, words]) => [axis, half(words)]));
    const effect = n % 2 === 0 ? 'permit' : 'forbid';
    return { id: `m/${n}`, effect, agency: null, activity: null, axes: listed, windows: null };
  });
  const split = rules.flatMap((rule): Rule[] => {
    const places = rule.axes['place'] ?? [];
    const part = (name: string, place: readonly string[]): Rule => {
      return { ...rule, id: `${rule.id}${name}`, axes: { ...rule.axes, place } };
    };
    return [part('a', places.slice(0, 20)), part('b', places.slice(20))];
  });
  const vocabulary = { ...SMALL_SET.vocabulary, axes: Object.fromEntries(axes) };
  return [
    { ...SMALL_SET, vocabulary, rules },
    { ...SMALL_SET, vocabulary, rules: split },
  ];
}
