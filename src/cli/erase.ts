import { setTimeout as pause } from 'node:timers/promises';
import { SECOND } from '../base/clock.ts';
import { ERASURE_BASES } from '../matters/erasures/rows.ts';
import { MatterId } from '../terms/act.ts';
import { ROOM_PURPOSE } from '../terms/act-kinds.ts';
import { clauseWords } from './clause-words.ts';
import { type Command, CommandEnds, EXIT, type Io } from './command.ts';
import { dueText } from './due-text.ts';
import { answered } from './erasing-sent.ts';
import { erasingTo, readingTo, type Tell } from './erasing-text.ts';
import { type OptionValues, parseOptions, wrongUsage } from './options.ts';
import { answerText, plain } from './plain-text.ts';
import { DEFAULT_URL, LOG_ROWS_MAX, type LogPage, type Reader, RoomClient, type RoomState } from './room-client.ts';
import { newActId } from './sending.ts';
import { keyFor } from './signing.ts';

const LOOK_MS = SECOND / 2;
/** A room that does not answer is asked again so often, with so much time between. */
const FAILURES_MAX = 30;
const AGAIN_MS = 2 * SECOND;

const OPTIONS = {
  url: { type: 'string' },
  as: { type: 'string' },
  key: { type: 'string' },
  basis: { type: 'string' },
  reason: { type: 'string' },
  due: { type: 'boolean' },
  quiet: { type: 'boolean' },
} as const;

const HELP = `remit erase RECORD --as PERSON --basis BASIS --reason "why"
remit erase entry-N --as PERSON --basis BASIS --reason "why"
remit erase --due --as PERSON                    what is up for review, the longest overdue first

Erases a record, and everything that was entered of it, for good: signs the act, sends it to a running room, and waits until its keys
are destroyed and the database has forgotten what it had in clear. The entries stay in the tree with their outcome and clauses.

  RECORD         its number (OCC-guest-a-1), or entry-N for a single entry and what belongs to it
  --as PERSON    who erases: at the data protection desk
  --basis BASIS  ${ERASURE_BASES.join(', ')}
  --reason TEXT  why; it stays
  --due          lists what came up, and erases nothing: each is erased by its name, with a reason of its own
  --quiet        says nothing of how far the room is
  --key FILE     the person's seed; in an exercise the worthless test key is taken without it
  --url URL      the room (else ${DEFAULT_URL})

exit codes: 0 erased or listed, 1 not erased or no room answers, 2 turned away at the door, 64 wrong usage
`;

/** Erases a record of a running room. */
export const erase: Command = {
  name: 'erase',
  summary: 'erase a record for good, with the keys that closed it',
  help: HELP,
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 1);
    const { as: person, reason } = values;
    if (person === undefined) throw wrongUsage('`--as` says who erases');
    if (values.due === true) return await listDue(values, person, positionals, io);
    const named = recordOf(positionals[0]);
    if (reason === undefined) throw wrongUsage('`--reason` says why');
    const basis = ERASURE_BASES.find((known) => known === values.basis);
    if (basis === undefined) throw wrongUsage(`\`--basis\` is one of ${ERASURE_BASES.join(', ')}`);
    const signal = io.interrupted();
    const client = new RoomClient(values.url ?? DEFAULT_URL, signal);
    const room = await client.state();
    const reader = { person, key: await keyFor(room, person, values.key) };
    const before = await client.log(reader, room, { limit: 1 });
    const told = values.quiet === true ? { err: () => {} } : io;
    const erasing = signedErase(room, reader, before, { ...named, basis, reason });
    const answer = await answered(client, reader, erasing, { tell: readingTo(told), signal });
    if ('turnedAway' in answer) {
      io.err(`remit: turned away, nothing was erased (${answer.turnedAway}): ${answer.message}\n`);
      return EXIT.turnedAway;
    }
    io.out(answerText(answer, await clauseWords((await client.state()).scenario)));
    if (answer.outcome !== 'permitted' || answer.matter === undefined) return EXIT.failed;
    const tell = erasingTo(told, answer.matter);
    await finished(client, reader, { erasure: answer.matter, after: before.position, tell }, signal);
    io.out(`${plain(answer.matter)} is finished: its keys are destroyed\n`);
    return EXIT.done;
  },
};

/** Lists what is up for review. */
async function listDue(
  { url, key, basis, reason }: OptionValues<typeof OPTIONS>,
  person: string,
  positionals: readonly string[],
  io: Io,
): Promise<number> {
  if (positionals.length > 0 || basis !== undefined || reason !== undefined)
    throw wrongUsage('`--due` lists and erases nothing: name one record, with `--basis` and `--reason`, to erase it');
  const client = new RoomClient(url ?? DEFAULT_URL, io.interrupted());
  const room = await client.state();
  const reader = { person, key: await keyFor(room, person, key) };
  io.out(dueText(await client.retention(reader, room), person));
  return EXIT.done;
}

function recordOf(text: string | undefined): { readonly record: string } | { readonly entry: number } {
  const [, index] = /^entry-(0|[1-9][0-9]{0,14})$/.exec(text ?? '') ?? [];
  if (index !== undefined) return { entry: Number(index) };
  if (text !== undefined && MatterId.safeParse(text).success) return { record: text };
  throw wrongUsage('the record is wanted: a number like `OCC-guest-a-1`, or `entry-1024`');
}

function signedErase(
  room: RoomState,
  reader: Reader,
  { desk: held }: Pick<LogPage, 'desk'>,
  detail: Record<string, string | number>,
) {
  if (held === null) throw new CommandEnds(EXIT.failed, `\`${reader.person}\` holds no desk: sign on first`);
  return reader.key.sign({
    v: 1,
    id: newActId(),
    ledger: room.origin,
    mode: room.mode,
    kind: 'record.erase',
    form: 'proposal',
    actor: reader.person,
    desk: held.id,
    activity: 'record.erase',
    purpose: ROOM_PURPOSE,
    place: held.place,
    deedAt: room.roomNow,
    signedAt: room.roomNow,
    detail,
  });
}

/** Waits until the room has entered that it is finished. @param after where the log stood before the act; everything behind it is read */
async function finished(
  client: RoomClient,
  reader: Reader,
  { erasure, after, tell }: { readonly erasure: string; readonly after: string | null; readonly tell: Tell },
  signal: AbortSignal,
): Promise<void> {
  for (let [read, failures] = [after, 0]; !signal.aborted; ) {
    const page = { after: read ?? undefined, limit: LOG_ROWS_MAX };
    const asked = await client
      .state()
      .then((room) => client.log(reader, room, page))
      .catch(rejected);
    if (asked instanceof CommandEnds) {
      // It is entered, and goes on whoever asks: a room that is busy with it is asked again.
      failures += 1;
      if (failures > FAILURES_MAX || signal.aborted) throw asked;
      await pause(AGAIN_MS, undefined, { signal }).catch(() => {});
      continue;
    }
    failures = 0;
    const { rows, position, erasing } = asked;
    if (rows.some(({ kind, matter }) => kind === 'erasure.finish' && matter === erasure)) return;
    tell(erasing);
    read = position;
    // Behind a full page there may be more: a busy room is not waited for before all of it was read.
    if (rows.length < LOG_ROWS_MAX) await pause(LOOK_MS, undefined, { signal }).catch(() => {});
  }
  throw new CommandEnds(EXIT.failed, 'interrupted: the room finishes what it has begun by itself');
}

/** What a command would end with; anything else is a bug. */
function rejected(error: unknown): CommandEnds {
  if (error instanceof CommandEnds) return error;
  throw error;
}
