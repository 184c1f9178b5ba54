/**
 * Somebody outside: a process of its own that knows the room by HTTP only. Sends signed acts of many people at once, writes and syncs each
 * acknowledgement to its own file before it believes it, and sends again, with the same id, what was not answered. It is never killed.
 *
 * Reads lines of JSON: a room that is ready; or `{"stop": true}`. Writes lines: `{"acked": n}`, `{"erasing": n}`, `{"turnedAway": why}`,
 * `{"done": true}`.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { seededRandom } from '../../src/base/seeded-random.ts';
import type { SignedAct } from '../../src/terms/act.ts';
import type { Answer } from '../../src/terms/answer.ts';
import { Crowd } from './crowd.ts';
import { PRIVACY } from './duties.ts';
import type { Ordered } from './protection.ts';
import { type Acknowledgement, type Erasing, type Ready, SCENARIO } from './ready.ts';
import { readLog } from './signed-log.ts';

/** A room that does not answer is tried again after this long, unless another comes up before. */
const RETRY_MS = 150;
const ANSWER_MS = 20_000;
/** Between two acts of one hand, at most. */
const PAUSE_MS = 90;
/** So many acts that were acknowledged last are sent again when a room comes up. */
const REPEATED = 6;

const { values } = parseArgs({
  options: { acks: { type: 'string' }, erasures: { type: 'string' }, seed: { type: 'string' } },
});
const random = seededRandom(Number(values.seed));
const file = await open(values.acks ?? 'no-file', 'a', 0o600);
const erasures: FileHandle = await open(values.erasures ?? 'no-file', 'a', 0o600);

let room: { readonly ready: Ready; readonly since: number } | undefined;
let roomCame = Promise.withResolvers<void>();
let crowd: Crowd | undefined;
let acked = 0;
let rooms = 0;
let erasing = 0;
let unwritten: { readonly line: string; readonly synced: () => void }[] = [];
let writing = false;
const latest: { readonly body: string; readonly answer: Answer }[] = [];

function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line) as Ready | { readonly stop: true };
  if ('stop' in message) {
    crowd?.stop();
    continue;
  }
  rooms += 1;
  room = { ready: message, since: performance.now() };
  roomCame.resolve();
  roomCame = Promise.withResolvers();
  void sendAgain(message.url, latest.slice(-REPEATED));
  crowd ??= begin(message);
}

function begin({ origin }: Ready): Crowd {
  const begun = new Crowd({
    scenario: SCENARIO,
    origin,
    mode: 'exercise',
    random,
    roomNow,
    submit,
    pause: () => wait(random.below(PAUSE_MS)),
    erasing: { roomNow, round: () => rooms, finished, wrong: (why) => say({ turnedAway: why }) },
  });
  void begun.run().then(async () => {
    await Promise.all([file.close(), erasures.close()]);
    say({ done: true });
    process.exit(0);
  });
  return begun;
}

function roomNow(): number {
  return room === undefined ? 0 : Math.floor(room.ready.roomNow + (performance.now() - room.since) * room.ready.speed);
}

/** Until the log of whatever room is up shows it; what was seen is on the disk then. */
async function finished(ordered: Ordered): Promise<void> {
  await noteErasing(ordered);
  erasing += 1;
  say({ erasing });
  for (;;) {
    const found = room === undefined ? undefined : await finishOf(room.ready, ordered);
    if (found !== undefined) return await noteErasing({ erasure: ordered.erasure, finished: found });
    await wait(RETRY_MS);
  }
}

async function finishOf(ready: Ready, { erasure, ordered }: Ordered): Promise<number | undefined> {
  try {
    const rows = await readLog(ready, PRIVACY.id, ordered);
    return [...rows.values()].find(({ kind, matter }) => kind === 'erasure.finish' && matter === erasure)?.index;
  } catch {
    return undefined;
  }
}

async function noteErasing(line: Erasing): Promise<void> {
  await erasures.appendFile(`${JSON.stringify(line)}\n`);
  await erasures.datasync();
}

/** Until it is acknowledged, and the acknowledgement is on the disk. */
async function submit(signed: SignedAct): Promise<Answer> {
  const body = JSON.stringify(signed);
  for (;;) {
    const tried = room;
    const answer = tried === undefined ? undefined : await post(tried.ready.url, body);
    if (answer !== undefined) {
      await keep({ ...acknowledged(answer), actor: signed.act.actor });
      latest.push({ body, answer });
      if (latest.length > 4 * REPEATED) latest.splice(0, REPEATED);
      return answer;
    }
    if (room === tried) await Promise.race([roomCame.promise, wait(RETRY_MS)]);
  }
}

function acknowledged({ act, index, outcome, clauses, repeated }: Answer): Omit<Acknowledgement, 'actor'> {
  return { act, index, outcome, clauses, ...(repeated === undefined ? {} : { repeated }) };
}

/** The answer, or undefined where there was none that says whether the act is recorded. */
async function post(url: string, body: string): Promise<Answer | undefined> {
  try {
    const response = await fetch(`${url}/acts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const said = (await response.json()) as Answer | { readonly code: string; readonly detail: string };
    if ('outcome' in said) return said;
    if (response.status < 500 && response.status !== 429) say({ turnedAway: `${said.code}: ${said.detail}` });
  } catch {
    // Nobody answers: the room is gone, and it comes back under another port.
  }
  return undefined;
}

/** What was acknowledged before a crash must be answered the same after it. */
async function sendAgain(url: string, sent: typeof latest): Promise<void> {
  for (const { body, answer } of sent) {
    const again = await post(url, body);
    if (again === undefined) return;
    const { actor } = (JSON.parse(body) as SignedAct).act;
    const same = again.again === true && JSON.stringify(acknowledged(again)) === JSON.stringify(acknowledged(answer));
    if (!same) await keep({ ...acknowledged(answer), actor, differs: JSON.stringify(again) });
  }
}

function keep(acknowledgement: Acknowledgement): Promise<void> {
  return new Promise((synced) => {
    unwritten.push({ line: `${JSON.stringify(acknowledgement)}\n`, synced });
    if (!writing) void write();
  });
}

/** Those that come while a sync runs share the next one. */
async function write(): Promise<void> {
  writing = true;
  while (unwritten.length > 0) {
    const batch = unwritten;
    unwritten = [];
    await file.appendFile(batch.map(({ line }) => line).join(''));
    await file.datasync();
    acked += batch.length;
    say({ acked });
    for (const { synced } of batch) synced();
  }
  writing = false;
}
