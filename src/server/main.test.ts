import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { runVerify } from '../verify/main.ts';
import { openDatabase } from './database/database.ts';
import { type StartOptions, startRoom } from './main.ts';

const root = mkdtempSync(join(tmpdir(), 'remit-start-'));
after(() => rmSync(root, { recursive: true, force: true }));

const OPTIONS: StartOptions = { port: 0, data: join(root, 'data'), speed: 0, empty: false, scenario: 'harbour-summit' };

/** A start and what it said; `until` resolves once it has said this. */
function started(options: Partial<StartOptions> = {}) {
  let said = '';
  const heard: { readonly words: RegExp; readonly resolve: (text: string) => void }[] = [];
  const take = (text: string) => {
    said += text;
    for (const { words, resolve } of heard) if (words.test(said)) resolve(said);
  };
  const code = startRoom({ ...OPTIONS, ...options }, { out: take, err: take });
  return {
    code,
    said: () => said,
    until: (words: RegExp) =>
      new Promise<string>((resolve, reject) => {
        heard.push({ words, resolve });
        take('');
        code.then(() => reject(new Error(`it ended, having said:\n${said}`)));
      }),
  };
}

async function sizeOf(said: string): Promise<number> {
  const base = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0] ?? '';
  return ((await (await fetch(`${base}room`)).json()) as { size: number }).size;
}

function interrupt(): void {
  process.emit('SIGINT');
}

describe('starting a room', { concurrency: 1 }, () => {
  test('plays the exercise on a real database, is verified from outside, and ends cleanly', async () => {
    const room = started();
    const said = await room.until(/The exercise is over/);
    assert.match(
      said,
      /^(?:Building the console[^\n]*\n)?creating the ledger harbour-summit\.exercise\.remit\.example\/[0-9a-f]{12}: /,
    );
    assert.match(said, /all came out as written/);
    const size = await sizeOf(said);
    assert.ok(size > 60);
    interrupt();
    assert.equal(await room.code, 0);
    assert.match(room.said(), /The room is closed; everything it acknowledged is in the ledger\.\n$/);
    let verified = '';
    const take = (text: string) => {
      verified += text;
    };
    const code = await runVerify([join(OPTIONS.data, 'public')], { out: take, err: take });
    assert.equal(code, 0, verified);
    assert.match(verified, new RegExp(`${size} checked`));
    for (const secret of ['keys', 'signer', 'actors'])
      assert.equal(statSync(join(OPTIONS.data, secret)).mode & 0o777, 0o700);
    for (const file of readdirSync(join(OPTIONS.data, 'actors')))
      assert.equal(statSync(join(OPTIONS.data, 'actors', file)).mode & 0o777, 0o600);
  });

  test('starts again on the same folder without entering anything twice', async () => {
    const room = started();
    const said = await room.until(/The exercise is over/);
    assert.doesNotMatch(said, /creating the ledger/);
    const base = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0] ?? '';
    const size = Number(/, (\d+) entries/.exec(said)?.[1]);
    assert.equal(((await (await fetch(`${base}room`)).json()) as { size: number }).size, size);
    const second = started();
    assert.equal(await second.code, 1);
    assert.match(second.said(), /^remit: another room \(process \d+\) is running on the data folder /);
    interrupt();
    assert.equal(await room.code, 0);
  });

  test('says in one sentence why it does not start', async () => {
    const busy = createServer();
    const port = await new Promise<number>((resolve) => {
      busy.listen(0, '127.0.0.1', () => {
        const address = busy.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    writeFileSync(join(root, 'a-file'), '');
    const refusals: [Partial<StartOptions>, RegExp][] = [
      [
        { port },
        new RegExp(
          `^remit: port ${port} is in use by another program: end that one, or choose another with \`--port\`\n$`,
        ),
      ],
      [
        { scenario: 'milano-cortina-2026' },
        /^remit: the data folder holds the ledger `harbour-summit\.exercise[^\n]* needs a data folder of its own\n$/,
      ],
      [
        { empty: true, scenario: undefined },
        /^remit: the data folder holds [^\n]* which is an exercise; live needs a data folder of its own\n$/,
      ],
      [{ empty: true }, /^remit: the scenario `harbour-summit` does not run live\n$/],
      [
        { scenario: 'no-such-event' },
        /^remit: the scenario `no-such-event` is not in order:\n[^\n]* is not there \[unreadable\]\n$/,
      ],
      [{ data: join(root, 'a-file', 'data') }, /^remit: the data folder [^\n]*\n$/],
      [
        { databaseUrl: 'postgres://127.0.0.1:1/none', data: join(root, 'other') },
        /^remit: the database at [^\n]* does not answer[^\n]*\n$/,
      ],
    ];
    for (const [options, sentence] of refusals) {
      const room = started(options);
      assert.equal(await room.code, 1);
      assert.match(room.said(), sentence);
    }
    busy.close();
    assert.deepEqual(
      readdirSync(join(root, 'other')).filter((name) => name !== 'room.lock'),
      [],
    );
  });

  test('a room in a PostgreSQL of one’s own is opened and goes on where it stopped', async () => {
    const own = await openDatabase({ dataFolder: join(root, 'own-server'), log: { info: () => {}, warn: () => {} } });
    after(() => own.stop());
    const { host = '', port = 5432, user = '', database = '' } = own.address;
    const databaseUrl = `postgres://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`;
    const options = { databaseUrl, data: join(root, 'on-own') };
    const first = started(options);
    const said = await first.until(/The exercise is over/);
    assert.match(said, /^(?:Building the console[^\n]*\n)?creating the ledger harbour-summit/);
    const size = await sizeOf(said);
    interrupt();
    assert.equal(await first.code, 0);
    assert(!readdirSync(join(root, 'on-own')).includes('postgres'), 'no database of ours is made');
    const again = started(options);
    const went = await again.until(/to stop/);
    assert.doesNotMatch(went, /creating the ledger/);
    assert((await sizeOf(went)) >= size);
    interrupt();
    assert.equal(await again.code, 0);
  });

  test('a signal while it opens ends it, and leaves nothing half open', async () => {
    const room = started();
    setImmediate(interrupt);
    assert.equal(await room.code, 0);
    assert.doesNotMatch(room.said(), /the wall/);
  });
});
