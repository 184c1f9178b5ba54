import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { suppliedScenario } from '../../exercise/testing/scenarios.ts';
import { idsByName } from './named-ids.ts';

describe('ids by what they are called', () => {
  let ids: (begin: string) => string[];
  before(async () => {
    ids = idsByName(await suppliedScenario('milano-cortina-2026'));
  });

  test('agencies, places, activities, rooms, desks and roles, in English and in Italian', () => {
    for (const [begin, id] of [
      ['immigration', 'us-ice'],
      ['dogane', 'us-ice'],
      ['homeland', 'us-ice.hsi'],
      ['palazzetti', 'rho-ice-halls'],
      ['stadio', 'san-siro'],
      ['identificare', 'identity-check'],
      ['verbalizzante', 'international-room.loggist'],
      ['internazionale', 'international-room'],
      ['liaison', 'liaison-officer'],
    ] as const)
      assert(ids(begin).includes(id), `${begin}: ${ids(begin).join(' ')}`);
  });

  test('a place stands also for what is elsewhere in it', () => {
    assert(ids('milano').includes('milan.elsewhere'));
  });

  test('what nothing is called, or nearly everything begins with, names nothing', () => {
    for (const begin of ['zzz', 'tadio', 's', '']) assert.deepEqual(ids(begin), [], begin);
  });
});
