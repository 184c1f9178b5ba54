import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MandateDrafts } from '../../../../terms/api/mandate-drafts.ts';
import type { MandateDraft } from './acts.ts';
import { conflictOf, exceptHint, STEPS, stepsOf } from './steps.ts';

const done = (person: string, index: number) => ({
  index,
  at: 1_770_000_000_000 + index,
  person,
  desk: 'international-room.duty',
});
const DRAFT: MandateDraft = {
  mandate: 'us-hsi',
  version: 2,
  digest: 'a'.repeat(64),
  title: 'support',
  holder: { id: 'us-ice', name: 'ICE' },
  supplied: false,
  document: 'mandate: us-hsi\n',
  status: 'draft',
  begins: null,
  drafted: { ...done('drafter', 10), reason: 'renewal' },
  review: null,
  signatures: [],
  settled: null,
  since: null,
  exceptions: [],
  needs: ['review', 'host-signature', 'sending-state-signature', 'enforcement'],
  against: { unkept: [], beaten: [] },
};
const states = (draft: MandateDraft | null, guest = true) =>
  stepsOf(draft, guest).map(({ name, state }) => `${name} ${state}`);
const cleared = { ...done('reviewer', 11), opinion: 'cleared', note: 'read' } as const;

describe('how far a draft has come', () => {
  test('what was not handed in waits for that', () => {
    assert.deepEqual(states(null), [
      'drafted next',
      'reviewed waits',
      'host waits',
      'sending-state waits',
      'in-force waits',
    ]);
    assert.equal(
      stepsOf(null, false).some(({ name }) => name === 'sending-state'),
      false,
    );
  });

  test('review, then both signatures in any order, then force', () => {
    assert.deepEqual(states(DRAFT), [
      'drafted done',
      'reviewed next',
      'host waits',
      'sending-state waits',
      'in-force waits',
    ]);
    const read: MandateDraft = { ...DRAFT, status: 'cleared', review: cleared, needs: DRAFT.needs.slice(1) };
    assert.deepEqual(states(read).slice(2), ['host next', 'sending-state next', 'in-force waits']);
    const own = { ...done('consul', 12), side: 'sending-state' } as const;
    const half: MandateDraft = { ...read, signatures: [own], needs: ['host-signature', 'enforcement'] };
    assert.deepEqual(states(half).slice(2), ['host next', 'sending-state done', 'in-force waits']);
    const host = { ...done('prefect', 13), side: 'host' } as const;
    const signed: MandateDraft = { ...half, status: 'signed', signatures: [own, host], needs: ['enforcement'] };
    assert.deepEqual(states(signed).slice(2), ['host done', 'sending-state done', 'in-force next']);
    assert.deepEqual(
      states({ ...signed, status: 'in-force', needs: [] }),
      STEPS.map((name) => `${name} done`),
    );
    // Ordered for later is not yet in force.
    const due = states({ ...signed, status: 'due', needs: [] });
    assert.deepEqual(due.slice(3), ['sending-state done', 'in-force waits']);
  });

  test('an objection is followed by another opinion; a withdrawal by nothing', () => {
    const objected: MandateDraft = { ...DRAFT, status: 'objected', review: { ...cleared, opinion: 'objected' } };
    assert.deepEqual(states(objected).slice(1, 3), ['reviewed next', 'host waits']);
    assert.equal(stepsOf(objected, true)[1]?.done?.person, 'reviewer');
    const gone: MandateDraft = { ...DRAFT, status: 'withdrawn', review: cleared, needs: [] };
    assert.deepEqual(states(gone).slice(0, 3), ['drafted done', 'reviewed done', 'host stopped']);
  });

  test('what was supplied with an exercise counts as agreed, with nobody who did it', () => {
    const supplied: MandateDraft = {
      ...DRAFT,
      supplied: true,
      drafted: null,
      status: 'signed',
      needs: ['enforcement'],
    };
    assert.deepEqual(states(supplied), [
      'drafted done',
      'reviewed done',
      'host done',
      'sending-state done',
      'in-force next',
    ]);
    assert.equal(
      stepsOf(supplied, true).every(({ done: who }) => who === null),
      true,
    );
  });
});

test('who drafts, reviews and signs for either side is another person each time', () => {
  const read = { ...DRAFT, review: cleared, signatures: [{ ...done('consul', 12), side: 'sending-state' as const }] };
  assert.equal(conflictOf(DRAFT, 'reviewed', 'drafter'), 'drafted');
  assert.equal(conflictOf(DRAFT, 'reviewed', 'reviewer'), null);
  assert.equal(conflictOf(read, 'reviewed', 'reviewer'), null, 'an opinion can be given again');
  assert.equal(conflictOf(read, 'reviewed', 'consul'), 'signed');
  assert.equal(conflictOf(read, 'host', 'drafter'), 'drafted');
  assert.equal(conflictOf(read, 'host', 'reviewer'), 'reviewed');
  assert.equal(conflictOf(read, 'host', 'consul'), 'signed');
  assert.equal(conflictOf(read, 'host', 'prefect'), null);
  assert.equal(conflictOf(read, 'in-force', 'drafter'), null);
});

test('an exception is another officer’s of the authority, at its desk, and whoever looks is told which of it fails', () => {
  const hint = (person: string, mayFromDesk: boolean, signsForHost: boolean) =>
    exceptHint(DRAFT, { person, mayFromDesk, signsForHost });
  assert.equal(hint('drafter', true, true), 'drafted', 'also at the desk');
  assert.equal(hint('drafter', false, true), 'drafted');
  assert.equal(hint('prefect', true, true), null);
  assert.equal(hint('prefect', false, true), 'desk');
  assert.equal(hint('reviewer', false, false), 'others');
});

test('an answer of the room is read as it is described, and one that lacks a member is not', () => {
  assert.deepEqual(MandateDrafts.parse({ view: 1, drafts: [DRAFT] }).drafts, [DRAFT]);
  const { digest: _, ...without } = DRAFT;
  assert.equal(MandateDrafts.safeParse({ view: 1, drafts: [without] }).success, false);
});
