import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { HOUR } from '../../base/clock.ts';
import type { DeskRoom } from '../../desk/testing/desk-room.ts';
import { approve, enterItem, harbourAtWork, harbourScenario } from '../../desk/testing/harbour.ts';
import type { Answer } from '../../terms/answer.ts';

const PURPOSE = 'event-security';
let room: DeskRoom;
let item: string;
let asked: Answer;

/** Guest B at the host's room, where its items go to the host only with the host's approval. */
beforeEach(async () => {
  const scenario = await harbourScenario();
  const scope = { agency: ['guest-b-police'], activity: ['item.release', 'item.enter'], axes: {}, windows: null };
  const mandates = scenario.mandates.map((mandate) => {
    const [clause] = mandate.clauses;
    if (mandate.mandate !== 'guest-b' || clause === undefined) return mandate;
    const kept = mandate.clauses.filter(({ scope: { activity } }) => activity?.includes('item.release') !== true);
    const releasing = { ...clause, id: 'guest-b/90', effect: 'permit-with-approval' as const, scope };
    const entering = { ...clause, id: 'guest-b/91', effect: 'permit' as const };
    const own = { ...entering, scope: { ...scope, activity: ['item.enter'] } };
    return { ...mandate, clauses: [...kept, releasing, own] };
  });
  room = await harbourAtWork({ scenario: { ...scenario, mandates } });
  await room.signOn('gb-liaison', 'host-room.liaison-b');
  item = await enterItem(room, 'gb-liaison', { expires: room.now + 24 * HOUR });
  asked = await release();
  assert.equal(asked.outcome, 'needs-approval');
});

/** The release that was asked for, changed in one thing. */
function release(changed: { readonly place?: string; readonly note?: string } = {}) {
  const { place = 'ministry-annex', note = 'to be read in the annex' } = changed;
  const detail = { item, to: 'info-a', note };
  return room.enter({ by: 'gb-liaison', kind: 'item.release', purpose: PURPOSE, place, detail });
}

function enrolled(component: string) {
  const person = room.state.get('people', 'info-a') ?? assert.fail('nobody');
  const { id, agency, roles, publicKey } = person;
  const detail = { person: { id, agency, component, roles, publicKey } };
  return room.permitted({ by: `registrar:${agency}`, kind: 'roster.enrol', detail });
}

test('an approval of a release binds its place and its words', async () => {
  await approve(room, asked);
  assert.equal((await release({ place: 'ferry-terminal' })).outcome, 'needs-approval');
  assert.equal((await release({ note: 'to be passed on' })).outcome, 'needs-approval');
  assert.equal((await release()).outcome, 'permitted');
});

test('and who the recipient is: of another component, they are not whom the host meant', async () => {
  await approve(room, asked);
  const { index } = await enrolled('host-justice.operations');
  const ends = room.entries.filter(({ draft }) => draft.fields.cause === index).map(({ draft }) => draft.fields);
  assert.deepEqual(
    ends.map(({ kind, matter }) => `${kind} ${matter}`),
    [`approval.ended ${asked.matter}`],
  );
  assert.equal((await release()).outcome, 'needs-approval');
});

test('what waits for an answer ends when its recipient leaves', async () => {
  const registrar = `registrar:${room.state.get('people', 'info-a')?.agency}`;
  await room.permitted({ by: registrar, kind: 'roster.remove', detail: { person: 'info-a', reason: 'home' } });
  assert.equal(room.state.get('requests', asked.matter ?? '')?.status, 'withdrawn');
});
