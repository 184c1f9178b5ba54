import * as z from 'zod';
import { fromBase64url } from '../base/base64url.ts';
import { keyId } from '../base/digest.ts';
import { readScenarioFolder, scenarioFolder } from '../scenarios/read.ts';
import { PersonId, Word } from '../terms/act.ts';
import { REGISTRAR_PREFIX, ROOM_PURPOSE } from '../terms/act-kinds.ts';
import { type Command, EXIT } from './command.ts';
import { parseOptions, wrongUsage } from './options.ts';
import { plain } from './plain-text.ts';
import { DEFAULT_URL, RoomClient, type RoomState } from './room-client.ts';
import { newActId, report } from './sending.ts';
import { keyFor } from './signing.ts';

/** No request to be enrolled is as long as that. */
const CODE_CHARS_MAX = 4_096;

const OPTIONS = {
  url: { type: 'string' },
  registrar: { type: 'string' },
  agency: { type: 'string' },
  component: { type: 'string' },
  roles: { type: 'string' },
  place: { type: 'string' },
  look: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

const HELP = `remit enrol CODE --registrar FILE [--look] [--url URL]

Attests that a browser's key belongs to a person of your agency. CODE is what that browser shows; the seed of the agency's registrar stays in
FILE, on this machine, off the server. What is attested is printed first: compare the key with the person, by voice or in sight; then the ledger
that it goes into. A key that is enrolled there of the same person signs no more from then on; sessions, links, passwords and passkeys that were made
before end, also where the key stays the same.

  --registrar FILE  the registrar's seed; in an exercise the worthless test key is taken without it
  --agency, --component, --roles   what you attest of the person (roles with commas between), where the code does not say it: a browser that
                    nobody is signed in with knows the person's name and its key only
  --look            prints what would be attested (with --url, into which ledger too), and sends nothing
  --place PLACE     where this is done (else the first room of the host)
  --url URL         the room (else ${DEFAULT_URL})
  --json            the answer as JSON

exit codes: 0 recorded (whatever the outcome, which is said), 1 no room answers, 2 turned away at the door and not
recorded, 64 wrong usage, 66 cannot read
`;

const Request = z.strictObject({
  person: PersonId,
  agency: Word,
  component: Word,
  roles: z.array(Word).min(1).max(12),
  publicKey: z.string().refine((text) => fromBase64url(text)?.length === 32),
});
type Request = z.infer<typeof Request>;
/** What a browser shows: all of it where somebody is signed in, else the person and the key. */
const Code = Request.partial({ agency: true, component: true, roles: true });
type Stated = {
  readonly agency?: string | undefined;
  readonly component?: string | undefined;
  readonly roles?: string | undefined;
};

/** Countersigns a request to be enrolled, off the server. */
export const enrol: Command = {
  name: 'enrol',
  summary: 'attest that a browser’s key belongs to a person (registrars)',
  help: HELP,
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 1);
    const request = requestOf(positionals[0], values);
    const say = values.json === true ? io.err : io.out;
    say(attested(request));
    if (values.look === true && values.url === undefined) return EXIT.done;
    const client = new RoomClient(values.url ?? DEFAULT_URL, io.interrupted());
    const room = await client.state();
    say(into(room, request));
    if (values.look === true) return EXIT.done;
    if (room.mode === 'live' && values.registrar === undefined) {
      throw wrongUsage('this room is live: `--registrar` names the file with the seed of your agency’s registrar');
    }
    const actor = `${REGISTRAR_PREFIX}${request.agency}`;
    const key = await keyFor(room, actor, values.registrar);
    const { person: id, ...attestation } = request;
    const signed = key.sign({
      v: 1,
      id: newActId(),
      ledger: room.origin,
      mode: room.mode,
      kind: 'roster.enrol',
      form: 'proposal',
      actor,
      desk: null,
      activity: 'roster.enrol',
      purpose: ROOM_PURPOSE,
      place: values.place ?? (await hostPlace(room.scenario)),
      deedAt: room.roomNow,
      signedAt: room.roomNow,
      detail: { person: { id, ...attestation } },
    });
    return await report(client, signed, values.json === true, io);
  },
};

/**
 * What is attested: what the code says, and what the registrar states beside it. They must not say different things.
 * @throws CommandEnds where it is no request to be enrolled, or not a whole one
 */
function requestOf(code: string | undefined, { agency, component, roles }: Stated): Request {
  if (code === undefined) throw wrongUsage('the code that the browser shows is wanted');
  const bytes = code.length > CODE_CHARS_MAX ? undefined : fromBase64url(code.trim());
  const shown = Code.safeParse(parse(bytes?.toString('utf8') ?? ''));
  if (!shown.success) {
    throw wrongUsage('this is no request to be enrolled: copy the whole code that the browser shows');
  }
  const stated = { agency, component, roles: roles?.split(',').map((role) => role.trim()) };
  const request: Record<string, unknown> = { ...shown.data };
  for (const [name, value] of Object.entries(stated)) {
    const said = shown.data[name as keyof typeof stated];
    if (said === undefined && value === undefined)
      throw wrongUsage(`the code does not say it: \`--${name}\` is wanted`);
    if (said !== undefined && value !== undefined && String(said) !== String(value)) {
      throw wrongUsage(`the code says another ${name} than \`--${name}\``);
    }
    request[name] = said ?? value;
  }
  const read = Request.safeParse(request);
  if (read.success) return read.data;
  throw wrongUsage(`\`${String(read.error.issues[0]?.path[0])}\` is no word as it should be`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function attested({ person, agency, component, roles, publicKey }: Request): string {
  const key = keyId(fromBase64url(publicKey) ?? Buffer.alloc(0));
  return table([
    ['attests', person],
    ['agency', agency],
    ['component', component],
    ['roles', roles.join(', ')],
    ['key', `${key} (${publicKey})`],
  ]);
}

/** Where it goes, and what becomes of the key before. A registrar’s key reads nothing of a room, so whether there is one cannot be said here. */
function into({ origin, mode, title }: RoomState, { person }: Request): string {
  return table([
    ['ledger', `${origin} (${mode}: ${title})`],
    ['replaces', `the key of \`${person}\`, if one is enrolled in this ledger: from then on that one signs no more`],
    ['ends', 'their sessions, links, passwords and passkeys of before; they sign in again with this key'],
  ]);
}

function table(lines: readonly (readonly [name: string, text: string])[]): string {
  return lines.map(([name, text]) => `${name.padEnd(9)} ${plain(text)}\n`).join('');
}

/** The place of the host authority's first room, of a scenario that is supplied here. @throws CommandEnds */
async function hostPlace(scenario: string): Promise<string> {
  const known = /^[a-z0-9][a-z0-9-]*$/.test(scenario);
  const read = known ? await readScenarioFolder(scenarioFolder(scenario)) : undefined;
  if (read?.ok === true) {
    const { agencies, rooms } = read.scenario.vocabulary;
    const host = agencies.find(({ standing }) => standing === 'host-authority');
    const room = rooms.find(({ owner }) => owner === host?.id);
    if (room !== undefined) return room.place;
  }
  throw wrongUsage(`\`--place\` is wanted: the scenario \`${plain(scenario)}\` is not among those supplied here`);
}
