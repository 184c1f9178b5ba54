import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SECOND } from '../base/clock.ts';
import { NOT_THERE_DETAIL } from '../terms/api/problem.ts';
import { RECEIPTS_PAGE_MAX, type Receipt } from '../terms/api/receipts.ts';
import { parseReceipt } from '../verify/receipt.ts';
import { isFault } from '../verify/report.ts';
import { type Command, CommandEnds, EXIT, type Io } from './command.ts';
import { parseOptions, wrongUsage } from './options.ts';
import { makeReceiptsFolder, saveReceipt } from './receipts/saving.ts';
import { DEFAULT_URL, type Reader, RoomClient, type RoomState, type TurnedAway } from './room-client.ts';
import { keyFor } from './signing.ts';

/** A checkpoint comes within seconds, unless the signer is away: then it is better said than waited for. */
const TRIES_MAX = 20;
/** What a room may have us wait before we ask again; the allowance of a minute comes back within one. */
const WAIT_SECONDS_MAX = 90;

const OPTIONS = {
  url: { type: 'string' },
  as: { type: 'string' },
  key: { type: 'string' },
  mine: { type: 'boolean' },
  out: { type: 'string' },
} as const;

const HELP = `remit receipt INDEX --as PERSON [--out FILE]     the proof of one entry that this person may see
remit receipt --mine --as PERSON --out FOLDER    of every entry that is theirs, a file each

A receipt stands without the room: \`remit verify --receipt FILE\` says what it proves, \`remit verify --mine PERSON FOLDER\` whether one
of theirs is missing. It shows whoever holds it what the entry shows this person: of their own act all of it.

  --as PERSON    who asks
  --key FILE     the person's seed; in an exercise the worthless test key is taken without it
  --mine         all of one's own, oldest first, as \`receipt-INDEX.tlog-proof\`. Run it again to go on, or for what came since: what
                 is there and proves as much is left, and nothing else is written over
  --out          the file (else the output), with --mine the folder
  --url URL      the room (else ${DEFAULT_URL})

exit codes: 0 saved, 1 not there, not in a checkpoint yet, something else has the file's name, or no room answers, 64 wrong usage,
66 cannot read
`;

/** Saves receipts: of one entry, or of all of one's own. */
export const receipt: Command = {
  name: 'receipt',
  summary: 'save the proof of an entry, or of all that are one’s own',
  help: HELP,
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 1);
    const { as: person, mine, out } = values;
    const [text] = positionals;
    if (person === undefined) throw wrongUsage('`--as` says who asks');
    if (mine === true && text !== undefined)
      throw wrongUsage('`--mine` is of all that are one’s own, not of one entry');
    if (mine === true && out === undefined) throw wrongUsage('`--out` names the folder for one’s own receipts');
    const index = mine === true ? 0 : indexOf(text);
    const client = new RoomClient(values.url ?? DEFAULT_URL, io.interrupted());
    const state = await client.state();
    const key = await keyFor(state, person, values.key);
    const asking = new Asking(client, { person, key }, io);
    if (mine !== true || out === undefined) return await saveOne(asking, index, out, io);
    return await saveOwn(asking, state.size, out, io);
  },
};

function indexOf(text: string | undefined): number {
  if (text === undefined) throw wrongUsage('the index of an entry is wanted, or `--mine`');
  const index = /^#?(0|[1-9][0-9]{0,15})$/.exec(text)?.[1];
  if (index !== undefined && Number.isSafeInteger(Number(index))) return Number(index);
  throw wrongUsage(`an entry has a number like \`1024\`, not \`${text}\``);
}

async function saveOne(asking: Asking, index: number, file: string | undefined, io: Io): Promise<number> {
  const made = await asking.until((client, reader, room) => client.receipt(reader, room, index), 'short');
  if (made.index !== index) throw noReceipt(index);
  checkForm(made);
  if (file === undefined) {
    io.out(made.receipt);
    return EXIT.done;
  }
  const saved = await saveReceipt(file, made.receipt);
  if (saved === 'differs') throw new CommandEnds(EXIT.failed, `\`${file}\` is there and is something else: it stays`);
  io.out(`${saved === 'saved' ? 'saved' : 'there'}     ${file}\nopens     ${made.opens.join(', ')}\n`);
  return EXIT.done;
}

/** @param size of the ledger: so many entries must be in the room's view, where one's own are looked up */
async function saveOwn(asking: Asking, size: number, folder: string, io: Io): Promise<number> {
  makeReceiptsFolder(folder);
  const came = { saved: 0, there: 0, differs: 0 };
  let cursor: string | undefined;
  let last = -1;
  do {
    const at = { size, cursor };
    const page = await asking.until((client, reader, room) => client.ownReceipts(reader, room, at), 'long');
    if (page.person !== asking.person || page.receipts.length > RECEIPTS_PAGE_MAX) throw strange();
    for (const made of page.receipts) {
      // Ascending, so that no answer leads round in a circle; and the name of the file is ours, whatever the room says.
      if (made.index <= last) throw strange();
      last = made.index;
      checkForm(made);
      const file = join(folder, `receipt-${made.index}.tlog-proof`);
      const saved = await saveReceipt(file, made.receipt);
      came[saved] += 1;
      if (saved === 'differs') io.err(`remit receipt: \`${file}\` is there and is something else: it stays\n`);
    }
    if (page.next !== null && page.receipts.length === 0) throw strange();
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  io.out(`saved     ${came.saved}\nthere     ${came.there}\nfolder    ${folder}\n`);
  if (came.differs === 0) return EXIT.done;
  throw new CommandEnds(EXIT.failed, `${came.differs} not saved: something else has their file’s name`);
}

/** What came is a receipt of the entry that it is said to be of; whether it proves it, `remit verify` says by a key that did not come from the room. */
function checkForm({ index, receipt: text }: Receipt): void {
  const parsed = parseReceipt(Buffer.from(text));
  if (isFault(parsed) || parsed.index !== index) throw noReceipt(index);
}

function noReceipt(index: number): CommandEnds {
  return new CommandEnds(EXIT.failed, `what the room gave is no receipt of entry ${index}`);
}

function strange(): CommandEnds {
  return new CommandEnds(
    EXIT.failed,
    'what the room gave is no page of one’s own receipts, in the order of the ledger',
  );
}

/** Asks as one person, again where the room says when: as often as is sensible. */
class Asking {
  readonly person: string;
  readonly #client: RoomClient;
  readonly #reader: Reader;
  readonly #io: Io;

  constructor(client: RoomClient, reader: Reader, io: Io) {
    this.person = reader.person;
    this.#client = client;
    this.#reader = reader;
    this.#io = io;
  }

  /**
   * @param patience `long`: also waits until the person may have more receipts; for one it is only said when
   * @throws CommandEnds
   */
  async until<T extends object>(
    ask: (client: RoomClient, reader: Reader, room: RoomState) => Promise<T | TurnedAway>,
    patience: 'short' | 'long',
  ): Promise<T> {
    const signal = this.#io.interrupted();
    for (let tries = 1; ; tries++) {
      const answer = await ask(this.#client, this.#reader, await this.#client.state());
      if (!('turnedAway' in answer)) return answer;
      const seconds = answer.retryAfterSeconds;
      const passes = answer.turnedAway === 'too-many' ? patience === 'long' : PASSES.includes(answer.turnedAway);
      if (!passes || seconds === undefined || seconds > WAIT_SECONDS_MAX || tries >= TRIES_MAX) throw ended(answer);
      if (tries === 1) this.#io.err(`remit receipt: ${answer.message}; trying again\n`);
      await pause(seconds * SECOND, undefined, { signal }).catch(() => {});
      if (signal.aborted) throw new CommandEnds(EXIT.failed, 'it was interrupted');
    }
  }
}

/** Passes by itself: in no checkpoint yet, a view that lags, a room with much to do. */
const PASSES = ['not-included', 'lagging', 'busy'];

function ended({ turnedAway, message, retryAfterSeconds }: TurnedAway): CommandEnds {
  if (turnedAway === 'not-found') {
    return new CommandEnds(EXIT.failed, NOT_THERE_DETAIL);
  }
  const when = retryAfterSeconds === undefined ? '' : `; try again in ${retryAfterSeconds} s`;
  return new CommandEnds(EXIT.failed, `the room says (${turnedAway}): ${message}${when}`);
}
