/** Whether one's own record is whole, in an export and from receipts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodePrimitives } from './node.ts';
import { checkOwnReceipts } from './own-receipts.ts';
import { OwnRecord } from './own-record.ts';
import { parsePolicy } from './policy.ts';
import { Findings, isFault, type Status } from './report.ts';
import { buildLedger, canonical, type Hooks, origin, signNote, startMilliseconds, vkeyOf } from './testing/builder.ts';
import { assertFinding, checkAll } from './testing/check.ts';
import { issue, receiptOf } from './testing/receipts.ts';
import { checkpointText } from './testing/witnesses.ts';

const size = 21;
const issued = issue(size);
/** Where the entries of bo stand. */
const ofBo = issued.disclosures.flatMap((fields, index) => {
  const act = fields.get('act');
  return act !== undefined && /"actor":"bo"/.test(Buffer.from(act, 'base64url').toString()) ? [index] : [];
});

test('own record: all of a person in an export, from the first to the last', async () => {
  const report = await checkAll(issued, { person: 'bo' });
  assert.equal(report.status, 'OK', JSON.stringify(report.findings));
  const { found, last, firstIndex, lastIndex, missing, closedAfter } = report.own ?? assert.fail();
  assert.deepEqual([found, last, firstIndex, lastIndex], [ofBo.length, ofBo.length, ofBo[0], ofBo.at(-1)]);
  assert.deepEqual([missing, closedAfter], [[], 0]);
  assert.equal((await checkAll(issued)).own, undefined);
});

test('own record: nobody of that name, or no keys, is nothing that can be read', async () => {
  for (const [person, keys] of [
    ['carol', true],
    ['bo', false],
  ] as const) {
    const report = await checkAll(issued, keys ? { person } : { person, keys: undefined });
    assert.equal(report.status, 'UNREADABLE');
    assertFinding(report, 'own-none', /no entry of `.*` could be opened/);
  }
});

/** The boxes of entries that are erased, or whose person box is under a key nobody has. */
function without(indices: readonly number[]): Hooks {
  return {
    line: (index, line) => {
      if (indices.includes(index)) line.groups = line.groups.filter(({ group }) => group !== 'person');
    },
  };
}

test('own record: an entry whose box was erased is missing, and said by its count; the ledger itself is in order', async () => {
  const [, second = 0, third = 0] = ofBo;
  const erased = buildLedger(size, without([second, third]));
  assert.equal((await checkAll(erased)).status, 'OK');
  const report = await checkAll(erased, { person: 'bo' });
  assert.equal(report.status, 'INVALID');
  assertFinding(report, 'own-missing', /of the entries of `bo`, 2 are missing: 2 to 3/);
  assert.deepEqual(report.own?.missing, [[2, 3]]);
  const other = await checkAll(erased, { person: 'ada' });
  assert.equal(other.status, 'OK', 'another’s record is whole');
});

test('own record: entries after the last one that stay closed are said, for none can tell whose they are', async () => {
  const last = ofBo.at(-1) ?? 0;
  const report = await checkAll(buildLedger(size, without([last - 1, last])), { person: 'bo' });
  assert.equal(report.status, 'OK');
  assert.deepEqual([report.own?.found, report.own?.closedAfter], [ofBo.length - 1, 2]);
});

const options = { primitives: nodePrimitives, vkey: vkeyOf(origin, 'log') };
const receipts = (indices: readonly number[]) =>
  indices.map((index) => ({ name: `r${index}`, bytes: receiptOf(issued, index) as Uint8Array }));

test('own record: from receipts in any order, also of trees of different sizes', async () => {
  const files = receipts([...ofBo].reverse());
  const [first = 0] = ofBo;
  files.push({ name: 'again', bytes: receiptOf(issued, first, { size: first + 1 }) });
  const report = await checkOwnReceipts('bo', files, options);
  assert.equal(report.status, 'OK', JSON.stringify(report.findings));
  assert.deepEqual([report.own.found, report.own.last, report.own.closedAfter], [ofBo.length, ofBo.length, undefined]);
  assert.match(report.warnings.join(), /`again` is of entry \d+, of which there is a receipt already/);
});

test('own record: which counts are missing is said, at the beginning and in between', async () => {
  const [, , third = 0, , fifth = 0] = ofBo;
  const report = await checkOwnReceipts('bo', receipts([fifth, third]), options);
  assert.equal(report.status, 'INVALID');
  assert.deepEqual(report.own.missing, [
    [1, 2],
    [4, 4],
  ]);
  assert.match(report.findings[0]?.message ?? '', /of the entries of `bo`, 3 are missing: 1 to 2, 4/);
});

test('own record: receipts of others, or that do not show whose they are, are left out aloud', async () => {
  const [first = 0] = ofBo;
  const files = receipts([first]);
  files.push(
    { name: 'ada', bytes: receiptOf(issued, 3) },
    { name: 'mute', bytes: receiptOf(issued, first, { fields: ['kind'] }) },
  );
  const report = await checkOwnReceipts('bo', files, options);
  assert.deepEqual([report.status, report.warnings.length, report.own.found], ['OK', 2, 1]);
  assert.equal((await checkOwnReceipts('carol', files, options)).status, 'UNREADABLE');
});

test('own record: two entries at one place are EQUIVOCATION, also in trees of different sizes', async () => {
  const [first = 0] = ofBo;
  const fork = issue(size, { fields: (index, fields) => index === first && Object.assign(fields, { matter: 'x' }) });
  const files = [
    { name: 'one', bytes: receiptOf(issued, first, { size: first + 1 }) as Uint8Array },
    { name: 'other', bytes: receiptOf(fork, first, { size: first + 2 }) as Uint8Array },
  ];
  const report = await checkOwnReceipts('bo', files, options);
  assert.equal(report.status, 'EQUIVOCATION', JSON.stringify(report.findings));
  assert.match(report.findings[0]?.message ?? '', /`other` and `one` prove different entries at the same place/);
});

test('own record: a receipt that is bad counts for nothing; of two ledgers it is INVALID, two roots of one size are EQUIVOCATION', async () => {
  const [first = 0, second = 0] = ofBo;
  const bad = { name: 'bad', bytes: receiptOf(issued, second, { proof: [] }) as Uint8Array };
  const report = await checkOwnReceipts('bo', [...receipts([first]), bad], options);
  assert.deepEqual([report.status, report.own.found], ['INVALID', 1]);
  const shown = report.receipts.map(({ fields }) => Object.keys(fields).length > 0);
  assert.deepEqual(shown, [true, false], 'what a bad one shows is not kept: it can be as long as its maker likes');
  const fork = issue(size, { fields: (index, fields) => index === 0 && Object.assign(fields, { matter: 'x' }) });
  const forked = [...receipts([first]), { name: 'fork', bytes: receiptOf(fork, second) as Uint8Array }];
  assert.equal((await checkOwnReceipts('bo', forked, options)).status, 'EQUIVOCATION');
  const elsewhere = 'other.exercise.remit.example/0123456789ab';
  const note = signNote(checkpointText(1, Buffer.alloc(32), elsewhere), 'log', elsewhere);
  const foreign = { name: 'foreign', bytes: receiptOf(issued, first, { note }) as Uint8Array };
  const mixed = await checkOwnReceipts('bo', [...receipts([first]), foreign], options);
  assert.equal(mixed.status, 'INVALID');
  const both = `log ${vkeyOf(origin, 'log')}\nlog ${vkeyOf(elsewhere, 'other')}\nquorum none\n`;
  const policy = parsePolicy(Buffer.from(both), nodePrimitives);
  assert.ok(!isFault(policy));
  const witnesses = { policy, now: () => startMilliseconds };
  const signed = signNote(checkpointText(1, Buffer.alloc(32), elsewhere), 'other', elsewhere);
  const known = { name: 'known', bytes: receiptOf(issued, first, { note: signed }) as Uint8Array };
  const two = await checkOwnReceipts('bo', [...receipts([first]), known], { primitives: nodePrimitives, witnesses });
  assert.ok(
    two.findings.some(({ code, message }) => code === 'origin' && /`known` is of another ledger/.test(message)),
  );
});

test('own record: a chain that contradicts itself is a finding for each way in which it can', () => {
  for (const [links, said, status] of [
    [
      [
        [3, 1, -1],
        [5, 1, -1],
      ],
      /number 1 of `x`, but number 1 stands before it, at 3/,
      'INVALID',
    ],
    [
      [
        [3, 1, -1],
        [5, 2, 4],
      ],
      /after entry 4, but the one before it stands at 3/,
      'INVALID',
    ],
    [[[3, 1, 2]], /after entry 2, but the one before it stands at -1/, 'INVALID'],
    [
      [
        [3, 1, -1],
        [9, 3, 3],
      ],
      /after entry 3, where none before it can stand/,
      'INVALID',
    ],
    [
      [
        [3, 1, -1],
        [9, 3, 9],
      ],
      /after entry 9, where none before it can stand/,
      'INVALID',
    ],
    [
      [
        [3, 1, -1],
        [9, 2, 3],
      ],
      /^$/,
      'OK',
    ],
  ] as [number[][], RegExp, Status][]) {
    const findings = new Findings();
    const own = new OwnRecord('x', findings);
    for (const [index = 0, count = 0, before = 0] of links) own.add({ index, count, before });
    own.report(true);
    assert.equal(findings.status, status, canonical(links));
    assert.match(findings.list[0]?.message ?? '', said);
  }
});

test('own record: of gaps without number the first twenty are named, and all are counted', () => {
  const findings = new Findings();
  const own = new OwnRecord('x', findings);
  for (let n = 0; n < 30; n++) own.add({ index: 10 * n + 5, count: 2 * n + 2, before: 10 * n + 1 });
  const report = own.report(true);
  assert.deepEqual([report.missing.length, report.missingTotal, report.found, report.last], [20, 30, 30, 60]);
});
