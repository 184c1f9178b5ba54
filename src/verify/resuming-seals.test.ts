/** A check of what is under the seals that was interrupted goes on, says the same as one from the first entry, and believes no file that the secrets did not make. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { History } from './history.ts';
import { SealsKey, type SealsOf } from './kept-seals.ts';
import { Known } from './known.ts';
import { nodePrimitives } from './node.ts';
import type { Report } from './report.ts';
import { ResumingSeals } from './resuming-seals.ts';
import type { Signed } from './signed.ts';
import { type Built, buildLedger, canonical, type Hooks, publicText, publish } from './testing/builder.ts';
import { assertFinding, checkAll, entriesIn, keysOf } from './testing/check.ts';
import { roundOfActs } from './testing/example.ts';
import { type Kept, memorySource, memoryStore } from './testing/memory.ts';
import { buildOpenedExport } from './testing/opened.ts';
import { buildVaried, type Often, open } from './testing/varied.ts';
import { type VerifyOptions, verifyLedger } from './verify.ts';

type Given = Partial<VerifyOptions> & { readonly stop?: number };

/** Checks an export, with its openings gone from tile `stop` on; also how many boxes were opened. */
async function run(built: Built, resume: Kept, { stop = Number.POSITIVE_INFINITY, ...options }: Given = {}) {
  const source = memorySource(built.files);
  let boxes = 0;
  const primitives: typeof nodePrimitives = {
    ...nodePrimitives,
    aesGcmOpen(...box) {
      boxes++;
      return nodePrimitives.aesGcmOpen(...box);
    },
  };
  const read: typeof source.read = async (path, bytesMax) => {
    const tile = /^openings\/(\d+)/.exec(path)?.[1];
    if (tile !== undefined && Number(tile) >= stop) return { kind: 'unreadable', reason: 'the disk is gone' };
    return await source.read(path, bytesMax);
  };
  const given = { primitives, resume, resumeEveryTiles: 1, keys: keysOf(built.secrets), ...options };
  return { report: await verifyLedger({ ...source, read }, given), boxes };
}

/** Every file that a check keeps on its way, the first behind one tile. */
async function keptOf(built: Built, options: Given = {}): Promise<Uint8Array[]> {
  const store = memoryStore();
  await run(built, store, options);
  return store.all;
}

const before = (tiles: number) =>
  `what ${256 * tiles} entries hold under their seals was checked before, by the resume file \`place\`; the tree is checked whole`;
const anew = 'the resume file `place` led to a fault: the check began anew';
const silent = (report: Report) => ({ ...report, warnings: [] });

const size = 700;
const whole = buildVaried(size, 'whole');
const places = await keptOf(whole);
const [place = new Uint8Array(0)] = places;

test('going on: behind each tile of exports of every kind it says what an uninterrupted check says', async () => {
  for (const [seed, often, person] of [
    ['one', undefined, undefined],
    ['two', undefined, 'ada'],
    ['three', { ...open, person: 100 }, undefined],
    ['four', open, 'bo'],
  ] as [string, Often | undefined, string | undefined][]) {
    const built = buildVaried(size, seed, often);
    const plain = await checkAll(built, { person });
    const kept = await keptOf(built, { person });
    assert.equal(kept.length, 2, seed);
    const all = (await run(built, memoryStore(), { person })).boxes;
    for (const [n, bytes] of kept.entries()) {
      const store = memoryStore(bytes);
      const { report, boxes } = await run(built, store, { person });
      assert.deepEqual(silent(report), plain, `${seed} ${n}`);
      // Erased acts of the person are missing from their record: that is not said with the help of a file.
      const wrong = plain.status === 'INVALID';
      assert.deepEqual(report.warnings, wrong ? [before(n + 1), anew] : [before(n + 1)], `${seed} ${n}`);
      if (wrong) continue;
      assert.equal(plain.status, 'OK', JSON.stringify(plain.findings));
      assert.ok(boxes < (all * (size - 256 * n)) / size, 'what was opened before is not opened again');
      assert.equal(store.bytes, undefined, 'after OK it is gone');
    }
  }
});

test('going on: interrupted again and again, it comes to the end, and is as if it had not been', async () => {
  const store = memoryStore();
  for (const stop of [1, 2]) {
    const { report } = await run(whole, store, { stop });
    assert.equal(report.status, 'UNREADABLE');
    assert.deepEqual([store.writes, store.bytes?.length], [stop, places[stop - 1]?.length]);
  }
  const { report } = await run(whole, store);
  assert.deepEqual([silent(report), report.warnings], [await checkAll(whole), [before(2)]]);
});

/** One entry of another form, behind the only place. */
const wrongAt = 344;
const faultySize = 400;
const slot = (index: number) => (index - 3) % 16;
const at = (change: (fields: Record<string, unknown>) => void): Hooks => ({
  fields: (index, fields) => {
    if (index === wrongAt) change(fields);
  },
});

/** The act of entry 3 once more, by ada, whose key stays the same: it took effect twice, and nothing else is wrong. */
function twice(): Hooks {
  let first: Record<string, unknown> = {};
  return {
    fields: (index, fields) => {
      if (index === 3) first = { ...fields };
      const { kind, act, signature } = first;
      if (index === wrongAt - 5) Object.assign(fields, { kind, act, signature });
    },
  };
}

/** How many entries ada has in front of the place. */
let adas = 0;

const faults: readonly [what: string, hooks: Hooks, code: Parameters<typeof assertFinding>[1], said: RegExp][] = [
  ['an act of the first tile takes effect again', twice(), 'act-twice', /stands twice/],
  [
    'an entry of the first tile that is no act is a cause',
    {
      fields: (index, fields) => {
        if (index === wrongAt + 7) fields['cause'] = 15;
      },
    },
    'cause',
    /the cause 15 is not an act before it/,
  ],
  [
    'a key that its person no longer has',
    { template: (index, made) => (index === wrongAt ? { ...made, signer: 'bo 1' } : made) },
    'act-key',
    /no longer the key of `bo`/,
  ],
  [
    'the key of whoever was removed as the last in front of the place',
    { template: (index, made) => (index === 255 ? roundOfActs(257, publicText) : made) },
    'act-key',
    /entry 256 .* no longer the key of `bo`/,
  ],
  [
    'a closing count for which only an entry is closed that stands before the last one of its person',
    {
      template: (index, made) => (index === 256 ? roundOfActs(255, publicText) : made),
      line: (index, line) => {
        if (index === 20) line.groups.pop();
      },
      fields: (index, fields) => {
        if (index === 250) adas = (fields['previousByActor'] as { count: number }).count;
        const row = { person: 'ada', until: 5, closingCount: adas + 1 };
        if (index === 256) Object.assign(fields, { cause: 254, changes: [{ id: 'S', row, slice: 'shifts' }] });
      },
    },
    'closing-count',
    /of `ada` ends with \d+ entries, but \d+ are known and 0 are closed/,
  ],
  [
    'a key of nobody',
    { template: (index, made) => (index === wrongAt ? { ...made, signer: 'eve' } : made) },
    'act-key',
    /is not the key of `bo`/,
  ],
  [
    'a place in the chain',
    at((fields) => Object.assign(fields, chain(fields, 1, 0))),
    'previous-by-actor',
    /but \d+ are/,
  ],
  [
    'the one before in the chain',
    at((fields) => Object.assign(fields, chain(fields, 0, -1))),
    'previous-by-actor',
    /but the last one known/,
  ],
  [
    'a closing count',
    {
      fields: (index, fields) => {
        if (index !== wrongAt + 7) return;
        fields['changes'] = [{ id: 'S', row: { person: 'ada', until: 5, closingCount: 3 }, slice: 'shifts' }];
      },
    },
    'closing-count',
    /of `ada` ends with 3 entries, but \d+ are known/,
  ],
];

/** `previousByActor`, off by so much. */
function chain(fields: Record<string, unknown>, count: number, index: number): Record<string, unknown> {
  const link = fields['previousByActor'] as { count: number; index: number };
  return { previousByActor: { count: link.count + count, index: link.index + index } };
}

test('going on: what is wrong behind the place by what stands in front of it is found', async () => {
  assert.equal(slot(wrongAt), 5);
  for (const [what, hooks, code, said] of faults) {
    const built = buildVaried(faultySize, 'fault', open, hooks);
    const plain = await checkAll(built);
    assertFinding(plain, code, said);
    assert.ok(
      plain.findings.every((finding) => finding.code === code),
      what,
    );
    const kept = await keptOf(built);
    assert.equal(kept.length, 1, what);
    const { report } = await run(built, memoryStore(kept[0]));
    assert.deepEqual([silent(report), report.warnings], [plain, [before(1), anew]], what);
  }
});

test('going on: nothing is kept behind what is wrong', async () => {
  const built = buildVaried(size, 'early', open, {
    fields: (index, fields) => {
      if (index === 300) fields['outcome'] = 'outside';
    },
  });
  const store = memoryStore();
  const { report } = await run(built, store);
  assert.equal(report.status, 'INVALID');
  assert.equal(store.writes, 1, 'the last place is the one before the fault');
  assert.notEqual(store.bytes, undefined, 'it stays');
});

test('going on: an act on the roster whose outcome is closed is remembered', async () => {
  // The enrolment of entry 242 is not known to have taken effect; its key signs up to entry 256.
  const hidden = buildLedger(300, {
    line: (index, line) => {
      if (index === 242) line.groups.shift();
    },
  });
  const plain = await checkAll(hidden);
  assert.deepEqual([plain.status, plain.counts.signaturesUnchecked], ['OK', 10]);
  const [kept] = await keptOf(hidden);
  const { report } = await run(hidden, memoryStore(kept));
  assert.deepEqual([silent(report), report.warnings], [plain, [before(1)]]);
});

test('going on: a mandate set that only decisions in front of the place need has to be there', async () => {
  const built = buildLedger(300, {
    template: (index, made) =>
      index < 256 ? made : { ...made, set: 0, clauses: made.clauses.filter((id) => id !== 'c8') },
  });
  const [kept] = await keptOf(built);
  for (const name of [...built.files.keys()].filter((path) => path.startsWith('sets/'))) {
    const files = new Map(built.files);
    files.delete(name);
    const { report } = await run({ ...built, files }, memoryStore(kept));
    assert.deepEqual(silent(report), await checkAll({ ...built, files }));
    assertFinding(report, 'missing', /`sets\/.*` is missing/);
  }
});

test('going on: what an export opens to the public is checked against all entries', async () => {
  const built = buildOpenedExport();
  const plain = await checkAll(built);
  assert.deepEqual([plain.status, plain.opened?.batches], ['OK', 2], JSON.stringify(plain.findings));
  const [kept] = await keptOf(built);
  const { report } = await run(built, memoryStore(kept));
  assert.deepEqual([silent(report), report.warnings], [plain, [before(1)]]);
});

async function refused(bytes: Uint8Array, said: RegExp, given: Given = {}, built = whole): Promise<void> {
  const store = memoryStore(bytes);
  const { report, boxes } = await run(built, store, given);
  assert.deepEqual([report.status, boxes, store.bytes, store.writes], ['UNREADABLE', 0, bytes, 0], String(said));
  assert.equal(report.findings[0]?.code, 'resume');
  assert.match(report.findings[0]?.message ?? '', said);
}

test('going on: a file with any byte changed, cut, or too long is refused', async () => {
  for (let n = 0; n < place.length; n += 3) {
    const bad = Buffer.from(place);
    bad[n] = (bad[n] as number) ^ (1 << (n % 8));
    await refused(bad, /the resume file `place` /);
    await refused(place.subarray(0, n), /the resume file `place` /);
  }
  for (let cut = 1; cut < 40; cut++) await refused(place.subarray(0, place.length - cut), /its code is another/);
  await refused(Buffer.concat([place, Buffer.alloc(1)]), /its code is another/);
  await refused(Buffer.concat([place, place]), /its code is another/);
  await refused(new Uint8Array(17_000_000), /is too long/);
});

/** `bytes` with the text of its line changed, and of the same length but for that. */
function reworded(bytes: Uint8Array, from: string | RegExp, to: string): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const changed = text.replace(from, to);
  assert.notEqual(changed, text, String(from));
  return Buffer.from(changed, 'latin1');
}

test('going on: a state that somebody else wrote is refused, whatever it says', async () => {
  const other = buildVaried(size, 'whole');
  const keys = keysOf(other.secrets);
  const [alike] = await keptOf(other, { keys: { ...keys, keys: new Map([...keys.keys].slice(1)) } });
  // Who has all but one of the keys, and says that it was all.
  const name = /"secrets":"[^"]*"/.exec(Buffer.from(place).toString('latin1'))?.[0] ?? assert.fail();
  await refused(
    reworded(alike ?? place, /"secrets":"[^"]*"/, name),
    /written without these secrets: its code is another/,
  );
  await refused(reworded(place, '"rosterUnsure":true', '"rosterUnsure":false'), /its code is another/);
  await refused(reworded(place, /"tiles":1/, '"tiles":0'), /its code is another/);
  const bare = Buffer.from(place);
  bare.fill(0, bare.length - 32);
  await refused(bare, /its code is another/);
});

test('going on: a place of another export, ledger, key, policy, person, version or secrets is refused, and says which', async () => {
  const { keys, ledger } = keysOf(whole.secrets);
  const changed = new Map(keys).set('person/bo', Buffer.alloc(32, 7));
  await refused(place, /is of another secrets file; without the file/, { keys: { keys: changed, ledger } });
  const more = new Map(keys).set('person/eve', Buffer.alloc(32, 7));
  await refused(place, /is of another secrets file/, { keys: { keys: more, ledger } });
  await refused(place, /is of another person, `null`/, { person: 'bo' });
  const [mine] = await keptOf(whole, { person: 'bo' });
  await refused(mine ?? place, /is of another person, `bo`/);
  await refused(mine ?? place, /is of another person, `bo`/, { person: 'ada' });
  await refused(reworded(place, /"checker":"[^"]*"/, '"checker":"0.1.0"'), /another version of the checker, `0.1.0`/);
  await refused(reworded(place, '"policy":null', `"policy":"${'0'.repeat(64)}"`), /another policy, `0{60}/);
  await refused(reworded(place, /"origin":"[^"]*"/, '"origin":"elsewhere"'), /is of another ledger, `elsewhere`/);
  await refused(place, /is of another export/, {}, buildVaried(size, 'another'));
  await refused(place, /is of another export/, {}, buildVaried(size + 1, 'whole'));
  const rekeyed = new Map([...whole.files, ...publish(entriesIn(whole.files), 'other')]);
  await refused(place, /is of another key/, {}, { ...whole, files: rekeyed });
  // The header says what it said; the tree is another.
  const tree = new Map([
    ...buildVaried(size, 'another').files,
    ['export.json', whole.files.get('export.json') ?? place],
  ]);
  await refused(place, /is of another root/, {}, { ...whole, files: tree as Map<string, Uint8Array> });
});

test('going on: the file of a check of the tree is none of a full one, nor the other way', async () => {
  const published = publish(entriesIn(whole.files));
  const tree = memoryStore();
  await verifyLedger(memorySource(published), { primitives: nodePrimitives, resume: tree, resumeEveryTiles: 1 });
  await refused(tree.all[0] ?? place, /is not one of a check with `--keys`/);
  const source = memorySource(published);
  const report = await verifyLedger(source, { primitives: nodePrimitives, resume: memoryStore(place) });
  assertFinding(report, 'resume', /is one of a check with `--keys`/);
});

test('going on: without keys no code can be made, and the file is left as it is', async () => {
  const { ledger } = keysOf(whole.secrets);
  for (const keys of [undefined, { keys: new Map(), ledger }]) {
    const store = memoryStore(place);
    const { report } = await run(whole, store, { keys });
    assert.equal(report.status, 'OK');
    assert.match(report.warnings.join(), /without keys the openings of an export are checked from the first on/);
    assert.deepEqual([store.bytes, store.writes], [place, 0]);
  }
});

test('going on: an act that nobody signed, slipped in in front of the place, is found or refused', async () => {
  const slipped = buildVaried(size, 'whole', undefined, {
    signature: (index, signature) => {
      if (index === 36) signature.value = 'A'.repeat(86);
    },
  });
  // Into a tree of its own: that is another export.
  await refused(place, /is of another export/, {}, slipped);
  const take = (names: RegExp) =>
    new Map(
      [...whole.files].map(([name, bytes]) => [name, names.test(name) ? (slipped.files.get(name) ?? bytes) : bytes]),
    );
  // Its entry alone, or all that was published of it: the root is not its own.
  for (const names of [/entries\/000/, /tile\//]) {
    const files = take(names);
    const { report } = await run({ ...whole, files }, memoryStore(place));
    assert.deepEqual(silent(report), await checkAll({ ...whole, files }));
    assert.equal(report.status, 'INVALID');
    assert.ok(report.findings.some(({ code }) => code === 'leaf' || code === 'root'));
  }
  // Its openings alone: they are not those that were opened.
  const files = take(/openings\/0+\.jsonl/);
  const { report } = await run({ ...whole, files }, memoryStore(place));
  assert.deepEqual(silent(report), await checkAll({ ...whole, files }));
  assert.equal(report.status, 'INVALID');
  assert.match(report.warnings.join(), /is of other openings than those that are there: the check began anew/);
});

/** What the first place, or another, says, `change`d by somebody who has the secrets. */
function rewritten(
  change: (place: Record<string, unknown>) => void,
  rest = (bytes: Buffer) => bytes,
  kept = place,
): Uint8Array {
  const bytes = Buffer.from(kept);
  const [from, end] = [bytes.indexOf('\n') + 1, bytes.indexOf('\n', bytes.indexOf('\n') + 1)];
  const line = JSON.parse(bytes.subarray(from, end).toString()) as Record<'of' | 'place', Record<string, unknown>>;
  const { secrets, ...of } = line.of;
  const key = new SealsKey(keysOf(whole.secrets), nodePrimitives);
  assert.equal(secrets, key.name);
  change(line.place);
  const body = Buffer.concat([
    bytes.subarray(0, from),
    Buffer.from(`${canonical(line)}\n`),
    rest(bytes.subarray(end + 1, bytes.length - 32)),
  ]);
  return Buffer.concat([body, key.codeOf(body, of as unknown as SealsOf)]);
}

test('going on: a place that cannot be is refused though its code is good', async () => {
  assert.equal((await run(whole, memoryStore(rewritten(() => {})))).report.status, 'OK');
  for (const change of [
    { tiles: -1 },
    { tiles: 2 },
    { tiles: 3 },
    { tiles: '1' },
    { digests: 0 },
    { digests: null },
    { digests: 9_007_199_254_740_991 },
    { actors: null },
    { actors: [['bo', 1, 2]] },
    { actors: [['bo', -1, 2, 0]] },
    { actors: [[7, 1, 2, 0]] },
    { counts: { closed: 1 } },
    { counts: null },
    { keys: {} },
    { keys: [['bo', 'AAAA', []]] },
    { keys: [['bo', null, ['AAAA']]] },
    { keys: [['bo', null, null]] },
    { keys: [[null, null, []]] },
    { openings: '*' },
    { openings: '' },
    { own: {} },
    { rosterUnsure: 0 },
    { sets: ['x'] },
    { sets: null },
    { more: 1 },
  ]) {
    await refused(
      rewritten((found) => Object.assign(found, change)),
      /has a place that cannot be/,
    );
  }
  const twice = rewritten(
    () => {},
    (bytes) => {
      bytes.copy(bytes, 16, 0, 16);
      return bytes;
    },
  );
  await refused(twice, /has a place that cannot be/);
  const cut = rewritten(
    () => {},
    (bytes) => bytes.subarray(1),
  );
  await refused(cut, /has a place that cannot be/);
});

test('going on: whoever has the secrets and can write the file can have it believed, and no more than that', async () => {
  // What docs/formats.md says remains possible: the file of a check that took every signature for good.
  const unsigned = buildVaried(size, 'whole', undefined, {
    signature: (index, signature) => {
      if (index === 36) signature.value = 'A'.repeat(86);
    },
  });
  assert.equal((await checkAll(unsigned)).status, 'INVALID');
  const [made] = await keptOf(unsigned, { primitives: { ...nodePrimitives, ed25519Verify: () => true } });
  const { report } = await run(unsigned, memoryStore(made));
  assert.deepEqual([report.status, report.warnings], ['OK', [before(1)]], 'but the report says what it rests on');
});

test('going on: with the help of the file nobody can blame the ledger', async () => {
  const built = buildVaried(faultySize, 'open', open);
  const [kept] = await keptOf(built);
  for (const change of [
    (found: Record<string, unknown>) => Object.assign(found, { keys: [] }),
    (found: Record<string, unknown>) => Object.assign(found, { actors: [['bo', 1, 4, 0]] }),
    (found: Record<string, unknown>) => Object.assign(found, { openings: Buffer.alloc(32).toString('base64') }),
  ]) {
    const forged = rewritten(change, undefined, kept);
    const { report } = await run(built, memoryStore(forged));
    assert.deepEqual(silent(report), await checkAll(built));
    assert.equal(report.status, 'OK');
    assert.match(report.warnings.join(), /the check began anew/);
  }
});

const about = {
  signed: { checkpoint: { origin: 'o', size: 0, root: new Uint8Array(32) }, vkey: { text: 'v' } } as unknown as Signed,
  witnesses: undefined,
  primitives: nodePrimitives,
  source: memorySource(new Map()),
  header: new Uint8Array(0),
  keys: keysOf(whole.secrets),
  person: undefined,
};
const known = Known.nothing(nodePrimitives);
const counts = { opened: 0, closed: 0, signatures: 0, signaturesUnchecked: 0, replayed: 0, replayMismatches: 0 };

test('going on: what is written in all is some times what is there at the end, and little is opened again', async () => {
  const many = 40_000;
  const signed = { ...about.signed, checkpoint: { ...about.signed.checkpoint, size: many * 256 } };
  const resuming = new ResumingSeals({ ...about, signed, store: memoryStore(), everyTiles: undefined });
  let last = 0;
  let written = 0;
  let furthest = 0;
  for (let tiles = 1; tiles <= many; tiles++) {
    furthest = Math.max(furthest, (tiles - last) / Math.max(16 * 32, tiles));
    if (!resuming.isDue(tiles)) continue;
    await resuming.keep({ tiles, counts, known, own: null, sets: [] });
    last = tiles;
    written += tiles;
  }
  assert.ok(furthest <= 1 / 32, `${furthest} of the way`);
  assert.ok(written <= 34 * many, `${written / many} times`);
  assert.ok(many - last <= many / 32);
});

test('going on: a place that would be too long is kept no more, which is said once', async () => {
  const store = memoryStore();
  const resuming = new ResumingSeals({ ...about, store, everyTiles: 1 });
  const sets = Array.from({ length: 260_000 }, (_, n) => n.toString(16).padStart(64, '0'));
  for (const tiles of [1, 2]) await resuming.keep({ tiles, counts, known, own: null, sets });
  assert.deepEqual(resuming.warnings, [
    'cannot write the resume file `place`: what is to be kept has a line of more than 16777216 bytes',
  ]);
  assert.equal(store.writes, 0);
  // More digests than a log of no entries can have.
  const history = History.from({
    actors: [],
    digests: bytesOf(1_100_000),
    acts: new Uint8Array(0),
    closed: new Uint8Array(0),
  });
  const many = new Known(known.directory, history ?? assert.fail(), false, known.openings);
  const longer = new ResumingSeals({ ...about, store, everyTiles: 1 });
  await longer.keep({ tiles: 0, counts, known: many, own: null, sets: [] });
  assert.match(longer.warnings.join(), /what is to be kept has more than 16777271 bytes/);
});

/** What is kept of so many digests. */
function bytesOf(digests: number): Uint8Array {
  const bytes = Buffer.alloc(16 * digests);
  for (let n = 0; n < digests; n++) bytes.writeUInt32BE(n, 16 * n);
  return bytes;
}
