import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comesBefore, permittedAgencies, sideOfHolder } from './holder-side.ts';
import type { Agency, Clause } from './scenario.ts';

const agency = (id: string, standing: Agency['standing'], state: string | null): Agency =>
  ({ id, standing, state, name: id, components: [] }) as unknown as Agency;

const AGENCIES = [
  agency('authority', 'host-authority', 'here'),
  agency('police', 'host', 'here'),
  agency('committee', 'organiser', null),
  agency('visitor', 'guest', 'there'),
  agency('embassy', 'guest', 'there'),
  agency('neighbour', 'guest', 'elsewhere'),
  agency('stateless', 'guest', null),
  agency('other-stateless', 'guest', null),
  agency('club', 'organiser', 'there'),
];

test('a holder’s side is all of the host, all guests of one state, or the holder alone', () => {
  const sides: [holder: string, side: string[]][] = [
    ['authority', ['authority', 'police']],
    ['police', ['authority', 'police']],
    ['committee', ['committee']],
    ['visitor', ['visitor', 'embassy']],
    ['neighbour', ['neighbour']],
    ['stateless', ['stateless']],
    ['club', ['club']],
    ['nobody', []],
  ];
  for (const [holder, side] of sides) assert.deepEqual(sideOfHolder(holder, AGENCIES), side, holder);
});

const clause = (effect: Clause['effect'], agencies: readonly string[] | null, activity: readonly string[] | null) =>
  ({ effect, scope: { agency: agencies, activity, axes: {}, windows: null } }) as unknown as Clause;

test('what comes before any mandate of the one who does it admits nobody, and nothing else does not', () => {
  const before = (activity: readonly string[] | null) => comesBefore({ activity });
  assert.deepEqual(
    [before(['roster.enrol', 'roster.remove']), before(['mandate.sign']), before(['roster.enrol', 'patrol'])],
    [true, true, false],
  );
  assert.deepEqual([before(['patrol']), before(null)], [false, false]);
});

test('whom a document permits anything is told once each, sorted, without what it forbids or what comes before', () => {
  const clauses = [
    clause('permit', ['visitor', 'embassy'], ['patrol']),
    clause('permit-with-approval', ['authority', 'visitor'], null),
    clause('forbid', ['neighbour'], ['patrol']),
    clause('permit', ['stateless'], ['mandate.sign']),
    clause('permit', null, ['patrol']),
  ];
  assert.deepEqual(permittedAgencies({ clauses }), ['authority', 'embassy', 'visitor']);
  assert.deepEqual(permittedAgencies({ clauses: [] }), []);
});
