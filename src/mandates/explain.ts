import { ROOM_PURPOSE, ROOM_PURPOSE_NAMES } from '../terms/act-kinds.ts';
import { AXIS_NAMES, UNKNOWN, ZONE_AXIS_PREFIX } from '../terms/axes.ts';
import { HOUSE_RULE_LIST } from '../terms/house-rules.ts';
import { nameIn } from '../terms/names.ts';
import type { Decision, NearMiss } from '../terms/outcome.ts';
import { ENGLISH } from './explain-english.ts';
import { KIND_DEEDS } from './prose/kind-deeds.ts';
import type { ProsePhrases } from './prose/phrases.ts';
import { toldMoment, toldTime } from './prose/told-time.ts';
import type { Claim } from './prove/claim.ts';
import type { Scenario } from './scenario.ts';
import { elsewhereIn } from './vocabulary-words.ts';

/** What words and clauses are called where people read them. */
export type Names = {
  /** Text of each clause, commitment and house rule by its id. */
  readonly clauses: ReadonlyMap<string, string>;
  /** Names of words by axis (`agency` and `activity` among them); a word without one is shown as it is. */
  readonly words: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The event's zone, in which times are told; without one as documents write them, in UTC. */
  readonly timezone?: string;
};

/** One language of explanations: a table of phrases, pure functions of words already named. */
export type Phrases = {
  readonly outcomes: Readonly<Record<Decision['outcome'], string>>;
  /** Names of axes, `time` and `approval` among them; a zone's axis has none. */
  readonly axes: Readonly<Record<string, string>>;
  readonly zone: (kind: string) => string;
  /** Texts of house rules, where the language has its own; all other clauses stand as they were written. */
  readonly houseRules?: Readonly<Record<string, string>>;
  /** Names of words that are the same in every event: `yes`, `none`, `unknown` … */
  readonly words: Readonly<Record<string, string>>;
  readonly quote: (text: string) => string;
  readonly and: (items: readonly string[]) => string;
  readonly or: (items: readonly string[]) => string;
  /** What stands for the words that are not told one by one. */
  readonly others: string;
  readonly window: (from: string | undefined, until: string | undefined) => string;
  readonly decided: (outcome: string, clauses: string) => string;
  readonly nearly: (clause: string, axes: string, details: string) => string;
  readonly failed: (axis: string, was: string, wanted: string) => string;
  /** Says of `count` facts, named, that they are not known, and that what is against an act counts them as what it names. */
  readonly unknown: (facts: string, count: number, outcome: Decision['outcome']) => string;
  /** Says of `count` guards, named, that they are not known and count as missing. */
  readonly unknownMissing: (facts: string, count: number) => string;
  /** Of what is there or not, and is not, or is not known to be. */
  readonly missing: (axis: string) => string;
  readonly notKnown: (axis: string) => string;
  /** What is left of a place beside the places in it that have names of their own. */
  readonly elsewhere: (place: string) => string;
  readonly region: RegionPhrases;
  readonly prose: ProsePhrases;
};

/** How a part of all possible acts is told (prove/told-region.ts). */
export type RegionPhrases = {
  readonly anybody: string;
  /** Of whom it is not known of which agency they are. */
  readonly unknownAgency: string;
  readonly anything: string;
  /** Stands for words that nothing has a name for. */
  readonly anyOther: string;
  readonly deed: (activity: string, agency: string) => string;
  readonly where: (axis: string, words: string) => string;
  readonly but: (words: string) => string;
  /** That every fact is known; `knownBeside` where axes were told before it, which may leave it open. */
  readonly known: string;
  readonly knownBeside: string;
  readonly approved: string;
  readonly notApproved: string;
  /** What is said of acts, which are told by `acts`. */
  readonly claims: Readonly<Record<Claim['says'], (acts: string) => string>>;
  /** The acts alone, without what comes out. */
  readonly acts: (deed: string, wheres: string) => string;
  /** By which clauses it comes out so. */
  readonly by: (clauses: string) => string;
  readonly moreClauses: (count: number) => string;
  /** What comes out, and what came out under the set before. */
  readonly told: (deed: string, outcome: string, other: string | undefined, wheres: string) => string;
};

/** Where names of kinds of zones stand among the names of words; no axis is called so. */
export const ZONE_KIND = 'zone kind';
/** How the leaf of a place that holds others ends (vocabulary-words.ts). */
const ELSEWHERE = elsewhereIn('');
/** Words of an axis that are told one by one. */
const TOLD_MAX = 4;

/**
 * A decision in a sentence, and one more for each near miss. Deterministic: the same decision and names give the same text.
 * `prohibited by us-hsi/7 (“No patrols.”) and K3 (“No enforcement operations.”).`
 */
export function explainDecision(
  { outcome, clauses, near }: Pick<Decision, 'outcome' | 'clauses' | 'near'>,
  names: Names,
  phrases: Phrases = ENGLISH,
): string {
  const cited = clauses.map((id) => cite(id, names, phrases));
  const sentences = [phrases.decided(phrases.outcomes[outcome], phrases.and(cited))];
  for (const miss of near) sentences.push(explainNearMiss(miss, names, phrases));
  return sentences.join(' ');
}

/** `host-root/4 (“…”) would apply but for the place: it is San Siro stadium, and must be US consulate.` */
export function explainNearMiss({ clause, failed }: NearMiss, names: Names, phrases: Phrases = ENGLISH): string {
  const details = failed.map((one) => explainFailed(one, names, phrases));
  const axes = failed.map(({ axis }) => axisName(axis, names, phrases));
  return phrases.nearly(cite(clause, names, phrases), phrases.and(axes), details.join('; '));
}

/** One axis of a near miss: `the place is San Siro stadium and must be US consulate`. */
export function explainFailed(
  { axis, was, wanted }: NearMiss['failed'][number],
  names: Names,
  phrases: Phrases = ENGLISH,
): string {
  const named = axisName(axis, names, phrases);
  if (axis === 'approval') return phrases.region.notApproved;
  if (wanted.length === 1 && wanted[0] === 'yes')
    return was === UNKNOWN ? phrases.notKnown(named) : phrases.missing(named);
  const told = wanted.slice(0, TOLD_MAX).map((word) => wordName(axis, word, names, phrases));
  if (wanted.length > TOLD_MAX) told.push(phrases.others);
  const failedAs = phrases.failed(named, wordName(axis, was, names, phrases), phrases.or(told));
  return axis === 'time' ? inZone(failedAs, names) : failedAs;
}

/**
 * What the words and clauses of an event are called, for {@link explainDecision}.
 * @param language of the screens; words that the event does not name in it keep the vocabulary's own names
 */
export function namesOf(
  { vocabulary, names, mandates, commitments, timezone }: Scenario,
  language: string = 'en',
): Names {
  const inItalian = language === 'it';
  const clauses = new Map<string, string>(HOUSE_RULE_LIST.map(({ id, text }) => [id, text]));
  for (const mandate of mandates) for (const { id, text } of mandate.clauses) clauses.set(id, text);
  for (const { id, text } of commitments) clauses.set(id, text);
  const named = (things: readonly { readonly id: string; readonly name: string }[]) =>
    new Map(things.map((thing) => [thing.id, nameIn(thing, language, names)]));
  const components = new Map(
    vocabulary.agencies.flatMap((agency) =>
      agency.components.map((component) => {
        return [component.id, `${nameIn(component, language, names)} (${nameIn(agency, language, names)})`];
      }),
    ),
  );
  const words = new Map<string, ReadonlyMap<string, string>>([
    ['agency', named(vocabulary.agencies)],
    ['activity', new Map([...Object.entries(KIND_DEEDS[inItalian ? 'it' : 'en']), ...named(vocabulary.activities)])],
    ['component', components],
    ['recipient', components],
    ['role', named(vocabulary.roles)],
    [
      'purpose',
      named([{ id: ROOM_PURPOSE, name: ROOM_PURPOSE_NAMES[inItalian ? 'it' : 'en'] }, ...vocabulary.purposes]),
    ],
    ['place', named(vocabulary.places)],
    ['room', named(vocabulary.rooms)],
    [ZONE_KIND, named(vocabulary.zoneKinds.map((id) => ({ id, name: id })))],
  ]);
  return { clauses, words, timezone };
}

function cite(id: string, names: Names, phrases: Phrases): string {
  const own = phrases.houseRules;
  const text = own !== undefined && Object.hasOwn(own, id) ? own[id] : names.clauses.get(id);
  return text === undefined ? id : `${id} (${phrases.quote(text.trim())})`;
}

/** What an axis is called. */
export function axisName(axis: string, names: Names, phrases: Phrases): string {
  if (!axis.startsWith(ZONE_AXIS_PREFIX)) return phrases.axes[axis] ?? axis;
  const kind = axis.slice(ZONE_AXIS_PREFIX.length);
  return phrases.zone(names.words.get(ZONE_KIND)?.get(kind) ?? kind);
}

/** A sentence about times, with the zone in which they are told. */
export function inZone(told: string, { timezone }: Pick<Names, 'timezone'>): string {
  return timezone === undefined ? told : `${told} (${timezone})`;
}

function localTime(from: string, until: string | undefined, timezone: string, { prose }: Phrases): string {
  const [begins, ends] = [from, until].map((bound) => (bound === undefined ? Number.NaN : Date.parse(bound)));
  const bound = (ms: number | undefined) => (ms === undefined || Number.isNaN(ms) ? null : ms);
  if (until === undefined)
    return bound(begins) === null ? from : toldMoment(bound(begins) ?? 0, timezone, prose.locale);
  return toldTime([[bound(begins), bound(ends)]], timezone, prose);
}

/** What a word of an axis is called; times are `from/until`, `..` for no bound. */
export function wordName(axis: string, word: string, names: Names, phrases: Phrases): string {
  if (axis === 'time') {
    const [from, until] = word.split('/');
    const { timezone } = names;
    if (timezone !== undefined) return localTime(from ?? '', until, timezone, phrases);
    if (until === undefined) return word;
    return phrases.window(from === '..' ? undefined : from, until === '..' ? undefined : until);
  }
  const words = names.words.get(axis);
  if (axis === 'place' && word.endsWith(ELSEWHERE)) {
    const place = word.slice(0, -ELSEWHERE.length);
    return phrases.elsewhere(words?.get(place) ?? place);
  }
  const named = words?.get(word);
  if (named !== undefined) return named;
  const isAxis = AXIS_NAMES.includes(axis) || axis === 'approval' || axis.startsWith(ZONE_AXIS_PREFIX);
  const isFixed = (isAxis || word === UNKNOWN) && Object.hasOwn(phrases.words, word);
  return (isFixed ? phrases.words[word] : undefined) ?? word;
}
