import { EVERYTHING, type Region } from '../../mandates/prove/claim.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import { type VocabularyWords, wordsOf } from '../../mandates/vocabulary-words.ts';
import { UNKNOWN } from '../../terms/axes.ts';
import type { TimeWindow } from '../../terms/mandate-set.ts';
import { APPROVALS } from '../../terms/outcome.ts';
import { timeOption, wrongUsage } from '../options.ts';
import { unknownAxis, unknownWord } from './unknown-word.ts';

/** What can be said of acts on the command line; each is an option. */
export const SAID = ['always', 'never', 'unless-approved'] as const;
type Said = (typeof SAID)[number];

/** What can be said of acts and another folder, which the option names. */
export const SAID_BESIDE = ['no-new-permission-since', 'equivalent'] as const;

/** A claim that speaks of no other set. */
export type AskedClaim = { readonly says: Said; readonly region: Region };

const GROUP_PREFIX = 'group:';

/**
 * The claim that is put by `axis=word,word` pairs. What is not named is whatever: the unknown among it, unless `known`; and an act of a named component is of its agency. A group of
 * activities stands for its members, a place for all that lies in it.
 * @throws CommandEnds naming the word and the nearest known one
 */
export function claimOfPairs(says: Said, pairs: readonly string[], scenario: Scenario, known: boolean): AskedClaim {
  return { says, region: regionOfPairs(pairs, scenario, known) };
}

/** The acts alone; without a pair every one. @throws CommandEnds as {@link claimOfPairs} does */
export function regionOfPairs(pairs: readonly string[], scenario: Scenario, known: boolean): Region {
  const words = wordsOf(scenario.vocabulary);
  const said = new Map<string, readonly string[]>();
  for (const pair of pairs) {
    const [, axis, list] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
    if (axis === undefined || list === undefined) {
      throw wrongUsage(
        `acts are described by \`axis=word\` or \`axis=word,word\`, as in \`activity=patrol\`, not \`${pair}\``,
      );
    }
    if (said.has(axis)) throw wrongUsage(`\`${axis}\` is given twice`);
    said.set(axis, axis === 'time' ? [list] : list.split(','));
  }
  for (const axis of said.keys()) {
    if (!OWN.includes(axis) && !words.axes.has(axis)) throw unknownAxis(axis, [...OWN, ...words.axes.keys()]);
  }
  return regionOf(said, words, known);
}

/** What a region says beside the axes of the vocabulary. */
const OWN: readonly string[] = ['agency', 'activity', 'approval', 'time'];

function regionOf(said: ReadonlyMap<string, readonly string[]>, words: VocabularyWords, known: boolean): Region {
  const take = (axis: string, all: readonly string[], means: (word: string) => readonly string[] = itself) => {
    const list = said.get(axis);
    return list === undefined ? null : [...new Set(list.flatMap((word) => meaning(axis, word, all, means)))];
  };
  const axes: Record<string, readonly string[]> = {};
  for (const [axis, own] of words.axes) {
    const list =
      axis === 'place'
        ? take(axis, [...words.leaves.keys(), UNKNOWN], (place) => words.leaves.get(place) ?? [place])
        : take(axis, [...own, UNKNOWN]);
    if (list !== null) axes[axis] = list;
    else if (known) axes[axis] = own;
  }
  const agencies = [...words.agencies.keys()];
  const agency = take('agency', [...agencies, UNKNOWN]) ?? agenciesOf(axes, said, words) ?? (known ? agencies : null);
  const groups = [...words.groups.keys()].map((group) => `${GROUP_PREFIX}${group}`);
  const activity = take('activity', [...words.activities, ...groups], (word) => {
    return word.startsWith(GROUP_PREFIX) ? (words.groups.get(word.slice(GROUP_PREFIX.length)) ?? []) : [word];
  });
  const approval = take('approval', APPROVALS)?.flatMap((word) => APPROVALS.filter((one) => one === word)) ?? null;
  return { ...EVERYTHING, agency, activity, axes, approval, windows: windowsOf(said.get('time')?.[0]) };
}

const itself = (word: string) => [word];

function meaning(
  axis: string,
  word: string,
  all: readonly string[],
  means: (word: string) => readonly string[],
): readonly string[] {
  if (all.includes(word)) return means(word);
  throw unknownWord(axis, word, all);
}

/** The agencies of named components; null where none is named, or one that is not known. */
function agenciesOf(
  axes: Readonly<Record<string, readonly string[]>>,
  said: ReadonlyMap<string, readonly string[]>,
  { agencyOfComponent }: VocabularyWords,
): readonly string[] | null {
  const components = said.has('component') ? (axes['component'] ?? []) : [];
  const agencies = components.map((component) => agencyOfComponent.get(component));
  const known = agencies.flatMap((agency) => agency ?? []);
  return known.length === 0 || known.length < agencies.length ? null : [...new Set(known)];
}

/** `FROM/UNTIL`, half-open; `..` in the place of either has no end. */
function windowsOf(text: string | undefined): TimeWindow[] | null {
  if (text === undefined) return null;
  const [from, until, ...more] = text.split('/');
  if (from === undefined || until === undefined || more.length > 0) {
    throw wrongUsage(`\`time=\` is \`FROM/UNTIL\`, as in \`2026-02-05T06:00:00Z/..\`, not \`${text}\``);
  }
  const bound = (end: string) => (end === '..' ? null : timeOption('time=', end));
  const window: TimeWindow = [bound(from), bound(until)];
  if (window[0] !== null && window[1] !== null && window[0] >= window[1]) {
    throw wrongUsage(`\`time=${text}\` ends before it begins`);
  }
  return [window];
}
