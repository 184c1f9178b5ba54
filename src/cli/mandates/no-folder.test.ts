import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXIT } from '../command.ts';
import { remit } from '../testing/spoken.ts';

const SUPPLIED = '`empty-room`, `harbour-summit`, `milano-cortina-2026`';

test('what is no folder is not called out of order: it is said that there is none, and how a mandate is named', async () => {
  for (const name of ['guest-a', 'guest-a/8', 'C3', 'constructor']) {
    const { code, err, out } = await remit(['mandate', 'explain', name]);
    assert.deepEqual([code, out], [EXIT.unreadable, ''], name);
    const said = `remit mandate: there is no folder and no supplied scenario \`${name}\`; supplied are ${SUPPLIED}. `;
    assert(err.startsWith(said), err);
    assert(err.includes(`after the folder: \`remit mandate explain harbour-summit ${name}\``), err);
  }
  const checked = await remit(['mandate', 'check', 'guest-a']);
  assert.equal(checked.code, EXIT.unreadable);
  assert.match(checked.err, /by its file: `harbour-summit\/mandates\/guest-a\.yaml`/);
  assert.doesNotMatch(checked.err, /not in order/);
});

test('programs are told of the missing folder as of every problem; a path that leads nowhere is said to', async () => {
  const { code, out } = await remit(['mandate', 'check', 'guest-a', '--json']);
  assert.equal(code, EXIT.unreadable);
  assert.equal(JSON.parse(out).problem.rule, 'unreadable');
  const path = await remit(['mandate', 'check', './no/such/folder']);
  assert.match(path.err, /`\.\/no\/such\/folder` is not in order:\n[^\n]*is not there/);
});
