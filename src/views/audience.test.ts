import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActsRow } from './acts-row.ts';
import { visibleTo } from './audience.ts';
import { MemoryActsView } from './memory.ts';
import { actsViewContract } from './testing/contract.ts';
import { AUDIENCES, rowAt, VIEWERS } from './testing/rows.ts';

actsViewContract('in memory', async () => new MemoryActsView());

/** Who sees what. Rows of this table are the policy: a change of it reads as a change here. */
const GOLDEN = {
  everyone: ['hostAuthority', 'hostPolice', 'guestA', 'guestB', 'organiser', 'wall', 'oversight'],
  hostOnly: ['hostAuthority', 'hostPolice', 'wall', 'oversight'],
  guestAlone: ['guestA', 'oversight'],
  guestWithHost: ['hostAuthority', 'hostPolice', 'guestA', 'wall', 'oversight'],
  bothGuests: ['guestA', 'guestB', 'oversight'],
  oneRoom: ['guestB', 'oversight'],
  onePerson: ['guestB', 'oversight'],
  nobody: ['oversight'],
  erased: ['oversight'],
} as const satisfies Record<keyof typeof AUDIENCES, readonly (keyof typeof VIEWERS)[]>;

for (const [audience, seenBy] of Object.entries(GOLDEN)) {
  test(`what is for \`${audience}\` is seen by ${seenBy.join(', ')}`, () => {
    // An entry of somebody else: the actor's own is the next test.
    const row = rowAt(1, AUDIENCES[audience as keyof typeof AUDIENCES]);
    const found = Object.entries(VIEWERS).filter(([, viewer]) => visibleTo(viewer)(row));
    assert.deepEqual(
      found.map(([name]) => name),
      [...seenBy],
    );
  });
}

test('one’s own act is seen whatever its audience', () => {
  const own: ActsRow = rowAt(2, AUDIENCES.nobody);
  assert.equal(visibleTo(VIEWERS.guestA)(own), true);
  assert.equal(visibleTo(VIEWERS.guestB)(own), false);
  assert.equal(visibleTo(VIEWERS.wall)(own), false);
});

test('an agency that is called like a label sees nothing by its name', () => {
  for (const agency of ['host', 'everyone', 'oversight']) {
    const viewer = { person: null, agency, standing: 'guest', room: 'none', oversight: false } as const;
    assert.equal(visibleTo(viewer)(rowAt(1, AUDIENCES.hostOnly)), false);
    assert.equal(visibleTo(viewer)(rowAt(1, AUDIENCES.nobody)), false);
  }
});
