import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { AUTHORITY } from './authority.ts';
import { DOOR_AND_AUDIENCE } from './door.ts';
import { LEDGER_AND_VERIFIER } from './ledger.ts';
import { SESSIONS_AND_KEYS } from './sessions.ts';
import { WITNESSES } from './witness.ts';

const ROOT = resolve(import.meta.dirname, '../..');

// The sabotages take minutes and run apart; whoever changes a line that one of them breaks learns it here.
for (const { name, file, find, tests } of [
  ...DOOR_AND_AUDIENCE,
  ...AUTHORITY,
  ...SESSIONS_AND_KEYS,
  ...LEDGER_AND_VERIFIER,
  ...WITNESSES,
]) {
  test(`the sabotage \`${name}\` fits \`${file}\``, () => {
    const times = readFileSync(join(ROOT, file), 'utf8').split(find).length - 1;
    assert.equal(times, 1, `what it breaks stands there ${times} times, and must once:\n${find}`);
    for (const path of tests) assert(existsSync(join(ROOT, path)), `there is no test file \`${path}\``);
  });
}
