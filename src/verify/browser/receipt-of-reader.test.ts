/** What a reader brings to the page, against what their browser remembers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodePrimitives } from '../node.ts';
import { check } from '../testing/check.ts';
import { memorySource } from '../testing/memory.ts';
import { issue, receiptOf } from '../testing/receipts.ts';
import { browserPins } from './browser-pins.ts';
import { checkBrought } from './receipt-of-reader.ts';

const issued = issue(21);
const forked = issue(21, { act: (index, act) => index === 20 && Object.assign(act, { deedAt: 7 }) });
const source = memorySource(issued.files);

/** The memory of a browser, as a page sees it. */
function storage(kept = new Map<string, string>()) {
  const getItem = (key: string) => kept.get(key) ?? null;
  return { kept, getItem, setItem: (key: string, value: string) => void kept.set(key, value) };
}

async function brought(bytes: Uint8Array, memory: ReturnType<typeof storage> | undefined, vkey?: string) {
  const pins = browserPins(() => {
    if (memory === undefined) throw new Error('access is denied');
    return memory as unknown as Storage;
  }, 'this browser');
  const given = { name: 'mine', bytes, vkey, witnesses: undefined, pins, source };
  return await checkBrought(given, nodePrimitives);
}

async function seen() {
  const memory = storage();
  const pins = browserPins(() => memory as unknown as Storage, 'this browser');
  assert.equal((await check(issued.files, { pins })).status, 'OK');
  return memory;
}

test('page: a receipt is compared with what the browser remembers; what is broken of it is told, by whatever key', async () => {
  const memory = await seen();
  const [[name, pin] = assert.fail()] = memory.kept;
  for (const vkey of [undefined, issued.vkey]) {
    assert.equal((await brought(receiptOf(issued, 4), memory, vkey)).status, 'OK');
    assert.equal((await brought(receiptOf(forked, 4), memory, vkey)).status, 'EQUIVOCATION');
  }
  for (const broken of [pin.slice(0, -20), '', '{}', pin.replace('\\n21\\n', '\\n20\\n'), ' '.repeat(1_000_000)]) {
    memory.kept.set(name, broken);
    for (const vkey of [undefined, issued.vkey]) {
      for (const bytes of [receiptOf(issued, 4), receiptOf(forked, 4)]) {
        const { status, findings } = await brought(bytes, memory, vkey);
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
  const { status, findings } = await brought(receiptOf(issued, 4), undefined);
  assert.deepEqual([status, findings[0]?.code], ['UNREADABLE', 'pin-broken']);
  assert.match(findings[0]?.message ?? '', /: cannot be read: access is denied$/);
  const report = await brought(receiptOf(issued, 4), storage());
  assert.deepEqual([report.status, report.vkey], ['OK', issued.vkey]);
});
