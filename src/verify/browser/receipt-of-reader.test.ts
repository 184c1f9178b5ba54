/** What a reader brings to the page, against what their browser remembers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodePrimitives } from '../node.ts';
import { parsePolicy } from '../policy.ts';
import { isFault } from '../report.ts';
import { origin, startMilliseconds, vkeyOf } from '../testing/builder.ts';
import { check } from '../testing/check.ts';
import { badLine, rekeyed, signedBy } from '../testing/keys.ts';
import { memorySource } from '../testing/memory.ts';
import { issue, receiptOf } from '../testing/receipts.ts';
import { checkpointText, examplePolicy } from '../testing/witnesses.ts';
import type { WitnessOptions } from '../witnessed.ts';
import { browserPins } from './browser-pins.ts';
import { outcomeOf } from './receipt-heading.ts';
import { checkBrought } from './receipt-of-reader.ts';
import { pageWords } from './words.ts';

const issued = issue(21);
const forked = issue(21, { act: (index, act) => index === 20 && Object.assign(act, { deedAt: 7 }) });
const source = memorySource(issued.files);

/** The memory of a browser, as a page sees it. */
function storage(kept = new Map<string, string>()) {
  const getItem = (key: string) => kept.get(key) ?? null;
  return { kept, getItem, setItem: (key: string, value: string) => void kept.set(key, value) };
}

async function brought(
  bytes: Uint8Array,
  memory: ReturnType<typeof storage> | undefined,
  vkey?: string,
  witnesses?: WitnessOptions,
) {
  const pins = browserPins(() => {
    if (memory === undefined) throw new Error('access is denied');
    return memory as unknown as Storage;
  }, 'this browser');
  const given = { name: 'mine', bytes, vkey, witnesses, pins, source };
  return await checkBrought(given, nodePrimitives);
}

const report = async (...given: Parameters<typeof brought>) => (await brought(...given)).report;

async function seen(files = issued.files) {
  const memory = storage();
  const pins = browserPins(() => memory as unknown as Storage, 'this browser');
  assert.equal((await check(files, { pins, askEarlierKeys: true })).status, 'OK');
  return memory;
}

test('page: a receipt is compared with what the browser remembers; what is broken of it is told, by whatever key', async () => {
  const memory = await seen();
  const [[name, pin] = assert.fail()] = memory.kept;
  for (const vkey of [undefined, issued.vkey]) {
    assert.equal((await report(receiptOf(issued, 4), memory, vkey)).status, 'OK');
    assert.equal((await report(receiptOf(forked, 4), memory, vkey)).status, 'EQUIVOCATION');
  }
  for (const broken of [pin.slice(0, -20), '', '{}', pin.replace('\\n21\\n', '\\n20\\n'), ' '.repeat(1_000_000)]) {
    memory.kept.set(name, broken);
    for (const vkey of [undefined, issued.vkey]) {
      for (const bytes of [receiptOf(issued, 4), receiptOf(forked, 4)]) {
        const { status, findings } = await report(bytes, memory, vkey);
        assert.deepEqual(
          [status, findings.map(({ code }) => code)],
          ['UNREADABLE', ['pin-broken']],
          broken.slice(0, 99),
        );
        assert.match(findings[0]?.message ?? '', /^the pin `this browser\/[0-9a-f]{64}\.json`: /);
      }
    }
  }
});

test('page: a memory that is refused is said; where there is none yet, the published key is taken at its word', async () => {
  const { status, findings } = await report(receiptOf(issued, 4), undefined);
  assert.deepEqual([status, findings[0]?.code], ['UNREADABLE', 'pin-broken']);
  assert.match(findings[0]?.message ?? '', /: cannot be read: access is denied$/);
  const first = await report(receiptOf(issued, 4), storage());
  assert.deepEqual([first.status, first.vkey], ['OK', issued.vkey]);
});

const text = checkpointText(21, issued.root);
const by = (...signers: string[]) => receiptOf(issued, 4, { note: signedBy(text, signers) });
const bad = receiptOf(issued, 4, { note: signedBy(text, ['log 2']), proof: [] });
const changed = rekeyed(issued.files, ['log', 'log 2']);
const key = (name: string) => vkeyOf(origin, name);

test('page: the heading of a receipt is true in each case, and so is whose key it was checked by', async () => {
  const policy = parsePolicy(Buffer.from(examplePolicy), nodePrimitives);
  assert.ok(!isFault(policy));
  const witnesses = { policy, now: () => startMilliseconds + 1_000_000_000 };
  const [before, after] = [await seen(), await seen(changed)];
  const broken = storage(new Map([...before.kept].map(([name]) => [name, '{}'])));
  const none = storage();
  for (const [what, outcome, keyFrom, given] of [
    ['good, by the published key', 'OK', 'published', [by('log'), none]],
    ['good, by the pin', 'OK', 'remembered', [by('log'), before]],
    ['good, by the key given', 'OK', 'given', [by('log'), before, key('log')]],
    ['good, by the reader’s policy', 'OK', 'given', [receiptOf(issued, 4), before, undefined, witnesses]],
    ['of before a change that was followed', 'OK', 'remembered', [by('log'), after]],
    [
      'of after a change that was followed, by the key from before',
      'OK',
      'remembered',
      [by('log 2'), after, key('log')],
    ],
    ['that no witness saw', 'UNWITNESSED', 'given', [by('log'), none, undefined, witnesses]],
    ['of after a change, the pin is older', 'other-key', 'remembered', [by('log 2'), before]],
    ['of after a change, the key given is older', 'other-key', 'given', [by('log 2'), none, key('log')]],
    [
      'of after a change, by the key given, the pin is older',
      'other-key',
      'given',
      [by('log 2'), before, key('log 2')],
    ],
    ['of after a change, the published key is older', 'other-key', 'published', [by('log 2'), none]],
    ['by another key, and another entry', 'INVALID', 'given', [bad, before, key('log 2')]],
    ['with a bad signature', 'INVALID', 'published', [badBy('log'), none]],
    ['that is none', 'INVALID', undefined, [Buffer.from('x'), before]],
    ['of a fork', 'EQUIVOCATION', 'remembered', [receiptOf(forked, 4), before]],
    ['of a fork, by an earlier key', 'EQUIVOCATION', 'remembered', [receiptOf(forked, 4), after]],
    ['by a pin that is broken', 'UNREADABLE', 'published', [by('log'), broken]],
    ['by another key, and by a pin that is broken', 'other-key', 'published', [by('log 2'), broken]],
  ] as const) {
    const checked = await brought(...(given as unknown as Parameters<typeof brought>));
    const said = `${what}: ${JSON.stringify(checked.report.findings)}`;
    assert.deepEqual([outcomeOf(checked.report), checked.keyFrom], [outcome, keyFrom], said);
  }
});

function badBy(signer: string): Buffer {
  return receiptOf(issued, 4, { note: `${text}\n${badLine(signer)}` });
}

test('page: nothing is said in the words of one outcome that holds of another', () => {
  for (const [language, proof, nothing] of [
    ['en', /proof of a fork/, /nothing can be said/],
    ['it', /prova di una biforcazione/, /non se ne può dire nulla|non si può dire nulla/],
  ] as const) {
    const { receipts, facts } = pageWords(language);
    assert.deepEqual(new Set(Object.values(receipts).map(({ title }) => title)).size, 6);
    for (const [outcome, { text: told, title }] of Object.entries(receipts)) {
      assert.equal(proof.test(told), outcome === 'EQUIVOCATION', `${language} ${outcome}`);
      assert.equal(nothing.test(told), ['other-key', 'UNREADABLE'].includes(outcome), `${language} ${outcome}`);
      assert.equal(/NOT GOOD|NON È BUONA/.test(title), outcome === 'INVALID', `${language} ${outcome}`);
    }
    assert.equal(new Set([facts.given, facts.remembered, facts.published]).size, 3);
  }
});
