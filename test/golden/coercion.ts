import { isHost } from '../../src/matters/audience.ts';
import {
  type Asking,
  coerciveActivities,
  type Deed,
  everybody,
  factsOfDeed,
  momentsOf,
  nameOf,
  placesOf,
  purposesOf,
  representatives,
  rulesAbout,
  type Somebody,
} from './cases.ts';

/** Every combination of the three things that R-05 asks for. */
export const COMBINATIONS = [false, true].flatMap((conferral) =>
  [false, true].flatMap((accompaniment) => [false, true].map((approval) => ({ conferral, accompaniment, approval }))),
);
export type Combination = (typeof COMBINATIONS)[number];

/** Everybody whom R-05 binds: all but the host's own. */
export function bound({ scenario, directory }: Asking): Somebody[] {
  return everybody(scenario).filter(({ agency }) => !isHost(agency, directory));
}

/** Deeds of one executive power by one person, for every room, purpose, place and time, one for all that no rule tells apart. */
export function coerciveDeeds(asked: Asking, who: Somebody, activity: string): Deed[] {
  const rules = rulesAbout(asked, who.agency, activity);
  const alike = (axis: string, words: readonly string[]) =>
    representatives(asked, rules, axis, words).flatMap((list) => list.slice(0, 1));
  const rooms = alike('room', who.rooms);
  const purposes = alike('purpose', purposesOf(asked.scenario));
  const places = alike('place', placesOf(asked.scenario));
  const deeds: Deed[] = [];
  for (const time of momentsOf(asked, rules)) {
    for (const room of rooms) {
      for (const purpose of purposes)
        for (const place of places) deeds.push({ who, activity, room, purpose, place, time });
    }
  }
  return deeds;
}

export function guardedBy(deed: Deed, { conferral, accompaniment, approval }: Combination): Deed {
  const said = (holds: boolean) => (holds ? 'yes' : 'no');
  return {
    ...deed,
    conferral: said(conferral),
    accompaniment: said(accompaniment),
    approval: approval ? 'granted' : 'none',
  };
}

/**
 * PRODUCT rule 5 as lines: for everybody but the host and every executive power, the outcomes that occur anywhere at any time under each
 * combination; then where it is permitted at all.
 */
export function coercionLines(asked: Asking): string[] {
  const lines = [
    '# Executive powers of everybody but the host, by what stands: C conferral, A accompaniment, Y the host’s yes to that very deed.',
    '# component role | activity | for each combination the outcomes that occur anywhere, at any time',
    '# and below it where it is permitted: room purpose place (the first of those that no rule tells apart).',
    '',
  ];
  for (const who of bound(asked)) {
    for (const activity of coerciveActivities(asked.scenario)) {
      const deeds = coerciveDeeds(asked, who, activity);
      const permitted = new Set<string>();
      const spelled = COMBINATIONS.map((combination) => {
        const outcomes = new Set<string>();
        for (const deed of deeds) {
          const { outcome, clauses } = asked.decider.decide(factsOfDeed(asked, guardedBy(deed, combination)));
          outcomes.add(outcome);
          if (outcome === 'permitted')
            permitted.add(`    ${deed.room} ${deed.purpose} ${deed.place}: ${clauses.join(' ')}`);
        }
        return `${spellCombination(combination)} ${[...outcomes].sort().join('/')}`;
      });
      lines.push(`${nameOf(who)} | ${activity} | ${spelled.join(', ')}`, ...permitted);
    }
  }
  return lines;
}

function spellCombination({ conferral, accompaniment, approval }: Combination): string {
  return [conferral ? 'C' : '-', accompaniment ? 'A' : '-', approval ? 'Y' : '-'].join('');
}
