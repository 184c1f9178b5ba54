// Which room may open which door (ARCHITECTURE.md). `npm run boundaries`; a wrong import is an error that names the right door.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

type Room = { readonly may: readonly string[]; readonly door: string };

const ROOMS: Readonly<Record<string, Room>> = {
  base: { may: [], door: 'base knows nobody: move what needs others to their room' },
  terms: { may: ['base'], door: 'terms are what everyone speaks: only base' },
  mandates: { may: ['base', 'terms'], door: 'mandates are pure: hand in what they need' },
  ledger: { may: ['base', 'terms'], door: 'the ledger does not know what is recorded in it' },
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
    may: ['base', 'terms', 'mandates', 'verify', 'scenarios', 'exercise', 'server', 'ledger', 'desk', 'matters'],
    door: 'a command is a client or a starter',
  },
};

/** Only desk/ may commit: the appender's port is opened by nobody else but those who wire it. */
const APPENDERS = ['desk', 'server', 'exercise', 'cli', 'ledger'];

const root = resolve(import.meta.dirname, '..');
const problems: string[] = [];

for (const name of readdirSync(join(root, 'src'))) {
  if (ROOMS[name] === undefined) problems.push(`src/${name}: a room that tools/boundaries.ts does not know`);
}
for (const file of sources(join(root, 'src'))) check(file);
for (const problem of problems) console.error(problem);
console.log(`boundaries: ${problems.length === 0 ? 'every import opens a door it may' : `${problems.length} wrong`}`);
process.exitCode = problems.length === 0 ? 0 : 1;

function check(file: string): void {
  const here = relative(join(root, 'src'), file).split('/')[0] ?? '';
  const room = ROOMS[here];
  if (room === undefined || file.endsWith('.test.ts') || file.includes('/testing/')) return;
  const text = readFileSync(file, 'utf8');
  for (const [, target] of text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)) {
    if (target === undefined) continue;
    const path = relative(join(root, 'src'), resolve(dirname(file), target));
    const there = path.split('/')[0] ?? '';
    const where = relative(root, file);
    if (path.startsWith('..')) problems.push(`${where}: imports \`${target}\`, outside src/`);
    else if (there !== here && !room.may.includes(there)) {
      problems.push(`${where}: ${here}/ may not open ${there}/ (\`${target}\`): ${room.door}`);
    } else if (path.startsWith('ledger/store/') && !APPENDERS.includes(here) && !isTypeOnly(text, target)) {
      problems.push(`${where}: only desk/ commits; ${here}/ may take types of ledger/store, not its code`);
    }
    if (target.includes('/testing/')) problems.push(`${where}: code that runs does not import \`${target}\``);
  }
}

function isTypeOnly(text: string, target: string): boolean {
  return (
    text.includes(`from '${target}'`) &&
    new RegExp(`import type [^;]*from '${target.replaceAll('.', '\\.')}'`).test(text)
  );
}

function* sources(folder: string): Iterable<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}
