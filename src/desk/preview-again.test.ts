// What a preview of an answer to a challenge says of the deed: the very decision that the answer then enters.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { HOUR, MINUTE } from '../base/clock.ts';
import { type Previewed, previewOf } from './preview.ts';
import type { DeskRoom } from './testing/desk-room.ts';
import { accompany, harbourAtWork } from './testing/harbour.ts';

let room: DeskRoom;
let deed: string;
let challenge: string;

beforeEach(async () => {
  room = await harbourAtWork();
  await room.signOn('watch-a', 'harbour-room.watch');
});

const PURPOSE = { purpose: 'public-safety' };

async function challenged(): Promise<void> {
  const advice = { activity: 'advise-crowd', ...PURPOSE, place: 'ferry-terminal' };
  const detail = { until: room.now + HOUR, what: 'advice on the queue' };
  ({ deed = '' } = await room.permitted({ by: 'gb-support-a', kind: 'deed.propose', ...advice, detail }));
  const seems = { deed, activity: 'identity-check', reason: 'papers were asked for' };
  ({ matter: challenge = '' } = await room.permitted({ by: 'police-a', kind: 'challenge.raise', detail: seems }));
}

function answering(found: object, by = 'duty-a') {
  const answer = Object.keys(found).length === 0 ? 'stands' : 'reclassified';
  return { by, kind: 'challenge.answer', detail: { challenge, answer, ...found, reason: 'two saw it' } } as const;
}

function previewed(asked: Parameters<DeskRoom['act']>[0]): Previewed {
  const seen = previewOf(room.room, room.state, room.origin, room.act(asked), room.now);
  return 'refused' in seen ? assert.fail(JSON.stringify(seen)) : seen;
}

for (const activity of ['identity-check', 'talk-to-visitors', 'assess-threat', 'escort-to-safety', 'search-vehicle']) {
  for (const beside of [false, true]) {
    test(`found to be ${activity}${beside ? ', with an officer beside' : ''}: as foreseen, so entered, later and under another set too`, async () => {
      if (beside) await accompany(room);
      await challenged();
      await room.advanceTo(room.now + 20 * MINUTE);
      await room.permitted({ by: 'commander-a', kind: 'mandate.suspend', detail: { mandate: 'guest-a', reason: 'x' } });
      const before = { size: room.door.size, rows: JSON.stringify(room.state.dump()) };
      const { again, outcome } = previewed(answering({ activity, ...PURPOSE }));
      assert.equal(outcome, 'permitted');
      assert.deepEqual({ size: room.door.size, rows: JSON.stringify(room.state.dump()) }, before, 'nothing is entered');
      const { index } = await room.permitted(answering({ activity, ...PURPOSE }));
      const [entry, ...more] = room.entries.filter((one) => one.index > index).map(({ draft }) => draft.fields);
      assert.equal(entry?.kind, 'deed.reclassified');
      const { outcome: came, clauses, near = [], set, facts } = entry;
      assert.deepEqual(again?.decision, { outcome: came, clauses, near, set, facts });
      assert.equal(
        again?.ends,
        more.some(({ kind, matter }) => kind === 'deed.ended' && matter === deed),
      );
    });
  }
}

test('of a report the verdict is taken again, and nothing of it ends', async () => {
  const told = { activity: 'advise-crowd', ...PURPOSE, place: 'ferry-terminal', deedAt: room.now } as const;
  const detail = { what: 'stood at the gate' };
  const report = await room.enter({ by: 'gb-support-a', kind: 'deed.report', form: 'report', ...told, detail });
  const seems = { deed: report.matter ?? '', activity: 'identity-check', reason: 'papers were asked for' };
  ({ matter: challenge = '' } = await room.permitted({ by: 'police-a', kind: 'challenge.raise', detail: seems }));
  const { again } = previewed(answering({ activity: 'identity-check', ...PURPOSE }));
  const { index } = await room.permitted(answering({ activity: 'identity-check', ...PURPOSE }));
  const entry = room.entries.find((one) => one.index === index + 1)?.draft.fields;
  assert.deepEqual(
    [again?.decision.outcome, again?.decision.clauses, again?.ends],
    [entry?.outcome, entry?.clauses, false],
  );
});

test('only who may give that answer is told what would come of it', async () => {
  await challenged();
  const found = { activity: 'identity-check', ...PURPOSE };
  assert.notEqual(previewed(answering(found)).again, undefined);
  const refused = [
    answering(found, 'police-a'),
    answering(found, 'gb-support-a'),
    answering(found, 'ga-lead'),
    { ...answering(found), desk: null },
    answering({ activity: 'advise-crowd', ...PURPOSE }),
  ];
  for (const asked of refused) {
    const seen = previewed(asked);
    assert.notEqual(seen.outcome, 'permitted');
    assert.equal(seen.again, undefined, JSON.stringify(asked));
  }
  assert.equal(previewed(answering({})).again, undefined, 'it stands: nothing is decided again');
  await room.permitted(answering({}));
  assert.equal(previewed(answering(found)).again, undefined, 'it was answered');
  challenge = 'CHA-guest-b-police-99';
  assert.equal(previewed(answering(found)).again, undefined, 'there is no such challenge');
});
