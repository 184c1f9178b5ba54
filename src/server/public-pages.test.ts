import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { DAY, MINUTE } from '../base/clock.ts';
import type { Committed } from '../desk/door.ts';
import { playOnRoom } from '../exercise/on-room.ts';
import { MemoryFiles } from '../ledger/files/memory.ts';
import { MemoryStore } from '../ledger/store/memory.ts';
import { DOCUMENT_NAMES, schemaFile, schemaText } from '../mandates/json-schema.ts';
import type { Scenario } from '../mandates/scenario.ts';
import { checkHtml } from '../publication/testing/html-check.ts';
import type { EntryFields } from '../terms/entry.ts';
import { nodePrimitives } from '../verify/node.ts';
import { verifyLedger } from '../verify/verify.ts';
import { feedbackAddress } from './open-public-pages.ts';
import { PUBLIC_PAGES_EVERY_MS, PUBLIC_PAGES_SOON_MS, PublicPages, type PublicPagesPorts } from './public-pages.ts';
import type { OpenRoom } from './room.ts';
import { LEANED_ON, leaningHarbour } from './testing/leaning-harbour.ts';
import { actOf, lineOf, signOn, supplied, TestMachine } from './testing/test-room.ts';

const SCRIPT = { bytes: Buffer.from('// the script\n') };

function pagesOf(machine: TestMachine, room: OpenRoom, changed: Partial<PublicPagesPorts> = {}): PublicPages {
  return new PublicPages({
    room,
    store: new MemoryStore(machine.data),
    files: machine.folders.public,
    clock: machine.clock,
    feedback: 'https://remit.example/feedback',
    script: SCRIPT,
    warn: (message) => machine.said.push(message),
    ...changed,
  });
}

/** Resolves when the checkpoint holds all that is recorded. */
async function included(room: OpenRoom): Promise<void> {
  if (room.includedSize() === room.size()) return;
  await new Promise<void>((done) => {
    const stop = room.onIncluded((size) => {
      if (size < room.size()) return;
      stop();
      done();
    });
  });
}

async function textsOf(files: MemoryFiles): Promise<Map<string, string>> {
  const all = [...(await files.all())].filter(([path]) => !/^(ledger|sets)\//.test(path));
  return new Map(all.map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]));
}

/** A room that has been through the exercise of its scenario, followed from its first entry. */
async function played(name: string) {
  const machine = new TestMachine();
  const scenario = await supplied(name);
  const room = await machine.open({ scenario });
  const entered: EntryFields[] = [];
  room.onCommitted((entries: readonly Committed[]) => entered.push(...entries.map(({ draft }) => draft.fields)));
  const pages = pagesOf(machine, room);
  await pages.write();
  await playOnRoom(room, new MemoryStore(machine.data), scenario);
  return { machine, scenario, room, pages, entered };
}

for (const name of ['milano-cortina-2026', 'harbour-summit']) {
  test(`after the whole exercise of \`${name}\` the sum is the size of the tree, and nothing personal is published`, async () => {
    const { machine, scenario, room, pages, entered } = await played(name);
    // Words that stand in no document, in every kind of free text that a desk can write.
    const [person, desk] = await anybodyAtADesk(room, entered);
    await room.door.submit(lineOf(room, person, desk, 'CANARY in the log, +39 02 555 0199'));
    await room.door.submit(
      actOf(room, person, {
        kind: 'deed.propose',
        desk,
        activity: 'assess-threat',
        detail: { what: 'CANARY deed', from: 0, until: 1 },
      }),
    );
    await included(room);
    await room.waitUntil(room.roomNow() + DAY);
    await pages.write();
    await included(room);
    await pages.write();
    const texts = await textsOf(machine.folders.public);
    const json = JSON.parse(texts.get('data/counts.json') ?? '');
    const { opened, withheld, erased, filler, size } = json.sum;
    assert.equal(size, room.includedSize());
    assert.equal(opened + withheld + erased + filler, size);
    assert.ok(opened > size / 4, `${opened} of ${size} are opened`);
    const shown = checkHtml(texts.get('counts.html') ?? '').text;
    assert.ok(shown.includes(`${opened} + ${withheld} + ${erased} + ${filler} = ${size}`));
    assert.ok(checkHtml(texts.get('it/counts.html') ?? '').text.includes(`= ${size}`));
    assert.equal(
      json.room + json.cells.reduce((sum: number, { atLeast }: { atLeast: number }) => sum + atLeast, 0),
      opened,
    );
    const { mandates } = JSON.parse(texts.get('data/mandates.json') ?? '');
    assertStandings(mandates, room, entered);
    const { set, claims } = JSON.parse(texts.get('data/proofs.json') ?? '');
    assert.equal(set, [...room.state.values('sets')].find(({ until }) => until === null)?.set);
    const inForce = room.sets.text(String(set));
    const rules = scenario.commitments.filter(({ form }) => form === 'rule');
    assert.deepEqual(
      claims.map(({ commitment, result }: { commitment: string; result: string }) => [commitment, result]),
      rules.map(({ id }) => [id, 'proved']),
    );
    assert.match(
      checkHtml(texts.get('commitments.html') ?? '').text,
      /Holds: proved over every possible act, in \d+ regions/,
    );
    // What the documents themselves say in words is public: `harbour` is a place, and a word.
    const documents = publicWords(scenario);
    const secrets = new Set<string>(['CANARY', person]);
    for (const { id } of scenario.roster) secrets.add(id);
    for (const { id, desks } of scenario.vocabulary.rooms)
      for (const one of [id, ...desks.map((seat) => seat.id)]) secrets.add(one);
    for (const { id } of scenario.vocabulary.places) if (!holds(documents, id)) secrets.add(id);
    for (const { act } of entered)
      for (const text of textsIn(act?.detail)) if (!documents.includes(text)) secrets.add(text);
    for (const { matter } of entered) if (matter !== undefined && /^[A-Z]/.test(matter)) secrets.add(matter);
    assert.ok(secrets.size > 50, `${secrets.size} words are looked for`);
    for (const [path, text] of texts) {
      // The same in every room, word for word: nothing of this one can be in it.
      const schema = DOCUMENT_NAMES.find((name) => path === `schemas/${schemaFile(name)}`);
      if (schema !== undefined) {
        assert.equal(text, schemaText(schema));
        continue;
      }
      // A claim is told in the words of its rule, which is published with the set; exports are of sets.
      const said = path === 'data/proofs.json' ? inForce : textOfSet(room, path);
      for (const secret of secrets)
        assert.ok(holds(said, secret) || !holds(text, secret), `${path} holds \`${secret}\``);
    }
    await pages.stop();
    await room.stop();
  });
}

/** The set that an exported file is of; nothing for other files. */
function textOfSet(room: OpenRoom, path: string): string {
  const [, id] = /^exports\/([0-9a-f]{64})\//.exec(path) ?? [];
  return id === undefined ? '' : room.sets.text(id);
}

type ShownMandate = { readonly id: string; readonly status: string; readonly since: string | null };

/** Each mandate is shown as the records have it, since the entry that made it so. */
function assertStandings(mandates: readonly ShownMandate[], room: OpenRoom, entered: readonly EntryFields[]): void {
  for (const { id, status, since } of mandates) {
    assert.equal(status, room.state.get('mandates', id)?.status ?? 'not-in-force', id);
    const of = entered.filter(({ changes }) =>
      changes.some((change) => change.slice === 'mandates' && change.id === id),
    );
    if (of.length > 0) assert.equal(since, new Date(of.at(-1)?.at ?? 0).toISOString(), id);
  }
}

/** Every text in a detail that could tell something. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= 12 && value.includes(' ') ? [value] : [];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(textsIn);
}

/** All texts of the documents that are published, without their ids. */
function publicWords({ title, mandates, commitments, statements, questions, sources }: Scenario): string {
  const { clauses, titles } = {
    clauses: mandates.flatMap((mandate) => mandate.clauses.map(({ text }) => text)),
    titles: mandates.flatMap((mandate) => [mandate.title, mandate.instrument ?? '']),
  };
  const said = [...statements, ...questions, ...commitments].map(({ text }) => text);
  const named = sources.flatMap((source) => [source.title, source.note ?? '']);
  return [title, ...clauses, ...titles, ...said, ...named].join('\n');
}

/** Ids are looked for as whole words: the place `rome` is not in the word Rome, and not in `us-embassy-rome`. */
function holds(text: string, secret: string): boolean {
  if (!/^[a-z0-9.-]+$/i.test(secret)) return text.includes(secret);
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + secret.length] ?? ' '}`;
    if (!/[a-z0-9-]/i.test(around)) return true;
  }
  return false;
}

/** Somebody who is signed on at the end of the exercise, or signs on now. */
async function anybodyAtADesk(room: OpenRoom, entered: readonly EntryFields[]): Promise<[string, string]> {
  for (const row of [...room.state.values('shifts')]) {
    const { person, desk } = row as { person?: string; desk?: string };
    if (person !== undefined && desk !== undefined) return [person, desk];
  }
  const act = entered.find(({ kind, outcome }) => kind === 'desk.sign-on' && outcome === 'permitted')?.act;
  assert.ok(act?.desk);
  await signOn(room, act.actor, act.desk);
  return [act.actor, act.desk];
}

test('made again from the first entry it is what the one that followed wrote, byte for byte', async () => {
  const { machine, room, pages } = await played('harbour-summit');
  await room.waitUntil(room.roomNow() + DAY);
  await included(room);
  await pages.write();
  const again = new MemoryFiles();
  const rebuilt = pagesOf(machine, room, { files: again });
  await rebuilt.write();
  const now = await textsOf(machine.folders.public);
  const set = [...room.state.values('sets')].find(({ until }) => until === null)?.set;
  // What lies there of sets that were in force before is left, and nobody makes it again.
  for (const path of now.keys()) if (/^exports\//.test(path) && !path.startsWith(`exports/${set}/`)) now.delete(path);
  assert.deepEqual(await textsOf(again), now);
  await rebuilt.stop();
  await pages.stop();
  await room.stop();
});

test('what is entered while the entries before are not read yet is counted once', async () => {
  const machine = new TestMachine();
  const room = await machine.open();
  const late = pagesOf(machine, room);
  await signOn(room, 'duty-a', 'host-room.duty');
  const writing = late.write();
  for (const text of ['one', 'two', 'three']) await room.door.submit(lineOf(room, 'duty-a', 'host-room.duty', text));
  await writing;
  await room.waitUntil(room.roomNow() + DAY);
  await included(room);
  await late.write();
  const texts = await textsOf(machine.folders.public);
  const again = new MemoryFiles();
  const rebuilt = pagesOf(machine, room, { files: again });
  await rebuilt.write();
  assert.deepEqual(await textsOf(again), texts);
  // The very first entry, which puts the root mandate in force, was read too.
  assert.equal(JSON.parse(texts.get('data/mandates.json') ?? '').mandates[0].status, 'in-force');
  for (const pages of [late, rebuilt]) await pages.stop();
  await room.stop();
});

test('what is younger than the delay is withheld, by the room’s own clock', async () => {
  const machine = new TestMachine();
  const room = await machine.open();
  const pages = pagesOf(machine, room);
  const opened = async () => {
    await included(room);
    await pages.write();
    return JSON.parse((await textsOf(machine.folders.public)).get('data/counts.json') ?? '').sum.opened as number;
  };
  assert.equal(await opened(), 0, 'the enrolments are a moment old');
  const created = room.roomNow();
  const step = 15 * MINUTE;
  const counted = Math.ceil((created + 1) / step) * step + step;
  await room.waitUntil(counted - 1);
  assert.equal(await opened(), 0);
  await room.waitUntil(counted);
  assert.ok((await opened()) > 0);
  await pages.stop();
  await room.stop();
});

test('what is in force is shown soon after it changed, and everything else at the next look', async () => {
  const machine = new TestMachine();
  const room = await machine.open();
  await included(room);
  const looks: number[] = [];
  let wake = (): void => undefined;
  const first = new Promise<void>((done) => {
    wake = done;
  });
  const pages = pagesOf(machine, room, {
    later: (_call, ms) => {
      looks.push(ms);
      wake();
      return () => undefined;
    },
  });
  pages.start();
  await first;
  const shownInForce = (texts: Map<string, string>) =>
    checkHtml(texts.get('guests.html') ?? '').text.split('in force since').length;
  const before = shownInForce(await textsOf(machine.folders.public));
  await signOn(room, 'commander-a', 'host-room.commander');
  assert.deepEqual(looks, [PUBLIC_PAGES_EVERY_MS]);
  const enforced = actOf(room, 'commander-a', {
    kind: 'mandate.enforce',
    desk: 'host-room.commander',
    detail: { mandate: 'guest-a', version: 1, reason: 'agreed' },
  });
  await room.door.submit(enforced);
  assert.equal(room.state.get('mandates', 'guest-a')?.status, 'in-force');
  assert.deepEqual(looks, [PUBLIC_PAGES_EVERY_MS, PUBLIC_PAGES_SOON_MS]);
  await included(room);
  await pages.write();
  const texts = await textsOf(machine.folders.public);
  const set = [...room.state.values('sets')].find(({ until }) => until === null)?.set ?? assert.fail();
  assert.equal(shownInForce(texts), before + 1);
  assert.ok(texts.get('commitments.html')?.includes(`sets/${set}.json`), 'both pages are of one writing');
  await pages.stop();
  await room.stop();
});

test('a promise that the texts kept together is told to lean on the room’s refusals as soon as one of them is suspended', async () => {
  const machine = new TestMachine();
  const room = await machine.open({ scenario: leaningHarbour(await supplied('harbour-summit')) });
  const pages = pagesOf(machine, room);
  const shown = async () => {
    await included(room);
    await pages.write();
    const texts = await textsOf(machine.folders.public);
    const { set, claims } = JSON.parse(texts.get('data/proofs.json') ?? '');
    const claim = claims.find(({ commitment }: { commitment: string }) => commitment === LEANED_ON);
    assert.equal(claim.result, 'proved', 'the room refuses by it');
    return { set, claim, page: checkHtml(texts.get('commitments.html') ?? '').text };
  };
  await signOn(room, 'commander-a', 'host-room.commander');
  const enter = async (kind: 'mandate.enforce' | 'mandate.suspend', detail: Record<string, string | number>) => {
    const reason = 'agreed';
    const act = actOf(room, 'commander-a', { kind, desk: 'host-room.commander', detail: { ...detail, reason } });
    const answer = await room.door.submit(act);
    assert('outcome' in answer && answer.outcome === 'permitted', JSON.stringify(answer));
  };
  for (const mandate of ['guest-a', 'guest-b']) await enter('mandate.enforce', { mandate, version: 1 });
  const before = await shown();
  assert.deepEqual([before.claim.mandatesAlone.result, before.claim.unkept], ['proved', []]);
  assert.doesNotMatch(before.page, /the mandates alone would allow/);
  await enter('mandate.suspend', { mandate: 'guest-a' });
  const after = await shown();
  assert.notEqual(after.set, before.set);
  assert.deepEqual([after.claim.mandatesAlone.result, after.claim.unkept], ['refuted', ['guest-b']]);
  assert.match(
    after.page,
    /the mandates alone would allow:[^.]*: permitted, where [\s\S]*?Not kept by the text of: guest-b\./,
  );
  await pages.stop();
  await room.stop();
});

test('files are written only where what they show changed, and the day is that of the change, also after a restart', async () => {
  const machine = new TestMachine();
  const room = await machine.open();
  await included(room);
  const pages = pagesOf(machine, room);
  await pages.write();
  const first = await textsOf(machine.folders.public);
  machine.clock.advance(3 * DAY);
  const counted = countedWrites(machine.folders.public);
  await pages.write();
  await pages.stop();
  assert.deepEqual(counted.paths, []);
  // A process that starts again finds the same, three days later.
  const restarted = pagesOf(machine, room, { files: counted.files });
  await restarted.write();
  assert.deepEqual(counted.paths, []);
  assert.deepEqual(await textsOf(machine.folders.public), first);
  await restarted.stop();
  await room.stop();
});

function countedWrites(files: MemoryFiles) {
  const paths: string[] = [];
  const counting = new Proxy(files, {
    get(target, name) {
      const member = Reflect.get(target, name) as unknown;
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => {
        if (name === 'write') paths.push(String(given[0]));
        return (member as (...of: unknown[]) => unknown).apply(target, given);
      };
    },
  });
  return { files: counting, paths };
}

test('a page that lies there and is not what it must be is put right, with the day of today', async () => {
  const machine = new TestMachine();
  const room = await machine.open();
  await included(room);
  const { public: files } = machine.folders;
  await files.write('index.html', Buffer.from('<footer>\n<p>x <time datetime="2020-01-01">forged'));
  await files.write('guests.html', Buffer.from([0xff, 0xfe, 0]));
  const pages = pagesOf(machine, room);
  await pages.write();
  const texts = await textsOf(files);
  for (const path of ['index.html', 'guests.html']) {
    assert.deepEqual(checkHtml(texts.get(path) ?? '').problems, []);
    assert.match(texts.get(path) ?? '', /<time datetime="2026-09-14">/);
  }
  await pages.stop();
  await room.stop();
});

test('the published ledger is left alone and verifies beside the pages', async () => {
  const { machine, room, pages } = await played('harbour-summit');
  await included(room);
  const ledgerFiles = async () =>
    [...(await machine.folders.public.all())].filter(([path]) => /^(ledger|sets)\//.test(path));
  const before = await ledgerFiles();
  await pages.write();
  assert.deepEqual(await ledgerFiles(), before);
  const files = await machine.folders.public.all();
  const report = await verifyLedger(
    {
      name: 'memory',
      async read(path) {
        const bytes = files.get(path);
        return bytes === undefined ? { kind: 'missing' } : { kind: 'bytes', bytes };
      },
      list: async (folder) => machine.folders.public.list(folder),
    },
    { primitives: nodePrimitives },
  );
  assert.deepEqual(report.findings, []);
  assert.equal(report.status, 'OK');
  assert.equal(report.size, room.size());
  await pages.stop();
  await room.stop();
});

test('a disk that takes nothing is said and tried again; the room goes on', async () => {
  const machine = new TestMachine();
  const room = await machine.open();
  await included(room);
  let full = true;
  const files = machine.folders.public;
  const failing = new Proxy(files, {
    get(target, name) {
      const member = Reflect.get(target, name) as unknown;
      if (name === 'sync' && full) return () => Promise.reject(new Error('the disk is full'));
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  const pages = pagesOf(machine, room, { files: failing });
  await pages.write();
  assert.ok(machine.said.some((line) => line === 'the public pages were not written: the disk is full'));
  // Nothing half-written stands under a name that is served.
  assert.deepEqual(
    [...(await textsOf(files)).keys()].filter((path) => !path.endsWith('.tmp')),
    [],
  );
  full = false;
  await pages.write();
  assert.ok((await textsOf(files)).has('it/counts.html'));
  assert.deepEqual(machine.fatal, []);
  await pages.stop();
  await room.stop();
});

test('the checker in one file lies beside the pages that lead to it, with its digest', async () => {
  const machine = new TestMachine();
  const room = await machine.open();
  await included(room);
  const program = { bytes: Buffer.from('// the checker\n') };
  const pages = pagesOf(machine, room, { program });
  await pages.write();
  const texts = await textsOf(machine.folders.public);
  assert.equal(texts.get('remit-verify.mjs'), '// the checker\n');
  for (const path of ['verify.html', 'it/verify.html']) {
    assert.ok(texts.get(path)?.includes(createHash('sha256').update(program.bytes).digest('hex')), path);
    assert.match(texts.get(path) ?? '', /data-policy="none"/);
  }
  await machine.folders.public.write('ledger/policy', Buffer.from('quorum none\n'));
  await pages.write();
  const after = await textsOf(machine.folders.public);
  assert.match(after.get('verify.html') ?? '', /data-policy="published"/, 'a policy that came later is asked for');
  await pages.stop();
  await room.stop();
});

test('without a script the page says so', async () => {
  const machine = new TestMachine();
  const room = await machine.open();
  await included(room);
  const pages = pagesOf(machine, room, { script: { failed: 'no bundler' } });
  await pages.write();
  const texts = await textsOf(machine.folders.public);
  assert.equal(texts.has('verify.js') || texts.has('remit-verify.mjs'), false);
  assert.match(texts.get('verify.html') ?? '', /could not be built/);
  assert.equal(checkHtml(texts.get('how-to-verify.html') ?? '').problems.length, 0);
  await pages.stop();
  await room.stop();
});

test('where readers write to: as configured, else a contact of the project’s paper, else nowhere', async () => {
  assert.equal(await feedbackAddress('mailto:desk@host.example'), 'mailto:desk@host.example');
  const paper = join(mkdtempSync(join(tmpdir(), 'remit-paper-')), 'publiccode.yml');
  const contacts = (text: string) =>
    writeFileSync(paper, `url: "https://remit.example/remit.git"\nmaintenance: {contacts: [${text}]}\n`);
  contacts('{name: Us}, {name: Desk, email: desk@remit.example}');
  assert.equal(await feedbackAddress(undefined, paper), 'mailto:desk@remit.example');
  for (const none of ['{name: Us}', '{email: 7}', '{email: "a b"}', '']) {
    contacts(none);
    assert.equal(await feedbackAddress(undefined, paper), null, 'an address of a repository is nobody to write to');
  }
  rmSync(dirname(paper), { recursive: true });
  assert.equal(await feedbackAddress(undefined, '/nowhere/publiccode.yml'), null);
  for (const evil of ['javascript:alert(1)', 'http://host.example', 'mailto:', '//evil.example', '']) {
    await assert.rejects(feedbackAddress(evil), /REMIT_FEEDBACK/, evil);
  }
});
