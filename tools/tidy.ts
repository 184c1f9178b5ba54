// `npm run tidy`: prints every breach of the house style (tidy-rules.ts) with file and line.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { breachesOf } from './tidy-rules.ts';

const root = resolve(import.meta.dirname, '..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));
const breaches = breachesOf({
  files,
  read: (file) => readFileSync(join(root, file), 'utf8'),
  exists: (path) => existsSync(join(root, path)),
});

for (const breach of breaches) console.error(breach);
console.log(`tidy: ${breaches.length === 0 ? `${files.length} files in order` : `${breaches.length} breaches`}`);
process.exitCode = breaches.length === 0 ? 0 : 1;
