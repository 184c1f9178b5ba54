import { resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { playOnRoom } from '../exercise/on-room.ts';
import type { ExerciseResult, Played } from '../exercise/player.ts';
import { type ExerciseRoom, openExerciseRoom, openMemoryRoom } from '../server/exercise-room.ts';
import { exerciseTime, steppedTime } from '../server/room-time.ts';
import { type Command, EXIT } from './command.ts';
import { DEFAULT_EXERCISE, SPEED_MAX } from './defaults.ts';
import { parseOptions } from './options.ts';
import { plain } from './plain-text.ts';
import { readScenarioOr66 } from './scenario-argument.ts';
import { databaseUrl, speedOption } from './start.ts';
import { inOneSentence, withStoppedRoom } from './stopped-room.ts';

const OPTIONS = {
  scenario: { type: 'string' },
  speed: { type: 'string' },
  data: { type: 'string' },
  quiet: { type: 'boolean' },
} as const;

const HELP = `remit exercise [--scenario FOLDER] [--speed max|N] [--data FOLDER] [--quiet]

Plays the script of an exercise and compares what the room decides about each act with what the script's author wrote, and why.
Without --data it leaves nothing behind.

  --scenario FOLDER  a folder, or the name of a supplied one (else ${DEFAULT_EXERCISE})
  --speed N          times as fast as the clock on the wall, 1 to ${SPEED_MAX}; max (else) goes from act to act
  --data FOLDER      plays in a stored ledger, and goes on where it stopped
  --quiet            only what came out differently, and the last line

exit codes: 0 all came out as written, 1 some did not, 64 wrong usage, 66 the scenario cannot be read
`;

/** Plays an exercise and compares. */
export const exercise: Command = {
  name: 'exercise',
  summary: 'play an exercise at once and compare with what its author wrote',
  help: HELP,
  async run(argv, io) {
    const { values } = parseOptions(argv, OPTIONS, 0);
    const speed = speedOption(values.speed ?? 'max');
    const scenario = await readScenarioOr66(values.scenario ?? DEFAULT_EXERCISE);
    const roomTime = speed === 0 ? steppedTime() : exerciseTime(systemClock, speed, true);
    const signal = io.interrupted();
    const log = values.quiet === true ? undefined : (played: Played) => io.out(playedText(played));
    const play = ({ room, store, failed }: ExerciseRoom) =>
      Promise.race([playOnRoom(room, store, scenario, { signal, log }), failed]).finally(() => room.stop());
    const { data } = values;
    const result = await inOneSentence(async () => {
      if (data === undefined) return await play(await openMemoryRoom({ scenario, roomTime }));
      const place = { dataFolder: resolve(data), databaseUrl: databaseUrl(io) };
      const said = {
        info: (message: string) => io.err(`${message}\n`),
        warn: (message: string) => io.err(`remit: ${message}\n`),
      };
      return await withStoppedRoom(place, io, async ({ store, folders }) =>
        play(await openExerciseRoom(store, folders, { scenario, roomTime, log: said })),
      );
    });
    io.out(summaryText(result));
    return result.differing.length === 0 && result.whole ? EXIT.done : EXIT.failed;
  },
};

function playedText({ id, what, got, expected, as, again }: Played): string {
  const mark = as === 'expected' ? ' ' : '!';
  const but = as === 'expected' ? '' : `  (expected ${expected})`;
  return plain(`${mark} ${id.padEnd(8)} ${what}: ${got}${but}${again ? '  (was there already)' : ''}`).concat('\n');
}

/** Each difference with the author's reason, then one line. */
function summaryText({ acts, heldUp, checks, differing, whole }: ExerciseResult): string {
  const blocks = differing.map(({ id, expected, got, source }) =>
    [`\n${id}`, `  expected  ${expected}`, `  got       ${got}`, `  because   ${source}`].map(plainLine).join('\n'),
  );
  const end = whole ? '' : ' (stopped before its end)';
  const counts = `${acts} acts, ${heldUp} refused or needing approval, ${checks} ends checked, ${differing.length} differ${end}`;
  return `${[...blocks, ...(blocks.length > 0 ? [''] : []), counts].join('\n')}\n`;
}

function plainLine(line: string): string {
  return line.startsWith('\n') ? `\n${plain(line.slice(1))}` : plain(line);
}
