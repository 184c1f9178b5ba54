import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sha256Hex } from '../../src/base/digest.ts';
import { remit } from '../../src/cli/testing/spoken.ts';
import { MemoryStore } from '../../src/ledger/store/memory.ts';
import { checkHtml } from '../../src/publication/testing/html-check.ts';
import { SignedRoom } from '../../src/server/api/testing/signed-room.ts';
import { PublicPages } from '../../src/server/public-pages.ts';

const cedar: typeof import('@cedar-policy/cedar-wasm') = createRequire(import.meta.url)(
  '@cedar-policy/cedar-wasm/nodejs',
);
const FORMS = ['cedar', 'smt', 'conformance'];

let signed: SignedRoom;
let pages: PublicPages;
const folder = mkdtempSync(join(tmpdir(), 'remit-published-'));

/** The harbour with every mandate in force, as its public side lies on the disk. */
before(async () => {
  signed = await SignedRoom.open();
  const { machine, room } = signed;
  pages = new PublicPages({
    room,
    store: new MemoryStore(machine.data),
    files: machine.folders.public,
    clock: machine.clock,
    feedback: null,
    script: { failed: 'not here' },
    warn: (message) => assert.fail(message),
  });
  await included();
  await pages.write();
});
after(async () => {
  await pages.stop();
  await signed.close();
  rmSync(folder, { recursive: true });
});

async function included(): Promise<void> {
  const { room } = signed;
  while (room.includedSize() < room.size()) {
    await new Promise<void>((done) => {
      const stop = room.onIncluded(() => {
        stop();
        done();
      });
    });
  }
}

async function published(): Promise<ReadonlyMap<string, string>> {
  const all = await signed.machine.folders.public.all();
  return new Map([...all].map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]));
}

function setInForce(): string {
  return [...signed.room.state.values('sets')].find(({ until }) => until === null)?.set ?? assert.fail('no set');
}

test('what is published of the set in force is what `remit mandate export` writes, byte for byte', async () => {
  const texts = await published();
  const wanted = new Map<string, string>();
  for (const form of FORMS) {
    const to = join(folder, form);
    const { code, err } = await remit(['mandate', 'export', 'harbour-summit', '--as', form, '--to', to]);
    assert.equal(code, 0, err);
    for (const name of readdirSync(to)) {
      wanted.set(`exports/${setInForce()}/${form}/${name}`, readFileSync(join(to, name), 'utf8'));
    }
  }
  assert.ok(wanted.size > 15);
  assert.deepEqual(
    [...texts].filter(([path]) => path.startsWith(`exports/${setInForce()}/`)).sort(),
    [...wanted].sort(),
  );
  assert.equal(sha256Hex(texts.get(`sets/${setInForce()}.json`) ?? ''), setInForce());
});

test('stock Cedar reads the published policies, strictly', async () => {
  const texts = await published();
  const text = (name: string) => texts.get(`exports/${setInForce()}/cedar/${name}`) ?? assert.fail(name);
  const schema = text('schema.cedarschema');
  for (const staticPolicies of [JSON.parse(text('policies.json')), text('policies.cedar')]) {
    const answer = cedar.validate({ schema, policies: { staticPolicies }, validationSettings: { mode: 'strict' } });
    assert.ok(answer.type === 'success', JSON.stringify(answer));
    assert.deepEqual(answer.validationErrors, []);
  }
  const broken = text('policies.cedar').replace('context.axes', 'context.axles');
  const answer = cedar.validate({
    schema,
    policies: { staticPolicies: broken },
    validationSettings: { mode: 'strict' },
  });
  assert.ok(answer.type === 'success' && answer.validationErrors.length > 0, 'the check finds what is broken');
});

test('the pages lead to every file, with its size and its hash, in both languages', async () => {
  const texts = await published();
  const files = [...texts].filter(([path]) => path.startsWith('exports/'));
  for (const [page, root, comma] of [
    ['commitments.html', '', '.'],
    ['it/commitments.html', '../', ','],
  ] as const) {
    const html = texts.get(page) ?? '';
    const { links, problems } = checkHtml(html);
    assert.deepEqual(problems, []);
    for (const [path, text] of files) {
      if (!path.includes(setInForce())) continue;
      assert.ok(links.includes(`${root}${path}`), `${page}: ${path}`);
      assert.ok(html.includes(sha256Hex(text)), `${page}: ${path}`);
    }
    const pack = Buffer.byteLength(texts.get(`exports/${setInForce()}/conformance/requests.jsonl`) ?? '');
    const [number, unit] = pack < 1_000_000 ? [pack / 1_000, 'kB'] : [pack / 1_000_000, 'MB'];
    assert.ok(html.includes(`${number.toFixed(1).replace('.', comma)} ${unit}`), `${page}: ${number} ${unit}`);
  }
});

test('another set gets a folder of its own; the same set is not written again', async () => {
  const before = await published();
  const { machine, room } = signed;
  const written = [] as string[];
  const files = machine.folders.public;
  const { write } = files;
  files.write = async (path, bytes) => {
    written.push(path);
    await write.call(files, path, bytes);
  };
  const again = new PublicPages({
    room,
    store: new MemoryStore(machine.data),
    files,
    clock: machine.clock,
    feedback: null,
    script: { failed: 'not here' },
    warn: (message) => assert.fail(message),
  });
  await again.write();
  assert.equal(written.length, 0);
  const first = setInForce();
  await signed.permitted('commander-a', {
    kind: 'mandate.suspend',
    detail: { mandate: 'guest-b', reason: 'to be looked at' },
  });
  await included();
  await again.write();
  assert.notEqual(setInForce(), first);
  const after = await published();
  const exported = written.filter((path) => path.startsWith('exports/'));
  assert.ok(exported.length > 15);
  for (const path of exported) assert.ok(path.startsWith(`exports/${setInForce()}/`), path);
  assert.equal(sha256Hex(after.get(`exports/${setInForce()}/cedar/set.json`) ?? ''), setInForce());
  for (const [path, text] of before) if (path.startsWith('exports/')) assert.equal(after.get(path), text, path);
  await again.stop();
});
