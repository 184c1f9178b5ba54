import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActsRow } from '../acts-row.ts';
import { type Viewer, visibleTo } from '../audience.ts';
import type { ActsRequest, ActsView } from '../port.ts';
import { knowsPerson } from '../shown-rows.ts';
import { askedWords, idWords, wordsOf } from '../words.ts';
import { mattersContract } from './contract-matters.ts';
import { AUDIENCES, foldedAt, matterSet, rowAt, VIEWERS } from './rows.ts';

/** What every implementation of {@link ActsView} does. `open` gives an empty one, or the one before where asked to open again. */
export function actsViewContract(name: string, open: () => Promise<ActsView>): void {
  mattersContract(name, open);

  test(`${name}: rows come back as they were folded, and the cursor stands after them`, async () => {
    const view = await open();
    assert.equal(await view.cursor(), 0);
    const rows = Array.from({ length: 40 }, (_, index) => rowAt(index, AUDIENCES.everyone));
    await view.append(rows.slice(0, 25).map((row) => foldedAt(row)));
    await view.append(rows.slice(25).map((row) => foldedAt(row)));
    assert.equal(await view.cursor(), 40);
    assert.deepEqual(await view.page(VIEWERS.oversight, { limit: 500 }), rows);
  });

  test(`${name}: a row that does not continue the view is refused, and nothing of its batch is kept`, async () => {
    const view = await open();
    await view.append([foldedAt(rowAt(0, AUDIENCES.everyone))]);
    await assert.rejects(view.append([foldedAt(rowAt(2, AUDIENCES.everyone))]), /does not continue/);
    await assert.rejects(view.append([foldedAt(rowAt(0, AUDIENCES.everyone))]), /does not continue/);
    assert.equal(await view.cursor(), 1);
    assert.equal((await view.page(VIEWERS.oversight, { limit: 9 })).length, 1);
  });

  test(`${name}: a page is what the audience rule lets through, for every viewer and audience`, async () => {
    const view = await open();
    const audiences = Object.values(AUDIENCES);
    const rows = Array.from({ length: 60 }, (_, n) => rowAt(n, audiences[n % audiences.length] ?? null));
    await view.append(rows.map((row) => foldedAt(row)));
    for (const viewer of Object.values(VIEWERS)) {
      const sees: (row: ActsRow) => boolean = visibleTo(viewer);
      const all = rows.filter(sees).map(({ index }) => index);
      assert.deepEqual(await pagesOf(view, viewer, 7), all, JSON.stringify(viewer));
      const latest = await view.page(viewer, { limit: 5 });
      assert.deepEqual(
        latest.map(({ index }) => index),
        all.slice(-5),
      );
    }
  });

  test(`${name}: who took part once is shown the same by rule, list and name, also of what followed from the last entry of theirs`, async () => {
    const view = await open();
    const audiences = Object.values(AUDIENCES);
    const rows = Array.from({ length: 60 }, (_, n) => {
      const row = rowAt(n, audiences[n % audiences.length] ?? null);
      return { ...row, cause: n > 20 ? 18 + (n % 5) : null, agency: n % 4 === 0 ? 'guest-b' : 'guest-a' };
    });
    await view.append(rows.map((row) => foldedAt(row)));
    const viewer = VIEWERS.tookPart;
    const seen = rows.filter(visibleTo(viewer));
    assert.deepEqual(
      await pagesOf(view, viewer, 7),
      seen.map(({ index }) => index),
    );
    assert(seen.some(({ index, cause }) => index > 20 && cause === 20));
    for (const person of ['ga-1', 'somebody']) {
      const found = await view.acts(viewer, { person, order: 'asc', limit: 100 });
      const known = seen.filter((row) => row.person === person && knowsPerson(viewer)(row));
      assert.deepEqual(found, known);
      assert(known.length > 3 && known.length < seen.filter((row) => row.person === person).length, 'some, not all');
    }
  });

  test(`${name}: cleared, it begins anew`, async () => {
    const view = await open();
    await view.append([foldedAt(rowAt(0, AUDIENCES.everyone))]);
    await view.clear();
    assert.equal(await view.cursor(), 0);
    assert.deepEqual(await view.page(VIEWERS.oversight, { limit: 9 }), []);
    await view.append([foldedAt(rowAt(0, AUDIENCES.hostOnly))]);
    assert.equal((await view.page(VIEWERS.oversight, { limit: 9 })).length, 1);
  });

  test(`${name}: what was erased is replaced, with every record that it had set, and nothing else changes`, async () => {
    const view = await open();
    const said = (index: number) =>
      foldedAt({ ...rowAt(index, AUDIENCES.everyone), summary: `canary${index}` }, [
        matterSet('occurrences', `OCC-guest-a-${index % 2}`, { text: `canary${index}` }, { open: false }),
      ]);
    await view.append([said(0), said(1), said(2), foldedAt(rowAt(3, AUDIENCES.everyone))]);
    const erased = [0, 2].map((index) => ({ ...rowAt(index, null), summary: 'erased', person: null }));
    for (let times = 0; times < 2; times++) await view.replace(erased.map((row) => foldedAt(row)));
    await view.replace([]);
    assert.equal(await view.cursor(), 4);
    const shown = await view.page(VIEWERS.oversight, { limit: 9 });
    assert.deepEqual(
      shown.map(({ summary }) => summary),
      ['erased', 'canary1', 'erased', rowAt(3, null).summary],
    );
    assert.deepEqual(shown[0], erased[0]);
    assert.equal(await view.matter(VIEWERS.oversight, 'occurrences', 'OCC-guest-a-0'), undefined);
    assert.equal((await view.matter(VIEWERS.oversight, 'occurrences', 'OCC-guest-a-1'))?.id, 'OCC-guest-a-1');
    await view.append([foldedAt(rowAt(4, AUDIENCES.everyone))]);
  });

  test(`${name}: filters, orders and cursors cut what the audience rule lets through, and nothing more`, async () => {
    const view = await open();
    const rows: ActsRow[] = Array.from({ length: 40 }, (_, n) => ({
      ...rowAt(n, n % 5 === 0 ? AUDIENCES.hostOnly : AUDIENCES.everyone),
      kind: n % 10 === 3 ? 'deed.report' : n % 2 === 0 ? 'log.line' : 'deed.propose',
      form: n % 4 === 2 ? 'report' : n % 10 === 3 ? null : 'proposal',
      matter: n % 4 === 0 ? 'REQ-guest-a-1' : null,
      outcome: n % 3 === 0 ? 'outside' : 'permitted',
      room: n % 7 === 0 ? 'pier-room' : 'none',
      agency: n % 2 === 0 ? 'guest-a' : 'host-police',
    }));
    await view.append(rows.map((row) => foldedAt(row)));
    const wanted: readonly [Partial<ActsRequest>, (row: ActsRow) => boolean][] = [
      [{}, () => true],
      [{ kind: 'log.line' }, ({ kind }) => kind === 'log.line'],
      [{ matter: 'REQ-guest-a-1' }, ({ matter }) => matter !== null],
      [{ outcome: 'outside' }, ({ outcome }) => outcome === 'outside'],
      // Of what is erased only the kind is left.
      [{ report: 'yes' }, ({ index }) => index % 4 === 2 || index % 10 === 3],
      [{ report: 'no', outcome: 'outside' }, ({ index }) => index % 4 !== 2 && index % 10 !== 3 && index % 3 === 0],
      [
        { room: 'pier-room', agency: 'host-police' },
        ({ room, agency }) => room === 'pier-room' && agency !== 'guest-a',
      ],
      [{ from: rowAt(7, null).at, until: rowAt(12, null).at }, ({ index }) => index >= 7 && index < 12],
      [{ words: askedWords('req 1') }, ({ matter }) => matter !== null],
    ];
    for (const [filter, fits] of wanted) {
      const expected = rows.filter((row) => visibleTo(VIEWERS.guestB)(row) && fits(row)).map(({ index }) => index);
      for (const order of ['asc', 'desc'] as const) {
        const found: number[] = [];
        for (let past: number | undefined; ; past = found.at(-1)) {
          const page = await view.acts(VIEWERS.guestB, { order, past, limit: 6, ...filter });
          if (page.length === 0) break;
          found.push(...page.map(({ index }) => index));
        }
        assert.deepEqual(found, order === 'asc' ? expected : expected.toReversed(), JSON.stringify(filter));
      }
    }
  });

  test(`${name}: fillers are in no list and on no page unless they are asked for`, async () => {
    const view = await open();
    const rows = [0, 1, 2, 3].map((n) => ({
      ...rowAt(n, AUDIENCES.everyone),
      kind: n % 2 === 0 ? 'ledger.fill' : 'log.line',
    }));
    await view.append(rows.map((row) => foldedAt(row)));
    const indexes = (found: readonly ActsRow[]) => found.map(({ index }) => index);
    const asked = { order: 'asc', limit: 9 } as const;
    assert.deepEqual(indexes(await view.page(VIEWERS.guestB, { limit: 9 })), [1, 3]);
    assert.deepEqual(indexes(await view.page(VIEWERS.guestB, { after: 1, limit: 9 })), [3]);
    assert.deepEqual(indexes(await view.acts(VIEWERS.guestB, asked)), [1, 3]);
    assert.deepEqual(indexes(await view.acts(VIEWERS.guestB, { ...asked, kind: 'ledger.fill' })), [0, 2]);
    assert.equal((await view.act(VIEWERS.guestB, 2))?.kind, 'ledger.fill');
  });

  test(`${name}: words are looked for by their beginnings, all of them, in any script`, async () => {
    const view = await open();
    const texts = ['Two injured at San Siro', 'ＳＡＮ siro closed', 'Größe è già nota', "'quoted' & :* | !", ''];
    await view.append(
      texts.map((summary, n) => ({
        ...foldedAt({ ...rowAt(n, AUDIENCES.everyone), matter: null }),
        words: wordsOf([summary]),
      })),
    );
    const find = async (question: string) => {
      const words = askedWords(question);
      return (await view.acts(VIEWERS.guestB, { order: 'asc', limit: 9, words })).map(({ index }) => index);
    };
    assert.deepEqual(await find('san SIR'), [0, 1]);
    assert.deepEqual(await find('siro inj'), [0]);
    assert.deepEqual(await find('iro'), []);
    assert.deepEqual(await find('gröss'), []);
    assert.deepEqual(await find('größe GIÀ'), [2]);
    assert.deepEqual(await find('quoted'), [3]);
    for (const nothing of ['', '  ', "' & :*", '!!']) assert.deepEqual(await find(nothing), []);
  });

  test(`${name}: what an id is called finds where it stands whole, and nothing else`, async () => {
    const view = await open();
    const named = (id: string) => ({ words: [...wordsOf([id, 'gates open']), ...idWords([id])] });
    await view.append([
      { ...foldedAt({ ...rowAt(0, AUDIENCES.everyone), matter: null }), ...named('north-pier') },
      { ...foldedAt({ ...rowAt(1, AUDIENCES.everyone), matter: null }), words: wordsOf(['the north side of a pier']) },
      { ...foldedAt({ ...rowAt(2, AUDIENCES.hostOnly), matter: null }), ...named('north-pier') },
      { ...foldedAt({ ...rowAt(3, AUDIENCES.everyone), matter: null }), ...named('north-pier.elsewhere') },
    ]);
    const names: Readonly<Record<string, string>> = { molo: 'north-pier', quote: "x' | '" };
    const idsNamed = (begin: string) => (names[begin] === undefined ? [] : [names[begin]]);
    const find = async (viewer: Viewer, question: string) => {
      const words = askedWords(question, idsNamed);
      return (await view.acts(viewer, { order: 'asc', limit: 9, words })).map(({ index }) => index);
    };
    assert.deepEqual(await find(VIEWERS.guestB, 'molo'), [0]);
    assert.deepEqual(await find(VIEWERS.hostPolice, 'MOLO'), [0, 2]);
    assert.deepEqual(await find(VIEWERS.guestB, 'molo gates'), [0]);
    for (const nothing of ['molo side', 'quote', '#north-pier molo2']) {
      assert.deepEqual(await find(VIEWERS.guestB, nothing), [], nothing);
    }
  });

  test(`${name}: whose act it is finds only those who may know it`, async () => {
    const view = await open();
    const alert: ActsRow = { ...rowAt(0, AUDIENCES.everyone), agency: 'host-police', person: 'p-9' };
    await view.append([foldedAt(alert)]);
    const finds = async (viewer: Viewer) =>
      (await view.acts(viewer, { order: 'asc', limit: 1, person: 'p-9' })).length === 1;
    const knows = Object.entries(VIEWERS).filter(([, viewer]) => knowsPerson(viewer)(alert));
    const found: string[] = [];
    for (const [who, viewer] of Object.entries(VIEWERS)) if (await finds(viewer)) found.push(who);
    assert.deepEqual(
      found,
      knows.map(([who]) => who),
    );
    assert.deepEqual(found, ['hostAuthority', 'hostPolice', 'wall', 'dataProtection', 'oversight']);
  });

  test(`${name}: one entry, its corrections and what followed from it, for those who may see each`, async () => {
    const view = await open();
    await view.append([
      foldedAt(rowAt(0, AUDIENCES.guestWithHost)),
      foldedAt(rowAt(1, AUDIENCES.guestWithHost), [], 0),
      foldedAt(rowAt(2, AUDIENCES.hostOnly), [], 0),
      foldedAt({ ...rowAt(3, AUDIENCES.guestWithHost), cause: 0, person: null }),
      foldedAt({ ...rowAt(4, AUDIENCES.hostOnly), cause: 0, person: null }),
    ]);
    const of = async (viewer: Viewer) => {
      const rows = [await view.corrections(viewer, 0, 9), await view.follows(viewer, 0, 9)];
      rows.push(await view.actsAt(viewer, [4, 0, 2, 9]));
      return [(await view.act(viewer, 0))?.index, ...rows.map((found) => found.map(({ index }) => index))];
    };
    assert.deepEqual(await of(VIEWERS.hostPolice), [0, [1, 2], [3, 4], [0, 2, 4]]);
    assert.deepEqual(await of({ ...VIEWERS.guestA, person: null }), [0, [1], [3], [0]]);
    assert.deepEqual(await of(VIEWERS.guestB), [undefined, [], [], []]);
    assert.deepEqual(await view.actsAt(VIEWERS.hostPolice, []), []);
    assert.equal(await view.act(VIEWERS.oversight, 5), undefined);
  });
}

/** All pages of a list, after one another. */
async function pagesOf(view: ActsView, viewer: Viewer, limit: number): Promise<number[]> {
  const found: number[] = [];
  for (let after = -1; ; ) {
    const page = await view.page(viewer, { after, limit });
    if (page.length === 0) return found;
    found.push(...page.map(({ index }) => index));
    after = page.at(-1)?.index ?? after;
  }
}
