import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActsRow } from './acts-row.ts';
import { labelsOfViewer, visibleTo } from './audience.ts';
import { MemoryActsView } from './memory.ts';
import { actsViewContract } from './testing/contract.ts';
import { AUDIENCES, rowAt, VIEWERS } from './testing/rows.ts';

actsViewContract('in memory', async () => new MemoryActsView());

/** Who sees what. Rows of this table are the policy: a change of it reads as a change here. */
const GOLDEN = {
  everyone: [
    'hostAuthority',
    'hostPolice',
    'guestA',
    'guestB',
    'organiser',
    'wall',
    'notAdmitted',
    'tookPart',
    'dataProtection',
    'oversight',
  ],
  hostOnly: ['hostAuthority', 'hostPolice', 'wall', 'dataProtection', 'oversight'],
  guestAlone: ['guestA', 'tookPart', 'oversight'],
  guestWithHost: ['hostAuthority', 'hostPolice', 'guestA', 'wall', 'tookPart', 'dataProtection', 'oversight'],
  bothGuests: ['guestA', 'guestB', 'tookPart', 'oversight'],
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

test('who consulted what is seen by the data protection officer, whosever consultation it is', () => {
  for (const audience of Object.values(AUDIENCES)) {
    const consultation: ActsRow = { ...rowAt(1, audience), kind: 'consultation.open' };
    assert.equal(visibleTo(VIEWERS.dataProtection)(consultation), true);
  }
  assert.equal(visibleTo(VIEWERS.dataProtection)({ ...rowAt(1, AUDIENCES.guestAlone), kind: 'consultation' }), false);
  const seen = Object.values(VIEWERS).filter((viewer) =>
    visibleTo(viewer)({ ...rowAt(1, AUDIENCES.nobody), kind: 'consultation.open' }),
  );
  assert.deepEqual(seen, [VIEWERS.dataProtection, VIEWERS.oversight]);
});

test('whose component no mandate admits sees nothing of their agency’s, of their room’s or of the host’s', () => {
  const outside = VIEWERS.notAdmitted;
  assert.deepEqual(labelsOfViewer(outside), ['everyone', 'by:ga-2', 'person:ga-2']);
  const host = { ...VIEWERS.hostPolice, admitted: false };
  assert.equal(visibleTo(host)(rowAt(1, AUDIENCES.hostOnly)), false);
  assert.equal(visibleTo(outside)({ ...rowAt(1, AUDIENCES.guestAlone), person: 'ga-2' }), true, 'their own act');
});

test('who takes no part any more sees what was their agency’s until then, with what ended by it, and nothing after', () => {
  const once = VIEWERS.tookPart;
  const sees = (row: ActsRow) => visibleTo(once)({ ...row, person: 'somebody' });
  const [last, next] = [rowAt(20, AUDIENCES.guestWithHost), rowAt(21, AUDIENCES.guestWithHost)];
  assert.deepEqual([sees(last), sees({ ...next, cause: 20 })], [true, true]);
  assert.deepEqual([sees(next), sees({ ...next, cause: 19 }), sees({ ...next, cause: 21 })], [false, false, false]);
  // Entered after all else, as far as anybody says.
  const { index: _index, ...placeless } = next;
  assert.equal(visibleTo(once)({ ...placeless, person: 'somebody' }), false);
  for (const audience of [AUDIENCES.hostOnly, AUDIENCES.oneRoom, AUDIENCES.onePerson, AUDIENCES.erased])
    assert.deepEqual([sees(rowAt(3, audience)), sees({ ...rowAt(30, audience), cause: 20 })], [false, false]);
  // Who takes part again sees what came between.
  assert.equal(visibleTo({ ...once, admitted: true })({ ...next, person: 'somebody' }), true);
});

test('an agency that is called like a label sees nothing by its name', () => {
  for (const agency of ['host', 'everyone', 'oversight']) {
    const viewer = { ...VIEWERS.guestA, person: null, agency };
    assert.equal(visibleTo(viewer)(rowAt(1, AUDIENCES.hostOnly)), false);
    assert.equal(visibleTo(viewer)(rowAt(1, AUDIENCES.nobody)), false);
  }
});
