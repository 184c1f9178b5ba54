import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MandateDraft, MandateDraftsShown } from '../../../../terms/api/mandate-drafts.ts';
import { conflictOf, STEPS, stepsOf } from './steps.ts';

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
  holder: 'us-ice',
  document: 'mandate: us-hsi\n',
  status: 'draft',
  from: null,
  drafted: { ...done('drafter', 10), reason: 'renewal' },
  review: null,
  signatures: [],
  exceptions: [],
  needs: ['review', 'host-signature', 'sending-state-signature', 'enforcement'],
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
    for (const status of ['in-force', 'due'] as const)
      assert.deepEqual(
        states({ ...signed, status, needs: [] }),
        STEPS.map((name) => `${name} done`),
      );
  });

  test('an objection stops it, with who objected; so does a withdrawal', () => {
    const objected: MandateDraft = {
      ...DRAFT,
      status: 'objected',
      review: { ...cleared, opinion: 'objected' },
      needs: [],
    };
    assert.deepEqual(states(objected).slice(1, 3), ['reviewed stopped', 'host stopped']);
    assert.equal(stepsOf(objected, true)[1]?.done?.person, 'reviewer');
    assert.equal(states({ ...DRAFT, status: 'withdrawn', needs: [] })[1], 'reviewed stopped');
  });
});

test('drafter, reviewer and signer are three persons', () => {
  const read = { ...DRAFT, review: cleared, signatures: [{ ...done('consul', 12), side: 'sending-state' as const }] };
  assert.equal(conflictOf(DRAFT, 'reviewed', 'drafter'), 'drafter-reviews');
  assert.equal(conflictOf(DRAFT, 'reviewed', 'reviewer'), null);
  assert.equal(conflictOf(read, 'host', 'drafter'), 'drafter-signs');
  assert.equal(conflictOf(read, 'host', 'reviewer'), 'reviewer-signs');
  assert.equal(conflictOf(read, 'host', 'consul'), 'signed-already');
  assert.equal(conflictOf(read, 'host', 'prefect'), null);
  assert.equal(conflictOf(read, 'in-force', 'drafter'), null);
});

test('an answer of the room is read as it is described, and one that lacks a member is not', () => {
  assert.deepEqual(MandateDraftsShown.parse({ drafts: [DRAFT] }).drafts, [DRAFT]);
  const { digest: _, ...without } = DRAFT;
  assert.equal(MandateDraftsShown.safeParse({ drafts: [without] }).success, false);
  assert.equal(MandateDraft.safeParse({ ...DRAFT, document: 'x'.repeat(32_769) }).success, false);
});
