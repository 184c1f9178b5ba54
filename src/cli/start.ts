import { isIPv4 } from 'node:net';
import { resolve } from 'node:path';
import { askAtSocket } from '../ledger/signing/socket-client.ts';
import { FILLER_SECONDS_MAX, FILLER_SECONDS_MIN } from '../server/fillers.ts';
import { startRoom } from '../server/main.ts';
import type { RoomSigner } from '../server/room-signer.ts';
import type { Command, Io } from './command.ts';
import { DEFAULT_DATA, DEFAULT_PORT, DEFAULT_SPEED, SPEED_MAX } from './defaults.ts';
import { numberOption, parseOptions, wrongUsage } from './options.ts';

const OPTIONS = {
  port: { type: 'string' },
  data: { type: 'string' },
  speed: { type: 'string' },
  empty: { type: 'boolean' },
  scenario: { type: 'string' },
  url: { type: 'string' },
  proxy: { type: 'string' },
  witnesses: { type: 'string' },
  'pass-over': { type: 'string' },
  'without-keys': { type: 'boolean' },
  'catch-up': { type: 'boolean' },
  signer: { type: 'string' },
  fillers: { type: 'string' },
} as const;

const HELP = `remit start [--port ${DEFAULT_PORT}] [--data ${DEFAULT_DATA}] [--speed ${DEFAULT_SPEED}] [--scenario FOLDER] [--empty]
             [--url https://NAME --proxy ADDRESS] [--witnesses FILE] [--pass-over NAME] [--without-keys] [--catch-up]
             [--signer SOCKET] [--fillers SECONDS]

Opens the room and keeps it open until Ctrl-C. Without options it plays the supplied exercise.

  --port N           where the room listens, on this machine only; 0 takes any that is free
  --data FOLDER      where ledger, keys and database lie; made where it is missing
  --speed N          how many times as fast as the clock on the wall an exercise runs, 1 to ${SPEED_MAX};
                     \`max\` goes from act to act. Without it an exercise runs at ${DEFAULT_SPEED} until the first person
                     comes in, and then at 1; the director's desk pauses it and changes its speed
  --scenario FOLDER  the event: a folder, or the name of a supplied one
  --empty            a live room, without an exercise
  --url https://NAME the address under which browsers reach the room through a proxy of yours on this machine
                     (cookies are then bound to it, and passkeys are its); without it, http on this machine only
  --proxy ADDRESS    the address of this machine from which that proxy asks (several with commas between): what it says of those for whom it asks
                     is believed, and what comes from there is never taken for somebody at this machine; without it, no proxy is believed
  --witnesses FILE   whose cosignatures the ledger is to have (C2SP tlog-policy), instead of \`witnesses.policy\` in the data
                     folder; without either nobody outside witnesses it (docs/guides/witnesses.md)
  --pass-over NAME   opens the room although this witness of the policy says that it cosigned more of this ledger, or another: only where you
                     know that it is wrong (several with commas between); for this start alone, and stated in the ledger for good
  --without-keys     opens the room although keys that close what is personal are lost, and no copy of the folder keys/ has them: what they
                     closed stays closed; everything that was decided is still proved
  --catch-up         opens the room although the signer's folder is older than what is published with its signature: its memory takes that up,
                     where it continues what it remembers. Only where nothing newer than what is published was ever given out
  --signer SOCKET    the socket of \`remit signer\`, which then holds the ledger's key and its guard instead of the data folder
  --fillers SECONDS  the room's clock enters something that says nothing every so many seconds on average, at moments that nobody can
                     foretell, so that the growth of the ledger tells less (SECURITY.md says what it still tells); without it, nothing
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
    const { port, data = DEFAULT_DATA, empty = false, scenario, url, proxy, witnesses, signer, fillers } = values;
    if (empty && values.speed !== undefined)
      throw wrongUsage('`--speed` is for an exercise; a live room runs with the clock on the wall');
    return await startRoom(
      {
        port: port === undefined ? DEFAULT_PORT : numberOption('port', port, { min: 0, max: 65_535 }),
        data,
        speed: speedOption(values.speed ?? String(DEFAULT_SPEED)),
        slowsForPeople: values.speed === undefined,
        empty,
        databaseUrl: databaseUrl(io),
        scenario,
        witnesses,
        passOver: values['pass-over']?.split(','),
        withoutKeys: values['without-keys'],
        catchUp: values['catch-up'],
        signer: signerAt(signer),
        fillerSeconds:
          fillers === undefined
            ? undefined
            : numberOption('fillers', fillers, { min: FILLER_SECONDS_MIN, max: FILLER_SECONDS_MAX }),
        reachedAt: url === undefined ? undefined : addressOption(url),
        proxies: proxy === undefined ? [] : proxiesOption(proxy),
      },
      io,
    );
  },
};

/** The signer at a socket; undefined where none is named. */
export function signerAt(socket: string | undefined): RoomSigner | undefined {
  return socket === undefined ? undefined : { ask: askAtSocket(resolve(socket)) };
}

/** The origin of an https address, as a browser writes it. @throws CommandEnds */
export function addressOption(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url?.protocol === 'https:' && url.pathname === '/' && url.search === '' && url.hash === '';
  if (url === undefined || !isPlain || url.username !== '' || url.password !== '') {
    throw wrongUsage(`\`--url\` is an address like \`https://room.example\`, not \`${text}\``);
  }
  return url.origin;
}

/** Addresses of this machine, on which alone the room listens. @throws CommandEnds */
export function proxiesOption(text: string): string[] {
  const addresses = text.split(',').map((address) => address.trim());
  const wrong = addresses.find((address) => !(isIPv4(address) && address.startsWith('127.')));
  if (wrong === undefined) return addresses;
  throw wrongUsage(`\`--proxy\` names addresses of this machine like \`127.0.0.2\`, not \`${wrong}\``);
}

/** Room time per wall time; 0 for `max`, as fast as it goes. @throws CommandEnds */
export function speedOption(text: string): number {
  return text === 'max' ? 0 : numberOption('speed', text, { min: 1, max: SPEED_MAX });
}

/** An empty DATABASE_URL is none. */
export function databaseUrl({ env }: Io): string | undefined {
  return env.DATABASE_URL === '' ? undefined : env.DATABASE_URL;
}
