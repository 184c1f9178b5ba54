import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { scenarioFolder } from '../../scenarios/read.ts';
import { EXIT } from '../command.ts';
import { remit } from '../testing/spoken.ts';

const HARBOUR = 'harbour-summit';

test('compare tells what a question leaves open in one of two events alone, and ends with 1 for it', async (t) => {
  const place = mkdtempSync(join(tmpdir(), 'remit-open-'));
  t.after(() => rmSync(place, { recursive: true }));
  const copy = join(place, HARBOUR);
  cpSync(scenarioFolder(HARBOUR), copy, { recursive: true });
  const file = join(copy, 'open-questions.yaml');
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(/(\{?id: Q1,[\s\S]*?)axis: null/, '$1axis: room');
  assert.notEqual(changed, text);
  writeFileSync(file, changed);
  const there = await remit(['mandate', 'compare', HARBOUR, copy]);
  assert.match(there.out, /\nsince then: [^\n]*Q1[^\n]*\n/);
  assert.equal(there.code, EXIT.failed);
  const back = await remit(['mandate', 'compare', copy, HARBOUR, '--italian']);
  assert.match(back.out, /\nnon più: [^\n]*Q1[^\n]*\n/);
  assert.equal(back.code, EXIT.failed);
  const given = JSON.parse((await remit(['mandate', 'compare', HARBOUR, copy, '--json'])).out);
  assert(given.open.length > 0 && given.open.every(({ is }: { is: string }) => is === 'opened'));
  const same = await remit(['mandate', 'compare', copy, copy]);
  assert.deepEqual([same.code, /since then|no longer/.test(same.out)], [0, false]);
});
