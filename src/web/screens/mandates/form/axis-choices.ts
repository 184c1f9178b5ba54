import { CLAIMING_KINDS, ROOM_KINDS } from '../../../../terms/act-kinds.ts';
import { FIXED_AXES, NONE } from '../../../../terms/axes.ts';
import type { Choice } from '../../../ui/choice.ts';
import type { Drafting } from '../reading/drafting.ts';

/** A word that can stand in a list, and how far it lies inside others. */
export type ListChoice = Choice & {
  readonly depth?: number;
  /** Words that are meant with it. */
  readonly covers?: readonly string[];
  /** What is to be read beside it. */
  readonly note?: string;
};

type NameOf = (axis: string, word: string) => string;

/** The words that a list of an axis can hold, named; the agencies' components, roles, purposes and rooms in the order of the vocabulary. */
export function choicesOf(axis: string, { words, scenario }: Drafting, nameOf: NameOf): ListChoice[] {
  const named = (list: readonly string[]) => list.map((word) => ({ value: word, label: nameOf(axis, word) }));
  const { vocabulary } = scenario;
  const ids = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id);
  switch (axis) {
    case 'activity':
      return activityChoices(words, vocabulary.activities, nameOf);
    case 'agency':
      return named(ids(vocabulary.agencies));
    case 'place':
      return placeChoices(vocabulary.places, words.leaves, nameOf);
    case 'component':
      return named([...words.agencyOfComponent.keys()]);
    case 'recipient':
      return named([...words.agencyOfComponent.keys(), NONE]);
    case 'room':
      return named([...ids(vocabulary.rooms), NONE]);
    default: {
      const known = words.axes.get(axis) ?? [];
      const order = axis === 'role' ? ids(vocabulary.roles) : axis === 'purpose' ? ids(vocabulary.purposes) : [];
      const written = order.filter((word) => known.includes(word));
      return named([...written, ...known.filter((word) => !written.includes(word))]);
    }
  }
}

/** Whether the words of an axis are the same in every event, and so few that all are shown. */
export function isFixed(axis: string): boolean {
  return Object.hasOwn(FIXED_AXES, axis);
}

function activityChoices(
  words: Drafting['words'],
  deeds: readonly { readonly id: string }[],
  nameOf: NameOf,
): ListChoice[] {
  const never: ReadonlySet<string> = new Set([...ROOM_KINDS, ...CLAIMING_KINDS]);
  const named = (word: string) => ({ value: word, label: nameOf('activity', word) });
  const groups = [...words.groups].map(([group, members]) => {
    const note = members.map((word) => nameOf('activity', word)).join(', ');
    return { ...named(`group:${group}`), covers: members, note };
  });
  const events = deeds.map(({ id }) => named(id));
  const own = new Set(deeds.map(({ id }) => id));
  const kinds = [...words.activities].filter((word) => !own.has(word) && !never.has(word)).map(named);
  return [...groups, ...events, ...kinds];
}

/** The tree of places, each before what lies in it; a place with parts has one more for what lies in none of them. */
function placeChoices(
  places: Drafting['scenario']['vocabulary']['places'],
  leaves: ReadonlyMap<string, readonly string[]>,
  nameOf: NameOf,
): ListChoice[] {
  const inside = Map.groupBy(places, ({ within }) => within);
  const under = (parent: string | null, depth: number): ListChoice[] =>
    (inside.get(parent) ?? []).flatMap(({ id }) => {
      const below = under(id, depth + 1);
      const elsewhere = `${id}.elsewhere`;
      const rest = leaves.has(elsewhere)
        ? [{ value: elsewhere, label: nameOf('place', elsewhere), depth: depth + 1 }]
        : [];
      const parts = [...below, ...rest];
      const here = { value: id, label: nameOf('place', id), depth, covers: parts.map(({ value }) => value) };
      return [here, ...parts];
    });
  return under(null, 0);
}
