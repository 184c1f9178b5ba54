import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FAULTY_FOLDERS } from './faulty-documents.ts';

test('each folder of faulty documents is looked at by one test', () => {
  const folder = join(import.meta.dirname, '..');
  const named = globSync('*.test.ts', { cwd: folder }).flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/itRefusesAsNoted\(([^)]*)\)/g)].flatMap(([, names = '']) =>
      [...names.matchAll(/'([^']+)'/g)].map(([, name]) => name),
    ),
  );
  assert.deepEqual(named.sort(), [...FAULTY_FOLDERS].sort());
});
