import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MandatesShown } from '../../../terms/api/event.ts';
import { answersByRole } from './answers-by-role.ts';

const APPROVER = { agency: 'it-interior', component: 'it-interior.operations', roles: ['approving-officer'] };
const WRITTEN = {
  agency: ['it-interior'],
  activity: ['group:answering'],
  component: ['it-interior.operations'],
  role: ['approving-officer'],
};
type Mandate = MandatesShown['mandates'][number];

function mandate(
  written: object,
  change: Partial<Mandate> = {},
  effect: Mandate['clauses'][number]['effect'] = 'permit',
) {
  const clause = { id: 'm/1', effect, text: '', basis: 'assumption', source: [], written: { ...written } };
  return [{ status: 'in-force', clauses: [clause], ...change } as unknown as Mandate];
}

test('whoever a clause in force lets answer is offered first', () => {
  assert.equal(answersByRole(mandate(WRITTEN), APPROVER), true);
  assert.equal(answersByRole(mandate({ ...WRITTEN, activity: ['approval.answer'], role: 'any' }), APPROVER), true);
});

test('another role, agency, deed or effect is not, nor a mandate that is not in force', () => {
  assert.equal(answersByRole(mandate(WRITTEN), { ...APPROVER, roles: ['duty-officer'] }), false);
  assert.equal(answersByRole(mandate(WRITTEN), { ...APPROVER, agency: 'it-police' }), false);
  assert.equal(answersByRole(mandate({ ...WRITTEN, activity: ['group:oral-answering'] }), APPROVER), false);
  assert.equal(answersByRole(mandate(WRITTEN, {}, 'forbid'), APPROVER), false);
  assert.equal(answersByRole(mandate(WRITTEN, { status: 'suspended' }), APPROVER), false);
  assert.equal(answersByRole(mandate({ activity: ['group:answering'] }), APPROVER), false);
});
