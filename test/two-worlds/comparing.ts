import assert from 'node:assert/strict';
import { loadScenario } from '../../src/server/scenario-folder.ts';
import type { ActKind } from '../../src/terms/act-kinds.ts';
import type { Answer } from '../../src/terms/answer.ts';
import { SHOWN_SLICES } from '../../src/terms/api/matters.ts';
import type { Viewer } from '../../src/views/audience.ts';
import { keptActs, sees } from './hidden.ts';
import { playOn } from './playing.ts';
import { ASKED_BY_QUESTION, type Asked, compared, probesOf } from './probes.ts';
import { type RecordedAct, type Recording, record } from './recording.ts';
import { World } from './world.ts';

export const SCENARIO = 'milano-cortina-2026';
/** Probes of entries and records of one kind: enough to meet every kind of hidden one. */
const SAMPLE = 8;
/** Parts of the script after which the worlds are compared. */
const CUTS = [0.35, 1] as const;

/** An exercise, and what must be hidden in it from whoever is observed for the comparison to show anything. */
export type Exercise = {
  readonly scenario: string;
  readonly hidden: number;
  readonly kinds: readonly ActKind[];
  /** Room time (ms) from which on the script is left out. */
  readonly until?: number;
};
export const MILANO: Exercise = {
  scenario: SCENARIO,
  hidden: 80,
  kinds: ['incident.open', 'log.line', 'tasking.issue', 'deed.propose', 'desk.sign-on'],
};

/** Routes whose answers would compare nothing if each were a refusal, and how many at least are none. */
const ANSWERED = [
  ['/api/preview', 20],
  ['/api/exercise', 1],
  ['/api/guide', 1],
  ['/api/acts', 5],
  ['/api/matters/:slice', 10],
] as const;

/** Agencies of people who are no host's, of an event: whoever is forgotten in a list of those that are compared is found by it. */
export async function guestsOf(scenario: string): Promise<string[]> {
  const { vocabulary, roster } = await loadScenario(scenario, 'exercise');
  const others = vocabulary.agencies.filter(({ standing }) => standing === 'guest' || standing === 'organiser');
  return others
    .map(({ id }) => id)
    .filter((id) => roster.some(({ agency }) => agency === id))
    .sort();
}

/** The exercise as it is written, played once. */
export async function recordedExercise({ scenario, until = Infinity }: Exercise = MILANO): Promise<Recording> {
  const loaded = await loadScenario(scenario, 'exercise');
  const exercise = loaded.exercise.map((day) => ({ ...day, steps: day.steps.filter(({ at }) => at < until) }));
  return await record({ ...loaded, exercise });
}

/** The people of an agency as viewers of all that they may ever see. */
export function viewersOf({ people }: Recording, agency: string): Viewer[] {
  return [...people.values()].filter((row) => row.agency === agency).map(({ id }) => viewerOf(id, agency, true));
}

/** Whatever one of them may ever see: of a room they see nothing that is not their agency's too. */
export function viewerOf(person: string, agency: string, admitted: boolean): Viewer {
  const standing = agency === 'organising-committee' ? 'organiser' : 'guest';
  return { person, agency, standing, room: 'none', oversight: false, admitted, dataProtection: false };
}

/**
 * PRODUCT rule "each sees what is theirs": the same script with and without a hidden matter. World A is the exercise; in world B whatever the
 * observed people may not see is replaced by other acts of the host, so that the ledger has the same size, which is public by nature.
 * Every byte that they can get is equal.
 * @returns how many answers were compared
 */
export async function compareWorlds(
  recording: Recording,
  viewers: readonly Viewer[],
  exercise: Exercise = MILANO,
): Promise<number> {
  const scenario = await loadScenario(exercise.scenario, 'exercise');
  const people = viewers.flatMap(({ person }) => person ?? []);
  const kept = keptActs(recording, viewers);
  const replaced = recording.acts.filter((act) => !kept.has(act) && act.after > act.before);
  assertTelling(replaced, exercise);
  const [a, b] = [await World.open(scenario, people), await World.open(scenario, people)];
  let [done, asked] = [0, 0];
  for (const cut of CUTS) {
    const to = Math.floor(recording.acts.length * cut);
    const answered = await playOn(a, recording, new Set(recording.acts), done, to);
    compareAnswers(recording, answered, await playOn(b, recording, kept, done, to), viewers);
    done = to;
    await Promise.all([a.included(), b.included()]);
    // In the middle of the exercise one of them asks, at its end all of them.
    for (const person of cut === 1 ? people : people.slice(0, 1)) {
      if (a.room.readable.person(person) === undefined) continue;
      const what = askedBy(recording, person, a, b, viewers);
      asked += await compareReading(a, b, what);
      asked += await compareResuming(a, b, what);
    }
  }
  for (const person of people) {
    const [one, other] = [a, b].map(({ streams }) => streams.get(person)?.join(''));
    assert(one?.includes('event: acts'), `${person} was sent something at all`);
    assert.equal(other, one, `live events of ${person}`);
  }
  await a.close();
  await b.close();
  return asked;
}

/** The test shows something only where much is hidden, of every kind. */
function assertTelling(replaced: readonly RecordedAct[], exercise: Exercise): void {
  const kinds = new Set(replaced.map(({ signed }) => signed.act.kind));
  assert(replaced.length > exercise.hidden, `${replaced.length} acts are hidden`);
  for (const kind of exercise.kinds) {
    assert(kinds.has(kind), `${kind} is among the hidden acts`);
  }
}

/**
 * What comes of the acts that the observed people may see, and what they were answered to their own, is the same. Others of the acts that are
 * played in both worlds may come out differently where what they rest on is hidden too.
 */
function compareAnswers(
  recording: Recording,
  a: ReadonlyMap<RecordedAct, Answer>,
  b: ReadonlyMap<RecordedAct, Answer>,
  viewers: readonly Viewer[],
): void {
  const isSeen = sees(viewers);
  const people = viewers.map(({ person }) => person);
  for (const [act, answer] of b) {
    const { id, actor } = act.signed.act;
    if (people.includes(actor) || isSeen(recording, act.answer.index)) assert.deepEqual(answer, a.get(act), id);
  }
}

async function compareReading(a: World, b: World, asked: Asked): Promise<number> {
  const browsers = [await a.browser(asked.person), await b.browser(asked.person)] as const;
  const routes = a.http.routes.filter(({ method, url }) => method === 'GET' || ASKED_BY_QUESTION.test(url));
  assert.deepEqual(b.http.routes, a.http.routes);
  let [bytes, count] = [0, 0];
  const absent = new Map<string, string>();
  const answered = new Map<string, number>();
  for (const route of routes) {
    const probes = probesOf(route, asked);
    assert(probes !== undefined, `the test does not know what to ask of \`${route.url}\`: say it in probes.ts`);
    for (const { url, headers, question } of probes) {
      const method = question === undefined ? 'GET' : 'POST';
      const one = await browsers[0].ask(method, url, question?.(a), headers?.(a));
      const other = await browsers[1].ask(method, url, question?.(b), headers?.(b));
      const [mine, theirs] = [compared(url, one), compared(url, other)].map((said) => JSON.stringify(said));
      assert(theirs === mine, `${asked.person} ${url}: ${firstDifference(mine ?? '', theirs ?? '')}`);
      if (one.statusCode === 200) answered.set(route.url, (answered.get(route.url) ?? 0) + 1);
      bytes += one.body.length;
      count += 1;
      if (one.statusCode === 404 && route.url.includes(':')) {
        // Hidden or nowhere: the words are the same.
        assert.equal(one.body, absent.get(route.url) ?? one.body, url);
        absent.set(route.url, one.body);
      }
    }
  }
  for (const [url, least] of ANSWERED) assert((answered.get(url) ?? 0) >= least, `${url} is answered at all`);
  assert(absent.size >= 3, 'hidden and absent things were asked for');
  assert(bytes > 20_000, 'something is shown at all');
  return count;
}

/** A stream that is taken up again after any entry, theirs or hidden or not there yet, goes on with the same bytes. */
async function compareResuming(a: World, b: World, { person, indexes }: Asked): Promise<number> {
  let told = 0;
  for (const seen of [0, ...indexes, 'unknown' as const]) {
    const [one, other] = [await a.resumed(person, seen), await b.resumed(person, seen)];
    assert.equal(other, one, `${person} resumes after ${seen}`);
    if (one.includes('event: acts')) told += 1;
  }
  assert(told > 0, 'somebody who was away is told something');
  return indexes.length;
}

/** Where two answers part, with what stands around. */
function firstDifference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const around = (text: string) => text.slice(Math.max(0, at - 120), at + 200);
  return `\n  ${around(one)}\n  ${around(other)}`;
}

/** Everything that is hidden in one of the worlds, and some that is not. */
function askedBy(recording: Recording, person: string, a: World, b: World, viewers: readonly Viewer[]): Asked {
  const size = a.room.size();
  const isSeen = sees(viewers);
  const all = Array.from({ length: size }, (_, index) => index);
  const hidden = all.filter((index) => !isSeen(recording, index));
  const indexes = [...sample(hidden), ...sample(all), size, size + 1, size + 1_000];
  const ids = new Map(
    SHOWN_SLICES.map((slice) => {
      const known = [a, b].flatMap(({ room }) => [...room.readable.state.entries(slice)].map(([id]) => id));
      return [slice, [...sample([...new Set(known)]), 'NONE-1', 'REQ-us-ice-999', 'INC-999']] as const;
    }),
  );
  const summaries = [
    'FILLERWORD',
    'incident',
    'consulate',
    'patrol',
    'hotel',
    'san siro',
    'req us',
    'it-duty-a',
    // Names of what hidden entries say by id.
    'questura',
    'verbalizzante',
    'immigration',
    'zzz',
  ];
  const people = sample([...recording.people.keys()]);
  return { person, indexes: [...new Set(indexes)], ids, words: summaries, people, size };
}

function sample<T>(list: readonly T[]): T[] {
  const every = Math.max(1, Math.ceil(list.length / SAMPLE));
  return list.filter((_, n) => n % every === 0);
}
