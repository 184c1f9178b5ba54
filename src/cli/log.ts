import { setTimeout as pause } from 'node:timers/promises';
import { isoTime, SECOND } from '../base/clock.ts';
import type { SigningKey } from '../desk/keys.ts';
import { ROOM_PURPOSE } from '../terms/act-kinds.ts';
import { isReport } from '../terms/reports.ts';
import { type Command, CommandEnds, EXIT, type Io } from './command.ts';
import { numberOption, type OptionValues, parseOptions, wrongUsage } from './options.ts';
import { againText, outcomeText, plain, verdictText } from './plain-text.ts';
import { positionOf } from './position.ts';
import { DEFAULT_URL, LOG_ROWS_MAX, type LogRow, type Reader, RoomClient } from './room-client.ts';
import { newActId, report } from './sending.ts';
import { keyFor } from './signing.ts';

/** How often a followed log is asked for again. */
const FOLLOW_MS = SECOND;
const LIMIT_DEFAULT = 50;

const OPTIONS = {
  url: { type: 'string' },
  as: { type: 'string' },
  key: { type: 'string' },
  desk: { type: 'string' },
  place: { type: 'string' },
  follow: { type: 'boolean' },
  limit: { type: 'string' },
  json: { type: 'boolean' },
} as const;
type Values = OptionValues<typeof OPTIONS>;

const HELP = `remit log --as PERSON [--follow] [--limit N]     what that person may see of the log
remit log "text" --as PERSON [--desk DESK]       writes a line into it

  --as PERSON    who reads or writes
  --key FILE     the person's seed; in an exercise the worthless test key is taken without it
  --follow       goes on until Ctrl-C
  --limit N      the latest N rows (else ${LIMIT_DEFAULT}, at most ${LOG_ROWS_MAX})
  --desk DESK    the desk written from (else the one the person holds)
  --place PLACE  where (else the place of the room of that desk)
  --url URL      the room (else ${DEFAULT_URL})
  --json         a row, or the answer, as JSON on each line

exit codes: 0 done, 1 no room answers or it does not let this person read, 2 the line was turned away, 64 wrong usage
`;

/** Lists the log, or writes a line into it. */
export const log: Command = {
  name: 'log',
  summary: 'read the log as a person may see it, or write a line',
  help: HELP,
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 1);
    const [text] = positionals;
    if (values.as === undefined) throw wrongUsage('`--as` says who reads or writes');
    const listing = values.follow !== undefined || values.limit !== undefined;
    if (text !== undefined && listing)
      throw wrongUsage('`--follow` and `--limit` are for reading, not for writing a line');
    const limit =
      values.limit === undefined ? LIMIT_DEFAULT : numberOption('limit', values.limit, { min: 1, max: LOG_ROWS_MAX });
    const client = new RoomClient(values.url ?? DEFAULT_URL, io.interrupted());
    const room = await client.state();
    const reader = { person: values.as, key: await keyFor(room, values.as, values.key) };
    if (text !== undefined) return await writeLine(client, reader, text, values, io);
    return await list(client, reader, limit, values, io);
  },
};

async function list(client: RoomClient, reader: Reader, limit: number, values: Values, io: Io): Promise<number> {
  const show = (rows: readonly LogRow[]) => {
    for (const row of rows) io.out(values.json === true ? `${JSON.stringify(row)}\n` : rowText(row));
  };
  let { rows, position } = await client.log(reader, await client.state(), { limit });
  show(rows);
  if (values.follow !== true) return EXIT.done;
  const signal = io.interrupted();
  for (let silent = false; !signal.aborted; ) {
    await pause(rows.length === LOG_ROWS_MAX ? 0 : FOLLOW_MS, undefined, { signal }).catch(() => {});
    if (signal.aborted) break;
    try {
      const page = await client.log(reader, await client.state(), {
        after: position ?? undefined,
        limit: LOG_ROWS_MAX,
      });
      ({ rows, position } = page);
      show(rows);
      silent = false;
    } catch (error) {
      if (signal.aborted || !(error instanceof CommandEnds)) break;
      // A room that is started again is found again: whoever follows a log wants to see that, not to be sent away.
      if (!silent) io.err(`remit log: ${error.message}; trying again\n`);
      silent = true;
      rows = [];
    }
  }
  return EXIT.done;
}

async function writeLine(
  client: RoomClient,
  reader: { person: string; key: SigningKey },
  text: string,
  values: Values,
  io: Io,
) {
  const room = await client.state();
  const needed = values.desk === undefined || values.place === undefined;
  const held = needed ? await positionOf(client, reader, room) : undefined;
  const desk = values.desk ?? held?.desk;
  if (desk === undefined) throw wrongUsage(`\`--desk\` is wanted: \`${reader.person}\` is not known to hold a desk`);
  const place = values.place ?? (desk === held?.desk ? held.place : undefined);
  if (place === undefined || place === null)
    throw wrongUsage(`\`--place\` is wanted: \`${reader.person}\` is not known to hold \`${desk}\``);
  const signed = reader.key.sign({
    v: 1,
    id: newActId(),
    ledger: room.origin,
    mode: room.mode,
    kind: 'log.line',
    form: 'proposal',
    actor: reader.person,
    desk,
    activity: 'log.line',
    purpose: ROOM_PURPOSE,
    place,
    deedAt: room.roomNow,
    signedAt: room.roomNow,
    detail: { text },
  });
  return await report(client, signed, values.json === true, io);
}

function rowText(row: LogRow): string {
  const { index, at, kind, outcome, clauses, person, desk, matter, reported, summary } = row;
  const who = [person ?? 'the room', desk].filter((part) => part !== null).join(' at ');
  const what = [kind, matter].filter((part) => part !== null).join(' ');
  const told = kind === 'deed.reclassified' ? againText : isReport(row) ? verdictText : outcomeText;
  const came = told(outcome, clauses);
  const deed = reported === null ? '' : `  reported: ${reportedText(reported)}`;
  const line = `#${index}  ${isoTime(at)}  ${who}  ${what}  ${came}${deed}`;
  return `${plain(summary === '' ? line : `${line}  ${summary}`)}\n`;
}

/** `identity-check by us-ice, component us-ice.ero, role unknown, at san-siro, for unknown`. */
function reportedText({ agency, component, role, activity, place, purpose }: NonNullable<LogRow['reported']>): string {
  return `${activity} by ${agency}, component ${component}, role ${role}, at ${place}, for ${purpose}`;
}
