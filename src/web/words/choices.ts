import type { Vocabulary } from '../session/vocabulary.ts';
import type { Choice } from '../ui/choice.ts';

type Place = Vocabulary['places'][number];
type EveryName = (word: string) => readonly string[];

/** Between the names of a place and of what it lies in. */
const WITHIN = ' ‹ ';

/**
 * The places as they lie in each other, each before what it lies in, up to below the root (`San Siro stadium ‹ San Siro quarter ‹ Milan`), so that a narrow field
 * cuts what tells least; the value is the leaf that an act claims. A place that holds others stands for what is elsewhere in it.
 * @param elsewhere says that of a name, in the language of the screens
 * @param everyName what a place is called in any language, to find it by
 */
export function placeChoices(
  places: readonly Place[],
  elsewhere: (name: string) => string,
  everyName: EveryName,
): Choice[] {
  const inside = Map.groupBy(places, ({ within }) => within ?? '');
  const roots = inside.get('') ?? [];
  const under = (place: Place, way: readonly string[], names: readonly string[]): Choice[] => {
    const also = [...names, ...everyName(place.id)];
    const members = inside.get(place.id) ?? [];
    const own = members.length > 0 ? elsewhere(place.name) : place.name;
    const here = { value: place.leaf, label: [own, ...way].join(WITHIN), also };
    return [here, ...members.flatMap((member) => under(member, [place.name, ...way], also))];
  };
  return roots.flatMap((root) => {
    if (roots.length > 1) return under(root, [], []);
    const members = (inside.get(root.id) ?? []).flatMap((member) => under(member, [], []));
    return [...members, { value: root.leaf, label: elsewhere(root.name), also: everyName(root.id) }];
  });
}

/** The deeds of the event's vocabulary, each with how coercive it is in words. */
export function activityChoices(
  activities: Vocabulary['activities'],
  coerciveness: (of: Vocabulary['activities'][number]['coerciveness']) => string,
  everyName: EveryName,
): Choice[] {
  return activities.map(({ id, name, coerciveness: degree }) => ({
    value: id,
    label: `${name} (${coerciveness(degree)})`,
    also: everyName(id),
  }));
}
