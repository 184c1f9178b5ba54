import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../base/clock.ts';
import { MemoryFiles } from '../ledger/files/memory.ts';
import { KeyRing } from '../ledger/keys.ts';
import type { FollowedEntry } from './acts-row.ts';
import type { Folded } from './folded.ts';
import { Follower } from './follower.ts';
import { MemoryActsView } from './memory.ts';
import { RowsRefused } from './port.ts';
import { entryOf, LEDGER } from './testing/entries.ts';
import { VIEWERS } from './testing/rows.ts';
import { UNREADABLE } from './unreadable.ts';

/** A view that refuses what a database refuses, and whatever speaks of poison. */
class ChoosyView extends MemoryActsView {
  refused = 0;

  override async append(entries: readonly Folded[]): Promise<void> {
    const text = JSON.stringify(entries);
    if (text.includes('\\u0000') || text.includes('\\ud800') || text.includes('poison')) {
      this.refused += 1;
      throw new RowsRefused('a text that cannot be held');
    }
    await super.append(entries);
  }
}

async function followed(entries: readonly FollowedEntry[]) {
  const view = new ChoosyView();
  const said: string[] = [];
  const seen: number[] = [];
  const none = async () => [];
  const follower = await Follower.open({
    name: 'acts',
    view,
    store: { entries: none, openings: none },
    ledger: LEDGER,
    keys: await KeyRing.create({ files: new MemoryFiles(), ledger: LEDGER, random: (size) => Buffer.alloc(size, 1) }),
    clock: systemClock,
    touches: () => [],
    size: 0,
    applied: (rows) => seen.push(...rows.map(({ index }) => index)),
    warn: (message) => said.push(message),
    fatal: (error) => assert.fail(String(error)),
  });
  follower.follow(entries.map((entry, index) => ({ ...entry, index })));
  const there = await follower.reached(entries.length - 1, 5_000);
  await follower.stop();
  assert.equal(there, true, said.join('\n'));
  assert.deepEqual(seen, [...entries.keys()], 'each is told of once, in order');
  const rows = await view.page(VIEWERS.oversight, { limit: 500 });
  assert.deepEqual(
    rows.map(({ index }) => index),
    seen,
  );
  return { view, said, rows };
}

const line = (text: string) => entryOf({ detail: { text } });

test('an entry that the view refuses holds up none beside it, wherever it stands in a batch', async () => {
  const entries = Array.from({ length: 300 }, (_, n) => line(n % 97 === 5 ? `poison ${n}` : `line ${n}`));
  const { view, said, rows } = await followed(entries);
  const marked = rows.filter(({ summary }) => summary === UNREADABLE).map(({ index }) => index);
  assert.deepEqual(marked, [5, 102, 199, 296]);
  assert.equal(rows[6]?.summary, 'line 6');
  assert.equal(said.length, 4);
  assert.match(said[0] ?? '', /^ENTRY 5 IS SHOWN AS UNREADABLE, and the view `acts` goes on past it: a text that/);
  // By halving, not one by one: of 300 entries few batches are tried in vain.
  assert(view.refused < 60, String(view.refused));
});

test('what is shown of it is that it is there, to those it is for, and nothing that anybody wrote', async () => {
  const { view, rows } = await followed([line('poison')]);
  const [row] = rows;
  assert.deepEqual(
    [row?.kind, row?.outcome, row?.agency, row?.person, row?.at, row?.clauses],
    ['log.line', 'permitted', 'guest-a', 'ga-lead', 7, []],
  );
  assert.equal((await view.page(VIEWERS.guestA, { limit: 5 })).length, 1);
  assert.equal((await view.page(VIEWERS.guestB, { limit: 5 })).length, 0);
});

test('NUL and halves of characters are replaced, in texts and in names', async () => {
  const row = { id: 'INC-1', title: 'a\u0000b', ['na\u0000me']: ['\ud800'], closed: null };
  const { view, said, rows } = await followed([
    entryOf({ kind: 'incident.open', detail: { title: 'a\u0000b', text: '\ud800' } }, [
      { slice: 'incidents', id: 'INC-1', row },
    ]),
  ]);
  assert.equal(rows[0]?.summary, 'a\ufffdb');
  const matter = await view.matter(VIEWERS.guestA, 'incidents', 'INC-1');
  assert.deepEqual(matter?.row, { id: 'INC-1', title: 'a\ufffdb', 'na\ufffdme': ['\ufffd'], closed: null });
  assert.match(said.join(), /^ENTRY 0 IS SHOWN WITH U\+FFFD/);
});

test('an entry that cannot be folded at all is shown as unreadable, whatever its fields are', async () => {
  const broken = entryOf({ detail: null as never });
  const strange = {
    ...broken.fields,
    kind: 'x\u0000',
    outcome: 'maybe',
    agency: 7,
    at: 'late',
    audience: { agencies: ['host', 'a b'], rooms: 'all', everyone: 'yes' },
  } as unknown as FollowedEntry['fields'];
  const { rows, said } = await followed([line('one'), broken, { ...broken, fields: strange }, line('two')]);
  assert.deepEqual(
    rows.map(({ summary }) => summary),
    ['one', UNREADABLE, UNREADABLE, 'two'],
  );
  const { kind, outcome, agency, at, audience } = rows[2] ?? {};
  assert.deepEqual([kind, outcome, agency, at], ['unreadable', 'outside', 'unknown', 9]);
  assert.deepEqual(audience, { agencies: ['host'], rooms: [], persons: [], everyone: false });
  assert.equal(said.length, 2);
});

test('one commit of more entries than a call takes arguments is followed', async () => {
  const view = new MemoryActsView();
  const follower = await Follower.open({
    name: 'acts',
    view,
    store: { entries: async () => [], openings: async () => [] },
    ledger: LEDGER,
    keys: await KeyRing.create({ files: new MemoryFiles(), ledger: LEDGER, random: (size) => Buffer.alloc(size, 1) }),
    clock: systemClock,
    size: 0,
    warn: (message) => assert.fail(message),
    fatal: (error) => assert.fail(String(error)),
  });
  const many = 150_000;
  follower.follow(Array.from({ length: many }, (_, index) => ({ ...line('one of many'), index })));
  assert.equal(follower.lag, many);
  await follower.stop();
});
