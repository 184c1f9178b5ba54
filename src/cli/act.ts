import { LIMITS } from '../base/limits.ts';
import { nearestWord } from '../base/nearest.ts';
import { readBoundedFile } from '../scenarios/bounded-file.ts';
import { type Act, SignedAct } from '../terms/act.ts';
import { ACT_KINDS, type ActKind, ROOM_PURPOSE } from '../terms/act-kinds.ts';
import { clauseWords } from './clause-words.ts';
import { type Command, CommandEnds, EXIT, type Io } from './command.ts';
import { withTimes } from './detail-times.ts';
import { type OptionValues, parseOptions, timeOption, wrongUsage } from './options.ts';
import { positionOf } from './position.ts';
import { DEFAULT_URL, RoomClient, type RoomState } from './room-client.ts';
import { newActId, report } from './sending.ts';
import { keyFor } from './signing.ts';

const OPTIONS = {
  url: { type: 'string' },
  file: { type: 'string' },
  kind: { type: 'string' },
  as: { type: 'string' },
  desk: { type: 'string' },
  activity: { type: 'string' },
  purpose: { type: 'string' },
  place: { type: 'string' },
  'deed-at': { type: 'string' },
  form: { type: 'string' },
  detail: { type: 'string' },
  key: { type: 'string' },
  id: { type: 'string' },
  json: { type: 'boolean' },
} as const;
type Values = OptionValues<typeof OPTIONS>;

const HELP = `remit act --kind KIND --as PERSON [--detail JSON] [options]
remit act --file act.json [--as PERSON] [options]

Signs one act and sends it to a running room. Identity, ledger, mode and times are filled in.

  --kind KIND        as in docs/acts.md: log.line, deed.propose, …
  --as PERSON        who acts
  --detail JSON      what the kind needs: '{"text":"first ferry is in"}'; times as 2026-02-06T20:00:00Z or +90m
  --desk DESK        the desk acted from (else the one the person holds; \`none\` for no desk)
  --place PLACE      of the act or deed (else the place of the room of that desk)
  --activity WORD    for deed.propose and deed.report
  --purpose WORD     (else ${ROOM_PURPOSE})
  --deed-at TIME     of the deed, ISO 8601 (else now, by the room's clock)
  --form FORM        proposal or report (else proposal; occurrence.report and deed.report are reports)
  --key FILE         the person's seed; in an exercise the worthless test key is taken without it
  --id ID            the act's id, to send the same act again
  --file FILE        an act, or a part of one that the options fill in, or a signed act that goes as it is
  --url URL          the room (else ${DEFAULT_URL})
  --json             the answer as JSON

exit codes: 0 recorded (whatever the outcome, which is said), 1 no room answers, 2 turned away at the door and not
recorded, 64 wrong usage, 66 cannot read
`;

/** Sends one act to a running room. */
export const act: Command = {
  name: 'act',
  summary: 'sign one act and send it to a running room',
  help: HELP,
  async run(argv, io) {
    const { values } = parseOptions(argv, OPTIONS, 0);
    const client = new RoomClient(values.url ?? DEFAULT_URL, io.interrupted());
    const given = values.file === undefined ? {} : await actOfFile(values.file);
    const whole = SignedAct.safeParse(given);
    if (whole.success) return await report(client, whole.data, values.json === true, io);
    return await signAndSend(client, values, given, io);
  },
};

async function signAndSend(client: RoomClient, values: Values, given: Partial<Act>, io: Io): Promise<number> {
  const kind = kindOf(values.kind ?? given.kind);
  const form = formOf(values.form ?? given.form, kind);
  const actor = values.as ?? given.actor;
  if (actor === undefined) throw wrongUsage('`--as` says who acts');
  const detail = values.detail === undefined ? (given.detail ?? {}) : detailOf(values.detail);
  const deedAt = values['deed-at'] === undefined ? given.deedAt : timeOption('--deed-at', values['deed-at']);
  const activity = values.activity ?? given.activity ?? kind;
  const room = await client.state();
  const key = await keyFor(room, actor, values.key);
  const where = await deskAndPlace(client, { person: actor, key }, room, values, given);
  const signed = key.sign({
    v: 1,
    id: values.id ?? given.id ?? newActId(),
    ledger: given.ledger ?? room.origin,
    mode: given.mode ?? room.mode,
    kind,
    form,
    actor,
    ...where,
    activity,
    purpose: values.purpose ?? given.purpose ?? ROOM_PURPOSE,
    deedAt: deedAt ?? room.roomNow,
    signedAt: room.roomNow,
    detail: withTimes(detail, room.roomNow),
  });
  const words = values.json === true ? undefined : await clauseWords(room.scenario);
  return await report(client, signed, values.json === true, io, words);
}

/** What was given; else where the person is signed on, if anywhere. */
async function deskAndPlace(
  client: RoomClient,
  reader: Parameters<typeof positionOf>[1],
  room: RoomState,
  values: Values,
  given: Partial<Act>,
): Promise<Pick<Act, 'desk' | 'place'>> {
  const desk = values.desk === 'none' ? null : (values.desk ?? given.desk);
  const place = values.place ?? given.place;
  if (desk !== undefined && place !== undefined) return { desk, place };
  // Registrars and the operator hold no desk and read no log.
  const isPerson = !reader.person.includes(':');
  const held = isPerson ? await positionOf(client, reader, room) : undefined;
  const ownPlace = desk === undefined || desk === held?.desk ? held?.place : undefined;
  const found = place ?? ownPlace ?? undefined;
  if (found === undefined)
    throw wrongUsage(`\`--place\` is wanted: \`${reader.person}\` is not known to hold ${desk ?? 'a desk'}`);
  return { desk: desk === undefined ? (held?.desk ?? null) : desk, place: found };
}

function kindOf(text: string | undefined): ActKind {
  if (text === undefined) throw wrongUsage('`--kind` (or `--file`) says what kind of act it is');
  const kind = ACT_KINDS.find((known) => known === text);
  if (kind !== undefined) return kind;
  const near = nearestWord(text, ACT_KINDS);
  throw wrongUsage(`there is no kind of act \`${text}\`${near === undefined ? '' : `; did you mean \`${near}\`?`}`);
}

function formOf(text: string | undefined, kind: ActKind): Act['form'] {
  if (text === 'proposal' || text === 'report') return text;
  if (text !== undefined) throw wrongUsage(`\`--form\` is proposal or report, not \`${text}\``);
  return kind === 'occurrence.report' || kind === 'deed.report' ? 'report' : 'proposal';
}

function detailOf(text: string): Act['detail'] {
  const detail = objectOf(text);
  if (detail === undefined) throw wrongUsage('`--detail` is a JSON object like \'{"text":"…"}\'');
  return detail as Act['detail'];
}

async function actOfFile(file: string): Promise<Partial<Act>> {
  const read = await readBoundedFile(file, LIMITS.actBytes, 'follow');
  if (read.state === 'too-large')
    throw new CommandEnds(EXIT.unreadable, `\`${file}\` has more than ${LIMITS.actBytes} bytes, which no act has`);
  if (read.state !== 'read') throw new CommandEnds(EXIT.unreadable, `the file \`${file}\` cannot be read`);
  const value = objectOf(read.bytes.toString('utf8'));
  if (value === undefined) throw new CommandEnds(EXIT.unreadable, `\`${file}\` holds no JSON object`);
  return value as Partial<Act>;
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
