import { isoTime } from '../base/clock.ts';
import { nearestWord } from '../base/nearest.ts';
import { directoryOf } from '../desk/directory.ts';
import { type DeskSeat, deskSeats, placesText, signatories } from '../exercise/desk-links.ts';
import { readScenarioFolder, scenarioFolder } from '../scenarios/read.ts';
import { type Command, CommandEnds, EXIT } from './command.ts';
import { parseOptions, wrongUsage } from './options.ts';
import { DEFAULT_URL, RoomClient, type RoomState } from './room-client.ts';
import { keyFor } from './signing.ts';

const OPTIONS = {
  url: { type: 'string' },
  as: { type: 'string' },
  key: { type: 'string' },
  desk: { type: 'string' },
  list: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

const HELP = `remit link --as PERSON [--key FILE] [--desk DESK] [--url URL]
remit link --desk DESK [--url URL]               in an exercise: as whoever its script seats there
remit link --list [--url URL]                    in an exercise: every desk, and who signs without one

Prints a one-time link with which a browser signs in as this person. Whoever opens it first is in: hand it over as you would a key.

  --as PERSON    who signs in
  --key FILE     the person's seed; in an exercise the worthless test key is taken without it
  --desk DESK    the desk that the console offers first
  --list         what there is to make a link for; nothing is asked of who reads it
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
    const { as, desk, list } = values;
    if (as === undefined && desk === undefined && list !== true) throw wrongUsage('`--as` says who signs in');
    const client = new RoomClient(values.url ?? DEFAULT_URL, io.interrupted());
    const room = await client.state();
    const cast = await castOf(room);
    if (list === true) {
      if (cast === undefined) throw wrongUsage('only an exercise of a supplied scenario has a list');
      io.out(`${cast.text}\n`);
      return EXIT.done;
    }
    const person = as ?? seatedAt(cast, desk ?? '');
    const key = await keyFor(room, person, values.key);
    const made = await client.link({ person, key }, room, desk).catch((error: unknown) => {
      throw toldBetter(error, cast, { person, desk });
    });
    // Passkeys want a name, and this machine has one.
    const address = client.address(made.path).replace('//127.0.0.1', '//localhost');
    if (values.json === true) io.out(`${JSON.stringify({ ...made, address })}\n`);
    else io.out(`${address}\nfor ${person}, once, until ${isoTime(made.expires)}\n`);
    return EXIT.done;
  },
};

/** Who plays in a supplied exercise, and where. Anybody can read the scenario, so nothing that is said of it tells who is enrolled. */
type Cast = {
  readonly seats: readonly DeskSeat[];
  readonly people: readonly string[];
  readonly desks: readonly string[];
  /** All that a link can be made for. */
  readonly text: string;
};

async function castOf({ mode, scenario }: RoomState): Promise<Cast | undefined> {
  const isKnown = mode === 'exercise' && /^[a-z0-9][a-z0-9-]*$/.test(scenario);
  const read = isKnown ? await readScenarioFolder(scenarioFolder(scenario)) : undefined;
  if (read?.ok !== true) return undefined;
  const directory = directoryOf(read.scenario, 'exercise');
  const seats = deskSeats(directory, () => undefined);
  const { roster, vocabulary } = read.scenario;
  const desks = vocabulary.rooms.flatMap((room) => room.desks.map(({ id }) => id));
  const text = placesText(seats, signatories(directory, seats));
  return { seats, people: roster.map(({ id }) => id), desks, text };
}

/** Whom the script seats at a desk. @throws CommandEnds with all that there is, where it seats nobody */
function seatedAt(cast: Cast | undefined, desk: string): string {
  if (cast === undefined) throw wrongUsage('`--as` says who signs in');
  const seat = cast.seats.find((one) => one.desk.id === desk);
  if (seat !== undefined) return seat.person;
  const near = cast.seats.map((one) => one.desk.id);
  throw wrongUsage(`the exercise seats nobody at \`${desk}\`${didYouMean(desk, near)}\n${cast.text}`);
}

/** Why the room made no link, where a supplied exercise says more: there is no such person, or no such desk. */
function toldBetter(
  error: unknown,
  cast: Cast | undefined,
  { person, desk }: { readonly person: string; readonly desk: string | undefined },
): unknown {
  if (!(error instanceof CommandEnds) || error.exitCode !== EXIT.failed || cast === undefined) return error;
  const missing = (what: string, word: string, known: readonly string[]) =>
    new CommandEnds(
      EXIT.failed,
      `no such ${what} in this exercise: \`${word}\`${didYouMean(word, known)}\n${cast.text}`,
    );
  if (!cast.people.includes(person)) return missing('person', person, cast.people);
  if (desk !== undefined && !cast.desks.includes(desk)) return missing('desk', desk, cast.desks);
  return error;
}

/** The nearest, by a slip of the hand or as a part: `authority` for `international-room.authority`. */
function didYouMean(word: string, known: readonly string[]): string {
  const parts = known.filter((one) => word.length > 2 && one.includes(word));
  const near = parts.length > 0 ? parts : [nearestWord(word, known)].filter((one) => one !== undefined);
  return near.length === 0
    ? ''
    : `; did you mean ${near
        .slice(0, NEAREST_MAX)
        .map((one) => `\`${one}\``)
        .join(' or ')}?`;
}
const NEAREST_MAX = 3;
