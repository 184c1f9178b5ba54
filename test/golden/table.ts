import type { Scenario } from '../../src/mandates/scenario.ts';
import type { Outcome } from '../../src/terms/outcome.ts';
import {
  type Asking,
  activitiesOf,
  asking,
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
import { type Axis, partsOf, spellWords } from './classes.ts';
import { coercionLines } from './coercion.ts';
import { spellTimes } from './time-spelling.ts';

/** An empty item is none of an `item.release`: what is released has a handling and a recipient. */
const RELEASED = ['amber', 'red'];

/** Whether what needs the host's clearance has it. */
const CLEARED: Axis<never> = {
  name: 'cleared',
  alike: [[true], [false]] as never,
  spell: ((some: readonly boolean[]) =>
    some.length === 2 ? '*' : some[0] === true ? 'cleared' : 'uncleared') as never,
};

/**
 * The whole policy of a scenario as text: who may do what, where, for what and when, with all mandates in force; then the guests' executive
 * powers under every combination of what R-05 asks for. A change of policy is a change of these lines.
 */
export function goldenTable(scenario: Scenario): string {
  const all = asking(scenario);
  const lines = everybody(scenario).flatMap((somebody) =>
    activitiesOf(scenario).flatMap((activity) => linesOf(all, somebody, activity)),
  );
  return `${[...head(scenario), ...lines, '', ...coercionLines(all)].join('\n')}\n`;
}

function head({ id, mandates }: Scenario): string[] {
  return [
    `# The authority table of ${id}, written by \`npm run golden -- --write\`.`,
    '# component role | activity | room purpose place [recipient handling] [cleared] time | outcome clauses',
    `# In force: ${mandates.map(({ mandate, version }) => `${mandate} ${version}`).join(', ')}; nothing is conferred, accompanied or approved.`,
    '# `*` is every word, `*-a` every word but a. What stands in no line is outside every mandate.',
    '',
  ];
}

function linesOf(asked: Asking, somebody: Somebody, activity: string): string[] {
  const { scenario, decider } = asked;
  const rules = rulesAbout(asked, somebody.agency, activity);
  const moments = momentsOf(asked, rules);
  const axis = (name: string, words: readonly string[]): Axis<never> => ({
    name,
    alike: representatives(asked, rules, name, words) as never,
    spell: spellWords(words) as never,
  });
  const components = scenario.vocabulary.agencies.flatMap((agency) => agency.components.map(({ id }) => id));
  const axes = [
    axis('room', somebody.rooms),
    axis('purpose', purposesOf(scenario)),
    axis('place', placesOf(scenario)),
    ...(activity === 'item.release' ? [axis('recipient', components), axis('handling', RELEASED)] : []),
    ...(asked.directory.clearance(activity) === null ? [] : [CLEARED]),
    {
      name: 'time',
      alike: moments.map((moment) => [moment]) as never,
      spell: spellTimes(moments, scenario.vocabulary.phases) as never,
    },
  ];
  const decide = (words: readonly unknown[]): string => {
    const named = Object.fromEntries(axes.map(({ name }, n) => [name, words[n]])) as unknown as Omit<
      Deed,
      'who' | 'activity'
    >;
    const { outcome, clauses } = decider.decide(factsOfDeed(asked, { who: somebody, activity, ...named }));
    return spellVerdict(outcome, clauses);
  };
  return partsOf(axes, decide).flatMap(({ words, result }) => {
    if (result === 'outside') return [];
    const where = words.map((some, n) => axes[n]?.spell(some as never)).join(' ');
    return [`${nameOf(somebody)} | ${activity} | ${where} | ${result}`];
  });
}

export function spellVerdict(outcome: Outcome, clauses: readonly string[]): string {
  return [outcome, ...clauses].join(' ');
}
