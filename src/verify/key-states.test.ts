/** Every moment of two changes of a ledger's key, for every reader; and all that whoever kept a copy of the first key can put together. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodePrimitives } from './node.ts';
import type { Pins } from './pin.ts';
import { parsePolicy } from './policy.ts';
import { isFault } from './report.ts';
import { buildLedger, origin, publish, startMilliseconds, vkeyOf } from './testing/builder.ts';
import { check, entriesIn } from './testing/check.ts';
import { linkOf, signedAnew } from './testing/keys.ts';
import { memoryPins } from './testing/memory.ts';
import type { VerifyOptions } from './verify.ts';

const [A, B, C] = ['log', 'log 2', 'log 3'] as const;
const [X, Y] = ['thief', 'thief 2'] as const;
const entries = entriesIn(buildLedger(9).files);
const ledger = publish(entries);
/** Another history. */
const forged = publish([...entries.slice(0, 4), ...entries.slice(6)]);
const AB = linkOf(A, B);
const BC = linkOf(B, C);

/** What lies published, in the order in which it comes to be: who signed the checkpoint, how many links there are, the key. */
const MOMENTS = [
  { signed: [A], links: 0, vkey: A },
  { signed: [A, B], links: 0, vkey: A },
  { signed: [A, B], links: 1, vkey: A },
  { signed: [A, B], links: 1, vkey: B },
  { signed: [B], links: 1, vkey: B },
  { signed: [B, C], links: 1, vkey: B },
  { signed: [B, C], links: 2, vkey: B },
  { signed: [B, C], links: 2, vkey: C },
  { signed: [C], links: 2, vkey: C },
] as const;

type Lying = {
  readonly tree?: ReadonlyMap<string, Uint8Array>;
  readonly signed: readonly string[];
  readonly links: readonly Uint8Array[];
  readonly vkey: string | undefined;
};

function folder({ tree = ledger, signed, links, vkey }: Lying): Map<string, Uint8Array> {
  const files = new Map(tree);
  files.set('ledger/checkpoint', signedAnew(tree.get('ledger/checkpoint') ?? assert.fail(), signed));
  if (vkey === undefined) files.delete('ledger/vkey');
  else files.set('ledger/vkey', Buffer.from(`${vkeyOf(origin, vkey)}\n`));
  for (const [n, link] of links.entries()) files.set(`ledger/keys/${n + 1}`, link);
  return files;
}

function policyOf(...names: string[]): Pick<VerifyOptions, 'witnesses'> {
  const lines = names.map((name) => `log ${vkeyOf(origin, name)}\n`).join('');
  const policy = parsePolicy(Buffer.from(`${lines}quorum none\n`), nodePrimitives);
  assert.ok(!isFault(policy));
  return { witnesses: { policy, now: () => startMilliseconds } };
}

/** The pin of somebody who came by at this moment; what is renewed in it is forgotten. */
async function pinOf(moment: number): Promise<Pick<VerifyOptions, 'pins'>> {
  const pins = memoryPins();
  const { signed, links, vkey } = MOMENTS[moment] ?? assert.fail();
  const report = await check(folder({ signed, links: [AB, BC].slice(0, links), vkey }), { pins });
  assert.equal(report.status, 'OK', JSON.stringify(report.findings));
  const kept: Pins = { ...pins, write: async () => undefined };
  return { pins: kept };
}

const given = (name: string) => ({ vkey: vkeyOf(origin, name) });
type Reader = { readonly is: string /** From when on they know what they know. */; readonly from: number } & {
  readonly options: Partial<VerifyOptions>;
};
const pinA = await pinOf(0);
const pinB = await pinOf(4);
const pinAB = await pinOf(3);
const pinC = await pinOf(8);
const READERS: readonly Reader[] = [
  { is: 'no key', from: 0, options: {} },
  { is: 'A', from: 0, options: given(A) },
  { is: 'B', from: 1, options: given(B) },
  { is: 'C', from: 5, options: given(C) },
  { is: 'a policy with A', from: 0, options: policyOf(A) },
  { is: 'a policy with A and B', from: 1, options: policyOf(A, B) },
  { is: 'a policy with B and C', from: 5, options: policyOf(B, C) },
  { is: 'a policy with all', from: 5, options: policyOf(A, B, C) },
  { is: 'A, and a policy with both', from: 1, options: { ...given(A), ...policyOf(A, B) } },
  { is: 'a pin of A', from: 0, options: pinA },
  { is: 'a pin of A and B', from: 3, options: pinAB },
  { is: 'a pin of B', from: 3, options: pinB },
  { is: 'a pin of C', from: 7, options: pinC },
  { is: 'A, and a pin of B', from: 3, options: { ...given(A), ...pinB } },
];

test('key states: whoever comes by at any moment, or reads the files at three of them one after the other, finds all in order', async () => {
  let checked = 0;
  // `vkey` is read first, then the checkpoint, then the links.
  for (const [v, { vkey }] of MOMENTS.entries()) {
    for (const [c, { signed }] of MOMENTS.entries()) {
      for (const [l, { links }] of MOMENTS.entries()) {
        if (v > c || c > l || l - v > 2) continue;
        const files = folder({ signed, links: [AB, BC].slice(0, links), vkey });
        for (const { is, from, options } of READERS) {
          if (v < from) continue;
          const report = await check(files, options);
          const said = `${is}: vkey ${vkey}, signed ${signed}, ${links} links: ${JSON.stringify(report.findings)}`;
          assert.equal(report.status, 'OK', said);
          checked += 1;
        }
      }
    }
  }
  assert.ok(checked > 400, `${checked}`);
});

test('key states: nobody who knows a later key takes anything from whoever kept a copy of the first one', async () => {
  const chains = [[], [AB], [AB, BC], [BC], [linkOf(A, X)], [linkOf(A, X), linkOf(X, Y)], [linkOf(X, A)]];
  chains.push([linkOf(X, A), AB], [linkOf(X, Y)], [linkOf(X, A), linkOf(A, Y)], [linkOf(X, A), AB, BC]);
  let checked = 0;
  for (const links of chains) {
    for (const signed of [[A], [X], [A, X], [Y], [A, X, Y]]) {
      for (const vkey of [undefined, A, B, C, X]) {
        for (const tree of [ledger, forged]) {
          const files = folder({ tree, signed, links, vkey });
          for (const { is, from, options } of READERS) {
            if (from === 0) continue;
            const { status } = await check(files, options);
            assert.notEqual(status, 'OK', `${is}: vkey ${vkey}, signed ${signed}, chain ${chains.indexOf(links)}`);
            checked += 1;
          }
        }
      }
    }
  }
  assert.equal(checked, 11 * 5 * 5 * 2 * 10);
});
