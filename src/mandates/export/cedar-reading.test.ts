import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FactsVector } from '../../terms/outcome.ts';
import { type CedarAnswer, readCedar } from './cedar-reading.ts';
import type { CedarWords } from './cedar-words.ts';

const WORDS: CedarWords = {
  agencies: { type: 'Agency', words: ['guest', 'unknown', '(any other)'] },
  activities: { type: 'Action', words: ['patrol', '(any other)'] },
  houseRules: { type: 'HouseRule', words: ['R-02', '(any other)'] },
  axes: new Map(),
};
const FACTS: FactsVector = {
  agency: 'guest',
  activity: 'patrol',
  approval: 'none',
  axes: {},
  broken: ['R-02', 'R-98', 'R-99'],
  time: 0,
};

const allow = (...reasons: string[]): CedarAnswer => ({ decision: 'allow', reasons, errors: [] });
const deny = (...reasons: string[]): CedarAnswer => ({ decision: 'deny', reasons, errors: [] });

/** What is read where Cedar answers so without the approval, and so with it. */
function read(without: CedarAnswer, given: CedarAnswer | undefined, facts: FactsVector = FACTS) {
  return readCedar(WORDS, facts, ({ context }) => {
    if (!context.approved) return without;
    assert(given !== undefined, 'nothing more is asked');
    return given;
  });
}

const verdict = (outcome: string, clauses: readonly string[]) => ({ ok: true, verdict: { outcome, clauses } });

test('what is allowed without the approval is permitted, by the permits; by R-22 where there are none', () => {
  assert.deepEqual(
    read(allow('m/2#permit', 'm/1#permit', 'm/1#permit.2', 'R-22#safety'), undefined),
    verdict('permitted', ['m/1', 'm/2']),
  );
  assert.deepEqual(read(allow('R-22#safety'), undefined), verdict('permitted', ['R-22']));
});

test('what is denied even with the approval is outside where nothing forbids, and prohibited by what does', () => {
  assert.deepEqual(read(deny(), deny()), verdict('outside', []));
  assert.deepEqual(read(deny('K1#require-approval'), deny('m/3#forbid')), verdict('prohibited', ['m/3']));
});

test('a house rule that the set does not know is named by its own number', () => {
  const broken = deny('R-02#broken', '(any other)#broken');
  assert.deepEqual(read(broken, broken), verdict('prohibited', ['R-02', 'R-98', 'R-99']));
  const others = deny('(any other)#broken');
  assert.deepEqual(read(others, others), verdict('prohibited', ['R-98', 'R-99']));
  assert.deepEqual(read(deny(), deny('(any other)#forbid')), verdict('prohibited', ['(any other)']));
});

test('what is allowed with the approval only needs it, and is permitted once it stands', () => {
  const without = deny('K1#require-approval');
  const given = allow('m/1#permit', 'm/2#permit-with-approval');
  assert.deepEqual(read(without, given), verdict('needs-approval', ['K1', 'm/1']));
  const byApproval = allow('m/2#permit-with-approval');
  assert.deepEqual(read(without, byApproval), verdict('needs-approval', ['K1', 'm/2']));
  const granted: FactsVector = { ...FACTS, approval: 'granted' };
  assert.deepEqual(read(without, given, granted), verdict('permitted', ['K1', 'm/1', 'm/2']));
});

test('an answer with an error says nothing, whichever of the two it is', () => {
  const errors = ['policy m/3#forbid: no such attribute'];
  assert.deepEqual(read({ ...allow('m/1#permit'), errors }, undefined), { ok: false, errors });
  assert.deepEqual(read(deny(), { ...allow('m/1#permit'), errors }), { ok: false, errors });
});
