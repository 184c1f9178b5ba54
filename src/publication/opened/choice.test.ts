import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DAY, HOUR } from '../../base/clock.ts';
import { sha256Hex } from '../../base/digest.ts';
import type { PublicationPolicy, PublicationRule } from '../../mandates/publication-policy.ts';
import type { DecisionFields } from '../counts/classes.ts';
import { Choice, type ChoiceOptions, type Chosen } from './choice.ts';

const RULE: PublicationRule = {
  kinds: null,
  fields: ['activityClass', 'agency', 'outcome'],
  alike: 5,
  live: { after: 'event', delayMs: 30 * DAY },
  exercise: { after: 'act', delayMs: HOUR },
};
const POLICY: PublicationPolicy = { ends: 100 * DAY, everyMs: { live: 30 * DAY, exercise: HOUR }, opens: [RULE] };

type Given = { readonly fields: DecisionFields; readonly time: string | undefined };

const FACTS = { agency: 'host' } as unknown as NonNullable<DecisionFields['facts']>;
const act = (agency: string, at: number, changed: DecisionFields = {}): DecisionFields => {
  const kind = 'deed.propose';
  return { kind, outcome: 'permitted', agency, activityClass: 'presence', clauses: [], facts: FACTS, at, ...changed };
};
const given = (fields: DecisionFields, n: number): Given => ({ fields, time: sha256Hex(`salt ${n}`) });
const acts = (count: number, agency = 'a') => Array.from({ length: count }, (_, n) => given(act(agency, n), n));

function choose(entries: readonly Given[], changed: Partial<ChoiceOptions> = {}): Chosen {
  const choice = new Choice({
    policy: POLICY,
    mode: 'exercise',
    at: 2 * HOUR,
    countedUntil: Number.POSITIVE_INFINITY,
    opened: new Set(),
    ...changed,
  });
  for (const [index, { fields, time }] of entries.entries()) if (!choice.add(index, fields, time)) break;
  return choice.chosen();
}

test('of n alike a multiple of five is opened, and of fewer than the rule says none', () => {
  for (const [n, opened] of [
    [0, 0],
    [4, 0],
    [5, 5],
    [9, 5],
    [10, 10],
    [14, 10],
  ] as const) {
    const chosen = choose(acts(n));
    assert.equal(chosen.fresh.length, opened, `of ${n}`);
    assert.equal(chosen.opened + chosen.withheld + chosen.erased + chosen.filler, n);
  }
  const policy = { ...POLICY, opens: [{ ...RULE, alike: 15 }] };
  assert.equal(choose(acts(14), { policy }).fresh.length, 0);
  assert.equal(choose(acts(17), { policy }).fresh.length, 15);
});

test('closed stay those whose disclosure of the time has the greatest digest', () => {
  const entries = acts(12);
  const { fresh } = choose(entries);
  const lots = entries.map(({ time }, index) => ({ index, lot: sha256Hex(time ?? '') }));
  lots.sort((a, b) => (a.lot < b.lot ? -1 : 1));
  const wanted = lots.slice(0, 10).map(({ index }) => index);
  assert.deepEqual(
    fresh.map(([index]) => index),
    wanted.sort((a, b) => a - b),
  );
});

test('the floors hold, whatever a policy says that was not read from a document', () => {
  const none = { after: 'act', delayMs: 0 } as const;
  const policy = { ...POLICY, opens: [{ ...RULE, alike: 1, live: none, exercise: none }] };
  assert.equal(choose(acts(4), { policy }).fresh.length, 0);
  assert.equal(choose(acts(5), { policy, at: HOUR - 1 }).fresh.length, 0);
  assert.equal(choose(acts(5), { policy, at: HOUR + 5 }).fresh.length, 5);
  assert.equal(choose(acts(5), { policy, mode: 'live', at: 30 * DAY - 1 }).size, 0);
  assert.equal(choose(acts(5), { policy, mode: 'live', at: 30 * DAY + 5 }).fresh.length, 5);
  const after = { ...policy, opens: [{ ...RULE, live: { after: 'event', delayMs: 0 } as const }] };
  assert.equal(choose(acts(5), { policy: after, mode: 'live', at: 107 * DAY - 1 }).size, 0);
  assert.equal(choose(acts(5), { policy: after, mode: 'live', at: 107 * DAY }).fresh.length, 5);
  // What is done after the event waits as long.
  const late = acts(5).map(({ time }) => ({ fields: act('a', 106 * DAY), time }));
  assert.equal(choose(late, { policy: after, mode: 'live', at: 112 * DAY }).size, 0);
});

test('what is not counted in public yet is not opened, nor any entry after it', () => {
  const chosen = choose(acts(20), { countedUntil: 7 });
  assert.deepEqual([chosen.size, chosen.fresh.length], [7, 5]);
});

test('reports, decisions taken again, slips, the room’s own acts and fillers stay closed', () => {
  const closed: DecisionFields[] = [
    act('a', 0, { atEntry: { outcome: 'permitted', clauses: [], set: '', facts: FACTS } as never }),
    act('a', 0, { kind: 'deed.reclassified' }),
    act('a', 0, { kind: 'deed.ended' }),
    act('a', 0, { outcome: 'prohibited', clauses: ['R-02'] }),
    act('room', 0, { kind: 'timer.due', activityClass: 'room' }),
    act('room', 0, { kind: 'ledger.fill', activityClass: 'room' }),
    {},
  ];
  for (const fields of closed) {
    const chosen = choose(Array.from({ length: 12 }, (_, n) => given(fields, n)));
    assert.equal(chosen.fresh.length, 0, JSON.stringify(fields));
    assert.equal(chosen.opened + chosen.withheld + chosen.erased + chosen.filler, 12);
  }
  assert.equal(choose(Array.from({ length: 12 }, (_, n) => given(closed[5] ?? {}, n))).filler, 10);
  assert.equal(choose(Array.from({ length: 12 }, (_, n) => given({}, n))).erased, 10);
});

test('an earlier batch is gone on with: over all of them it is the rounded number, and no entry twice', () => {
  const entries = acts(23);
  const first = choose(entries.slice(0, 9));
  const opened = new Set(first.fresh.map(([index]) => index));
  const second = choose(entries, { opened });
  assert.equal(second.opened, 20);
  assert.equal(second.fresh.length, 15);
  assert(second.fresh.every(([index]) => !opened.has(index)));
});

/** The agencies `x` and `y` are never as many as five. */
const Entries = fc
  .array(fc.record({ agency: fc.constantFrom('a', 'b', 'c'), hours: fc.integer({ min: 0, max: 3 }) }), {
    maxLength: 60,
  })
  .map((drawn) => {
    let at = 0;
    return drawn.map(({ agency, hours }, n) => {
      at += hours * HOUR;
      return given(act(agency, at), n);
    });
  });

test('any closed entry could be another that is not counted: not a byte of what is published would differ', () => {
  fc.assert(
    fc.property(
      Entries,
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }),
      (entries, steps) => {
        const batches = publish(entries, steps);
        const opened = new Set(batches.flatMap(({ fresh }) => fresh.map(([index]) => index)));
        for (const [index, { fields, time }] of entries.entries()) {
          if (opened.has(index)) continue;
          for (const other of [
            { kind: 'deed.ended' },
            { agency: 'x' },
            { outcome: 'prohibited', clauses: ['R-02'] },
          ] as const) {
            const changed = entries.with(index, { fields: { ...fields, ...other }, time });
            assert.deepEqual(publish(changed, steps), batches, `entry ${index}`);
          }
        }
      },
    ),
    { seed: 22, numRuns: 60 },
  );
});

function publish(entries: readonly Given[], steps: readonly number[]): Chosen[] {
  const opened = new Set<number>();
  let at = 0;
  return steps.map((hours) => {
    at += hours * HOUR;
    const chosen = choose(entries, { at, opened: new Set(opened) });
    for (const [index] of chosen.fresh) opened.add(index);
    return chosen;
  });
}
