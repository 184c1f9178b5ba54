// `npm run golden -- --write` writes the authority tables anew; without `--write` it says which would change.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suppliedScenario } from '../../src/exercise/testing/scenarios.ts';
import { goldenTable } from './table.ts';

const GOLDEN = ['milano-cortina-2026', 'harbour-summit'];
const write = process.argv.includes('--write');

for (const id of GOLDEN) {
  const path = join(import.meta.dirname, `${id}.txt`);
  const table = goldenTable(await suppliedScenario(id));
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (write) writeFileSync(path, table);
  console.log(
    `${id}: ${table.split('\n').length} lines, ${before === table ? 'as committed' : write ? 'written' : 'DIFFERENT'}`,
  );
  if (!write && before !== table) process.exitCode = 1;
}
