import * as z from 'zod';
import { directoryOf } from '../../desk/directory.ts';
import { plainDeed } from '../../mandates/plain-deed.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import { vocabularyOfSet, wordsOf } from '../../mandates/vocabulary-words.ts';
import { type BoundedFile, readBoundedFile } from '../../scenarios/bounded-file.ts';
import { textOf } from '../../scenarios/encoding.ts';
import { UNKNOWN } from '../../terms/axes.ts';
import { APPROVALS, type FactsVector } from '../../terms/outcome.ts';
import { CommandEnds, EXIT } from '../command.ts';
import { timeOption, wrongUsage } from '../options.ts';
import { unknownAxis, unknownWord } from './unknown-word.ts';

const FILE_LINES_MAX = 100_000;
/** As many lines as may be, of the facts that there are. */
const FILE_BYTES_MAX = 200_000_000;
const UNREAD: Readonly<Record<Exclude<BoundedFile['state'], 'read'>, string>> = {
  'too-large': `has more than ${FILE_BYTES_MAX} bytes`,
  'no-file': 'is no ordinary file',
  missing: 'is not there',
  unreadable: 'cannot be read',
};

/**
 * The facts of an act that is described by `axis=word` pairs. What a room would derive is derived where it can be: the agency from the component, the
 * direction from the accompaniment, the zones from place and time. What is neither said nor derived is unknown.
 * @throws CommandEnds naming the word and the nearest known one
 */
export function factsOfPairs(pairs: readonly string[], scenario: Scenario): FactsVector {
  const vocabulary = vocabularyOfSet(wordsOf(scenario.vocabulary));
  const said = new Map<string, string>();
  for (const pair of pairs) {
    const [, axis, word] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
    if (axis === undefined || word === undefined) {
      throw wrongUsage(`a fact is written \`axis=word\`, as in \`activity=patrol\`, not \`${pair}\``);
    }
    if (said.has(axis)) throw wrongUsage(`\`${axis}\` is given twice`);
    said.set(axis, word);
  }
  const wrong: CommandEnds[] = [];
  const take = (axis: string, known: readonly string[]): string | undefined => {
    const word = said.get(axis);
    said.delete(axis);
    if (word !== undefined && !known.includes(word)) wrong.push(unknownWord(axis, word, known));
    return word;
  };
  const time = timeOption('time=', said.get('time') ?? new Date().toISOString());
  said.delete('time');
  const approval = take('approval', APPROVALS) as FactsVector['approval'] | undefined;
  const axes: Record<string, string> = {};
  const activity = take('activity', Object.keys(vocabulary.activities));
  const agency = take('agency', [...Object.keys(vocabulary.agencies), UNKNOWN]);
  for (const [axis, words] of Object.entries(vocabulary.axes)) {
    const word = take(axis, [...words, UNKNOWN]);
    if (word !== undefined) axes[axis] = word;
  }
  const axesKnown = ['agency', 'activity', 'approval', 'time', ...Object.keys(vocabulary.axes)];
  for (const stranger of said.keys()) wrong.push(unknownAxis(stranger, axesKnown));
  // Whoever mends it is told of all at once.
  if (wrong.length > 0) throw wrongUsage(wrong.map(({ message }) => message).join('\n'));
  if (activity === undefined) throw wrongUsage('say what is done: `activity=…`');
  const { component = UNKNOWN, place = UNKNOWN } = axes;
  const directory = directoryOf(scenario, 'exercise');
  const zones = place === UNKNOWN ? {} : directory.zones(place, time);
  const derived = { ...plainDeed(scenario.vocabulary, activity), ...zones, ...axes };
  const direction = axes['direction'] ?? directionBy(derived['accompaniment']);
  const unknown = Object.fromEntries(Object.keys(vocabulary.axes).map((axis) => [axis, UNKNOWN]));
  return {
    agency: agency ?? agencyOf(component, scenario),
    activity,
    approval: approval ?? 'none',
    axes: { ...unknown, ...derived, direction },
    broken: [],
    time,
  };
}

function directionBy(accompaniment: string | undefined): string {
  if (accompaniment === undefined || accompaniment === UNKNOWN) return UNKNOWN;
  return accompaniment === 'yes' ? 'host' : 'own';
}

function agencyOf(component: string, { vocabulary }: Scenario): string {
  return vocabulary.agencies.find(({ components }) => components.some(({ id }) => id === component))?.id ?? UNKNOWN;
}

const Vector = z.object({
  agency: z.string().max(200),
  activity: z.string().max(200),
  approval: z.enum(APPROVALS),
  axes: z.record(z.string().max(200), z.string().max(200)),
  broken: z.array(z.string().max(20)).max(100),
  time: z.int(),
});

/** Facts vectors as a decision records them (docs/formats.md §8), one JSON object a line, or lines of a conformance pack, which hold one each. @throws CommandEnds naming the line */
export async function factsOfFile(file: string): Promise<FactsVector[]> {
  const read = await readBoundedFile(file, FILE_BYTES_MAX, 'follow');
  if (read.state !== 'read') throw new CommandEnds(EXIT.unreadable, `the file \`${file}\` ${UNREAD[read.state]}`);
  const text = textOf(read.bytes);
  if (typeof text !== 'string') throw new CommandEnds(EXIT.unreadable, `${file}:${text.line}: ${text.message}`);
  const lines = text.split('\n').flatMap((line, n) => (line.trim() === '' ? [] : [{ line, n }]));
  if (lines.length > FILE_LINES_MAX) {
    throw new CommandEnds(EXIT.unreadable, `\`${file}\` has more than ${FILE_LINES_MAX} lines`);
  }
  return lines.map(({ line, n }) => {
    const read = Vector.safeParse(vectorIn(parse(line)));
    if (read.success) return read.data;
    const issue = read.error.issues[0];
    const where = issue === undefined || issue.path.length === 0 ? 'it' : `\`${issue.path.join('.')}\``;
    throw new CommandEnds(EXIT.unreadable, `${file}:${n + 1}: no facts vector: ${where}: ${issue?.message ?? ''}`);
  });
}

/** A vector as it stands, or as a line of a conformance pack has it beside what is expected of it. */
function vectorIn(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'facts' in value ? value.facts : value;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
