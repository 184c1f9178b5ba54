// `npm run boundaries`: which room may open which door (ARCHITECTURE.md, boundary-rules.ts); a wrong import is an error that names the right door.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { wrongImports } from './boundary-rules.ts';

const root = resolve(import.meta.dirname, '..');
const texts = [...sources(join(root, 'src'))].map(
  (file) => [relative(root, file), readFileSync(file, 'utf8')] as const,
);
const wrong = wrongImports(new Map(texts));

for (const line of wrong) console.error(line);
console.log(`boundaries: ${wrong.length === 0 ? 'every import opens a door it may' : `${wrong.length} wrong`}`);
process.exitCode = wrong.length === 0 ? 0 : 1;

function* sources(folder: string): Iterable<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}
