import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { canonicalJson } from '../../base/json.ts';
import { suppliedScenario } from '../../exercise/testing/scenarios.ts';
import { openMemoryRoom } from '../../server/exercise-room.ts';
import { actOf } from '../../server/testing/test-room.ts';
import { openingsFile } from './export-folder.ts';
import { exportLedger } from './export-ledger.ts';
import { ExportFiles } from './export-source.ts';
import { readExport } from './read-export.ts';
import { parseSecrets } from './secrets.ts';

async function check(from: string, secrets: Buffer): Promise<void> {
  await readExport(await ExportFiles.open(from), parseSecrets(secrets));
}

test('what was erased does not come back from an older export, also with the key that opened it', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'remit-erased-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const opened = await openMemoryRoom({ scenario: await suppliedScenario('harbour-summit') });
  const { room } = opened;
  const [older, newer] = [join(folder, 'erased-before'), join(folder, 'erased-after')];
  const exported = (to: string) =>
    exportLedger({
      store: opened.store,
      folders: opened.folders,
      folder: to,
      secrets: `${to}.json`,
      random: randomBytes,
    });
  const entered = async (person: string, changed: Parameters<typeof actOf>[2]) => {
    const answer = await room.door.submit(actOf(room, person, changed));
    assert('outcome' in answer && answer.outcome === 'permitted', JSON.stringify(answer));
    return answer.index;
  };
  let line: number;
  try {
    for (const [person, desk] of [
      ['duty-a', 'host-room.duty'],
      ['privacy-a', 'host-room.data-protection'],
    ] as const)
      await entered(person, { kind: 'desk.sign-on', detail: { desk, room: 'host-room' } });
    line = await entered('duty-a', { desk: 'host-room.duty', detail: { text: 'CANARY-7f3a' } });
    await exported(older);
    const detail = { entry: line, basis: 'request', reason: 'whom it names asked for it' };
    await entered('privacy-a', { kind: 'record.erase', desk: 'host-room.data-protection', detail });
    await exported(newer);
  } finally {
    await room.stop();
  }
  await check(newer, readFileSync(`${newer}.json`));
  const linesOf = (from: string) => readFileSync(join(from, openingsFile(0)), 'utf8').split('\n');
  const lines = linesOf(newer);
  lines[line] = linesOf(older)[line] ?? assert.fail();
  writeFileSync(join(newer, openingsFile(0)), lines.join('\n'));
  const [before, now] = [older, newer].map((from) => JSON.parse(readFileSync(`${from}.json`, 'utf8')));
  const both = Buffer.from(canonicalJson({ ...now, keys: { ...before.keys, ...now.keys } }));
  await assert.rejects(
    check(newer, both),
    new RegExp(`entry ${line} was erased by entry \\d+, .* put back from before`),
  );
});
