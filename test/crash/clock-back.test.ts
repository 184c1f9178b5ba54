import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { verifiedOutside } from '../../src/cli/testing/verified-outside.ts';
import { signingKey } from '../../src/desk/keys.ts';
import { until } from '../../src/ledger/testing/witnessed-room.ts';
import type { SignedAct } from '../../src/terms/act.ts';
import { BackedRoom, logLine } from './backed-room.ts';
import { RoomProcess } from './processes.ts';
import type { Ready } from './ready.ts';

const HOUR_SECONDS = 3_600;

const backed = new BackedRoom();
after(() => backed.discard());

type Standing = { readonly roomNow: number; readonly size: number; readonly halted: string | null };

async function standing(ready: Ready): Promise<Standing> {
  return (await (await fetch(`${ready.url}/room`)).json()) as Standing;
}

async function send(ready: Ready, signed: SignedAct): Promise<{ readonly status: number; readonly body: string }> {
  const [method, headers] = ['POST', { 'content-type': 'application/json' }];
  const response = await fetch(`${ready.url}/acts`, { method, headers, body: JSON.stringify(signed) });
  return { status: response.status, body: await response.text() };
}

/** The operator's word that the clock is right as it is. */
function acceptance(ready: Ready, now: number): SignedAct {
  const { seed } = JSON.parse(readFileSync(join(backed.dataFolder, 'actors/operator'), 'utf8')) as { seed: string };
  const { act } = logLine(ready.origin, now);
  const kind = 'clock.accept' as const;
  const detail = { reason: 'the battery of the machine’s clock was empty' };
  const own = { ...act, kind, form: 'proposal' as const, actor: 'operator', activity: kind, detail };
  return signingKey(Buffer.from(seed, 'base64url')).sign(own);
}

/** While the clock is not accepted nothing is entered; afterwards the room goes on. */
async function haltedUntilAccepted(ready: Ready, why: RegExp): Promise<void> {
  const before = await standing(ready);
  assert.match(before.halted ?? '', why);
  const turned = await send(ready, logLine(ready.origin, before.roomNow));
  assert.equal(turned.status, 503, turned.body);
  assert.equal((await standing(ready)).size, before.size);
  const accepted = await send(ready, acceptance(ready, before.roomNow));
  assert.equal(accepted.status, 201, accepted.body);
  assert.equal((await standing(ready)).halted, null);
  const taken = await send(ready, logLine(ready.origin, before.roomNow));
  assert.equal(taken.status, 201, taken.body);
}

test('a wall clock that is set back, before a start or while the room runs, halts it; what is entered afterwards verifies from outside', async () => {
  await backed.work(3);
  const room = new RoomProcess({ dataFolder: backed.dataFolder, wallBackSeconds: HOUR_SECONDS });
  const ready = await room.ready();
  assert.ok(ready !== undefined, room.said);
  try {
    await haltedUntilAccepted(ready, /^the machine's clock is 3\d{3} s behind the last record$/);
    room.setClockBack();
    await until(async () => (await standing(ready)).halted !== null);
    await haltedUntilAccepted(ready, /^the machine's clock jumped by -3\d{3} s$/);
  } finally {
    await room.kill('SIGTERM');
  }
  assert.ok(!room.said.includes('did not close'), room.said);
  await verifiedOutside(backed.published);
  // The clock is right again, and the ledger goes on.
  await backed.work(2);
  await verifiedOutside(backed.published);
});
