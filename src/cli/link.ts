import { isoTime } from '../base/clock.ts';
import { nearestWord } from '../base/nearest.ts';
import { directoryOf } from '../desk/directory.ts';
import { deskSeats } from '../exercise/desk-links.ts';
import { readScenarioFolder, scenarioFolder } from '../scenarios/read.ts';
import { type Command, EXIT } from './command.ts';
import { parseOptions, wrongUsage } from './options.ts';
import { DEFAULT_URL, RoomClient, type RoomState } from './room-client.ts';
import { keyFor } from './signing.ts';

const OPTIONS = {
  url: { type: 'string' },
  as: { type: 'string' },
  key: { type: 'string' },
  desk: { type: 'string' },
  json: { type: 'boolean' },
} as const;

const HELP = `remit link --as PERSON [--key FILE] [--desk DESK] [--url URL]
remit link --desk DESK [--url URL]               in an exercise: as whoever its script seats there

Prints a one-time link with which a browser signs in as this person. Whoever opens it first is in: hand it over as you would a key.

  --as PERSON    who signs in
  --key FILE     the person's seed; in an exercise the worthless test key is taken without it
  --desk DESK    the desk that the console offers first
  --url URL      the room (else ${DEFAULT_URL})
  --json         path and expiry as JSON

exit codes: 0 done, 1 no room answers or it knows no such key, 64 wrong usage, 66 cannot read
`;

/** Makes a one-time link for a browser. */
export const link: Command = {
  name: 'link',
  summary: 'a one-time link with which a browser signs in',
  help: HELP,
  async run(argv, io) {
    const { values } = parseOptions(argv, OPTIONS, 0);
    if (values.as === undefined && values.desk === undefined) throw wrongUsage('`--as` says who signs in');
    const client = new RoomClient(values.url ?? DEFAULT_URL, io.interrupted());
    const room = await client.state();
    const person = values.as ?? (await seatedAt(room, values.desk ?? ''));
    const key = await keyFor(room, person, values.key);
    const made = await client.link({ person, key }, room, values.desk);
    // Passkeys want a name, and this machine has one.
    const address = client.address(made.path).replace('//127.0.0.1', '//localhost');
    if (values.json === true) io.out(`${JSON.stringify({ ...made, address })}\n`);
    else io.out(`${address}\nfor ${person}, once, until ${isoTime(made.expires)}\n`);
    return EXIT.done;
  },
};

/** Whom the script of a supplied exercise seats at a desk. @throws CommandEnds */
async function seatedAt({ mode, scenario }: RoomState, desk: string): Promise<string> {
  const isKnown = mode === 'exercise' && /^[a-z0-9][a-z0-9-]*$/.test(scenario);
  const read = isKnown ? await readScenarioFolder(scenarioFolder(scenario)) : undefined;
  if (read?.ok !== true) throw wrongUsage('`--as` says who signs in');
  const seats = deskSeats(directoryOf(read.scenario, 'exercise'), () => undefined);
  const seat = seats.find((one) => one.desk.id === desk);
  if (seat !== undefined) return seat.person;
  const near = nearestWord(
    desk,
    seats.map((one) => one.desk.id),
  );
  throw wrongUsage(
    `the exercise seats nobody at \`${desk}\`${near === undefined ? '' : `; did you mean \`${near}\`?`}`,
  );
}
