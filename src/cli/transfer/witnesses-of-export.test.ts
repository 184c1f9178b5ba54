import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { systemClock } from '../../base/clock.ts';
import { seededRandom } from '../../base/seeded-random.ts';
import { playOnRoom } from '../../exercise/on-room.ts';
import { suppliedScenario } from '../../exercise/testing/scenarios.ts';
import { MemoryFiles } from '../../ledger/files/memory.ts';
import type { AskWitness } from '../../ledger/witness-asking.ts';
import { openExerciseRoom, openMemoryRoom } from '../../server/exercise-room.ts';
import type { AskedWitnesses } from '../../server/witnesses.ts';
import { Witness } from '../../witness/witness.ts';
import { remit } from '../testing/spoken.ts';
import { exportLedger } from './export-ledger.ts';
import { ExportFiles } from './export-source.ts';
import { type CheckedExport, readExport } from './read-export.ts';
import { parseSecrets, type Secrets } from './secrets.ts';
import { askBeforeImport, witnessesOf } from './witnesses-of-export.ts';

let folder: string;
let witness: Witness;
/** An export, and one of the same ledger after it grew. */
let exports: { readonly older: Kept; readonly newer: Kept };
const said: string[] = [];

type Kept = { readonly checked: CheckedExport; readonly secrets: Secrets; readonly out: string };

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'remit-asked-import-'));
  const scenario = await suppliedScenario('milano-cortina-2026');
  const { room, store, folders } = await openMemoryRoom({ scenario });
  const kept = async (name: string): Promise<Kept> => {
    const [out, file] = [join(folder, name), join(folder, `${name}.json`)];
    await exportLedger({ store, folders, folder: out, random: randomBytes, secrets: file });
    const secrets = parseSecrets(readFileSync(file));
    return { checked: await readExport(await ExportFiles.open(out), secrets), secrets, out };
  };
  await room.stop();
  const older = await kept('older');
  const again = await openExerciseRoom(store, folders, { scenario });
  await playOnRoom(again.room, store, scenario);
  await again.room.stop();
  exports = { older, newer: await kept('newer') };
  const place = { files: new MemoryFiles(), clock: systemClock, name: 'guest.example/w' };
  witness = await Witness.create({ ...place, random: seededRandom(3).bytes });
  await witness.trust(readFileSync(join(older.out, 'ledger/vkey'), 'utf8').trim());
});
after(() => rmSync(folder, { recursive: true, force: true }));

const answering: AskWitness = async (_prefix, body) => await witness.answer(Buffer.from(body));

function policy(): Buffer {
  return Buffer.from(`witness guest ${witness.vkey} http://guest.example/\nquorum guest\n`);
}

async function ask({ checked, secrets }: Kept, changes: Partial<AskedWitnesses> = {}): Promise<void> {
  said.length = 0;
  const witnesses = { policy: policy(), ask: answering, paces: { answerMs: 30_000 }, ...changes };
  await askBeforeImport(witnesses, { checked, secrets, outside: undefined, warn: (line) => void said.push(line) });
}

test('an export that holds what the witness has, or more, which its tiles prove, goes on; an older one does not', async () => {
  const { older, newer } = exports;
  assert(newer.checked.size > 256 && older.checked.size < newer.checked.size, String(newer.checked.size));
  for (const one of [older, older, newer, newer]) {
    await ask(one);
    assert.deepEqual(said, []);
  }
  const told = `the witness \`guest\`: it cosigned ${newer.checked.size} entries of this ledger, and the export holds ${older.checked.size}`;
  await assert.rejects(ask(older), (error: Error) => error.name === 'RestoredBackup' && error.message.includes(told));
  await ask(older, { passedOver: ['guest'] });
  assert.match(said.join(), /^the witness `guest` was passed over: it cosigned/);
});

test('whom to ask says the file that is named, or else the policy in the export; without either nobody is asked', async () => {
  const { out } = exports.older;
  const files = await ExportFiles.open(out);
  assert.equal(await witnessesOf(files, undefined), undefined);
  await assert.rejects(witnessesOf(files, undefined, ['guest']), /no policy is published in the export.*--witnesses/);
  await assert.rejects(witnessesOf(files, join(folder, 'none')), /cannot be read/);
  const published = join(out, 'ledger/policy');
  const other = join(folder, 'other.policy');
  writeFileSync(other, 'quorum none\n');
  try {
    writeFileSync(published, policy());
    assert.deepEqual((await witnessesOf(files, undefined))?.policy, policy());
    assert.equal(String((await witnessesOf(files, other))?.policy), 'quorum none\n');
    writeFileSync(published, Buffer.alloc(70_000));
    await assert.rejects(witnessesOf(files, undefined), /`ledger\/policy` of the export has more than/);
    rmSync(published);
    mkdirSync(published);
    await assert.rejects(witnessesOf(files, undefined), /`ledger\/policy` of the export is no ordinary file/);
    rmSync(published, { recursive: true });
    // By the command: a policy that says nothing of use ends it before there is a database.
    writeFileSync(published, 'witness guest nonsense\n');
    const made = join(folder, 'made');
    const { code, err } = await remit(['import', out, '--secrets', `${out}.json`, '--data', made]);
    assert.equal(code, 1);
    assert.match(err, /the policy of witnesses is refused/);
  } finally {
    rmSync(published, { recursive: true, force: true });
  }
});
