import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemClock } from '../../base/clock.ts';
import { seededRandom } from '../../base/seeded-random.ts';
import { NodeFiles } from '../../ledger/files/node.ts';
import { linkNote } from '../../ledger/key-link.ts';
import { encodeVkey } from '../../ledger/note.ts';
import { Publisher } from '../../ledger/publisher.ts';
import { Signer } from '../../ledger/signer.ts';
import { TEST_ORIGIN, TestWriter } from '../../ledger/testing/entries.ts';
import { TestLog } from '../../ledger/testing/test-log.ts';
import { until } from '../../ledger/testing/witnessed-room.ts';
import { openWitnesses, readWitnesses } from '../../server/witnesses.ts';
import { EXIT } from '../command.ts';
import { remit } from '../testing/spoken.ts';

/** A data folder with a published ledger, as far as witnesses see of one; a witness's folder; and a place for what is carried between. */
async function withFolders(
  body: (given: Awaited<ReturnType<typeof roomIn>> & { readonly at: (name: string) => string }) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'remit-witness-'));
  try {
    await body({ ...(await roomIn(join(folder, 'data'))), at: (name) => join(folder, name) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function roomIn(data: string) {
  const files = await NodeFiles.open(join(data, 'public'));
  const signerFiles = await NodeFiles.open(join(data, 'signer'), { secret: true });
  const signer = await Signer.create({ files: signerFiles, name: TEST_ORIGIN, random: seededRandom(1).bytes });
  const writer = new TestWriter();
  const publisher = await Publisher.open({ files, store: writer.store, signer, stored: writer.frontier });
  const grow = async (count: number) => {
    await publisher.publishTo(await writer.append(count));
  };
  /** As the running room has them; `fatal` fails the test. */
  const witnesses = async () =>
    await openWitnesses(publisher, await readWitnesses(data, undefined), {
      clock: systemClock,
      warn: (message) => warnings.push(message),
      fatal: (error) => assert.fail(String(error)),
    });
  const warnings: string[] = [];
  const witnessedSize = () => publisher.witnessed?.size ?? null;
  return { data, witnessedSize, grow, witnesses, warnings };
}

const keyIn = (text: string): string => /^witness +(\S+)$/m.exec(text)?.[1] ?? '';
const vkeyOf = (data: string): string => readFileSync(join(data, 'public/ledger/vkey'), 'utf8').trim();

async function done(...argv: string[]): Promise<string> {
  const { code, out, err } = await remit(['witness', ...argv]);
  assert.deepEqual([code, err], [EXIT.done, ''], argv.join(' '));
  return out;
}

async function refused(wanted: RegExp, ...argv: string[]): Promise<void> {
  const { code, err } = await remit(['witness', ...argv]);
  assert.match(err, wanted);
  assert.equal(code, EXIT.failed, argv.join(' '));
}

test('by stick: ask, answer and take bring a cosignature to the room, also from the size it stands at', () =>
  withFolders(async ({ data, at, grow, witnesses, warnings, witnessedSize }) => {
    await grow(5);
    const key = keyIn(await done('create', at('w'), '--name', 'guest.example/w1'));
    writeFileSync(join(data, 'witnesses.policy'), `witness guest ${key}\nquorum guest\n`);
    assert.match(await done('trust', at('w'), vkeyOf(data)), /^trusted /);
    assert.match(await done('trust', at('w'), vkeyOf(data)), /^known /);
    assert.match(await done('distrust', at('w'), vkeyOf(data)), /^distrusted /);
    assert.match(await done('distrust', at('w'), vkeyOf(data)), /^unknown /);
    assert.match(await done('trust', at('w'), vkeyOf(data)), /^trusted /);
    await done('ask', data, '--out', at('request'));
    assert.match(await done('answer', at('w'), at('request'), at('answer')), /^cosigned .* at 5$/m);
    // The ledger goes on while the stick is carried.
    await grow(300);
    assert.match(await done('take', data, at('answer')), /^taken {5}5 entries, cosigned by `guest`/);
    assert.equal(witnessedSize(), null, 'the command writes nothing that is published');
    const running = await witnesses();
    await running.takeBrought();
    assert.equal(witnessedSize(), 5);

    await done('ask', join(data, 'public'), '--out', at('request'));
    const behind = await remit(['witness', 'answer', at('w'), at('request'), at('answer')]);
    assert.match(behind.err, /refused \(409\): 5 entries/);
    await refused(/cosigned 5 entries last: ask it again with `--old 5`/, 'take', data, at('answer'));
    await done('ask', join(data, 'public'), '--out', at('request'), '--old', '5');
    await done('answer', at('w'), at('request'), at('answer'));
    await done('take', data, at('answer'));
    await running.takeBrought();
    assert.equal(witnessedSize(), 305);
    assert.deepEqual(warnings, []);
    await running.stop();
  }));

test('over http: the room asks the witness that runs, and the witness says what it cosigns', () =>
  withFolders(async ({ data, at, grow, witnesses, witnessedSize }) => {
    await grow(5);
    const key = keyIn(await done('create', at('w'), '--name', 'guest.example/w1'));
    await done('trust', at('w'), vkeyOf(data));
    const stop = new AbortController();
    let heard = '';
    const running = remit(['witness', 'run', at('w'), '--port', '0'], {
      signal: stop.signal,
      heard: (text) => {
        heard += text;
      },
    });
    await until(() => heard.includes('prefix'));
    const prefix = /^prefix +(\S+)$/m.exec(heard)?.[1] ?? '';
    writeFileSync(join(data, 'witnesses.policy'), `witness guest ${key} ${prefix}\nquorum guest\n`);
    const open = await witnesses();
    await until(() => witnessedSize() === 5);
    await refused(/is run by another process/, 'run', at('w'), '--port', '0');
    await open.stop();
    stop.abort();
    assert.equal((await running).code, EXIT.done);
    assert.match(heard, /^cosigned room\.exercise\.remit\.example\/0123456789ab at 5$/m);
  }));

test(
  'the folder of a witness is its owner’s alone, and what is wrong is said in one sentence',
  { skip: process.platform === 'win32' },
  () =>
    withFolders(async ({ data, at, grow }) => {
      await grow(5);
      const key = keyIn(await done('create', at('w'), '--name', 'guest.example/w1'));
      assert.deepEqual(
        [at('w'), join(at('w'), 'key')].map((path) => statSync(path).mode & 0o777),
        [0o700, 0o600],
      );
      await refused(/a witness already/, 'create', at('w'), '--name', 'guest.example/w1');
      await refused(/is no name/, 'create', at('x'), '--name', 'two words');
      await refused(/is the key of a witness, not of a log/, 'trust', at('w'), key);
      await done('ask', data, '--out', at('request'));
      await refused(/refused \(404\)/, 'answer', at('w'), at('request'), at('answer'));
      await refused(/only 5 entries are published/, 'ask', data, '--out', at('r'), '--old', '6');
      writeFileSync(at('answer'), 'nonsense');
      writeFileSync(join(data, 'witnesses.policy'), `witness guest ${key}\nquorum guset\n`);
      await refused(/line 2 of the policy: `guset` is no witness or group/, 'take', data, at('answer'));
      writeFileSync(join(data, 'witnesses.policy'), `witness guest ${key}\nquorum guest\n`);
      await refused(/no witness of the policy signed this/, 'take', data, at('answer'));
    }),
);

test('another key of a ledger is taken with the file of its link, or where it is said that it is taken without', () =>
  withFolders(async ({ data, at, grow }) => {
    await grow(5);
    await done('create', at('w'), '--name', 'guest.example/w1');
    const first = vkeyOf(data);
    await done('trust', at('w'), first);
    const signer = await Signer.open({
      files: await NodeFiles.open(join(data, 'signer'), { secret: true }),
      name: TEST_ORIGIN,
    });
    const link = await signer.addNext(seededRandom(2).bytes);
    const next = encodeVkey(link.after);
    writeFileSync(at('link'), linkNote(link));
    const { code, err } = await remit(['witness', 'trust', at('w'), next]);
    assert.equal(code, EXIT.failed);
    assert.ok(err.includes(first) && err.includes('--link FILE') && err.includes('--without-link'), err);
    const stranger = new TestLog(TEST_ORIGIN, { seed: 9 }).vkey;
    await refused(/the link leads to/, 'trust', at('w'), stranger, '--link', at('link'));
    writeFileSync(at('long'), 'x'.repeat(4_097));
    for (const [wanted, file] of [
      [/holds more than 4096 bytes/, at('long')],
      [/no such file/, at('nowhere')],
    ] as const) {
      const spoken = await remit(['witness', 'trust', at('w'), next, '--link', file]);
      assert.match(spoken.err, wanted);
      assert.equal(spoken.code, EXIT.unreadable);
    }
    assert.match(await done('trust', at('w'), next, '--link', at('link')), /^trusted /);
    assert.match(await done('trust', at('w'), next), /^known /);
    assert.match(await done('trust', at('w'), stranger, '--without-link'), /^trusted /);
  }));

test(
  'of a folder that somebody else filled no more is read than a checkpoint and its tiles hold, and each strange file is told in a sentence',
  { skip: process.platform === 'win32' },
  () =>
    withFolders(async ({ data, at, grow }) => {
      await grow(300);
      const published = join(data, 'public', 'ledger');
      const [checkpoint, tile] = [join(published, 'checkpoint'), join(published, 'tile/0/000')];
      const sparse = (bytes: number) => (place: string) => {
        writeFileSync(place, '');
        truncateSync(place, bytes);
      };
      const strange: [string, RegExp, RegExp, (place: string) => void][] = [
        ['5 GiB', /holds more than 65536 bytes/, /missing or broken/, sparse(5 * 2 ** 30)],
        ['1.9 GiB', /holds more than 65536 bytes/, /missing or broken/, sparse(1_900 * 2 ** 20)],
        ['a pipe', /no ordinary file/, /it is no file/, (place) => execFileSync('mkfifo', [place])],
        ['a link', /no ordinary file/, /it is a link/, (place) => symlinkSync(at('elsewhere'), place)],
        ['a folder', /no ordinary file/, /it is no file/, (place) => mkdirSync(place)],
      ];
      writeFileSync(at('elsewhere'), readFileSync(checkpoint));
      const told = async (what: string, wanted: RegExp) => {
        const { code, err, out } = await remit(['witness', 'ask', data, '--out', at('request'), '--old', '5']);
        assert.match(err, wanted, what);
        assert.deepEqual([code, out, existsSync(at('request'))], [EXIT.unreadable, '', false], what);
      };
      for (const place of [checkpoint, tile]) {
        const bytes = readFileSync(place);
        for (const [what, ofCheckpoint, ofTile, put] of strange) {
          rmSync(place, { recursive: true });
          put(place);
          await told(`${what} at ${place}`, place === checkpoint ? ofCheckpoint : ofTile);
        }
        rmSync(place, { recursive: true });
        writeFileSync(place, bytes);
      }
      await done('ask', data, '--out', at('request'), '--old', '5');
      symlinkSync(join(data, 'public'), at('copy'));
      await done('ask', at('copy'), '--out', at('request'), '--old', '5');
    }),
);

test('wrong usage ends with 64, what is not there with 66', async () => {
  const nowhere = join(tmpdir(), 'remit-is-not-here');
  const cases: [number, RegExp, ...string[]][] = [
    [EXIT.usage, /say what is to be done: `create`, `trust`, `distrust`, `run`, `answer`, `ask`, `take`/],
    [EXIT.usage, /`remit witness tkae` is none of .* did you mean `take`\?/, 'tkae'],
    [EXIT.usage, /`--name NAME` are wanted/, 'create', 'x'],
    [EXIT.usage, /a folder and the key of a ledger/, 'trust', 'x'],
    [EXIT.usage, /exclude each other/, 'trust', 'x', 'y', '--link', 'z', '--without-link'],
    [EXIT.usage, /a folder and the key of a ledger/, 'distrust', 'x'],
    [EXIT.usage, /`--port N` are wanted/, 'run', 'x'],
    [EXIT.usage, /`--old` is a whole number/, 'ask', 'x', '--out', 'y', '--old=-1'],
    [EXIT.unreadable, /there is no folder/, 'trust', nowhere, 'x'],
    [EXIT.unreadable, /there is no folder/, 'distrust', nowhere, 'x'],
    [EXIT.unreadable, /there is no folder/, 'run', nowhere, '--port', '0'],
    [EXIT.unreadable, /no published ledger/, 'ask', nowhere, '--out', 'y'],
    [EXIT.unreadable, /no ledger of a room/, 'take', nowhere, 'y'],
    [EXIT.unreadable, /cannot be read: there is no such file/, 'answer', nowhere, nowhere, 'y'],
    [EXIT.unreadable, /cannot be read: it is no ordinary file/, 'answer', nowhere, '/dev/zero', 'y'],
  ];
  for (const [code, wanted, ...argv] of cases) {
    const spoken = await remit(['witness', ...argv]);
    assert.match(spoken.err, wanted, argv.join(' '));
    assert.equal(spoken.code, code, argv.join(' '));
  }
});
