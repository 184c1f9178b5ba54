import { startRoom } from '../server/main.ts';
import type { Command, Io } from './command.ts';
import { DEFAULT_DATA, DEFAULT_PORT, DEFAULT_SPEED, SPEED_MAX } from './defaults.ts';
import { numberOption, parseOptions, wrongUsage } from './options.ts';

const OPTIONS = {
  port: { type: 'string' },
  data: { type: 'string' },
  speed: { type: 'string' },
  empty: { type: 'boolean' },
  scenario: { type: 'string' },
} as const;

const HELP = `remit start [--port ${DEFAULT_PORT}] [--data ${DEFAULT_DATA}] [--speed ${DEFAULT_SPEED}] [--scenario FOLDER] [--empty]

Opens the room and keeps it open until Ctrl-C. Without options it plays the supplied exercise.

  --port N           where the room listens, on this machine only; 0 takes any that is free
  --data FOLDER      where ledger, keys and database lie; made where it is missing
  --speed N          how many times as fast as the clock on the wall an exercise runs, 1 to ${SPEED_MAX};
                     \`max\` goes from act to act
  --scenario FOLDER  the event: a folder, or the name of a supplied one
  --empty            a live room, without an exercise
  DATABASE_URL       of the environment: a PostgreSQL of your own instead of the one in the data folder

exit codes: 0 after a stop that was asked for, 1 could not start or had to end, 64 wrong usage
`;

/** Runs a room until it is asked to stop. */
export const start: Command = {
  name: 'start',
  summary: 'open the room (by default with the supplied exercise)',
  help: HELP,
  async run(argv, io: Io) {
    const { values } = parseOptions(argv, OPTIONS, 0);
    const { port, data = DEFAULT_DATA, empty = false, scenario } = values;
    if (empty && values.speed !== undefined)
      throw wrongUsage('`--speed` is for an exercise; a live room runs with the clock on the wall');
    return await startRoom(
      {
        port: port === undefined ? DEFAULT_PORT : numberOption('port', port, { min: 0, max: 65_535 }),
        data,
        speed: speedOption(values.speed ?? String(DEFAULT_SPEED)),
        empty,
        databaseUrl: databaseUrl(io),
        scenario,
      },
      io,
    );
  },
};

/** Room time per wall time; 0 for `max`, as fast as it goes. @throws CommandEnds */
export function speedOption(text: string): number {
  return text === 'max' ? 0 : numberOption('speed', text, { min: 1, max: SPEED_MAX });
}

/** An empty DATABASE_URL is none. */
export function databaseUrl({ env }: Io): string | undefined {
  return env.DATABASE_URL === '' ? undefined : env.DATABASE_URL;
}
