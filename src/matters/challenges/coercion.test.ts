import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, MINUTE } from '../../base/clock.ts';
import { fc } from '../../base/testing/properties.ts';
import type { Asked, DeskRoom } from '../../desk/testing/desk-room.ts';
import { accompany, approve, beginning, confer, harbourAtWork, identityCheck } from '../../desk/testing/harbour.ts';
import { readingsOf } from '../deeds/rows.ts';

const ACTIVITIES = [
  'identity-check',
  'advise-crowd',
  'talk-to-visitors',
  'search-vehicle',
  'escort-to-safety',
] as const;
const PURPOSES = ['public-safety', 'event-security'] as const;
const OFFICERS = ['commander-a', 'duty-a', 'commander-a', 'duty-a', 'police-a', 'gb-support-a'] as const;

/** What somebody does next; `which` picks one of what there is. */
const Step = fc.record({
  does: fc.constantFrom(
    'open a check',
    'confer',
    'accompany',
    'ask for a check',
    'approve',
    'begin',
    'do something harmless',
    'challenge',
    'challenge',
    'challenge',
    'reclassify',
    'reclassify',
    'reclassify',
    'let stand',
    'withdraw the approval',
    'leave',
    'wait',
  ),
  by: fc.constantFrom(...OFFICERS),
  activity: fc.constantFrom(...ACTIVITIES),
  purpose: fc.constantFrom(...PURPOSES),
  which: fc.nat(20),
});
type Step = typeof Step extends fc.Arbitrary<infer T> ? T : never;

async function take(room: DeskRoom, { does, by, activity, purpose, which }: Step): Promise<void> {
  const pick = <T>(rows: Iterable<T>): T | undefined => {
    const all = [...rows];
    return all[which % Math.max(1, all.length)];
  };
  const enter = async (asked: Asked) => void (await room.enter(asked));
  // Mostly one that the act is for, and sometimes any.
  const suiting = <T extends { readonly status: string }>(rows: Iterable<T>, status: string): T | undefined => {
    const all = [...rows];
    return pick(all.filter((row) => which % 7 === 0 || row.status === status)) ?? pick(all);
  };
  const request = suiting(room.state.values('requests'), does === 'approve' ? 'waiting' : 'approved');
  const deed = suiting(room.state.values('deeds'), does === 'begin' ? 'waiting' : 'open');
  const challenge = suiting(room.state.values('challenges'), 'open');
  const beside = pick(room.state.values('accompaniments'));
  switch (does) {
    case 'open a check': {
      await confer(room);
      await accompany(room);
      const detail = { until: room.now + HOUR, what: `check ${which}` };
      const asked = await room.enter(identityCheck(room, { deedAt: room.now, detail }));
      if (asked.outcome === 'needs-approval') await approve(room, asked);
      return void (asked.deed !== undefined && (await room.enter(beginning(asked))));
    }
    case 'confer':
      return void (await confer(room));
    case 'accompany':
      return void (await accompany(room));
    case 'ask for a check':
      return await enter(
        identityCheck(room, { deedAt: room.now, detail: { until: room.now + HOUR, what: `at ${which}` } }),
      );
    case 'approve':
      if (request !== undefined) await approve(room, { matter: request.id, digest: request.digest } as never);
      return;
    case 'begin':
      return await enter(beginning({ deed: deed?.id ?? 'DEED-guest-b-police-1' } as never));
    case 'do something harmless': {
      const detail = { until: room.now + HOUR, what: `again ${which}` };
      const words = { activity: 'advise-crowd', purpose: 'public-safety', place: 'ferry-terminal' };
      return await enter({ by: 'gb-support-a', kind: 'deed.propose', ...words, detail });
    }
    case 'challenge':
      return await enter({
        by,
        kind: 'challenge.raise',
        detail: { deed: deed?.id ?? 'DEED-guest-b-police-9', activity, reason: 'x' },
      });
    case 'reclassify': {
      const detail = {
        challenge: challenge?.id ?? 'CHA-guest-b-police-9',
        answer: 'reclassified',
        activity,
        purpose,
        reason: 'x',
      };
      return await enter({ by, kind: 'challenge.answer', detail });
    }
    case 'let stand': {
      const detail = { challenge: challenge?.id ?? 'CHA-guest-b-police-9', answer: 'stands', reason: 'x' };
      return await enter({ by, kind: 'challenge.answer', detail });
    }
    case 'withdraw the approval':
      return await enter({
        by: 'duty-a',
        kind: 'approval.withdraw',
        detail: { request: request?.id ?? 'REQ-guest-b-police-9', reason: 'x' },
      });
    case 'leave':
      if (beside !== undefined) {
        const detail = { accompaniment: beside.id };
        await enter({ by: 'police-a', kind: 'accompaniment.end', detail });
      }
      return;
    case 'wait':
      return await room.advanceTo(room.now + 5 * MINUTE);
  }
}

/** What a guest's open deed lacks of what R-05 asks for, of all that it was declared and found to be. */
function lacks({ state, room: { directory }, now }: DeskRoom): string[] {
  return [...state.values('deeds')]
    .filter(({ status }) => status === 'open')
    .flatMap((deed) =>
      readingsOf(deed).flatMap((reading) => {
        const power = directory.power(reading.activity);
        if (power === null) return [];
        const conferred = [...state.values('conferrals')].some(
          (row) => row.to === deed.person && row.power === power && row.ended === null && now < row.until,
        );
        const beside = [...state.values('accompaniments')].some(
          (row) => row.guest === deed.person && row.ended === null,
        );
        const approval = state.get('approvals', reading.approval);
        const approved = approval?.digest === deed.digest && approval.ended === null && now < approval.until;
        return conferred && beside && approved ? [] : [`${deed.id} as ${reading.activity}`];
      }),
    );
}

test('no sequence of acts with challenges among them makes a guest’s coercive deed stand without all three of R-05', async () => {
  let found = 0;
  let checks = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 20, maxLength: 60 }), async (steps) => {
      const room = await harbourAtWork({ checksSignatures: false });
      for (const step of steps) {
        await take(room, step);
        assert.deepEqual(lacks(room), [], `after: ${step.does}`);
      }
      for (const { draft } of room.entries) {
        if (draft.fields.kind === 'deed.reclassified') found += 1;
        if (draft.fields.kind === 'deed.begin' && draft.fields.outcome === 'permitted') checks += 1;
      }
    }),
    { numRuns: 25 },
  );
  assert(found > 5 && checks > 20, `${found} were found to be something else, ${checks} checks began`);
});
