import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, mock, test } from 'node:test';
import { sha256Hex } from '../../base/digest.ts';
import { canonicalJson } from '../../base/json.ts';
import { SetBook } from '../../desk/set-book.ts';
import { playOnRoom } from '../../exercise/on-room.ts';
import { suppliedScenario } from '../../exercise/testing/scenarios.ts';
import { cosign } from '../../ledger/cosignature.ts';
import { parseNote } from '../../ledger/note.ts';
import { MemoryStore } from '../../ledger/store/memory.ts';
import type { LedgerStore } from '../../ledger/store/port.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import { scenarioFolder } from '../../scenarios/read.ts';
import { memoryFolders, openExerciseRoom, openMemoryRoom } from '../../server/exercise-room.ts';
import type { RoomFolders } from '../../server/folders.ts';
import { stateOf } from '../../server/load-ledger.ts';
import { isMandateSet } from '../../server/publishing.ts';
import type { RowChange } from '../../terms/entry.ts';
import { runVerify } from '../../verify/main.ts';
import { EXIT } from '../command.ts';
import { remit } from '../testing/spoken.ts';
import { type ExportRequest, exportLedger } from './export-ledger.ts';
import { ExportFiles } from './export-source.ts';
import { importLedger } from './import-ledger.ts';
import { openedIn } from './opened-batches.ts';
import { documentText } from './read-documents.ts';
import { type CheckedExport, readExport } from './read-export.ts';
import { TransferRefused } from './refused.ts';
import { parseSecrets, type Secrets } from './secrets.ts';

let folder: string;
let scenario: Scenario;
let store: LedgerStore;
let folders: RoomFolders;
const out = () => join(folder, 'out');
const secretsFile = () => join(folder, 'secret', 'secrets.json');

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'remit-transfer-'));
  scenario = await suppliedScenario('harbour-summit');
  const opened = await openMemoryRoom({ scenario });
  ({ store, folders } = opened);
  await playOnRoom(opened.room, store, scenario);
  await opened.room.stop();
  await exportLedger(request({ secrets: secretsFile() }));
});

after(() => rmSync(folder, { recursive: true, force: true }));

function request(changes: Partial<ExportRequest> = {}): ExportRequest {
  return { store, folders, folder: out(), random: randomBytes, ...changes };
}

async function check(
  from: string,
  secrets = readFileSync(secretsFile()),
): Promise<{ checked: CheckedExport; secrets: Secrets }> {
  const parsed = parseSecrets(secrets);
  return { checked: await readExport(await ExportFiles.open(from), parsed), secrets: parsed };
}

async function imported(from: string) {
  const made = { store: new MemoryStore(), folders: memoryFolders() };
  await importLedger({ ...(await check(from)), ...made, random: randomBytes });
  return made;
}

test('an export verifies, and the secrets are readable by their owner alone', async () => {
  const lines: string[] = [];
  const io = { out: (text: string) => void lines.push(text), err: (text: string) => void lines.push(text) };
  assert.equal(await runVerify([out(), '--keys', secretsFile(), '--no-pin'], io), 0, lines.join(''));
  assert.match(lines.join(''), / 0 closed/);
  assert.equal(statSync(secretsFile()).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(folder).sort(), ['out', 'secret'], 'nothing half written is left');
});

test('what is published of witnesses goes along, and the copy verifies', async () => {
  const checkpoint = (await folders.public.read('ledger/checkpoint')) ?? Buffer.alloc(0);
  const text = parseNote(Buffer.from(checkpoint).toString('utf8'))?.text ?? '';
  const line = cosign(text, { name: 'witness.example/w', seed: Buffer.alloc(32, 8) }, 1_000);
  const cosigned = Buffer.concat([checkpoint, Buffer.from(line)]);
  const published = new Map([
    ['ledger/checkpoint', cosigned],
    ['ledger/witnessed', cosigned],
    ['ledger/policy', Buffer.from('quorum none\n')],
  ]);
  for (const [path, bytes] of published) await folders.public.write(path, bytes);
  const copy = join(folder, 'witnessed');
  try {
    await exportLedger(request({ folder: copy }));
    for (const [path, bytes] of published) assert.ok(readFileSync(join(copy, path)).equals(bytes), path);
    const quiet = { out: () => {}, err: () => {} };
    assert.equal(await runVerify([copy, '--keys', secretsFile(), '--no-pin'], quiet), 0);
    const again = await imported(copy);
    assert.ok(cosigned.equals((await again.folders.public.read('ledger/checkpoint')) ?? Buffer.alloc(0)));
  } finally {
    rmSync(copy, { recursive: true, force: true });
    await folders.public.write('ledger/checkpoint', checkpoint);
    for (const path of ['ledger/witnessed', 'ledger/policy']) await folders.public.remove(path);
  }
});

test('what is opened to the public goes along, there and back, and nothing else that lies beside it', async () => {
  const wanted = ['1.statement.json', '1/manifest.json', '1/1.jsonl', '1/12.jsonl', '2/begun.json'];
  const strange = ['x.json', '01.statement.json', '1/0.jsonl', '1/1.jsonl.tmp', 'x/1.jsonl'];
  const path = (name: string) => `opened/${name}`;
  for (const name of [...wanted, ...strange]) await folders.public.write(path(name), Buffer.from(name));
  const copy = join(folder, 'opened');
  try {
    await exportLedger(request({ folder: copy }));
    for (const name of wanted) assert.equal(readFileSync(join(copy, path(name)), 'utf8'), name);
    for (const name of strange) assert.ok(!existsSync(join(copy, path(name))), name);
    const made = { store: new MemoryStore(), folders: memoryFolders() };
    const opened = openedIn(await ExportFiles.open(copy));
    await importLedger({ ...(await check(copy)), opened, ...made, random: randomBytes });
    for (const name of wanted) {
      assert.equal(Buffer.from((await made.folders.public.read(path(name))) ?? []).toString('utf8'), name);
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
    for (const name of [...wanted, ...strange]) await folders.public.remove(path(name));
  }
});

test('a draft is compared with what was decided in a ledger: the same documents change nothing, others exactly what they forbid', async () => {
  const recorded = ['--acts', out(), '--secrets', secretsFile(), '--json'];
  const past = async (before: string, after: string) => {
    const { code, out: said, err } = await remit(['mandate', 'compare', before, after, ...recorded]);
    assert.equal(err, '');
    return { code, ...JSON.parse(said).past };
  };
  const supplied = scenarioFolder('harbour-summit');
  const draft = join(folder, 'draft');
  cpSync(supplied, draft, { recursive: true });
  const file = join(draft, 'mandates', 'guest-a.yaml');
  const written = readFileSync(file, 'utf8');
  const permit = '- id: 1\n    effect: permit\n';
  assert(written.includes(permit));
  writeFileSync(file, written.replace(permit, '- id: 1\n    effect: forbid\n'));
  try {
    const same = await past(supplied, supplied);
    assert(same.looked >= 80, `${same.looked} decisions were read`);
    // What was decided while not all mandates were in force comes out otherwise now: that much is no doing of the draft.
    const before = new Set(same.otherwise.map(({ index }: { index: number }) => index));
    const changed = await past(supplied, draft);
    const more = changed.otherwise.filter(({ index }: { index: number }) => !before.has(index));
    assert(more.length > 0);
    assert(same.otherwise.every(({ changes }: { changes: boolean }) => !changes));
    const byDraft = changed.otherwise.filter(({ changes }: { changes: boolean }) => changes);
    for (const one of more) assert(byDraft.includes(one), `${one.index} is the draft's doing`);
    for (const { draft: outcome, clauses } of byDraft) {
      assert.equal(outcome, 'prohibited');
      assert(clauses.includes('guest-a/1'), clauses.join());
    }
    assert.equal(changed.code, EXIT.failed);
    const wrong = await remit(['mandate', 'compare', supplied, draft, '--acts', draft, '--secrets', secretsFile()]);
    assert.equal(wrong.code, EXIT.unreadable);
    const elsewhere = scenarioFolder('milano-cortina-2026');
    const other = await remit(['mandate', 'compare', elsewhere, elsewhere, ...recorded]);
    assert.equal(other.code, EXIT.unreadable);
    assert.match(other.err, /is of the event `harbour-summit`, and these documents are of `milano-cortina-2026`/);
    const spoken = (await remit(['mandate', 'compare', supplied, draft, ...recorded.slice(0, -1)])).out;
    assert.match(
      spoken,
      new RegExp(`${byDraft.length} of ${changed.looked} recorded decisions would come out otherwise by what differs`),
    );
    const alike = (await remit(['mandate', 'compare', supplied, supplied, ...recorded.slice(0, -1)])).out;
    assert.match(alike, /\n0 of \d+ recorded decisions would come out otherwise by what differs\n/);
    assert.match(alike, /\n\d+ more would come out otherwise already by the documents BEFORE/);
  } finally {
    rmSync(draft, { recursive: true });
  }
});

test('an imported ledger is the same: bytes, root, checkpoint, keys and state; and exports the same again', async () => {
  const made = await imported(out());
  const [old, now] = [await store.load(), await made.store.load()];
  assert.deepEqual(now.frontier, old.frontier);
  assert.equal(now.identity?.origin, old.identity?.origin);
  assert.deepEqual(await made.store.entries(0, now.frontier.size), await store.entries(0, old.frontier.size));
  assert.deepEqual(now.documents, old.documents);
  assert.deepEqual(rowsOf(now.rows), rowsOf(old.rows));
  await exportLedger({
    ...made,
    folder: join(folder, 'again'),
    secrets: join(folder, 'again.json'),
    random: randomBytes,
  });
  const files = (readdirSync(out(), { recursive: true }) as string[]).sort();
  assert.deepEqual((readdirSync(join(folder, 'again'), { recursive: true }) as string[]).sort(), files);
  for (const file of files) {
    if (statSync(join(out(), file)).isFile())
      assert.deepEqual(readFileSync(join(folder, 'again', file)), readFileSync(join(out(), file)), file);
  }
  assert.deepEqual(readFileSync(join(folder, 'again.json')), readFileSync(secretsFile()));
});

test('the published folder with the openings beside it gives the same ledger as the export, where the event is named', async () => {
  const published = join(folder, 'published');
  cpSync(out(), published, { recursive: true });
  for (const name of ['export.json', 'documents']) rmSync(join(published, name), { recursive: true });
  try {
    const secrets = parseSecrets(readFileSync(secretsFile()));
    const read = async (event?: Scenario) =>
      readExport(await ExportFiles.open(published), secrets, { scenario: event });
    await assert.rejects(
      read(),
      /the mandate document `[0-9a-f]{64}` is missing .*neither the event that `--scenario`/,
    );
    const [one, other] = [await read(scenario), (await check(out())).checked];
    const { tile: _one, documents, ...rest } = one;
    const { tile: _other, documents: wanted, ...same } = other;
    assert.deepEqual(rest, same);
    assert.deepEqual(
      new Map(documents.map(({ id, text }) => [id, text])),
      new Map(wanted.map(({ id, text }) => [id, text])),
    );
    await assert.rejects(read({ ...scenario, mandates: scenario.mandates.slice(1) }), TransferRefused);
  } finally {
    rmSync(published, { recursive: true, force: true });
  }
});

test('a ledger of several tiles comes back whole', async () => {
  const {
    room,
    store: large,
    folders: its,
  } = await openMemoryRoom({ scenario: await suppliedScenario('milano-cortina-2026') });
  await playOnRoom(room, large, room.directory.scenario);
  await room.stop();
  assert(room.size() > 512);
  const [place, secrets] = [join(folder, 'large'), join(folder, 'large.json')];
  await exportLedger({ store: large, folders: its, folder: place, secrets, random: randomBytes });
  const read = await check(place, readFileSync(secrets));
  const made = { store: new MemoryStore(), folders: memoryFolders() };
  await importLedger({ ...read, ...made, random: randomBytes });
  const [old, now] = [await large.load(), await made.store.load()];
  assert.deepEqual([now.frontier, now.documents], [old.frontier, old.documents]);
  assert.deepEqual(rowsOf(now.rows), rowsOf(old.rows));
});

test('an imported ledger goes on: the exercise finds every act entered', async () => {
  const made = await imported(out());
  const { room } = await openExerciseRoom(made.store, made.folders, { scenario });
  const before = room.size();
  const result = await playOnRoom(room, made.store, scenario);
  assert.deepEqual([result.differing, result.whole, room.size()], [[], true, before]);
  await room.stop();
});

/** What an attacker would have published as a set in force. */
const EVIL_SET = JSON.stringify({ format: 1, rules: [{ id: 'host-root/1', effect: 'permit' }], houseRules: [] });

/** Each spoils a copy of the export in one way. */
const SPOILED: [string, (copy: string) => void, RegExp][] = [
  // Salts are random, so the byte may be of a decoy, which no opening speaks of: then the tree above the entry tells.
  [
    'a flipped byte of an entry',
    (copy) => flip(tile(copy), 900),
    /entry|root|digest|disclosure|logged bytes|is not the tile that the entries give/,
  ],
  ['a length that lies', (copy) => flip(tile(copy), 0), /does not hold \d+ entries: a length in it is wrong/],
  ['a tile cut short', (copy) => truncateSync(tile(copy), 1_000), /does not hold \d+ entries/],
  ['a tile too long', (copy) => appendFileSync(tile(copy), 'x'), /does not hold \d+ entries/],
  [
    'a flipped byte of a hash tile',
    (copy) => flip(one(copy, /tile\/0\/000/), 5),
    /is not the tile that the entries give/,
  ],
  ['a hash tile that is missing', (copy) => rmSync(one(copy, /tile\/0\/000/)), /missing/],
  ['a flipped byte of an opening', (copy) => flip(openings(copy), 300), /entry 0|base64url|line 1/],
  ['a line of openings that is missing', (copy) => dropLine(openings(copy)), /does not have \d+ lines/],
  ['openings of another entry', (copy) => swapLines(openings(copy)), /line 1 .* is not the opening of entry 0/],
  ['an opening of 100 MB', (copy) => truncateSync(openings(copy), 100 * 1024 * 1024), /has more than \d+ bytes/],
  ['a set that is not its name', (copy) => appendFileSync(one(copy, /sets\//), ' '), /its digest is another/],
  [
    'a mandate document of which one word was altered',
    (copy) => rewrite(one(copy, /documents\//), (text) => text.replace('"forbid"', '"permit"')),
    /`documents\/[0-9a-f]{64}\.json` is not what its name says: its digest is another/,
  ],
  ['a set that is missing', (copy) => rmSync(one(copy, /sets\//)), /mandate set .* is missing/],
  ['a mandate document that is missing', (copy) => rmSync(one(copy, /documents\//)), /mandate document .* is missing/],
  [
    'a stranger among the sets',
    (copy) => writeFileSync(join(copy, 'sets', 'note.txt'), 'x'),
    /has no place in an export/,
  ],
  [
    'a set that nobody put in force',
    (copy) => put(copy, 'sets', EVIL_SET),
    /`sets\/.* no entry of the ledger names it/,
  ],
  [
    'a document that nobody put in force',
    (copy) => put(copy, 'documents', `${readFileSync(one(copy, /documents\//), 'utf8')} `),
    /`documents\/.* no entry/,
  ],
  ['bytes that are no text among the documents', (copy) => put(copy, 'documents', Buffer.from([0xff])), /no entry/],
  ['a mandate document among the sets', (copy) => move(copy, /documents\//, 'sets'), /`sets\/.* no entry/],
  [
    'a set among the mandate documents',
    (copy) => move(copy, /sets\//, 'documents'),
    /mandate set .* is missing|no entry/,
  ],
  ['another root in the summary', (copy) => spoilSummary(copy, { root: `${'A'.repeat(43)}=` }), /different trees/],
  ['another size in the summary', (copy) => spoilSummary(copy, { size: 5 }), /different trees/],
  ['a size beyond all', (copy) => spoilSummary(copy, { size: 1e300 }), /no summary/],
  [
    'another ledger in the summary',
    (copy) => spoilSummary(copy, { ledger: 'other.example/1' }),
    /the secrets are of the ledger/,
  ],
  ['a checkpoint of somebody else', (copy) => flip(join(copy, 'ledger/checkpoint'), 150), /not signed by the ledger/],
  ['another verifier key', (copy) => appendFileSync(join(copy, 'ledger/vkey'), '\n'), /no verifier key/],
  ['a missing checkpoint', (copy) => rmSync(join(copy, 'ledger/checkpoint')), /missing/],
  ['a link in place of a file', (copy) => link(copy, 'export.json'), /no ordinary file/],
  ['a folder that leads out', (copy) => link(copy, 'openings'), /leads out of the folder/],
  ['a folder in place of a file', (copy) => folderFor(copy, 'export.json'), /no ordinary file/],
];

for (const [name, spoil, wanted] of SPOILED) {
  test(`an export with ${name} is refused, and nothing is made of it`, async () => {
    const copy = mkdtempSync(join(folder, 'copy-'));
    cpSync(out(), copy, { recursive: true });
    spoil(copy);
    await assert.rejects(check(copy), (error) => {
      assert(error instanceof TransferRefused, String(error));
      assert.match(error.message, wanted);
      return true;
    });
  });
}

test('a set or document is taken only as the room would have written it, even where an entry names it', () => {
  const [set, document] = [one(out(), /sets\//), one(out(), /documents\//)].map((file) => readFileSync(file));
  assert(set !== undefined && document !== undefined);
  const say = (folder: 'sets' | 'documents', bytes: Buffer) =>
    documentText(folder, 'the file', sha256Hex(bytes), bytes);
  assert.equal(say('sets', set), set.toString('utf8'));
  assert.equal(say('documents', document), document.toString('utf8'));
  const parsed = JSON.parse(set.toString('utf8')) as Record<string, unknown>;
  const wrong: [string, Buffer, RegExp][] = [
    ['with a space', Buffer.from(`${set} `), /no mandate set in its canonical form/],
    ['in another order', Buffer.from(JSON.stringify({ rules: parsed['rules'], ...parsed })), /no mandate set/],
    ['with a member more', Buffer.from(canonicalJson({ ...parsed, note: 'in force' })), /no mandate set/],
    ['without house rules', Buffer.from(EVIL_SET), /no mandate set/],
    ['a document', document, /no mandate set/],
    ['null', Buffer.from('null'), /no mandate set/],
    ['no JSON', Buffer.from('not JSON'), /no mandate set/],
    ['nested deep', Buffer.from('['.repeat(100_000) + ']'.repeat(100_000)), /no mandate set/],
    ['no UTF-8', Buffer.concat([set, Buffer.from([0xff, 0xfe])]), /is no UTF-8/],
    ['with a byte order mark', Buffer.concat([Buffer.from('\ufeff'), set]), /no mandate set/],
  ];
  for (const [name, bytes, wanted] of wrong) assert.throws(() => say('sets', bytes), wanted, name);
  for (const [name, bytes] of [...wrong, ['a set', set] as const].filter(([, bytes]) => bytes !== document)) {
    assert.throws(() => say('documents', bytes), /no checked mandate document|is no UTF-8/, name);
  }
});

test('whether a document is a mandate set is asked of anything, and never thrown at', () => {
  assert.equal(isMandateSet(readFileSync(one(out(), /sets\//), 'utf8')), true);
  for (const text of [
    '',
    'null',
    '7',
    '[]',
    '{}',
    'not JSON \ufffd',
    '{"rules":[]}',
    readFileSync(one(out(), /documents\//), 'utf8'),
  ]) {
    assert.equal(isMandateSet(text), false, text.slice(0, 40));
  }
});

test('secrets that do not go with the export are refused', async () => {
  const secrets = JSON.parse(readFileSync(secretsFile(), 'utf8')) as Secrets;
  const { signer } = secrets;
  assert(signer !== null);
  const { guard } = signer;
  const cases: [object, RegExp][] = [
    [
      { ...secrets, signer: { ...secrets.signer, guard: { ...guard, size: guard.size + 1 } } },
      /a second history would begin/,
    ],
    [
      { ...secrets, signer: { ...secrets.signer, guard: { ...guard, root: randomBytes(32).toString('base64') } } },
      /a second history/,
    ],
    [
      { ...secrets, signer: { ...secrets.signer, key: randomBytes(32).toString('base64') } },
      /no verifier key of the signer/,
    ],
    [{ ...secrets, ledger: 'other.example/1' }, /the secrets are of the ledger/],
    [{ ...secrets, keys: Object.fromEntries(Object.entries(secrets.keys).slice(1)) }, /is closed/],
    [{ ...secrets, keys: { ...secrets.keys, 'decision/1': 'short' } }, /at `keys.decision\/1`/],
    [{ ...secrets, actors: { '../up': signer.key } }, /at `actors/],
    [{ ...secrets, more: 1 }, /not as it should be/],
    [[], /not as it should be/],
  ];
  for (const [value, wanted] of cases) {
    await assert.rejects(check(out(), Buffer.from(JSON.stringify(value))), (error) => {
      assert(error instanceof TransferRefused, String(error));
      assert.match(error.message, wanted);
      assert(!error.message.includes(signer.key), 'no secret is in a message');
      return true;
    });
  }
  await assert.rejects(check(out(), Buffer.from([0xff, 0xfe])), /is no JSON/);
});

test('a seed of an actor that is not the one of the first entry is refused, before anything is written', async () => {
  const read = await check(out());
  const store = new MemoryStore();
  const secrets = { ...read.secrets, actors: { ...read.secrets.actors, timer: randomBytes(32).toString('base64') } };
  const made = { store, folders: memoryFolders(), random: randomBytes };
  await assert.rejects(
    importLedger({ ...read, secrets, ...made }),
    /another key of `timer` than the first entry states/,
  );
  assert.equal(await store.size(), 0);
});

test('an export that changes while it is imported is refused, and leaves no ledger behind', async () => {
  const copy = mkdtempSync(join(folder, 'copy-'));
  cpSync(out(), copy, { recursive: true });
  const read = await check(copy);
  flip(tile(copy), 900);
  const made = { store: new MemoryStore(), folders: memoryFolders() };
  await assert.rejects(importLedger({ ...read, ...made, random: randomBytes }), /changed while it was read/);
  assert.equal((await made.store.load()).identity, null);
});

test('an import goes only into an empty database', async () => {
  const read = await check(out());
  await assert.rejects(importLedger({ ...read, store, folders, random: randomBytes }), /the database is not empty/);
});

test('an export overwrites nothing, and never holds its secrets', async () => {
  const inside = join(folder, 'fresh', 'deep', 'secrets.json');
  const link = join(folder, 'link');
  mkdirSync(join(folder, 'target'));
  symlinkSync(join(folder, 'target'), link);
  const cases: [Partial<ExportRequest>, RegExp][] = [
    [{}, /is not empty/],
    [{ folder: secretsFile() }, /is no folder/],
    [{ folder: join(folder, 'fresh'), secrets: inside }, /must not lie inside the export/],
    [{ folder: link, secrets: join(folder, 'target', 's.json') }, /must not lie inside the export/],
    [{ folder: join(folder, 'fresh'), secrets: secretsFile() }, /is there already/],
  ];
  for (const [changes, wanted] of cases) await assert.rejects(exportLedger(request(changes)), wanted);
  assert.equal(existsSync(join(folder, 'fresh')), false);
});

test('the commands, on a real database: play, export, import, export the same again', async (t) => {
  const place = mkdtempSync(join(tmpdir(), 'remit-commands-'));
  t.after(() => rmSync(place, { recursive: true, force: true }));
  const at = (name: string) => join(place, name);
  const ok = async (...argv: string[]) => {
    const { code, out, err } = await remit(argv);
    assert.equal(code, 0, `remit ${argv.join(' ')}: ${err}`);
    return out;
  };
  await ok('exercise', '--scenario', 'harbour-summit', '--data', at('one'), '--quiet');
  const first = await ok('export', at('a'), '--data', at('one'), '--secrets', at('a.json'));
  const second = await ok('import', at('a'), '--secrets', at('a.json'), '--data', at('two'));
  assert.equal(/root .*/.exec(second)?.[0], /root .*/.exec(first)?.[0]);
  assert.match(second, /The old room must not go on/);
  await ok('export', at('b'), '--data', at('two'), '--secrets', at('b.json'));
  for (const name of ['export.json', 'ledger/checkpoint', 'openings/000000000.jsonl']) {
    assert.deepEqual(readFileSync(join(at('b'), name)), readFileSync(join(at('a'), name)));
  }
  assert.deepEqual(readFileSync(at('b.json')), readFileSync(at('a.json')));
  const refused = await remit(['import', at('a'), '--secrets', at('a.json'), '--data', at('two')]);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /is not an empty folder/);
  assert.deepEqual(readdirSync(place).sort(), ['a', 'a.json', 'b', 'b.json', 'one', 'two']);
});

/** Rows that an import makes again: all but the counts of refusals that were open. */
function rowsOf(rows: readonly RowChange[]): RowChange[] {
  return stateOf({ rows })
    .dump(['refusals'])
    .filter(({ slice, id }) => slice !== 'timers' || !id.startsWith('refusal:'));
}

/** The one file of an export whose path fits. */
function one(copy: string, path: RegExp): string {
  const files = (readdirSync(copy, { recursive: true }) as string[]).filter((file) => path.test(file));
  const found = files.find((file) => statSync(join(copy, file)).isFile());
  assert(found !== undefined, String(path));
  return join(copy, found);
}

function tile(copy: string): string {
  return one(copy, /tile\/entries\/000/);
}

function openings(copy: string): string {
  return join(copy, 'openings', '000000000.jsonl');
}

function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  assert(at < bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

function rewrite(file: string, change: (text: string) => string): void {
  const text = readFileSync(file, 'utf8');
  assert.notEqual(change(text), text);
  writeFileSync(file, change(text));
}

function dropLine(file: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').split('\n').slice(1).join('\n'));
}

function swapLines(file: string): void {
  const [a = '', b = '', ...rest] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [b, a, ...rest].join('\n'));
}

function spoilSummary(copy: string, changes: object): void {
  const file = join(copy, 'export.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...changes }));
}

function link(copy: string, name: string): void {
  const away = `${copy}-away-${name}`;
  renameSync(join(copy, name), away);
  symlinkSync(away, join(copy, name));
}

function folderFor(copy: string, name: string): void {
  rmSync(join(copy, name));
  mkdirSync(join(copy, name));
}

/** Puts a document into a folder of the export, under the name that its digest gives. */
function put(copy: string, folder: string, content: string | Buffer): void {
  const bytes = Buffer.from(content);
  writeFileSync(join(copy, folder, `${sha256Hex(bytes)}.json`), bytes);
}

function move(copy: string, path: RegExp, folder: string): void {
  const file = one(copy, path);
  renameSync(file, join(copy, folder, basename(file)));
}

test('a ledger of whose entries nobody can replay one is not gone on with: a token of its facts is no word of its set', async () => {
  const decide = SetBook.prototype.decide;
  mock.method(SetBook.prototype, 'decide', function odd(this: SetBook, ...asked: Parameters<typeof decide>) {
    const decision = decide.apply(this, asked);
    const axes = { ...decision.facts.axes, role: 'no-role-of-any-vocabulary' };
    return { ...decision, facts: { ...decision.facts, axes } };
  });
  const to = join(folder, 'odd');
  const secret = join(folder, 'odd-secrets.json');
  try {
    const odd = await openMemoryRoom({ scenario });
    await odd.room.stop();
    await exportLedger({ ...request(), store: odd.store, folders: odd.folders, folder: to, secrets: secret });
  } finally {
    mock.restoreAll();
  }
  await assert.rejects(
    check(to, readFileSync(secret)),
    new TransferRefused(
      'entry 0 was decided on `role: no-role-of-any-vocabulary`, which its mandate set does not know: nobody can replay it',
    ),
  );
});
