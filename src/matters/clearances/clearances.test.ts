import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { DAY, HOUR, MINUTE } from '../../base/clock.ts';
import type { Asked, DeskRoom } from '../../desk/testing/desk-room.ts';
import { accompany, approve, clear, harbourAtWork, harbourScenario } from '../../desk/testing/harbour.ts';
import type { Answer } from '../../terms/answer.ts';

let room: DeskRoom;

beforeEach(async () => {
  room = await harbourAtWork();
  await room.signOn('ga-officer-a', 'embassy-a-room.detail');
});

const OFFICER = 'ga-officer-a';
const WHERE = { purpose: 'delegation-protection', place: 'conference-hall' };

function said({ outcome, clauses }: Answer): string {
  return clauses.length === 0 ? outcome : `${outcome} ${clauses}`;
}

function armedEscort(more: Partial<Asked> = {}): Asked {
  const from = more.deedAt ?? room.now + 15 * MINUTE;
  return {
    by: OFFICER,
    kind: 'deed.propose',
    activity: 'armed-escort',
    ...WHERE,
    deedAt: from,
    detail: { until: from + HOUR, what: 'principal into the hall' },
    ...more,
  };
}

function beginning(asked: Answer): Asked {
  return { by: OFFICER, kind: 'deed.begin', ...WHERE, detail: { deed: asked.deed } };
}

/** They say themselves that they went under arms at this room time. */
function reportedEscort(deedAt: number): Asked {
  const report = { by: OFFICER, kind: 'deed.report', form: 'report', activity: 'armed-escort' } as const;
  return { ...report, ...WHERE, deedAt, detail: { what: 'in the hall, armed' } };
}

/** Cleared, approved and begun. */
async function openEscort(clearedForMs = 4 * HOUR) {
  const clearance = await clear(room, { until: room.now + clearedForMs });
  const asked = await room.enter(armedEscort());
  await approve(room, asked);
  await room.advanceTo(room.now + 15 * MINUTE);
  await room.permitted(beginning(asked));
  return { clearance, asked, deed: asked.deed ?? '' };
}

function withdraw(clearance: Answer): Asked {
  return { by: 'commander-a', kind: 'clearance.withdraw', detail: { clearance: clearance.matter, reason: 'over' } };
}

function statusOf(deed: string): string | undefined {
  return room.state.get('deeds', deed)?.status;
}

function clearanceIn({ index }: Answer): string | undefined {
  return room.entries[index]?.draft.fields.facts.axes['clearance'];
}

describe('the fact of clearance', () => {
  test('is not-needed for what needs none, held while one of that kind stands, and else not-held', async () => {
    const escort = { ...armedEscort(), activity: 'escort-principal' };
    assert.equal(clearanceIn(await room.enter(escort)), 'not-needed');
    const before = await room.enter(armedEscort());
    assert.deepEqual([said(before), clearanceIn(before)], ['outside', 'not-held']);
    await clear(room, { clears: 'vehicle', thing: 'plate XA 100' });
    await clear(room, { clears: 'person', thing: undefined });
    await clear(room, { to: 'ga-lead' });
    assert.equal(clearanceIn(await room.enter(armedEscort({ signedAt: room.now + 1 }))), 'not-held');
    await clear(room);
    const after = await room.enter(armedEscort({ signedAt: room.now + 2 }));
    assert.deepEqual([said(after), clearanceIn(after)], ['needs-approval C3,guest-a/8', 'held']);
  });

  test('is held from its beginning until its end, half-open', async () => {
    const from = room.now + 10 * MINUTE;
    await clear(room, { from, until: from + HOUR });
    const at = async (time: number) => {
      await room.advanceTo(time);
      return clearanceIn(await room.enter(reportedEscort(time)));
    };
    assert.equal(await at(from - 1), 'not-held');
    assert.equal(await at(from), 'held');
    assert.equal(await at(from + HOUR - 1), 'held');
    assert.equal(await at(from + HOUR), 'not-held');
  });

  test('is unknown in a report about somebody else, and a permit wants it known', async () => {
    await clear(room);
    const deed = {
      agency: 'guest-a-protection',
      component: 'guest-a-protection.close-protection',
      role: 'protection-officer',
      activity: 'armed-escort',
      purpose: 'delegation-protection',
      place: 'conference-hall',
    };
    const detail = { deed, text: 'a pistol under the jacket' };
    const answer = await room.enter({ by: 'police-a', kind: 'occurrence.report', form: 'report', detail });
    assert.deepEqual([answer.outcome, clearanceIn(answer)], ['outside', 'unknown']);
  });

  test('is never held before the clearance was entered, whatever that says of its beginning', async () => {
    const early = room.now;
    await room.advanceTo(early + HOUR);
    await clear(room, { from: early - HOUR });
    await room.advanceTo(room.now + MINUTE);
    const answer = await room.enter(reportedEscort(early + 30 * MINUTE));
    assert.deepEqual([answer.outcome, clearanceIn(answer)], ['outside', 'not-held']);
  });
});

describe('R-43', () => {
  const cases: readonly [string, object][] = [
    ['an officer of the host', { to: 'police-a' }],
    ['somebody of the organiser', { to: 'venue-a' }],
    ['nobody who is enrolled', { to: 'ga-nobody' }],
    ['for ever', { until: Date.parse('2030-01-01T00:00:00Z') }],
    ['a time that is over', { from: Date.parse('2026-09-14T00:00:00Z'), until: Date.parse('2026-09-14T01:00:00Z') }],
    [
      'an end before the beginning',
      { from: Date.parse('2026-09-15T09:00:00Z'), until: Date.parse('2026-09-15T08:00:00Z') },
    ],
  ];
  for (const [what, more] of cases) {
    test(`the host clears nothing of or for ${what}`, async () => {
      assert.equal(said(await clear(room, more)), 'prohibited R-43');
      assert.deepEqual([...room.state.values('clearances')], []);
    });
  }

  test('thirty days are the longest', async () => {
    assert.equal(said(await clear(room, { until: room.now + 30 * DAY + 1 })), 'prohibited R-43');
    assert.equal(said(await clear(room, { until: room.now + 30 * DAY })), 'permitted host-root/23');
  });

  test('who was removed is cleared for nothing', async () => {
    const detail = { person: OFFICER, reason: 'recalled' };
    await room.permitted({ by: 'registrar:guest-a-protection', kind: 'roster.remove', desk: null, detail });
    assert.equal(said(await clear(room)), 'prohibited R-43');
  });

  test('a guest clears nobody, and the duty officer is not who the mandate names', async () => {
    const detail = { to: OFFICER, clears: 'weapon', thing: 'pistol 12', from: room.now, until: room.now + HOUR };
    const grant = { kind: 'clearance.grant', detail: { ...detail, reason: 'x' } } as const;
    assert.equal(said(await room.enter({ by: 'ga-lead', ...grant })), 'prohibited R-43');
    assert.equal(said(await room.enter({ by: 'duty-a', ...grant })), 'outside');
  });

  test('R-13: what is reported late clears nothing', async () => {
    const detail = { to: OFFICER, clears: 'weapon', thing: 'pistol 12', from: room.now, until: room.now + HOUR };
    await room.advanceTo(room.now + 5 * MINUTE);
    const report = { by: 'commander-a', kind: 'clearance.grant', form: 'report', deedAt: room.now - MINUTE } as const;
    const answer = await room.enter({ ...report, detail: { ...detail, reason: 'said at the gate' } });
    assert.equal(answer.outcome, 'permitted');
    assert.deepEqual([...room.state.values('clearances')], []);
  });
});

describe('what is no clearance', () => {
  const whole = { to: OFFICER, clears: 'weapon', thing: 'pistol 12', from: 1, until: 2, reason: 'x' };
  const cases: readonly [string, object, RegExp][] = [
    ['a weapon that is not named', { ...whole, thing: undefined }, /which weapon is cleared must be said/],
    ['a vehicle that is not named', { ...whole, clears: 'vehicle', thing: undefined }, /which vehicle is cleared/],
    ['a name of blanks', { ...whole, thing: '   ' }, /thing/],
    ['a name with a control character', { ...whole, thing: 'pistol\u0000 12' }, /thing/],
    ['a name without end', { ...whole, thing: 'x'.repeat(10_000) }, /thing/],
    ['something else', { ...whole, clears: 'explosives' }, /clears/],
    ['a word of every object', { ...whole, clears: '__proto__' }, /clears/],
    ['several at once', { ...whole, clears: ['weapon', 'vehicle'] }, /clears/],
    ['no reason', { ...whole, reason: undefined }, /reason/],
    ['what the room derives', { ...whole, agency: 'guest-a-protection' }, /agency|recognized/i],
  ];
  for (const [what, detail, message] of cases) {
    test(`${what} is turned away`, async () => {
      const given = JSON.parse(JSON.stringify(detail));
      const refusal = await room.send({ by: 'commander-a', kind: 'clearance.grant', detail: given });
      assert('refused' in refusal);
      assert.match(JSON.stringify(refusal), message);
    });
  }
});

test('guest and host are shown each of its entries, and nobody else is', async () => {
  const size = room.door.size;
  const first = await clear(room, { until: room.now + HOUR });
  const second = await clear(room, { thing: 'pistol 13' });
  await room.permitted(withdraw(second));
  await room.advanceTo(room.now + HOUR);
  await room.enter({ by: 'duty-a', kind: 'log.line', detail: { text: 'later' } });
  const about = room.entries.slice(size).filter(({ draft }) => draft.fields.kind.startsWith('clearance.'));
  assert.deepEqual(
    about.map(({ draft }) => [draft.fields.kind, draft.fields.matter]),
    [
      ['clearance.grant', first.matter],
      ['clearance.grant', second.matter],
      ['clearance.withdraw', second.matter],
      ['clearance.ended', first.matter],
    ],
  );
  for (const { draft } of about) {
    const { agencies, everyone, rooms, persons } = draft.fields.audience;
    assert.deepEqual([agencies.toSorted(), everyone, rooms, persons], [['guest-a-protection', 'host'], false, [], []]);
  }
});

describe('a clearance ends', () => {
  test('when it is withdrawn, once', async () => {
    const clearance = await clear(room);
    assert.equal(clearance.matter, 'CLR-guest-a-protection-1');
    assert.equal(said(await room.enter(withdraw(clearance))), 'permitted host-root/23');
    assert.equal(room.state.get('clearances', clearance.matter ?? '')?.ended, room.now);
    assert.equal(room.state.get('timers', `clearance:${clearance.matter}`), undefined);
    assert.equal(said(await room.enter(withdraw(clearance))), 'prohibited R-06');
  });

  test('at its time, by the clock, in an entry of its own', async () => {
    const { matter = '' } = await clear(room, { until: room.now + HOUR });
    await room.advanceTo(room.now + HOUR);
    await room.enter({ by: 'duty-a', kind: 'log.line', detail: { text: 'later' } });
    const ended = room.entries.find(({ draft }) => draft.fields.kind === 'clearance.ended');
    assert.equal(ended?.draft.fields.matter, matter);
    assert.notEqual(room.state.get('clearances', matter)?.ended, null);
  });

  const OTHERS: readonly [string, () => Asked][] = [
    [
      'with the person',
      () => ({
        by: 'registrar:guest-a-protection',
        kind: 'roster.remove',
        desk: null,
        detail: { person: OFFICER, reason: 'recalled' },
      }),
    ],
    [
      'with the mandate',
      () => ({ by: 'commander-a', kind: 'mandate.suspend', detail: { mandate: 'guest-a', reason: 'x' } }),
    ],
    [
      'with who granted it, when they leave',
      () => ({
        by: 'registrar:host-justice',
        kind: 'roster.remove',
        desk: null,
        detail: { person: 'commander-a', reason: 'ill' },
      }),
    ],
  ];
  for (const [how, act] of OTHERS) {
    test(`${how}, and the deed that rests on it`, async () => {
      const { clearance, deed } = await openEscort();
      const { index } = await room.permitted(act());
      const ends = room.entries.slice(index + 1).map(({ draft }) => `${draft.fields.kind} ${draft.fields.matter}`);
      assert(ends.includes(`clearance.ended ${clearance.matter}`), ends.join());
      assert.equal(ends.filter((end) => end === `deed.ended ${deed}`).length, 1, ends.join());
      assert.equal(statusOf(deed), 'ended');
    });
  }
});

describe('an open deed that rests on a clearance', () => {
  test('ends in the same commit when that is withdrawn', async () => {
    const { clearance, deed } = await openEscort();
    assert.equal(statusOf(deed), 'open');
    const { index } = await room.permitted(withdraw(clearance));
    const [, ended] = room.entries.slice(index);
    assert.deepEqual(
      [ended?.draft.fields.kind, ended?.draft.fields.matter, ended?.draft.fields.cause],
      ['deed.ended', deed, index],
    );
    assert.equal(statusOf(deed), 'ended');
    assert.equal(room.state.get('timers', `deed:${deed}`), undefined);
  });

  test('ends when its time is over, before the deed’s', async () => {
    const { deed } = await openEscort(30 * MINUTE);
    await room.advanceTo(room.now + 15 * MINUTE);
    await room.enter({ by: 'duty-a', kind: 'log.line', detail: { text: 'later' } });
    assert.equal(statusOf(deed), 'ended');
  });

  test('goes on while another of that kind stands', async () => {
    const { clearance, deed } = await openEscort();
    const other = await clear(room, { thing: 'pistol 13' });
    await room.permitted(withdraw(clearance));
    assert.equal(statusOf(deed), 'open');
    await room.permitted(withdraw(other));
    assert.equal(statusOf(deed), 'ended');
  });

  test('is not held by one of another kind, of somebody else, or that begins later', async () => {
    const { clearance, deed } = await openEscort();
    await clear(room, { clears: 'vehicle' });
    await clear(room, { to: 'ga-lead' });
    await clear(room, { thing: 'pistol 13', from: room.now + MINUTE });
    await room.permitted(withdraw(clearance));
    assert.equal(statusOf(deed), 'ended');
  });

  test('goes on when one is withdrawn that had not begun', async () => {
    const { deed } = await openEscort();
    const later = await clear(room, { thing: 'pistol 13', from: room.now + MINUTE });
    await room.permitted(withdraw(later));
    assert.equal(statusOf(deed), 'open');
  });

  test('a deed that needs none goes on', async () => {
    const clearance = await clear(room);
    const plain = { ...armedEscort({ deedAt: room.now }), activity: 'escort-principal' };
    const open = await room.permitted({ ...plain, detail: { until: room.now + HOUR, what: 'to the hall' } });
    await room.permitted(withdraw(clearance));
    assert.equal(statusOf(open.deed ?? ''), 'open');
  });
});

test('an approval is no clearance: what was approved is not begun after it went', async () => {
  const clearance = await clear(room);
  const asked = await room.enter(armedEscort());
  await approve(room, asked);
  await room.permitted(withdraw(clearance));
  await room.advanceTo(room.now + 15 * MINUTE);
  assert.equal((await room.enter(beginning(asked))).outcome, 'outside');
  assert.equal(statusOf(asked.deed ?? ''), 'waiting');
});

test('a clearance is no approval: cleared, the guest asks as before', async () => {
  await clear(room);
  const asked = await room.enter(armedEscort());
  await room.advanceTo(room.now + 15 * MINUTE);
  assert.equal((await room.enter(beginning(asked))).outcome, 'needs-approval');
});

describe('one clearance of a thing stands at a time', () => {
  test('a second of the same person and thing is R-43, however it is written; another thing, person or time is none', async () => {
    const first = await clear(room);
    assert.equal(said(first), 'permitted host-root/23');
    for (const more of [
      {},
      { thing: ' Pistol  12' },
      { thing: 'PISTOL 12', from: room.now + HOUR, until: room.now + 9 * HOUR },
    ])
      assert.equal(said(await clear(room, more)), 'prohibited R-43', JSON.stringify(more));
    for (const more of [
      { thing: 'pistol 13' },
      { to: 'ga-lead' },
      { clears: 'vehicle' },
      { from: room.now + 4 * HOUR, until: room.now + 5 * HOUR },
    ])
      assert.equal(said(await clear(room, more)), 'permitted host-root/23', JSON.stringify(more));
    await room.permitted(withdraw(first));
    assert.equal(said(await clear(room)), 'permitted host-root/23', 'taken back, it can be given again');
  });

  test('of a person it is said without a thing', async () => {
    assert.equal(said(await clear(room, { clears: 'person', thing: undefined })), 'permitted host-root/23');
    const asked = { clears: 'person', thing: 'and every weapon of theirs' };
    await assert.rejects(
      clear(room, { ...asked, from: room.now + 5 * HOUR, until: room.now + 6 * HOUR }),
      /without a thing/,
    );
  });
});

/** Going under arms is permitted with a cleared weapon, and beside an officer of the host, by two clauses. */
async function clearedOrBeside() {
  const scenario = await harbourScenario();
  const mandates = scenario.mandates.map((mandate) => {
    if (mandate.mandate !== 'guest-a' || mandate.version !== 1) return mandate;
    const clauses = mandate.clauses.flatMap((clause) => {
      if (clause.id !== 'guest-a/8') return [clause];
      const { clearance: _held, accompaniment: _any, ...axes } = clause.scope.axes;
      const permit = (id: string, more: Record<string, string[]>) => {
        return { ...clause, id, effect: 'permit' as const, scope: { ...clause.scope, axes: { ...axes, ...more } } };
      };
      return [permit('guest-a/8', { clearance: ['held'] }), permit('guest-a/80', { accompaniment: ['yes'] })];
    });
    return { ...mandate, clauses };
  });
  return { ...scenario, mandates, commitments: scenario.commitments.filter(({ id }) => id !== 'C3') };
}

describe('an armed deed that is permitted cleared, and permitted beside an officer', () => {
  for (const order of ['the clearance first', 'the officer first', 'both at once']) {
    test(`ends when neither is left: ${order}`, async () => {
      room = await harbourAtWork({ scenario: await clearedOrBeside() });
      await room.signOn(OFFICER, 'embassy-a-room.detail');
      const clearance = await clear(room);
      // Who cleared the weapon is the officer beside, and leaves.
      const officer = order === 'both at once' ? 'commander-a' : 'police-a';
      const beside = await accompany(room, OFFICER, officer);
      const { deed = '' } = await room.permitted(armedEscort({ deedAt: room.now }));
      assert.equal(statusOf(deed), 'open');
      const losses: readonly Asked[] =
        order === 'both at once'
          ? [
              {
                by: 'registrar:host-justice',
                kind: 'roster.remove',
                desk: null,
                detail: { person: officer, reason: 'ill' },
              },
            ]
          : [withdraw(clearance), { by: officer, kind: 'accompaniment.end', detail: { accompaniment: beside.matter } }];
      const inOrder = order === 'the officer first' ? losses.toReversed() : losses;
      for (const [n, loss] of inOrder.entries()) {
        if (n > 0) assert.equal(statusOf(deed), 'open', 'the other is left');
        await room.permitted(loss);
      }
      assert.equal(statusOf(deed), 'ended');
      assert.equal(said(await room.enter(armedEscort({ deedAt: room.now }))), 'outside');
    });
  }
});

for (const down of [false, true]) {
  test(`what is cleared again only later is no reason to go on, the room ${down ? 'being down' : 'going on'} meanwhile`, async () => {
    const from = room.now;
    await clear(room, { until: from + 30 * MINUTE });
    await clear(room, { thing: 'pistol 13', from: from + HOUR });
    const asked = await room.enter(
      armedEscort({ deedAt: from, detail: { until: from + 2 * HOUR, what: 'in the hall' } }),
    );
    await approve(room, asked);
    await room.permitted(beginning(asked));
    if (down) room.clock.advanceTo(from + 70 * MINUTE);
    else await room.advanceTo(from + 70 * MINUTE);
    await room.enter({ by: 'duty-a', kind: 'log.line', detail: { text: 'back' } });
    assert.equal(statusOf(asked.deed ?? ''), 'ended');
  });
}
