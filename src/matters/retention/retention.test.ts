import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { DAY, HOUR } from '../../base/clock.ts';
import { LIMITS } from '../../base/limits.ts';
import { RebuiltState } from '../../cli/transfer/rebuilt-state.ts';
import { DueReviews } from '../../desk/due-reviews.ts';
import { draftOn, State } from '../../desk/state.ts';
import { step } from '../../desk/step.ts';
import type { Asked, DeskRoom } from '../../desk/testing/desk-room.ts';
import { eraserOf } from '../../desk/testing/erasing.ts';
import { approve, HARBOUR_OPENS, harbourAtWork, harbourScenario } from '../../desk/testing/harbour.ts';
import { unsealEntry } from '../../ledger/unseal.ts';
import { retentionFacts } from '../../mandates/retention.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import { BOOKKEEPING_SLICES } from '../slices.ts';
import { isTimeOver } from './reviews.ts';
import type { ReviewRow } from './rows.ts';

let room: DeskRoom;

beforeEach(async () => {
  room = await harbourAtWork();
  await room.signOn('privacy-a', 'host-room.data-protection');
});

/** Puts the rules that the event supplies in force. */
function enforcing(more: Partial<Asked> & { readonly named?: object } = {}): Asked {
  const { retention } = room.room.directory;
  assert(retention !== undefined);
  const { named = {}, ...rest } = more;
  const detail = { version: retention.version, digest: retention.digest, reason: 'the summit order', ...named };
  return { by: 'privacy-a', kind: 'retention.enforce', detail, ...rest };
}

/** A line of the log; gives its record. */
async function line(by = 'duty-a', text = 'gates open'): Promise<{ readonly entry: number; readonly review: string }> {
  const { index } = await room.permitted({ by, kind: 'log.line', detail: { text } });
  return { entry: index, review: `REV-entry-${index}` };
}

function extend(named: object, until: number, more: Partial<Asked> = {}): Asked {
  return { by: 'privacy-a', kind: 'retention.extend', detail: { ...named, until, reason: 'still asked for' }, ...more };
}

function erase(named: object, basis = 'retention', more: Partial<Asked> = {}): Asked {
  return { by: 'privacy-a', kind: 'record.erase', detail: { ...named, basis, reason: 'its time is over' }, ...more };
}

function hold(named: object, until: number): Asked {
  return { by: 'privacy-a', kind: 'hold.place', detail: { ...named, until, reason: 'a complaint' } };
}

function review(id: string): ReviewRow | undefined {
  return room.state.get('reviews', id);
}

/** What was decided, in one word and the rules that say so. */
async function decided(asked: Asked): Promise<string> {
  const { outcome, clauses } = await room.enter(asked);
  return outcome === 'permitted' ? outcome : clauses.filter((clause) => clause.startsWith('R-')).join(' ');
}

/** A sweep that the guest asks for, is approved, begins and ends. */
async function sweep(): Promise<{ readonly request: string; readonly deed: string; readonly until: number }> {
  const until = room.now + HOUR;
  const envelope = { purpose: 'event-security', place: 'conference-hall' } as const;
  const asked = await room.enter({
    by: 'gb-support-a',
    kind: 'deed.propose',
    activity: 'sweep-venue',
    detail: { until, what: 'the hall' },
    ...envelope,
  });
  assert.equal((await approve(room, asked)).outcome, 'permitted');
  const { deed = '', matter: request = '' } = asked;
  await room.permitted({ by: 'gb-support-a', kind: 'deed.begin', ...envelope, detail: { deed } });
  await room.permitted({ by: 'gb-support-a', kind: 'deed.end', ...envelope, detail: { deed } });
  await room.advanceTo(until);
  return { request, deed, until };
}

/** The state as the entries give it that can still be opened, and as it stands; what is only remembered for a while is beside. */
async function foldedAndStanding() {
  const size = room.door.size;
  const openings = Map.groupBy(await room.store.openings(0, size), ({ index }) => index);
  const rebuilt = new RebuiltState();
  for (const [index, bytes] of (await room.store.entries(0, size)).entries()) {
    const boxes = openings.get(index) ?? [];
    const entry = unsealEntry({ bytes, index, openings: boxes, ledger: room.origin, keys: room.keys });
    assert(entry.state !== 'damaged');
    rebuilt.add(index, entry.recorded, entry.fields);
  }
  const kept = BOOKKEEPING_SLICES.filter((slice) => slice !== 'chains' && slice !== 'keptActs') as readonly string[];
  const stated = (rows: readonly { readonly slice: string }[]) => rows.filter(({ slice }) => !kept.includes(slice));
  return [stated(rebuilt.rows()), stated(room.state.dump())] as const;
}

test('without rules in force nothing comes up, however long it is over', async () => {
  await line();
  await room.advanceTo(room.now + 5_000 * DAY);
  assert.deepEqual([...room.state.values('reviews')], []);
  assert.equal(await decided(erase({ entry: room.door.size - 1 }, 'retention')), 'R-37 R-40');
});

test('a deed that its doer told of comes up by when that was entered, not by when rules came into force', async () => {
  const told = async () => {
    const envelope = { activity: 'sweep-venue', purpose: 'event-security', place: 'conference-hall' } as const;
    const detail = { what: 'the hall, unplanned' };
    const asked = { by: 'gb-support-a', kind: 'deed.report', form: 'report', ...envelope, detail } as const;
    return `REV-${(await room.enter({ ...asked, deedAt: room.now - HOUR })).matter}`;
  };
  const day = (await room.permitted(enforcing())).at;
  const { days } = room.room.directory.retention?.rules.find(({ kind }) => kind === 'occurrences') ?? assert.fail();
  await room.advanceTo(day + 2 * days * DAY);
  const entered = room.now;
  const late = await told();
  await room.advanceTo(entered + days * DAY - 1);
  assert.equal(review(late), undefined, 'counted from the rules, it would have come up at once');
  await room.advanceTo(entered + days * DAY);
  assert.equal(review(late)?.due, entered + days * DAY);
});

test('a record comes up to the millisecond of its date, once, by the room’s clock, and is not erased by it', async () => {
  await room.permitted(enforcing());
  const { entry, review: id } = await line();
  const { recorded: _, ...before } = { ...room.state.get('log', String(entry)), recorded: 0 };
  await room.advanceTo(HARBOUR_OPENS + 400 * DAY - 1);
  assert.equal(review(id), undefined);
  await room.advanceTo(HARBOUR_OPENS + 400 * DAY);
  const came = review(id);
  assert.deepEqual(came, {
    id,
    of: `entry-${entry}`,
    kind: 'log',
    rule: 'retention/9',
    version: 1,
    status: 'due',
    due: HARBOUR_OPENS + 400 * DAY,
    times: 1,
    extendedBy: null,
    erasure: null,
    index: came?.index,
  });
  const due = room.entries[came?.index ?? -1]?.draft.fields;
  assert.deepEqual(
    [due?.kind, due?.matter, due?.outcome, due?.act?.actor],
    ['retention.due', id, 'permitted', 'timer'],
  );
  await room.advanceTo(room.now + 1_000 * DAY);
  assert.deepEqual(review(id), came, 'what nobody answers stays as it is');
  assert.deepEqual(room.state.get('log', String(entry)), before);
  assert.deepEqual(...(await foldedAndStanding()));
});

test('what a rule keeps for a purpose goes by it, and a request goes with its deed', async () => {
  await room.permitted(enforcing());
  const { request, deed, until } = await sweep();
  await room.advanceTo(until + 400 * DAY - 1);
  assert.equal(review(`REV-${deed}`), undefined);
  await room.advanceTo(until + 400 * DAY);
  assert.equal(review(`REV-${deed}`)?.rule, 'retention/5');
  assert.equal(review(`REV-${request}`), undefined);
  assert.equal(await decided(erase({ record: request })), 'permitted');
  assert.deepEqual([room.state.get('deeds', deed), review(`REV-${deed}`)?.status], [undefined, 'ended']);
  assert.equal(review(`REV-${deed}`)?.erasure, 'ERA-1');
});

test('due, kept longer, due again, erased: each step is an entry, and the erasure leaves its reason without the data', async () => {
  await room.permitted(enforcing());
  const { entry, review: id } = await line('duty-a', 'CANARY-21');
  await room.advanceTo(HARBOUR_OPENS + 400 * DAY);
  const until = room.now + 30 * DAY;
  await room.permitted(extend({ entry }, until));
  assert.deepEqual([review(id)?.status, review(id)?.due, review(id)?.extendedBy], ['extended', until, 'privacy-a']);
  await room.advanceTo(until - 1);
  assert.equal(review(id)?.status, 'extended');
  await room.advanceTo(until);
  assert.deepEqual([review(id)?.status, review(id)?.due, review(id)?.times], ['due', until, 2]);
  await room.permitted(erase({ entry }));
  await eraserOf(room).run();
  assert.deepEqual([review(id)?.status, room.state.get('timers', `extension:${id}`)], ['ended', undefined]);
  const kinds = room.entries.filter(({ draft }) => draft.fields.matter === id).map(({ draft }) => draft.fields.kind);
  assert.deepEqual(kinds, ['retention.due', 'retention.extend', 'retention.due', 'retention.ended']);
  const [folded, standing] = await foldedAndStanding();
  assert.deepEqual(folded, standing);
  assert(!JSON.stringify([folded, standing]).includes('CANARY-21'));
  assert.deepEqual(room.state.get('erasures', 'ERA-1')?.entries, [entry]);
});

test('rules come into force from the data protection desk, as they are supplied, and once', async () => {
  for (const by of ['duty-a', 'commander-a', 'gb-support-a', 'ga-lead', 'loggist-a']) {
    assert.equal(await decided(enforcing({ by })), 'R-39', by);
  }
  assert.equal(await decided(enforcing({ named: { digest: 'ab'.repeat(32) } })), 'R-39', 'other words');
  assert.equal(await decided(enforcing({ named: { version: 2 } })), 'R-39', 'another version');
  assert.equal(room.state.get('retentions', 'in-force'), undefined);
  assert.equal(await decided(enforcing()), 'permitted');
  const rules = room.state.get('retentions', 'in-force');
  assert.equal(rules?.rules.length, 14);
  const { draft } = room.entries[rules?.index ?? -1] ?? assert.fail();
  assert.deepEqual(
    draft.fields.changes.map(({ slice, row }) => [slice, row]),
    [['retentions', rules]],
    'the entry says the rules in full',
  );
  assert.equal(await decided(enforcing()), 'R-39', 'again');
});

test('a live room runs on no assumption, and an event without rules has none to put in force', async () => {
  const scenario = await harbourScenario();
  const { retention } = scenario;
  assert(retention !== null);
  const [first, ...rest] = retention.rules;
  assert(first !== undefined);
  const assumed = { ...retention, rules: [{ ...first, basis: 'assumption' as const }, ...rest] };
  const clausesIn = (changed: Scenario['retention'], mode: 'live' | 'exercise') => {
    const directory = {
      ...room.room.directory,
      mode,
      retention: changed === null ? undefined : retentionFacts(changed),
    };
    const { version = 1, digest = 'ab'.repeat(32) } = directory.retention ?? {};
    const detail = { version, digest, reason: 'the order' };
    const signed = room.sign({ by: 'privacy-a', kind: 'retention.enforce', detail });
    const moment = { index: room.door.size, at: room.now, recorded: room.now };
    return step({ ...room.room, directory }, room.state, { signed, detail }, moment).answer.clauses;
  };
  assert.deepEqual(clausesIn(assumed, 'exercise'), ['host-root/22']);
  assert.deepEqual(clausesIn(assumed, 'live'), ['R-39']);
  assert.deepEqual(clausesIn(retention, 'live'), ['host-root/22']);
  assert.deepEqual(clausesIn(null, 'exercise'), ['R-39']);
});

test('an extension is the data protection officer’s, of what came up, for a bounded time', async () => {
  await room.permitted(enforcing());
  const { entry } = await line();
  assert.equal(await decided(extend({ entry }, room.now + DAY)), 'R-06', 'what has not come up');
  await room.advanceTo(HARBOUR_OPENS + 400 * DAY);
  const until = room.now + DAY;
  for (const by of ['duty-a', 'commander-a', 'gb-support-a', 'ga-lead', 'loggist-a']) {
    assert.equal(await decided(extend({ entry }, until, { by })), 'R-41', by);
  }
  assert.equal(await decided(extend({ entry }, room.now)), 'R-41', 'until now');
  assert.equal(await decided(extend({ entry }, room.now - 1)), 'R-41', 'until before');
  assert.equal(await decided(extend({ entry }, room.now + 400 * DAY + 1)), 'R-41', 'too long');
  assert.equal(await decided(extend({ entry }, 8_640_000_000_000)), 'R-41', 'the last time there is');
  assert.equal(await decided(extend({ record: 'DEED-nobody-1' }, until)), 'R-06', 'what is not there');
  for (const [why, detail] of [
    ['some 285,000 years', { entry, until: Number.MAX_SAFE_INTEGER, reason: 'x' }],
    ['no whole millisecond', { entry, until: `${until}.5`, reason: 'x' }],
    ['no reason', { entry, until }],
    ['an empty reason', { entry, until, reason: '' }],
    ['nothing named', { until, reason: 'x' }],
    ['two named', { entry, record: 'INC-1', until, reason: 'x' }],
    ['a name of more', { entry, until, reason: 'x', by: 'duty-a' }],
  ] as const) {
    const answer = await room.send({ by: 'privacy-a', kind: 'retention.extend', detail });
    assert('refused' in answer, why);
  }
  assert.equal(await decided(extend({ entry }, room.now + 400 * DAY)), 'permitted', 'exactly as long as may be');
  assert.equal(await decided(extend({ entry }, until)), 'R-06', 'what was kept longer already');
});

test('an extension that is sent again, changed, forged or too late changes nothing', async () => {
  await room.permitted(enforcing());
  const { entry, review: id } = await line();
  await room.advanceTo(HARBOUR_OPENS + 400 * DAY);
  const asked = extend({ entry }, room.now + DAY, { id: 'extension-1' });
  const signed = room.sign(asked);
  const late = room.sign(extend({ entry }, room.now + 5 * DAY, { id: 'extension-late' }));
  const forged = await room.send({ ...asked, id: 'extension-2', key: room.keyOf('duty-a') });
  assert('refused' in forged, 'signed by somebody else');
  const touched = { ...signed, act: { ...signed.act, detail: { ...signed.act.detail, until: room.now + 99 * DAY } } };
  assert('refused' in (await room.door.submit(touched)), 'changed on the way');
  const first = await room.door.submit(signed);
  assert('outcome' in first && first.outcome === 'permitted');
  const size = room.door.size;
  const again = await room.door.submit(signed);
  assert('outcome' in again && again.again === true && again.index === first.index);
  assert.equal(room.door.size, size, 'sent again it is no entry');
  assert.equal(await decided({ ...asked, detail: { entry, until: room.now + 2 * DAY, reason: 'more' } }), 'R-06 R-18');
  const kept = review(id);
  await room.advanceTo(room.now + HOUR);
  const old = await room.door.submit(late);
  assert('outcome' in old && old.clauses.includes('R-19'), JSON.stringify(old));
  assert.deepEqual(review(id), kept);
});

test('hold, extension and erasure, in every order: what is held is not erased, what is kept longer not for its time', async () => {
  type Step = 'hold' | 'extend' | 'erase';
  const orders: readonly (readonly [readonly Step[], readonly string[]])[] = [
    [
      ['hold', 'extend', 'erase'],
      ['permitted', 'permitted', 'R-38 R-40'],
    ],
    [
      ['hold', 'erase', 'extend'],
      ['permitted', 'R-38', 'permitted'],
    ],
    [
      ['extend', 'hold', 'erase'],
      ['permitted', 'permitted', 'R-38 R-40'],
    ],
    [
      ['extend', 'erase', 'hold'],
      ['permitted', 'R-40', 'permitted'],
    ],
    [
      ['erase', 'hold', 'extend'],
      ['permitted', 'permitted', 'R-06'],
    ],
    [
      ['erase', 'extend', 'hold'],
      ['permitted', 'R-06', 'permitted'],
    ],
  ];
  await room.permitted(enforcing());
  const lines: number[] = [];
  for (const _ of orders) lines.push((await line()).entry);
  await room.advanceTo(HARBOUR_OPENS + 400 * DAY);
  for (const [n, [steps, wanted]] of orders.entries()) {
    const named = { entry: lines[n] };
    const acts = {
      hold: () => hold(named, room.now + DAY),
      extend: () => extend(named, room.now + DAY),
      erase: () => erase(named),
    } as const;
    const got: string[] = [];
    for (const step of steps) got.push(await decided(acts[step]()));
    assert.deepEqual(got, wanted, steps.join(', '));
  }
  // Whom it is about may ask all the same, of what is kept longer and not held.
  assert.equal(await decided(erase({ entry: lines[3] }, 'request')), 'R-38');
  await room.advanceTo(room.now + DAY);
  assert.equal(await decided(erase({ entry: lines[0] })), 'permitted', 'both are over by then');
  assert.deepEqual(...(await foldedAndStanding()));
});

test('a hold that is over says so, and one that is lifted does not', async () => {
  await room.permitted(enforcing());
  const { entry } = await line();
  const [first, second] = [
    await room.permitted(hold({ entry }, room.now + DAY)),
    await room.permitted(hold({ entry }, room.now + DAY)),
  ];
  await room.permitted({ by: 'privacy-a', kind: 'hold.lift', detail: { hold: first.matter, reason: 'answered' } });
  const until = room.now + DAY;
  await room.advanceTo(until + DAY);
  assert.equal(room.state.get('holds', first.matter ?? '')?.ended, undefined);
  assert.equal(room.state.get('holds', second.matter ?? '')?.ended, until);
  assert.equal(room.entries.filter(({ draft }) => draft.fields.kind === 'hold.ended').length, 1);
});

test('a record is erased for its time only once all of it came up: nothing of it is to be kept, or without a date', async () => {
  await room.permitted(enforcing());
  const { entry } = await line();
  assert.equal(await decided(erase({ entry })), 'R-40', 'its date has not come');
  assert.equal(await decided(erase({ entry }, 'order')), 'permitted', 'an order goes by no date');
  const alert = {
    id: 'ALERT-1',
    alert: 'emergency',
    raisedBy: 'duty-a',
    place: 'x',
    raised: 1,
    cancelled: 2,
    index: 1,
  };
  const incident = {
    id: 'INC-1',
    agency: 'x',
    title: '',
    category: 'x',
    gravity: 'minor',
    place: 'x',
    opened: 1,
    closed: 2,
    index: 2,
  };
  const rows = [
    { slice: 'alerts', id: 'ALERT-1' },
    { slice: 'incidents', id: 'INC-1' },
    { slice: 'approvals', id: 'REQ-1' },
  ];
  const reviewed = (status: ReviewRow['status'], ...of: readonly string[]) => {
    const state = new State();
    state.apply([
      { slice: 'alerts', id: 'ALERT-1', row: alert },
      { slice: 'incidents', id: 'INC-1', row: incident },
      { slice: 'reviews', id: 'REV-ALERT-1', row: { id: 'REV-ALERT-1', of: 'ALERT-1', kind: 'alerts', status: 'due' } },
      ...of.map((one) => ({
        slice: 'reviews',
        id: `REV-${one}`,
        row: { id: `REV-${one}`, of: one, kind: 'incidents', status },
      })),
    ]);
    return isTimeOver(draftOn(state).records, { rows });
  };
  assert.equal(reviewed('due', 'INC-1'), true);
  assert.equal(reviewed('extended', 'INC-1'), false, 'a part is kept longer');
  assert.equal(reviewed('due'), false, 'a part never came up');
  assert.equal(isTimeOver(draftOn(new State()).records, { rows }), false, 'nothing came up');
});

test('a restart goes on where the dates stand, and what was not committed comes up again', async () => {
  await room.permitted(enforcing());
  for (let n = 0; n < 3; n += 1) await line();
  await room.advanceTo(HARBOUR_OPENS + 400 * DAY - 1);
  const stored = new State();
  stored.apply(room.state.dump());
  const restarted = new DueReviews(stored);
  const before = new DueReviews(room.state);
  assert.deepEqual(restarted.next(), before.next());
  assert.equal(restarted.next()?.due, HARBOUR_OPENS + 400 * DAY);
  room.store.failNext('not-committed');
  room.clock.advanceTo(HARBOUR_OPENS + 400 * DAY);
  await room.door.tick();
  assert.deepEqual([...room.state.values('reviews')], [], 'nothing came up');
  assert.equal(room.door.nextDue(), HARBOUR_OPENS + 400 * DAY);
  await room.door.tick();
  assert.equal([...room.state.values('reviews')].filter(({ kind }) => kind === 'log').length, 3);
  assert.deepEqual(room.failures, []);
});

test('what is due at one moment comes up in one order, before a restart as after it, whichever kind was over first', async () => {
  await room.permitted(enforcing());
  const opened = await room.permitted({
    by: 'duty-a',
    kind: 'incident.open',
    detail: { title: 'queue at gate 4', category: 'crowd', gravity: 'minor', text: 'two hundred waiting' },
  });
  const { review: id } = await line();
  await room.permitted({
    by: 'duty-a',
    kind: 'incident.close',
    detail: { incident: opened.matter ?? '', reason: 'queue gone' },
  });
  assert.equal(new DueReviews(room.state).next()?.id, `review:incidents:${opened.matter}`);
  await room.advanceTo(HARBOUR_OPENS + 401 * DAY);
  const [line1 = assert.fail(), incident = assert.fail()] = [review(id), review(`REV-${opened.matter}`)];
  assert.equal(line1.due, incident.due, 'they are due at one moment');
  assert(incident.index < line1.index, 'as a room would have it that was started meanwhile');
});

test('many that come up at once hold up no act: each transaction brings up some, after the acts that wait', async () => {
  await room.permitted(enforcing());
  const count = 3 * LIMITS.batchReviews + 1;
  const rows = Array.from({ length: count }, (_, n) => {
    const index = 1_000_000 + n;
    return {
      slice: 'log',
      id: String(index),
      row: { index, person: 'duty-a', room: 'host-room', agency: 'host-justice', at: 1, correctedBy: null },
    };
  });
  // As they would stand after years of work; the door is made anew of what stands.
  room.state.apply(rows);
  const due = new DueReviews(room.state);
  const entered: string[] = [];
  const enter = ({ id }: { readonly id: string }) => {
    entered.push(id);
    const of = id.replace('review:log:', 'entry-');
    const change = { slice: 'reviews', id: `REV-${of}`, row: { id: `REV-${of}`, of, kind: 'log', status: 'due' } };
    room.state.apply([change]);
    due.note([change]);
  };
  const more = [1, 2, 3, 4].map(() => due.bringUp(() => room.now, enter));
  assert.deepEqual(more, [true, true, true, false]);
  assert.deepEqual([entered.length, new Set(entered).size], [count, count]);
});

test('no refusal tells the host’s officer whether a record that a guest keeps to itself is there, or over', async () => {
  await room.permitted(enforcing());
  const entered = await room.permitted({
    by: 'ga-lead',
    kind: 'item.enter',
    purpose: 'event-security',
    detail: {
      title: 'groups on the ferries',
      text: 'two groups were seen',
      handling: 'amber',
      originatorControl: true,
      grading: { source: 'B', information: 2 },
      expires: room.now + HOUR,
    },
  });
  const { entry } = await line('ga-lead', 'the delegation is late');
  const hidden = [{ record: entered.matter ?? '' }, { entry }, { record: 'ITEM-guest-a-protection-1' }];
  for (const named of hidden) assert.equal(await decided(hold(named, room.now + 100 * DAY)), 'permitted');
  for (const later of [0, 2 * HOUR]) {
    await room.advanceTo(room.now + later);
    for (const named of hidden) {
      assert.equal(await decided(erase(named)), 'R-37', JSON.stringify(named));
      assert.equal(await decided(erase(named, 'request')), 'R-37', JSON.stringify(named));
    }
  }
  const own = await line();
  await room.permitted(hold({ entry: own.entry }, room.now + DAY));
  assert.equal(await decided(erase({ entry: own.entry })), 'R-38 R-40', 'of what the host is shown it is told all');
});
