import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type AskedWitnesses, readPolicy } from '../server/witnesses.ts';
import { type Command, CommandEnds, EXIT, type Io } from './command.ts';
import { DEFAULT_DATA } from './defaults.ts';
import { checkedRoom, checkRoom, type RoomCheck } from './fsck/check-room.ts';
import { eventNamed } from './fsck/event.ts';
import { type Finding, FSCK_RULES } from './fsck/findings.ts';
import { mayPublish, mend } from './fsck/mend.ts';
import { AsideFolder, SET_ASIDE } from './fsck/set-aside.ts';
import { parseOptions, wrongUsage } from './options.ts';
import { plain } from './plain-text.ts';
import { progressTo } from './progress.ts';
import { databaseUrl } from './start.ts';
import { inOneSentence, withStoppedRoom } from './stopped-room.ts';

const OPTIONS = {
  data: { type: 'string' },
  scenario: { type: 'string' },
  mend: { type: 'boolean' },
  witnesses: { type: 'string' },
  'pass-over': { type: 'string' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean' },
} as const;

const RULES = Object.entries(FSCK_RULES)
  .map(([rule, what]) => `  ${rule.padEnd(10)} ${what}`)
  .join('\n');

const HELP = `remit fsck [--data ${DEFAULT_DATA}] [--scenario FOLDER] [--mend [--witnesses FILE] [--pass-over NAME]] [--json]

Checks a stopped room against itself: database, keys, signer and published files. Reads only, unless --mend is given. Each finding names the
file or the row, and one of these rules:

${RULES}

  --data FOLDER   the data folder of the room
  --scenario FOLDER
                  the event of the room, where it is none of the supplied: its commitments are in no entry, and which of them
                  an act touches is shown; without it, that alone is not compared
  --mend          makes published files, and the tables that are shown, again from the database; what was wrong is put into
                  \`${SET_ASIDE}\` of the data folder. Never changes an entry or a key; entries that were not signed yet are
                  signed, where nothing is wrong that cannot be made again. Witnesses that can be reached are asked before, and
                  where one knows more of this ledger, or another, nothing is written
  --witnesses FILE
                  the policy that names them, instead of \`witnesses.policy\` in the data folder
  --pass-over NAME
                  mends against the word of this witness: only where you know that it is wrong (several with commas between)
  --json          the result as one object of JSON
  --quiet         says nothing of how far it is
  DATABASE_URL    of the environment, as for \`remit start\`

A whole ledger goes through memory entry by entry, twice: what is shown is made again beside, in tables that are gone afterwards and take as much
room on the disk of the database as it does. \`remit verify\` checks what this cannot: signatures and decisions.

exit codes: 0 in order (or mended), 1 something is wrong, 64 wrong usage, 66 no such data folder
`;

type Result = {
  readonly check: RoomCheck;
  /** Findings that are there no more. */
  readonly mended: readonly Finding[];
  readonly aside: string | undefined;
};

/** Checks a stopped room against itself. */
export const fsck: Command = {
  name: 'fsck',
  summary: 'check a stopped room against itself, and mend what is published',
  help: HELP,
  async run(argv, io) {
    const { values } = parseOptions(argv, OPTIONS, 0);
    const mends = values.mend === true;
    const passOver = values['pass-over']?.split(',');
    if (!mends && (values.witnesses !== undefined || passOver !== undefined))
      throw wrongUsage('`--witnesses` and `--pass-over` are for `--mend`: who only looks asks nobody');
    const dataFolder = resolve(values.data ?? DEFAULT_DATA);
    if (!existsSync(dataFolder)) throw new CommandEnds(EXIT.unreadable, `there is no data folder \`${dataFolder}\``);
    const url = databaseUrl(io);
    if (url === undefined && !existsSync(join(dataFolder, 'postgres'))) {
      throw new CommandEnds(
        EXIT.failed,
        `\`${dataFolder}\` has no database: restore its folder \`postgres\`, or make the ledger again from an export with \`remit import\``,
      );
    }
    const quiet = values.quiet === true;
    const result = await inOneSentence(async () => {
      const witnesses = mends ? await readPolicy(dataFolder, values.witnesses, passOver) : undefined;
      return await checked({ dataFolder, databaseUrl: url, scenario: values.scenario }, io, {
        mends,
        quiet,
        witnesses,
      });
    });
    io.out(values.json === true ? `${JSON.stringify(jsonOf(result))}\n` : textOf(result));
    const { all, untold } = result.check.findings;
    return all.length + untold.size === 0 ? EXIT.done : EXIT.failed;
  },
};

type Asked = {
  readonly mends: boolean;
  readonly quiet: boolean;
  readonly witnesses: AskedWitnesses | undefined;
};

async function checked(
  place: {
    readonly dataFolder: string;
    readonly databaseUrl: string | undefined;
    readonly scenario: string | undefined;
  },
  io: Io,
  { mends, quiet, witnesses }: Asked,
): Promise<Result> {
  const told = quiet ? { err: () => {} } : io;
  const progress = () => [progressTo(told, 'checked'), progressTo(told, 'folded again')] as const;
  return await withStoppedRoom(place, io, async (stopped) => {
    const room = checkedRoom(stopped, eventNamed(place.scenario));
    const before = await checkRoom(room, ...progress());
    const { all } = before.findings;
    if (!mends || !all.some(({ mendable }) => mendable)) return { check: before, mended: [], aside: undefined };
    let aside: string | undefined;
    await mend(room, before, {
      async aside() {
        const folder = await AsideFolder.open(place.dataFolder);
        aside = folder.root;
        return folder;
      },
      witnesses,
      warn: (message) => io.err(`remit: ${message}\n`),
    });
    // Nothing is called mended but by what a second look finds no more.
    const after = await checkRoom(room, ...progress());
    const left = new Set(after.findings.all.map(nameOf));
    return { check: after, mended: all.filter((finding) => !left.has(nameOf(finding))), aside };
  });
}

function nameOf({ place, message }: Finding): string {
  return `${place}\n${message}`;
}

function jsonOf({ check, mended, aside }: Result) {
  const { ledger, size, published, views, openings, findings } = check;
  return {
    ledger,
    size,
    published,
    shown: views.acts,
    tables: views.tables,
    touchesCompared: comparesTouches(check),
    openings,
    findings: findings.all,
    untold: Object.fromEntries(findings.untold),
    mended,
    ...(aside === undefined ? {} : { aside }),
  };
}

function textOf({ check, mended, aside }: Result): string {
  const { ledger, size, published, openings, views, findings } = check;
  const { all, untold } = findings;
  const lines = [
    ...mended.map((finding) => `mended    ${lineOf(finding)}`),
    ...all.map((finding) => `${finding.mendable ? 'mendable' : 'WRONG   '}  ${lineOf(finding)}`),
    ...[...untold].map(([rule, count]) => `          and ${count} more of ${rule}`),
    `ledger    ${ledger ?? 'none'}`,
    `entries   ${size}, ${published} published; ${openings.open} open, ${openings.erased} erased, ${openings.closed} closed`,
  ];
  for (const { table, shown, rebuilt } of views.tables) {
    const made =
      shown.hash === rebuilt.hash ? 'as the ledger gives it' : `the ledger gives ${rebuilt.rows} rows ${rebuilt.hash}`;
    lines.push(`shown     ${table}: ${shown.rows} rows ${shown.hash}, ${made}`);
  }
  if (views.tables.length > 0 && !comparesTouches(check)) {
    lines.push('          which commitments acts touch was not compared: `--scenario` names the event’s documents');
  }
  if (aside !== undefined) lines.push(`set aside ${aside}`);
  if (all.length === 0) return `${lines.join('\n')}\nOK\n`;
  const canMend = all.some(({ mendable }) => mendable);
  const stopped = canMend && !mayPublish(check);
  if (stopped)
    lines.push(
      'What is published is not made again from a database that is not what was signed, or whose newest entries cannot be trusted.',
    );
  else if (canMend) lines.push('`remit fsck --mend` makes again what is mendable.');
  return `${lines.join('\n')}\nNOT IN ORDER\n`;
}

function comparesTouches({ views: { tables, folds } }: RoomCheck): boolean {
  return tables.length > 0 && folds?.touches !== undefined;
}

function lineOf({ place, rule, message }: Finding): string {
  // A name in the published folder may be anybody's.
  return plain(`${place} (${rule}): ${message}`);
}
