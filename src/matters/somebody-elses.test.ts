import assert from 'node:assert/strict';
import { test } from 'node:test';
import { previewOf } from '../desk/preview.ts';
import type { Asked } from '../desk/testing/desk-room.ts';
import {
  accompany,
  clear,
  confer,
  enterItem,
  harbourAtWork,
  harbourScenario,
  identityCheck,
} from '../desk/testing/harbour.ts';
import type { Answer } from '../terms/answer.ts';

const GUESSED = '0'.repeat(64);
/** Stands for the host's item, whose number is drawn. */
const ITEM = 'the item';
const NO_ITEM = 'ITEM-host-justice-9';

function said({ outcome, clauses, near }: Answer): object {
  return { outcome, clauses, near };
}

/** What guest A may try against a matter of guest B or of the host; `there` exists, `nowhere` does not. */
const PROBES: readonly [what: string, there: string, nowhere: string, asked: (matter: string) => Asked][] = [
  ['a deed', 'DEED-guest-b-police-1', 'DEED-guest-b-police-9', (deed) => probe('deed.begin', { deed })],
  ['the end of a deed', 'DEED-guest-b-police-1', 'DEED-guest-b-police-9', (deed) => probe('deed.end', { deed })],
  [
    'a request',
    'REQ-guest-b-police-1',
    'REQ-guest-b-police-9',
    (request) => probe('approval.answer', answering(request)),
  ],
  [
    'a request taken back',
    'REQ-guest-b-police-1',
    'REQ-guest-b-police-9',
    (request) => probe('request.withdraw', { request }),
  ],
  [
    'an approval',
    'REQ-guest-b-police-1',
    'REQ-guest-b-police-9',
    (request) => probe('approval.withdraw', { request, reason: 'no' }),
  ],
  [
    'a countersignature',
    'REQ-guest-b-police-1',
    'REQ-guest-b-police-9',
    (request) => probe('approval.countersign', { request }),
  ],
  ['an item', ITEM, NO_ITEM, (item) => probe('item.release', { item, to: 'duty-a' })],
  ['an item to read', ITEM, NO_ITEM, (of) => probe('consultation.open', { of, minutes: 5, reason: 'to read' })],
  [
    'a companion',
    'ACC-guest-b-police-1',
    'ACC-guest-b-police-9',
    (accompaniment) => probe('accompaniment.end', { accompaniment }),
  ],
  [
    'a clearance',
    'CLR-guest-b-police-1',
    'CLR-guest-b-police-9',
    (clearance) => probe('clearance.withdraw', { clearance, reason: 'no' }),
  ],
  [
    'a conferral',
    'CONF-guest-b-police-1',
    'CONF-guest-b-police-9',
    (conferral) => probe('conferral.withdraw', { conferral, reason: 'no' }),
  ],
  ['an incident', 'INC-1', 'INC-9', (incident) => probe('incident.close', { incident, reason: 'no' })],
  [
    'an incident in a tasking',
    'INC-1',
    'INC-9',
    (incident) => probe('tasking.issue', { to: 'ga-officer-a', text: 'go there', incident }),
  ],
];

function probe(kind: Asked['kind'], detail: object): Asked {
  return { by: 'ga-lead', kind, detail };
}

function answering(request: string): object {
  return { request, digest: GUESSED, answer: 'approve', reason: 'why not' };
}

async function roomOfOthers() {
  const room = await harbourAtWork();
  await confer(room);
  await clear(room, { to: 'gb-support-a' });
  await accompany(room);
  const asked = await room.enter(identityCheck(room));
  const incident = { title: 'queue at gate 4', category: 'crowd', gravity: 'minor', text: 'two hundred waiting' };
  await room.permitted({ by: 'duty-a', kind: 'incident.open', detail: incident });
  const item = await enterItem(room, 'duty-a', { handling: 'red' });
  return { room, asked, item };
}

for (const [what, there, nowhere, asked] of PROBES) {
  test(`a refusal does not tell a guest whether ${what} of somebody else is there`, async () => {
    const { room, item } = await roomOfOthers();
    const ids = room.state.dump().map(({ id }) => id);
    const id = there === ITEM ? item : there;
    assert(ids.includes(id) && !ids.includes(nowhere), `${id} is there, and ${nowhere} is not`);
    const [real, made] = [await room.enter(asked(id)), await room.enter(asked(nowhere))];
    assert.notEqual(real.outcome, 'permitted');
    assert.deepEqual(said(real), said(made));
  });
}

/** The host's room, with guest B's own matters in it: a line, a tasking, an incident, where its mandate lets it open one, and have items. */
async function roomOfGuests() {
  const scenario = await harbourScenario();
  const scope = {
    agency: ['guest-b-police'],
    activity: ['incident.open', 'item.enter', 'item.release'],
    axes: {},
    windows: null,
  };
  const mandates = scenario.mandates.map((mandate) => {
    const [clause] = mandate.clauses;
    if (mandate.mandate !== 'guest-b' || clause === undefined) return mandate;
    const opening = { ...clause, id: 'guest-b/90', effect: 'permit' as const, scope };
    return { ...mandate, clauses: [...mandate.clauses, opening] };
  });
  const room = await harbourAtWork({ scenario: { ...scenario, mandates } });
  await room.signOn('gb-liaison', 'host-room.liaison-b');
  const line = await room.permitted({ by: 'gb-liaison', kind: 'log.line', detail: { text: 'our own' } });
  const incident = { title: 'our own', category: 'theft', gravity: 'minor', text: 'our own' };
  await room.permitted({ by: 'gb-liaison', kind: 'incident.open', detail: incident });
  return { room, line: line.index };
}

/** What the host may try against what a guest keeps to itself. */
const HOST_PROBES: readonly [what: string, asked: (there: boolean, line: number) => Pick<Asked, 'kind' | 'detail'>][] =
  [
    ['incident', (there) => ({ kind: 'incident.close', detail: { incident: guessed(there), reason: 'no' } })],
    [
      'incident in a tasking',
      (there) => ({ kind: 'tasking.issue', detail: { to: 'duty-b', text: 'go', incident: guessed(there) } }),
    ],
    [
      'line',
      (there, line) => ({ kind: 'log.correct', detail: { entry: there ? line : 9999, text: 'x', reason: 'y' } }),
    ],
  ];

function guessed(there: boolean): string {
  return there ? 'INC-guest-b-police-1' : 'INC-guest-b-police-2';
}

for (const [what, asked] of HOST_PROBES) {
  test(`neither a preview nor an act tells the host of a guest’s own ${what}`, async () => {
    const { room, line } = await roomOfGuests();
    const by = 'duty-a';
    const [there, nowhere] = [asked(true, line), asked(false, line)];
    const preview = (one: Pick<Asked, 'kind' | 'detail'>) =>
      previewOf(room.room, room.state, room.origin, room.act({ by, ...one }), room.now);
    assert.deepEqual(preview(there), preview(nowhere));
    const [real, made] = [await room.enter({ by, ...there }), await room.enter({ by, ...nowhere })];
    assert.equal(real.outcome, 'prohibited');
    assert.deepEqual(said(real), said(made));
  });
}

/** What somebody who holds no desk may try against what their own agency has. */
const OWN_PROBES: readonly [what: string, asked: (there: boolean, item: string) => Pick<Asked, 'kind' | 'detail'>][] = [
  ['an item', (there, item) => ({ kind: 'item.consent', detail: { item: there ? item : NONE, to: 'host-police' } })],
  ['an item to give', (there, item) => ({ kind: 'item.release', detail: { item: there ? item : NONE, to: 'duty-a' } })],
  [
    'an item that was given',
    (there, item) => ({ kind: 'item.release', form: 'report', detail: { item: there ? item : NONE, to: 'duty-a' } }),
  ],
  ['a person', (there) => ({ kind: 'tasking.issue', detail: { to: there ? 'gb-liaison' : 'gb-nobody', text: 'x' } })],
  ['a release', (there) => ({ kind: 'item.recall', detail: { release: numbered('REL', there), reason: 'x' } })],
  ['a companion', (there) => ({ kind: 'accompaniment.end', detail: { accompaniment: numbered('ACC', there) } })],
  [
    'a clearance',
    (there) => ({ kind: 'clearance.withdraw', detail: { clearance: numbered('CLR', there), reason: 'x' } }),
  ],
  [
    'a conferral',
    (there) => ({ kind: 'conferral.withdraw', detail: { conferral: numbered('CONF', there), reason: 'x' } }),
  ],
  ['an incident', (there) => ({ kind: 'incident.close', detail: { incident: numbered('INC', there), reason: 'x' } })],
  [
    'an incident in a tasking',
    (there) => ({ kind: 'tasking.issue', detail: { to: 'gb-liaison', text: 'x', incident: numbered('INC', there) } }),
  ],
];
const NONE = 'ITEM-guest-b-police-9';

function numbered(prefix: string, there: boolean): string {
  const owners = prefix === 'REL' ? 'guest-b-police-host-justice' : 'guest-b-police';
  return `${prefix}-${owners}-${there ? 1 : 9}`;
}

for (const [what, asked] of OWN_PROBES) {
  test(`neither a preview nor an act tells whoever holds no desk of ${what} of their own agency`, async () => {
    const { room } = await roomOfGuests();
    await confer(room);
    await clear(room, { to: 'gb-support-a' });
    await accompany(room);
    const item = await enterItem(room, 'gb-liaison');
    await room.permitted({
      by: 'gb-liaison',
      kind: 'item.release',
      purpose: 'event-security',
      detail: { item, to: 'duty-a' },
    });
    const [there, nowhere] = [asked(true, item), asked(false, item)];
    const ids = room.state.dump().map(({ id }) => id);
    const named = Object.values(there.detail).filter((id) => typeof id === 'string' && ids.includes(id));
    assert(named.length > 0, 'what is named is there');
    for (const by of ['gb-branch', 'gb-envoy']) {
      const preview = (one: Pick<Asked, 'kind' | 'detail'>) =>
        previewOf(room.room, room.state, room.origin, room.act({ by, purpose: 'event-security', ...one }), room.now);
      assert.deepEqual(preview(there), preview(nowhere), by);
      const [real, made] = [await room.enter({ by, ...there }), await room.enter({ by, ...nowhere })];
      assert.notEqual(real.outcome, 'permitted');
      assert.deepEqual(said(real), said(made), by);
    }
  });
}

test('a refusal does not tell a guest that an item of somebody else has expired', async () => {
  const { room, item } = await roomOfOthers();
  const expires = room.state.get('items', item)?.expires ?? assert.fail('no item');
  await room.advanceTo(expires);
  assert.equal(room.state.get('items', item)?.expired, true);
  const consent = (of: string) => room.enter(probe('item.consent', { item: of, to: 'guest-b-police' }));
  const [real, made] = [await consent(item), await consent(NO_ITEM)];
  assert.notEqual(real.outcome, 'permitted');
  assert.deepEqual(said(real), said(made));
});

test('whatever a mandate may say, a guest answers nobody’s request', async () => {
  const { room, asked } = await roomOfOthers();
  const detail = { request: asked.matter, digest: asked.digest, answer: 'approve', reason: 'why not' };
  const answer = await room.enter({ by: 'ga-lead', kind: 'approval.answer', detail });
  assert.equal(answer.outcome, 'prohibited');
  assert.deepEqual(answer.clauses, ['R-01']);
  assert.equal([...room.state.values('approvals')].length, 0);
});

test('nothing of a person who was removed takes effect, not even an alert', async () => {
  const { room } = await roomOfOthers();
  await room.permitted({
    by: 'registrar:guest-a-protection',
    kind: 'roster.remove',
    detail: { person: 'ga-lead', reason: 'recalled' },
  });
  await room.enter({ by: 'ga-lead', kind: 'alert.raise', desk: null, detail: { alert: 'emergency', text: 'smoke' } });
  assert.equal([...room.state.values('alerts')].length, 0);
});
