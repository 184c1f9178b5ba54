/** The closing counts of shifts: what they prove of one's own record, and that none can be forged. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closingsOf } from './closings.ts';
import { ownReceiptsText } from './human-text.ts';
import { nodePrimitives } from './node.ts';
import { checkOwnReceipts } from './own-receipts.ts';
import { OwnRecord } from './own-record.ts';
import { Findings } from './report.ts';
import { buildLedger, type Hooks, origin, vkeyOf } from './testing/builder.ts';
import { assertFinding, checkAll } from './testing/check.ts';
import { issue, type Parts, receiptOf } from './testing/receipts.ts';

const size = 21;
/** Entries of bo: six, of which the last is a sign-off; three more until somebody else ends a second shift; two more after that. */
const ofBo = [4, 5, 6, 7, 8, 9, 11, 12, 13, 16, 20];
const signOff = 9;
const ended = 15;

/** The example, where bo signs off at entry 9 and has a shift ended at entry 15, with what these state. */
function shifts(first: unknown = 6, second: unknown = 9): Hooks {
  return {
    template(index, made) {
      if (index === ended) return { ...made, kind: 'duty.ended' };
      if (index !== signOff) return made;
      const kind = 'desk.sign-off';
      return {
        ...made,
        kind,
        activity: kind,
        facts: { ...made.facts, activity: kind },
        outcome: 'outside',
        clauses: [],
      };
    },
    fields(index, fields) {
      if (index !== signOff && index !== ended) return;
      const row = { person: 'bo', until: 5, closingCount: index === signOff ? first : second };
      fields['changes'] = [{ id: `bo/${index}`, row, slice: 'shifts' }];
    },
  };
}

const issued = issue(size, shifts());
const options = { primitives: nodePrimitives, vkey: vkeyOf(origin, 'log') };
const all = [...ofBo, ended];

async function check(indices: readonly number[], parts: Readonly<Record<number, Partial<Parts>>> = {}, from = issued) {
  const files = indices.map((index) => ({ name: `r${index}`, bytes: receiptOf(from, index, parts[index]) }));
  return await checkOwnReceipts('bo', files, options);
}

test('closing count: a whole record is proven complete up to the last of them, in an export and from receipts', async () => {
  const exported = await checkAll(issued, { person: 'bo' });
  assert.equal(exported.status, 'OK', JSON.stringify(exported.findings));
  assert.deepEqual([exported.own?.complete, exported.own?.found], [{ count: 9, index: ended }, 11]);
  const report = await check(all);
  assert.deepEqual([report.status, report.warnings], ['OK', []], JSON.stringify(report.findings));
  assert.deepEqual([report.own.complete, report.own.last], [{ count: 9, index: ended }, 11]);
  const said = ownReceiptsText(report);
  assert.match(said, /complete up to the closing count of 9, which entry 15 states, where a shift ended/);
  assert.match(said, /what followed after that, if anything, only a later end of a shift could count/);
  const other = await checkAll(issued, { person: 'ada' });
  assert.deepEqual([other.status, other.own?.complete], ['OK', undefined], 'the counts of others close nothing');
});

test('closing count: receipts that are taken away before it are missing, at the end of the record too', async () => {
  for (const [gone, missing] of [
    [[6], [[3, 3]]],
    [[13], [[9, 9]]],
    [[11, 12, 13, 16, 20], [[7, 9]]],
    [[4, 16, 20], [[1, 1]]],
  ] as const) {
    const report = await check(all.filter((index) => !(gone as readonly number[]).includes(index)));
    assert.equal(report.status, 'INVALID', gone.join());
    assert.deepEqual(report.own.missing, missing);
    assert.match(report.findings[0]?.message ?? '', /of the entries of `bo`, \d are missing/);
  }
  const first = await check(all.filter((index) => index !== 13));
  assert.deepEqual(first.own.complete, { count: 6, index: signOff }, 'up to the shift before nothing is missing');
});

test('closing count: what is taken away after the last of them cannot be seen, and that is said', async () => {
  const report = await check(all.filter((index) => index <= ended));
  assert.deepEqual([report.status, report.own.complete?.count], ['OK', 9]);
  assert.match(ownReceiptsText(report), /only a later end of a shift could count/);
  const unclosed = await check(ofBo.filter((index) => index < signOff));
  assert.deepEqual([unclosed.status, unclosed.own.complete, unclosed.own.last], ['OK', undefined, 5]);
  assert.match(ownReceiptsText(unclosed), /no end of a shift among them closes the count/);
});

test('closing count: one that a room forged is INVALID, whether it says too few or too many, and whoever asks', async () => {
  for (const [first, second, says, mine] of [
    [
      5,
      9,
      /a shift of `bo` ends with 5 entries, but 6 are known/,
      /entry 9 ends a shift of `bo` with 5 entries, but there were 6/,
    ],
    [7, 9, /ends with 7 entries, but 6 are known and 0 are closed/, /with 7 entries, but there were 6/],
    [6, 8, /ends with 8 entries, but 9 are known/, /entry 15 ends a shift of `bo` with 8 entries, but there were 9/],
    [
      6,
      10,
      /ends with 10 entries, but 9 are known/,
      /entry 16 says that it is number 10 of `bo`, but a shift that ended before/,
    ],
    [6, '9', /the `closingCount` of `bo` is no count/, /entry 15 ends a shift of `bo` and states no count/],
    [6, -1, /the `closingCount` of `bo` is no count/, /states no count/],
  ] as const) {
    const forged = issue(size, shifts(first, second));
    for (const person of [undefined, 'ada']) assertFinding(await checkAll(forged, { person }), 'closing-count', says);
    const report = await check(all, {}, forged);
    assert.equal(report.status, 'INVALID', `${first} ${second}`);
    assert(
      report.findings.some(({ code, message }) => code === 'closing-count' && mine.test(message)),
      JSON.stringify(report.findings),
    );
    assert((report.own.complete?.count ?? 0) <= 6, 'nothing is proven from there on');
  }
});

test('closing count: entries that were erased leave room for a count, and no more than there is', async () => {
  const erased = (gone: readonly number[]): Hooks => ({
    ...shifts(),
    line: (index, line) => {
      if (gone.includes(index)) line.groups = line.groups.filter(({ group }) => group !== 'person');
    },
  });
  assert.equal((await checkAll(buildLedger(size, erased([12, 13])))).status, 'OK');
  const own = await checkAll(buildLedger(size, erased([12, 13])), { person: 'bo' });
  assert.deepEqual([own.status, own.own?.missing], ['INVALID', [[8, 9]]], 'of one’s own record they are missing');
});

test('closing count: a receipt twice counts once, and of two of one entry the one that shows more counts', async () => {
  const files = [...all, 13, ended].map((index, n) => ({ name: `r${n}`, bytes: receiptOf(issued, index) }));
  files.unshift({ name: 'mute', bytes: receiptOf(issued, ended, { fields: ['kind'] }) });
  const report = await checkOwnReceipts('bo', files, options);
  assert.deepEqual([report.status, report.own.found, report.own.complete?.count], ['OK', 11, 9]);
  assert.equal(report.warnings.filter((warning) => /of which there is a receipt already/.test(warning)).length, 3);
});

test('closing count: the receipt of another person’s entry, or shift, counts for nothing', async () => {
  const others = await check([...all, 3, 10]);
  assert.deepEqual([others.status, others.own.found, others.warnings.length], ['OK', 11, 2]);
  const ada = await checkOwnReceipts('ada', [{ name: 'end', bytes: receiptOf(issued, ended) }], options);
  assert.deepEqual([ada.status, ada.own.complete, ada.warnings.length], ['UNREADABLE', undefined, 1]);
});

test('closing count: an entry whose act stays closed is the person’s where their next one says so, and only there', async () => {
  const shown = (issued.disclosures[8] ?? new Map()).keys();
  const closed = { fields: [...shown].filter((name) => name !== 'act') };
  const report = await check(all, { 8: closed, 7: closed });
  assert.deepEqual([report.status, report.own.found, report.warnings], ['OK', 11, []]);
  const last = await check([4, 5, 6, 7], { 7: closed });
  assert.deepEqual([last.status, last.own.found, last.warnings.length], ['OK', 3, 1], 'nothing says whose the last is');
  const others = await check([...all, 3], { 3: { fields: ['kind', 'previousByActor'] } });
  assert.deepEqual([others.own.found, others.warnings.length], [11, 1]);
});

test('closing count: the ends of shifts alone say how many entries are missing', async () => {
  const report = await check([ended]);
  assert.deepEqual([report.status, report.own.missing, report.own.complete], ['INVALID', [[1, 9]], undefined]);
});

test('closing count: it is stated by the end of a shift alone, and nothing else that stands in a row counts', () => {
  const row = { person: 'bo', until: 5, closingCount: 3 };
  const changes = (changed: object) => ({ changes: [{ id: 'x', row: { ...row, ...changed }, slice: 'shifts' }] });
  assert.deepEqual(closingsOf(4, changes({})), [{ index: 4, person: 'bo', count: 3 }]);
  assert.deepEqual(closingsOf(4, { ...changes({}), act: { kind: 'desk.sign-off' } }).length, 1);
  for (const fields of [
    { ...changes({}), act: { kind: 'record.erase' } },
    { ...changes({}), act: 'desk.sign-off' },
    changes({ until: null }),
    changes({ person: 7 }),
    { changes: [{ id: 'x', row, slice: 'deeds' }] },
    { changes: [{ id: 'x', row: null, slice: 'shifts' }] },
    { changes: [null, 'shifts', 7] },
    { changes: 'shifts' },
    {},
  ])
    assert.deepEqual(closingsOf(4, fields), [], JSON.stringify(fields));
  const { closingCount: _closingCount, ...before } = row;
  assert.deepEqual(
    closingsOf(4, { changes: [{ id: 'x', row: before, slice: 'shifts' }] }),
    [],
    'of a ledger of before',
  );
});

test('closing count: what contradicts the chain before it proves nothing complete after it', () => {
  const findings = new Findings();
  const own = new OwnRecord('x', findings);
  own.add({ index: 3, count: 1, before: 2 });
  own.addClosing({ index: 4, person: 'x', count: 1 });
  assert.equal(own.report(true).complete, undefined);
  assert.equal(findings.status, 'INVALID');
});
