import { dirname, join } from 'node:path';

type Room = { readonly may: readonly string[]; readonly door: string };

/** Every room with the rooms that it may open, and what its people are told who try another. */
export const ROOMS: Readonly<Record<string, Room>> = {
  base: { may: [], door: 'base knows nobody: move what needs others to their room' },
  terms: { may: ['base'], door: 'terms are what everyone speaks: only base' },
  mandates: { may: ['base', 'terms'], door: 'mandates are pure: hand in what they need' },
  ledger: { may: ['base', 'terms'], door: 'the ledger does not know what is recorded in it' },
  witness: {
    may: ['base', 'terms', 'ledger'],
    door: 'a witness sees of a ledger what everybody sees: its checkpoints',
  },
  verify: { may: [], door: 'verify shares no code with anyone: write it there from docs/formats.md' },
  matters: { may: ['base', 'terms'], door: 'matters plan changes; deciding and committing is for desk/' },
  desk: { may: ['base', 'terms', 'mandates', 'matters', 'ledger'], door: 'desk is the one door' },
  views: { may: ['base', 'terms', 'matters', 'ledger'], door: 'views read; act through desk/door.ts' },
  gateways: {
    may: ['base', 'terms'],
    door: 'gateways turn wire into questions: the server hands them the desk and views as ports',
  },
  scenarios: { may: ['base', 'terms', 'mandates'], door: 'scenarios only reads documents' },
  exercise: {
    may: ['base', 'terms', 'mandates', 'matters', 'ledger', 'desk', 'scenarios'],
    door: 'the exercise acts through the door like everybody',
  },
  server: {
    may: [
      'base',
      'terms',
      'mandates',
      'matters',
      'ledger',
      'desk',
      'views',
      'publication',
      'scenarios',
      'exercise',
      'gateways',
    ],
    door: 'the server wires rooms together; it verifies nothing itself',
  },
  // Mandates too: what is published of an event is its documents, whose checked form is plain data already.
  publication: {
    may: ['base', 'terms', 'mandates', 'views', 'ledger'],
    door: 'the public side reads views and proofs',
  },
  web: {
    may: ['base', 'terms', 'verify', 'mandates'],
    door: 'the console has no privileges: it speaks HTTP, and explains with mandates',
  },
  cli: {
    may: [
      'base',
      'terms',
      'mandates',
      'verify',
      'scenarios',
      'exercise',
      'server',
      'ledger',
      'witness',
      'desk',
      'matters',
    ],
    door: 'a command is a client or a starter',
  },
};

/** Only desk/ may commit: the appender's port is opened by nobody else but those who wire it. */
const APPENDERS = ['desk', 'server', 'exercise', 'cli', 'ledger'];

/**
 * Imports that open a door which their room may not, and rooms that nobody knows.
 * @param texts the sources below `src/`, by path below the repository's root
 * @returns one line a wrong import, with the right door named
 */
export function wrongImports(texts: ReadonlyMap<string, string>): string[] {
  const rooms = new Set([...texts.keys()].map(roomOf));
  return [
    ...[...rooms]
      .filter((room) => ROOMS[room] === undefined)
      .map((room) => `src/${room}: a room that tools/boundary-rules.ts does not know`),
    ...[...texts].flatMap(([file, text]) => wrongIn(file, text)),
  ];
}

function wrongIn(file: string, text: string): string[] {
  const here = roomOf(file);
  const room = ROOMS[here];
  if (room === undefined || file.endsWith('.test.ts') || file.includes('/testing/')) return [];
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)].flatMap(([, target = '']) => {
    const path = join(dirname(file), target);
    const wrong = wrongDoor(path, { file, text, target, here, room });
    const tests = target.includes('/testing/') ? [`${file}: code that runs does not import \`${target}\``] : [];
    return wrong === undefined ? tests : [wrong, ...tests];
  });
}

type Import = {
  readonly file: string;
  readonly text: string;
  readonly target: string;
  readonly here: string;
  readonly room: Room;
};

function wrongDoor(path: string, { file, text, target, here, room }: Import): string | undefined {
  if (!path.startsWith('src/')) return `${file}: imports \`${target}\`, outside src/`;
  const there = roomOf(path);
  if (there !== here && !room.may.includes(there))
    return `${file}: ${here}/ may not open ${there}/ (\`${target}\`): ${room.door}`;
  if (path.startsWith('src/ledger/store/') && !APPENDERS.includes(here) && !isTypeOnly(text, target))
    return `${file}: only desk/ commits; ${here}/ may take types of ledger/store, not its code`;
  return undefined;
}

function isTypeOnly(text: string, target: string): boolean {
  return (
    text.includes(`from '${target}'`) &&
    new RegExp(`import type [^;]*from '${target.replaceAll('.', '\\.')}'`).test(text)
  );
}

function roomOf(file: string): string {
  return file.split('/')[1] ?? '';
}
