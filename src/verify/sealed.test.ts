/** Ledgers that are signed and whole, and wrong in what is under their seals. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FindingCode } from './report.ts';
import { buildLedger, disclose, type Hooks, keyIdOf, origin, publicText, seedOf, signAct } from './testing/builder.ts';
import { checkAll, expectFinding } from './testing/check.ts';
import { digest } from './testing/merkle.ts';

/** [what, entry, hook, code, message]. Entry 4 is bo's request; 12 the report; 15 an end; 17 removes bo; 18 enrols bo again. */
type Change<K extends keyof Hooks> = Parameters<NonNullable<Hooks[K]>>[1];
const at = <K extends 'act' | 'signature' | 'fields' | 'disclosures' | 'line'>(
  hook: K,
  index: number,
  change: (value: Change<K>) => void,
): Hooks => ({
  [hook]: (i: number, value: Change<K>) => {
    if (i === index) change(value);
  },
});
const put = (index: number, name: string, value: unknown) =>
  at('fields', index, (fields) => {
    fields[name] = value;
  });
const drop = (index: number, name: string) => at('fields', index, (fields) => void delete fields[name]);
const actPut = (index: number, name: string, value: unknown) =>
  at('act', index, (act) => {
    act[name] = value;
  });
const salt = Buffer.alloc(16, 3);
const add = (group: string, text: string) => at('disclosures', 4, (groups) => void groups[group]?.push(text));
const raw = (text: string) => Buffer.from(text).toString('base64url');
const template = (index: number, change: Record<string, unknown>): Hooks => ({
  template: (i, made) => (i === index ? { ...made, ...change } : made),
});
const decisionBox = (name: string, value: unknown) =>
  at('line', 4, ({ groups: [box] }) => {
    if (box) box[name] = value;
  });
const entry4 = (from: string, to: string): Hooks => ({ entry: (i, text) => (i === 4 ? text.replace(from, to) : text) });

/** The second field of a group, with the salt of the first field of the decision. */
const saltTwice = (group: string) =>
  at('disclosures', 4, (groups) => {
    const parts = (text = '') => JSON.parse(Buffer.from(text, 'base64url').toString()) as [string, string, unknown];
    const [first = ''] = parts(groups['decision']?.[0]);
    const [, name, value] = parts(groups[group]?.[1]);
    groups[group]?.splice(1, 1, disclose(Buffer.from(first, 'base64url'), name, value));
  });

const keyOfBo = keyIdOf('bo');

/** The act of entry 3 once more, as entry 19; `broken`: with these house rules broken, so that it is a refusal. */
function entered19As3(broken: readonly string[] = []): Hooks {
  let first: Record<string, unknown> = {};
  return {
    fields: (i, fields) => {
      if (i === 3) first = { ...fields };
      if (i !== 19) return;
      Object.assign(fields, { kind: first['kind'], act: first['act'], signature: first['signature'] });
      if (broken.length === 0) return;
      fields['facts'] = { ...(fields['facts'] as object), broken };
      Object.assign(fields, { outcome: 'prohibited', clauses: broken });
    },
  };
}

const cases: [what: string, hooks: Hooks, code: FindingCode, message: RegExp][] = [
  [
    'entry: a digest twice',
    { digests: (i, list) => (i === 4 ? [list[0] ?? '', ...list.slice(0, 15)] : list) },
    'entry',
    /entry 4 .*not ascending, or has a digest twice/,
  ],
  [
    'entry: digests not sorted',
    { digests: (i, list) => (i === 4 ? list.reverse() : list) },
    'entry',
    /entry 4 .*not ascending/,
  ],
  ['entry: white space', entry4(',"v"', ', "v"'), 'entry', /entry 4 .*canonical/],
  ['entry: another ledger', entry4('example.exercise', 'another.exercise'), 'entry', /entry 4 .*`ledger` is/],
  [
    'entry: time goes back',
    { entry: (i, text) => (i === 4 ? text.replace('"recorded":177', '"recorded":176') : text) },
    'recorded',
    /entry 4 .*before the entry in front/,
  ],
  ['entry: longer than 60 KiB', entry4('"v":1', `"v":1${' '.repeat(61_000)}`), 'framing', /over 61440/],
  [
    'seals: 32 where 16 fit',
    {
      digests: (i, list) =>
        i === 4
          ? [...list, ...Array.from({ length: 16 }, (_, k) => digest(`${k}`).toString('base64url'))].sort()
          : list,
    },
    'field',
    /among 32 digests, not 16/,
  ],

  ['boxes: swapped between entries', swapBoxes(), 'disclosure', /does not open/],
  [
    'boxes: a field that is not in `_sd`',
    { digests: (i, list) => (i === 4 ? list.map((d) => digest(d).toString('base64url')).sort() : list) },
    'disclosure',
    /is not in `_sd`/,
  ],
  [
    'boxes: no array',
    {
      line: (i, line) => {
        if (i === 4) line.groups.reverse();
      },
    },
    'opening',
    /twice or out of order/,
  ],
  [
    'boxes: a group twice',
    at('line', 4, (line) => {
      line.groups[1] = line.groups[0] ?? {};
    }),
    'opening',
    /twice or out of order/,
  ],
  ['boxes: another group', decisionBox('group', 'secret'), 'opening', /does not have the form/],
  ['boxes: decision under another key', decisionBox('key', 'room/1'), 'opening', /does not have the form/],
  ['boxes: a nonce of 11 bytes', decisionBox('nonce', raw('12345678901')), 'opening', /does not have the form/],
  ['boxes: a nonce that is an object', decisionBox('nonce', { a: 1 }), 'opening', /does not have the form/],
  [
    'boxes: person under the key of somebody else',
    template(4, { subject: 'ada' }),
    'opening',
    /is under `person\/ada`, not `person\/bo`/,
  ],
  [
    'boxes: an enrolment under the key of the room',
    template(2, { subject: 'operator' }),
    'opening',
    /is under `room\/1`, not `person\/bo`/,
  ],
  [
    'boxes: an enrolment that took no effect under the key of the person',
    { ...template(2, { outcome: 'outside', clauses: [] }) },
    'opening',
    /is under `person\/bo`, not `room\/1`/,
  ],
  [
    'acts: a kind of an end, and not by the clock',
    put(4, 'kind', 'deed.ended'),
    'act',
    /the entry's kind is `deed.ended`, the act's/,
  ],
  [
    'acts: the clock under a kind that is no end',
    put(14, 'kind', 'log.line'),
    'act',
    /the entry's kind is `log.line`, the act's `timer.due`/,
  ],
  [
    'boxes: a line of another index',
    at('line', 4, (line) => {
      line.index = 5;
    }),
    'opening',
    /has the index `5`, not 4/,
  ],

  [
    'disclosures: a field twice',
    add('decision', disclose(salt, 'kind', 'deed.propose')),
    'disclosure',
    /`kind` stands twice/,
  ],
  ['disclosures: not base64url', add('decision', '*'), 'disclosure', /not base64url/],
  [
    'disclosures: two members',
    add('decision', raw('["AAAAAAAAAAAAAAAAAAAAAA","kind"]')),
    'disclosure',
    /is not `\[salt, name, value\]`/,
  ],
  [
    'disclosures: four members',
    add('decision', raw('["AAAAAAAAAAAAAAAAAAAAAA","kind",1,2]')),
    'disclosure',
    /is not `\[salt, name, value\]`/,
  ],
  ['disclosures: a salt of 15 bytes', add('person', disclose(salt.subarray(1), 'near', 1)), 'disclosure', /salt/],
  [
    'disclosures: not canonical',
    add('person', raw('["AAAAAAAAAAAAAAAAAAAAAA","near", 1]')),
    'disclosure',
    /a disclosure is not canonical/,
  ],
  ['disclosures: a name that is no field', put(4, 'colour', 1), 'disclosure', /`colour` is not a field/],
  ['disclosures: a reserved name', put(4, '_sd', 1), 'disclosure', /the name `_sd` is reserved/],
  ['disclosures: another reserved name', put(4, '...', 1), 'disclosure', /the name `...` is reserved/],
  [
    'disclosures: a salt twice in a group',
    saltTwice('decision'),
    'disclosure',
    /the salt of the field `outcome` is that/,
  ],
  [
    'disclosures: a salt twice in two groups',
    saltTwice('person'),
    'disclosure',
    /the salt of the field `audience` is that of/,
  ],
  [
    'disclosures: a field in the other group',
    add('person', disclose(salt, 'atEntry', 1)),
    'disclosure',
    /`atEntry` is not a field of the group/,
  ],

  ...['kind', 'outcome', 'agency', 'activityClass', 'clauses', 'set', 'facts', 'at', 'changes', 'audience'].map(
    (name): [string, Hooks, FindingCode, RegExp] => [
      `fields: no ${name}`,
      drop(4, name),
      'field',
      new RegExp(`\`${name}\` is not there`),
    ],
  ),
  ...Object.entries({
    kind: 1,
    outcome: 'perhaps',
    agency: null,
    activityClass: 'heavy',
    clauses: ['b', 'a'],
    set: 'A'.repeat(64),
    at: '1',
    matter: 1,
    changes: [{ id: 'a', slice: 'b' }],
    previousByActor: { count: 1 },
  }).map(([name, value]): [string, Hooks, FindingCode, RegExp] => [
    `fields: ${name} of another form`,
    put(4, name, value),
    'field',
    new RegExp(`\`${name}\` does not have the form`),
  ]),
  ['fields: atEntry of another form', put(12, 'atEntry', {}), 'field', /`atEntry` does not have the form/],
  [
    'fields: signature of another form',
    put(4, 'signature', { key: 'k' }),
    'field',
    /`signature` does not have the form/,
  ],
  ['fields: cause of another form', put(15, 'cause', -1), 'field', /`cause` does not have the form/],
  ['fields: act without signature', drop(4, 'signature'), 'field', /not both/],
  ['fields: act and cause', put(4, 'cause', 1), 'field', /not just one/],
  ['fields: neither act nor cause', drop(15, 'cause'), 'field', /not just one/],
  ['fields: an act without previousByActor', drop(4, 'previousByActor'), 'field', /`previousByActor` belongs/],
  [
    'fields: an end with previousByActor',
    put(15, 'previousByActor', { count: 1, index: null }),
    'field',
    /`previousByActor` belongs/,
  ],
  ['fields: atEntry of a proposal', template(12, { form: 'proposal' }), 'field', /not that of a report/],
  ['fields: facts of another form', put(4, 'facts', { a: 1 }), 'field', /`facts` does not have/],

  [
    'acts: a bad signature',
    at('signature', 4, (s) => {
      s.value = s.value.startsWith('A') ? `B${s.value.slice(1)}` : `A${s.value.slice(1)}`;
    }),
    'act-signature',
    /entry 4 .*`bo` is bad/,
  ],
  [
    'acts: a signature of 63 bytes',
    at('signature', 4, (s) => {
      s.value = raw('x'.repeat(63));
    }),
    'act-signature',
    /64 bytes/,
  ],
  ['acts: signed by another key', template(4, { signer: 'ada' }), 'act-key', /is not the key of `bo`/],
  [
    'acts: another key that says it is the right one',
    {
      ...template(4, { signer: 'ada' }),
      ...at('signature', 4, (s) => {
        s.key = keyOfBo;
      }),
    },
    'act-signature',
    /`bo` is bad/,
  ],
  [
    'acts: the key before, after a new one',
    template(20, { signer: 'bo' }),
    'act-key',
    /entry 20 .*no longer the key of `bo`.*R-20/,
  ],
  [
    'acts: a key after removal',
    template(18, { kind: 'log.line', activity: 'log.line', actor: 'bo', signer: 'bo' }),
    'act-key',
    /entry 18 .*no longer the key of `bo`.*R-20/,
  ],
  [
    'acts: a key of nobody',
    template(4, { actor: 'eve', signer: 'eve', subject: 'ada' }),
    'act-key',
    /not the key of `eve`/,
  ],
  [
    'acts: an enrolment that was not permitted gives no key',
    put(2, 'outcome', 'outside'),
    'act-key',
    /entry 4 .*not the key of `bo`/,
  ],
  [
    'acts: an altered act under the old signature',
    {
      fields: (i, f) => {
        if (i === 4) f['act'] = { ...(f['act'] as object), purpose: 'other' };
      },
    },
    'act-signature',
    /bad/,
  ],
  ['acts: an act twice, with effect', entered19As3(), 'act-twice', /`act-00000003` stands twice/],
  ['acts: an id of another form', actPut(4, 'id', 'ACT'), 'act', /act\.id/],
  ['acts: a member more', actPut(4, 'more', 1), 'act', /exactly the members/],
  ['acts: version 2', actPut(4, 'v', 2), 'act', /act\.v/],
  ['acts: another ledger', actPut(4, 'ledger', 'x'), 'act', /act\.ledger/],
  ['acts: a ledger that is an object', actPut(4, 'ledger', { a: 1 }), 'act', /act\.ledger/],
  ['acts: another mode', actPut(4, 'mode', 'live'), 'act', /act\.mode/],
  ['acts: another form', actPut(4, 'form', 'order'), 'act', /act\.form/],
  ['acts: no text', actPut(4, 'place', 1), 'act', /is not a text/],
  ['acts: no time', actPut(4, 'deedAt', null), 'act', /time/],
  ['acts: no desk', actPut(4, 'desk', 1), 'act', /desk/],
  ['acts: no detail', actPut(4, 'detail', []), 'act', /detail/],
  ['acts: an activity that is not the kind', actPut(12, 'activity', 'patrol'), 'act', /activity/],
  ['acts: another kind than the entry', put(4, 'kind', 'deed.begin'), 'act', /the entry's kind/],
  ['acts: another kind than an act of the clock, and no end', put(14, 'kind', 'deed.begin'), 'act', /the entry's kind/],
  ['acts: an end by an act that is not of the clock', put(4, 'kind', 'deed.ended'), 'act', /the entry's kind/],
  [
    'boxes: a permitted enrolment under the key of the room',
    template(2, { subject: 'room' }),
    'opening',
    /is under `room\/1`, not `person\/bo`/,
  ],
  [
    'boxes: an enrolment without effect under the key of the person',
    put(2, 'outcome', 'outside'),
    'opening',
    /is under `person\/bo`, not `room\/1`/,
  ],
  [
    'boxes: the operator under the key of a person',
    template(0, { subject: 'ada' }),
    'opening',
    /is under `person\/ada`, not `room\/1`/,
  ],
  ['acts: the first is not ledger.create', template(0, { kind: 'clock.accept' }), 'act', /not `ledger.create`/],
  [
    'acts: the first is not of the operator',
    template(0, { actor: 'timer' }),
    'act',
    /not `ledger.create` of `operator`/,
  ],
  ['acts: the first has no keys', template(0, { detail: {} }), 'act', /detail\.keys/],
  [
    'acts: the first gives a person a key',
    template(0, { detail: { keys: { ada: publicText('ada') } } }),
    'act',
    /`ada` can have no key/,
  ],
  [
    'acts: the first gives a key of 31 bytes',
    template(0, { detail: { keys: { operator: raw('x'.repeat(31)) } } }),
    'act',
    /key of `operator` is not base64url/,
  ],
  [
    'acts: a second ledger.create',
    template(4, { kind: 'ledger.create', activity: 'ledger.create', outcome: 'permitted', clauses: ['c2'] }),
    'act',
    /only for the first/,
  ],
  [
    'acts: an operator is enrolled',
    template(2, { detail: { person: { id: 'operator', publicKey: publicText('bo') } } }),
    'act',
    /is no person/,
  ],
  [
    'acts: a registrar is removed',
    template(17, { detail: { person: 'registrar:guest-police' } }),
    'act',
    /is no person/,
  ],
  [
    'acts: a key of 33 bytes is enrolled',
    template(2, { detail: { person: { id: 'bo', publicKey: raw('x'.repeat(33)) } } }),
    'act',
    /`bo` is not base64url/,
  ],

  [
    'chain: a count too high',
    put(5, 'previousByActor', { count: 3, index: 4 }),
    'previous-by-actor',
    /entry 5 .*says entry 3 of `bo`/,
  ],
  [
    'chain: a count again',
    put(5, 'previousByActor', { count: 1, index: null }),
    'previous-by-actor',
    /but 1 are known/,
  ],
  [
    'chain: another index',
    put(5, 'previousByActor', { count: 2, index: 3 }),
    'previous-by-actor',
    /the last one known is at 4/,
  ],
  ['cause: in the future', put(15, 'cause', 16), 'cause', /the cause 16/],
  ['cause: itself', put(15, 'cause', 15), 'cause', /the cause 15/],
  ['cause: another end', put(31, 'cause', 15), 'cause', /the cause 15/],

  [
    'replay: a wrong outcome',
    put(4, 'outcome', 'permitted'),
    'replay',
    /replay 1 gives `needs-approval c2`, but `permitted c2`/,
  ],
  [
    'replay: an end with a decision of its own, and a wrong outcome',
    put(15, 'outcome', 'outside'),
    'replay',
    /replay 1 gives/,
  ],
  ['replay: a clause too few', put(4, 'clauses', []), 'replay', /replay 1 gives/],
  ['replay: a clause more', put(4, 'clauses', ['c2', 'c3']), 'replay', /replay 1 gives/],
  ['replay: another clause', put(4, 'clauses', ['c1']), 'replay', /replay 1 gives/],
  [
    'replay: other facts',
    {
      fields: (i, f) => {
        if (i === 4) f['facts'] = { ...(f['facts'] as object), approval: 'granted' };
      },
    },
    'replay',
    /replay 1 gives `permitted c2`/,
  ],
  [
    'replay: a wrong outcome at entry',
    {
      fields: (i, f) => {
        if (i === 12) f['atEntry'] = { ...(f['atEntry'] as object), outcome: 'permitted' };
      },
    },
    'replay',
    /at entry gives/,
  ],
  ['replay: a set that is not there', put(4, 'set', '0'.repeat(64)), 'missing', /sets\/0{64}\.json/],
];

for (const [what, hooks, code, message] of cases) {
  test(`sealed, ${what}`, () => expectFinding(what.includes('another end') ? 32 : 21, hooks, code, message));
}

test('sealed: a set that was altered', async () => {
  const built = buildLedger(21);
  for (const [file, bytes] of built.files) {
    if (!file.startsWith('sets/')) continue;
    const files = new Map(built.files).set(file, Buffer.from(bytes.toString().replace('R-02', 'R-03')));
    const report = await checkAll({ ...built, files });
    assert.equal(report.status, 'INVALID');
    assert.match(report.findings[0]?.message ?? '', /the SHA-256 of its bytes is/);
  }
});

test('sealed: the clock may end something by its act, in the box of whomever it concerns', async () => {
  const report = await checkAll(
    buildLedger(21, { ...put(14, 'kind', 'deed.ended'), ...template(14, { subject: 'bo' }) }),
  );
  assert.equal(report.status, 'OK', JSON.stringify(report.findings));
});

test('sealed: the same act again is no fault where the entry refuses it as a repetition', async () => {
  const report = await checkAll(buildLedger(21, entered19As3(['R-19'])));
  assert.equal(report.status, 'OK', JSON.stringify(report.findings));
  const other = await checkAll(buildLedger(21, entered19As3(['R-02'])));
  assert.equal(other.findings[0]?.code, 'act-twice');
});

test('sealed: a key that was its actor’s before signs refusals that say so, and nothing else', async () => {
  const late = template(18, { kind: 'log.line', activity: 'log.line', actor: 'bo', signer: 'bo' });
  const refused: Hooks = {
    ...late,
    fields: (i, fields) => {
      if (i !== 18) return;
      fields['facts'] = { ...(fields['facts'] as object), broken: ['R-20'] };
      Object.assign(fields, { outcome: 'prohibited', clauses: ['R-20'] });
    },
  };
  const codes = (await checkAll(buildLedger(19, refused))).findings.map(({ code }) => code);
  assert.ok(!codes.includes('act-key'), codes.join());
  assert.ok((await checkAll(buildLedger(19, late))).findings.some(({ code }) => code === 'act-key'));
});

test('sealed: mismatches are counted', async () => {
  const { counts } = await checkAll(buildLedger(21, put(4, 'outcome', 'permitted')));
  assert.deepEqual([counts.replayed, counts.replayMismatches], [21, 1]);
});

test('sealed: entries that are closed are allowed for, and no more than that', async () => {
  // bo's first two entries are closed; the third one says it is the third.
  const hide: Hooks = at('line', 4, (line) => void line.groups.pop());
  const closed = await checkAll(buildLedger(12, hide));
  assert.equal(closed.status, 'OK', JSON.stringify(closed.findings));
  assert.equal(closed.counts.closed, 1);
  for (const wrong of [
    { count: 2, index: 3 },
    { count: 3, index: 4 },
    { count: 2, index: null },
    { count: 2, index: 9 },
  ]) {
    const hooks: Hooks = { ...hide, ...put(5, 'previousByActor', wrong) };
    await expectFinding(6, hooks, 'previous-by-actor', /entry 5/);
  }
});

test('sealed: a closed entry from before the last one known is no entry in between', async () => {
  const hide = (index: number, line: Change<'line'>) => void ([4, 7].includes(index) && line.groups.pop());
  assert.equal((await checkAll(buildLedger(9, { line: hide }))).status, 'OK');
  await expectFinding(
    9,
    { line: hide, ...put(8, 'previousByActor', { count: 5, index: 4 }) },
    'previous-by-actor',
    /entry 8/,
  );
});

test('sealed: a key that a closed enrolment may have given is counted, not refused', async () => {
  const report = await checkAll(
    buildLedger(
      12,
      at('line', 2, (line) => void line.groups.pop()),
    ),
  );
  assert.equal(report.status, 'OK', JSON.stringify(report.findings));
  assert.ok(report.counts.signaturesUnchecked > 0);
  const decisionClosed = await checkAll(
    buildLedger(
      12,
      at('line', 2, (line) => void line.groups.shift()),
    ),
  );
  assert.equal(decisionClosed.status, 'OK', JSON.stringify(decisionClosed.findings));
  assert.ok(decisionClosed.counts.signaturesUnchecked > 0);
});

test('sealed: what the clock ends bears the kind of the end, and the key of whom it concerns', async () => {
  const report = await checkAll(
    buildLedger(20, { ...put(14, 'kind', 'request.lapsed'), ...template(14, { subject: 'bo' }) }),
  );
  assert.equal(report.status, 'OK', JSON.stringify(report.findings));
});

test('sealed: the builder signs as the page says', () => {
  const act = { mode: 'exercise', ledger: origin };
  assert.equal(seedOf('bo').length, 32);
  assert.equal(Buffer.from(signAct(act, 'bo'), 'base64url').length, 64);
});

function swapBoxes(): Hooks {
  let kept: unknown;
  return {
    line: (i, line) => {
      const [, person] = line.groups;
      if (i === 4) kept = { ...person };
      if (i === 5) line.groups[1] = kept as Record<string, unknown>;
    },
  };
}
