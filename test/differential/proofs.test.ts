import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fc } from '../../src/base/testing/properties.ts';
import { compareCommitments, compareRandomClaims } from './proof-differential.ts';
import { StockZ3 } from './z3.ts';

const seed = fc.readConfigureGlobal().seed ?? 0;
console.log(`seed ${seed} (REMIT_SEED)`);
const z3 = new StockZ3();
after(() => z3.close());

test('z3 agrees on 50 random claims, and stock Cedar confirms what breaks them', async () => {
  const { claims, results, confirmed, differences } = await compareRandomClaims(z3, 50, seed);
  assert.deepEqual(differences, []);
  assert.equal(claims, 50);
  for (const result of ['proved', 'refuted'] as const) assert.ok((results[result] ?? 0) >= 10, `${result}: too few`);
  assert.ok(confirmed > 50);
});

test('and on every commitment of the scenarios; every counterexample of one that is given away is confirmed', async () => {
  const { results, confirmed, differences } = await compareCommitments(z3);
  assert.deepEqual(differences, []);
  assert.ok((results.proved ?? 0) >= 45);
  assert.ok((results.refuted ?? 0) >= 10);
  assert.ok(confirmed > 100);
});

/** Claims are tried until one shows it; the same number that CI tries would have to be enough. */
async function isFound(break_: (script: string) => string): Promise<boolean> {
  for (let n = 0; n < 10; n++) {
    const { differences } = await compareRandomClaims(z3, 50, seed + n, break_);
    if (differences.length > 0) return true;
  }
  return false;
}

test('a script in which something is dropped is found', async () => {
  const sabotages: readonly (readonly [what: string, break_: (script: string) => string])[] = [
    ['windows that never end', (script) => script.replaceAll(/\(< time (\d+|\(- \d+\))\)/g, 'true')],
    [
      'forbids that never match',
      (script) =>
        script.replaceAll(/\(define-fun (\|[^|]*\|) \(\) Bool\n.* ; forbid .*/g, '(define-fun $1 () Bool false)'),
    ],
    ['assumptions that are left out', (script) => script.replaceAll(/\(assert \(=> .*/g, '')],
    ['a script that is cut off', (script) => script.slice(0, -20)],
  ];
  for (const [what, break_] of sabotages) {
    assert.ok(await isFound(break_), what);
  }
});
