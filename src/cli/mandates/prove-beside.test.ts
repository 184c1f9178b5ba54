import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { scenarioFolder } from '../../scenarios/read.ts';
import { EXIT } from '../command.ts';
import { remit } from '../testing/spoken.ts';

const HARBOUR = 'harbour-summit';
const prove = (...argv: readonly string[]) => remit(['mandate', 'prove', ...argv]);

/** A copy of the Harbour Summit in which the visiting police sweep venues without asking. */
function eased(t: TestContext): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'remit-beside-')), HARBOUR);
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(scenarioFolder(HARBOUR), folder, { recursive: true });
  const path = join(folder, 'mandates', 'guest-b.yaml');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('id: 8\n    effect: permit-with-approval', 'id: 8\n    effect: permit'));
  return folder;
}

describe('prove beside another folder', () => {
  test('tells who gets more than before, and that the other way nobody does', async (t) => {
    const draft = eased(t);
    const more = await prove(draft, '--no-new-permission-since', HARBOUR);
    assert.match(more.out, /^no more permitted than before, nor nearer to it by approval: any activity, by anybody\n/);
    assert.match(
      more.out,
      /REFUTED, by \d+ regions?\n {4}sweep a venue [^\n]+: permitted \(before: needs the host’s approval\)/,
    );
    assert.equal(more.code, EXIT.failed);
    const less = await prove(HARBOUR, '--no-new-permission-since', draft);
    assert.match(less.out, /: proved over \d+ regions?\n$/);
    assert.equal(less.code, EXIT.done);
  });

  test('tells whose outcome is another, of the acts that are named alone', async (t) => {
    const draft = eased(t);
    const both = [await prove(HARBOUR, '--equivalent', draft), await prove(draft, '--equivalent', HARBOUR)];
    assert.deepEqual(
      both.map(({ code }) => code),
      [EXIT.failed, EXIT.failed],
    );
    const others = await prove(draft, '--equivalent', HARBOUR, 'activity=armed-escort');
    assert.match(
      others.out,
      /^of the same outcome as before: escort a principal under arms, by anybody\n[^\n]+: proved over /,
    );
    assert.equal(others.code, EXIT.done);
    const italian = await prove(draft, '--equivalent', HARBOUR, 'activity=sweep-venue', '--italian');
    assert.match(italian.out, /^con lo stesso esito di prima: [^\n]+\n {2}come decide la sala: CONFUTATO/);
    const given = JSON.parse((await prove(draft, '--equivalent', HARBOUR, 'activity=sweep-venue', '--json')).out);
    assert.match(given.claim.to, /^[0-9a-f]{64}$/);
    assert.deepEqual([given.claim.says, given.inForce.result], ['equivalent', 'refuted']);
    const since = JSON.parse((await prove(draft, '--no-new-permission-since', HARBOUR, '--json')).out);
    assert.equal(since.claim.before, given.claim.to);
  });

  test('asks one thing at a time, of words that there are and of a folder that is there', async () => {
    const two = await prove(HARBOUR, '--never', '--equivalent', HARBOUR, 'activity=patrol');
    assert.match(two.err, /one thing at a time: `--never` or `--equivalent`/);
    const word = await prove(HARBOUR, '--equivalent', HARBOUR, 'activity=armed-escrot');
    assert.match(word.err, /did you mean `armed-escort`\?/);
    const none = await prove(HARBOUR, '--equivalent', 'no-such-event');
    assert.deepEqual([two.code, word.code, none.code], [EXIT.usage, EXIT.usage, EXIT.unreadable]);
  });
});
