import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActsView } from '../port.ts';
import { askedWords } from '../words.ts';
import { AUDIENCES, foldedAt, matterSet, rowAt, VIEWERS } from './rows.ts';

const { hostPolice, guestA, guestB, oversight, notAdmitted, tookPart } = VIEWERS;

/** What every implementation does with records; part of the contract of {@link ActsView}. */
export function mattersContract(name: string, open: () => Promise<ActsView>): void {
  whatIsShown(name, open);
  whatIsTheirPast(name, open);
  howTheyAreListed(name, open);
}

function whatIsShown(name: string, open: () => Promise<ActsView>): void {
  test(`${name}: a record is shown as the last entry left it, with the entry that opened it`, async () => {
    const view = await open();
    const [opened, closed] = [rowAt(1, AUDIENCES.guestWithHost), rowAt(2, AUDIENCES.guestWithHost)];
    await view.append([
      foldedAt(rowAt(0, AUDIENCES.everyone)),
      foldedAt(opened, [matterSet('deeds', 'DEED-guest-a-1', { status: 'open' }, { text: 'assess' })]),
    ]);
    await view.append([foldedAt(closed, [matterSet('deeds', 'DEED-guest-a-1', { status: 'ended' }, { open: false })])]);
    const expected = {
      slice: 'deeds',
      id: 'DEED-guest-a-1',
      open: false,
      row: { status: 'ended' },
      text: 'assess',
      first: opened,
      openingSeen: true,
      last: closed,
      position: { opened: 1, id: 'DEED-guest-a-1' },
    };
    for (const viewer of [hostPolice, guestA, oversight]) {
      assert.deepEqual(await view.matter(viewer, 'deeds', 'DEED-guest-a-1'), expected);
    }
    for (const viewer of [guestB, notAdmitted]) {
      assert.equal(await view.matter(viewer, 'deeds', 'DEED-guest-a-1'), undefined);
      assert.deepEqual(await view.matters(viewer, { slice: 'deeds', limit: 9 }), []);
    }
    assert.equal(await view.matter(hostPolice, 'incidents', 'DEED-guest-a-1'), undefined);
  });

  test(`${name}: a change that a viewer may not see changes nothing that they are shown`, async () => {
    const view = await open();
    const id = 'INC-1';
    const set = (n: number, isOpen = true) => [matterSet('incidents', id, { n }, { open: isOpen, text: `text ${n}` })];
    const somebody = (index: number, audience: (typeof AUDIENCES)[keyof typeof AUDIENCES]) => ({
      ...rowAt(index, audience),
      person: 'somebody',
    });
    await view.append([foldedAt(somebody(0, AUDIENCES.guestAlone), set(0))]);
    const before = await view.matter(guestA, 'incidents', id);
    await view.append([
      foldedAt(somebody(1, AUDIENCES.hostOnly), set(1)),
      foldedAt(somebody(2, AUDIENCES.hostOnly), set(2, false)),
    ]);
    assert.deepEqual(await view.matter(guestA, 'incidents', id), before);
    assert.equal((await view.matters(guestA, { slice: 'incidents', open: true, limit: 9 })).length, 1);
    assert.equal((await view.matters(guestA, { slice: 'incidents', open: false, limit: 9 })).length, 0);
    assert.equal((await view.matters(hostPolice, { slice: 'incidents', open: true, limit: 9 })).length, 0);
    const host = await view.matter(hostPolice, 'incidents', id);
    assert.deepEqual([host?.row, host?.text, host?.openingSeen, host?.first.index], [{ n: 2 }, '', false, 1]);
    assert.deepEqual(
      await view.searchMatters(hostPolice, askedWords('text'), 9),
      [],
      'words of an opening that is not theirs',
    );
    assert.equal((await view.searchMatters(guestA, askedWords('text'), 9)).length, 1);
    assert.deepEqual(
      (await view.history(guestA, 'incidents', id, 9)).map(({ index }) => index),
      [0],
    );
  });

  test(`${name}: one’s own act on a record is no right to the record`, async () => {
    const view = await open();
    const mine = { ...rowAt(0, AUDIENCES.hostOnly), person: 'gb-1' };
    await view.append([foldedAt(mine, [matterSet('incidents', 'INC-1', { n: 0 })])]);
    assert.equal(await view.matter(guestB, 'incidents', 'INC-1'), undefined);
    assert.equal((await view.act(guestB, 0))?.index, 0);
  });
}

function whatIsTheirPast(name: string, open: () => Promise<ActsView>): void {
  test(`${name}: to who takes no part any more a record is as the last entry of their time left it, or as it ended by it`, async () => {
    const view = await open();
    const set = (id: string, n: number, isOpen = true) => [
      matterSet('deeds', id, { n }, { open: isOpen, text: 'text' }),
    ];
    const at = (
      index: number,
      audience: keyof typeof AUDIENCES,
      id: string,
      isOpen = true,
      cause: number | null = null,
    ) => foldedAt({ ...rowAt(index, AUDIENCES[audience]), person: null, cause }, set(id, index, isOpen));
    await view.append(Array.from({ length: 17 }, (_, index) => foldedAt(rowAt(index, AUDIENCES.everyone))));
    await view.append([
      at(17, 'guestWithHost', 'DEED-1'),
      at(18, 'guestWithHost', 'DEED-2'),
      // Their own act on the host's record, which comes to their agency too late.
      foldedAt({ ...rowAt(19, AUDIENCES.hostOnly), person: 'ga-3' }, set('DEED-3', 19)),
      foldedAt(rowAt(20, AUDIENCES.everyone)),
      at(21, 'guestWithHost', 'DEED-1', false, 20),
      at(22, 'guestWithHost', 'DEED-2', false),
      at(23, 'guestWithHost', 'DEED-3', false),
      at(24, 'guestWithHost', 'DEED-4'),
    ]);
    const seen = await view.matters(tookPart, { slice: 'deeds', limit: 9 });
    assert.deepEqual(
      seen.map(({ id, open: isOpen, row }) => [id, isOpen, row]),
      [
        ['DEED-2', true, { n: 18 }],
        ['DEED-1', false, { n: 21 }],
      ],
    );
    for (const id of ['DEED-3', 'DEED-4']) assert.equal(await view.matter(tookPart, 'deeds', id), undefined, id);
    const ids = async (isOpen: boolean) =>
      (await view.matters(tookPart, { slice: 'deeds', open: isOpen, limit: 9 })).map(({ id }) => id);
    assert.deepEqual([await ids(true), await ids(false)], [['DEED-2'], ['DEED-1']]);
    assert.equal((await view.searchMatters(tookPart, askedWords('text'), 9)).length, 2);
    assert.deepEqual(
      (await view.history(tookPart, 'deeds', 'DEED-1', 9)).map(({ index }) => index),
      [17, 21],
    );
    assert.deepEqual(await view.matters(notAdmitted, { slice: 'deeds', limit: 9 }), []);
  });
}

function howTheyAreListed(name: string, open: () => Promise<ActsView>): void {
  test(`${name}: a record that is removed is gone, and begins anew when it is set again`, async () => {
    const view = await open();
    const at = (index: number, row: object | null) =>
      foldedAt(rowAt(index, AUDIENCES.everyone), [matterSet('log', '7', row, { text: `of ${index}` })]);
    await view.append([at(0, { n: 0 }), at(1, null)]);
    assert.equal(await view.matter(hostPolice, 'log', '7'), undefined);
    await view.append([at(2, { n: 2 })]);
    assert.deepEqual((await view.matter(hostPolice, 'log', '7'))?.position, { opened: 2, id: '7' });
    await view.append([at(3, { n: 3 }), at(4, null), at(5, { n: 5 })]);
    const again = await view.matter(hostPolice, 'log', '7');
    assert.deepEqual([again?.position.opened, again?.row, again?.text], [5, { n: 5 }, 'of 5']);
  });

  test(`${name}: records are listed by what opened them, latest first, page by page`, async () => {
    const view = await open();
    const ids = ['ITEM-b-1', 'ITEM-a-10', 'ITEM-a-2', 'ITEM-a-1', 'ITEM-b-10'];
    const both = [matterSet('items', 'ITEM-a-1', { n: 1 }), matterSet('items', 'ITEM-Z-1', { n: 2 })];
    await view.append(
      ids.map((id, n) =>
        foldedAt(rowAt(n, AUDIENCES.everyone), n === 3 ? both : [matterSet('items', id, { n }, { open: n !== 2 })]),
      ),
    );
    const all: string[] = [];
    for (let past: { opened: number; id: string } | undefined; ; ) {
      const page = await view.matters(guestB, { slice: 'items', past, limit: 2 });
      if (page.length === 0) break;
      all.push(...page.map(({ id }) => id));
      past = page.at(-1)?.position;
    }
    assert.deepEqual(all, ['ITEM-b-10', 'ITEM-Z-1', 'ITEM-a-1', 'ITEM-a-2', 'ITEM-a-10', 'ITEM-b-1']);
    const named = await view.matters(guestB, { slice: 'items', ids: ['ITEM-a-1', 'ITEM-b-1', 'ITEM-none'], limit: 9 });
    assert.deepEqual(
      named.map(({ id }) => id),
      ['ITEM-a-1', 'ITEM-b-1'],
    );
    assert.deepEqual(await view.matters(guestB, { slice: 'items', ids: [], limit: 9 }), []);
    assert.deepEqual(
      (await view.matters(guestB, { slice: 'items', open: false, limit: 9 })).map(({ id }) => id),
      ['ITEM-a-2'],
    );
  });
}
