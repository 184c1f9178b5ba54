import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodePrimitives } from './node.ts';
import { meetsQuorum, type Policy, parsePolicy, policyItemsMax, policyLinesMax } from './policy.ts';
import { isFault } from './report.ts';
import { origin, vkeyOf } from './testing/builder.ts';
import { examplePolicy, witnessKey } from './testing/witnesses.ts';

const parse = (text: string | Uint8Array) => parsePolicy(Buffer.from(text as string), nodePrimitives);

function good(text: string): Policy {
  const policy = parse(text);
  assert.ok(!isFault(policy), JSON.stringify(policy));
  return policy;
}

function fault(text: string | Uint8Array): string {
  const policy = parse(text);
  assert.ok(isFault(policy), 'it was taken');
  return `${policy.offset} ${policy.fault}`;
}

/** Whether the witnesses called so are enough. */
function met(policy: Policy, ...names: string[]): boolean {
  return meetsQuorum(policy, new Set(policy.witnesses.filter(({ name }) => names.includes(name))));
}

const key = (name: string) => witnessKey(`${name}.example`);
const six = ['x1', 'x2', 'x3', 'y1', 'y2', 'y3'].map((name) => `witness ${name} ${key(name)}\n`).join('');

test('policy: two levels of groups, as the specification has them', () => {
  const policy = good(`log ${vkeyOf(origin, 'log')}
${six}
group X-witnesses 2 x1 x2 x3
group Y-witnesses any y1 y2 y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`);
  assert.equal(policy.logs[0]?.name, origin);
  for (const [enough, names] of [
    [true, 'x1 x3 y2'],
    [true, 'x1 x2 x3 y1 y2 y3'],
    [false, 'x1 x2 x3'],
    [false, 'x1 y1 y2 y3'],
    [false, ''],
  ] as const) {
    assert.equal(met(policy, ...names.split(' ')), enough, names);
  }
});

test('policy: tabs, spaces before and after, comments, empty lines, addresses and octets that are no UTF-8', () => {
  const lines = `\t # caf\xe9\n \t\n  witness\t\xe9 ${key('a')}  http://\xe9/ \n quorum \xe9\t\n log ${vkeyOf(origin, 'log')} x\n`;
  const policy = good(Buffer.from(lines, 'latin1') as unknown as string);
  assert.equal(policy.witnesses[0]?.name, '\xe9');
  assert.ok(met(policy, '\xe9'));
});

test('policy: a quorum of none asks for nobody', () => {
  const policy = good('quorum none\n');
  assert.ok(met(policy));
  assert.deepEqual([policy.logs, policy.witnesses], [[], []]);
});

test('policy: what the specification does not allow is refused, with the offset of its line', () => {
  const a = `witness a ${key('a')}\n`;
  const offset = a.length;
  for (const [text, said] of [
    ['', '0 has no quorum line'],
    [a, `${offset} has no quorum line`],
    [`${a}quorum a`, `${offset} does not end in a line feed`],
    [`${a}quorum a\r\n`, `${offset + 8} has a control character`],
    [`quorum none\0\n`, '11 has a control character'],
    [`\ufeffquorum none\n`, '0 line 1: a byte order mark'],
    [`${a}quorum b\n`, `${offset} line 2: \`b\` was not defined before`],
    [`quorum a\n${a}`, '0 line 1: `a` was not defined before'],
    [`quorum none\nquorum none\n`, '12 line 2: a second quorum line'],
    [`quorum\n`, '0 line 1: not `quorum <name>`'],
    [`${a}quorum a a\n`, `${offset} line 2: not \`quorum`],
    [`Quorum none\n`, '0 line 1: `Quorum` is not `log`'],
    [`${a}${a}`, `${offset} line 2: the name \`a\` stands`],
    [`${a}witness b ${witnessKey('b.example', 'a.example')}\n`, `${offset} line 2: the public key of`],
    [`log ${vkeyOf(origin, 'log')}\nlog ${vkeyOf('x', 'log')}\n`, 'the public key of'],
    [`log ${vkeyOf('x', 'a.example')}\n${a}`, 'the public key of'],
    [`witness none ${key('a')}\n`, '0 line 1: `none` is no name'],
    [`witness a\n`, '0 line 1: not `witness'],
    [`witness a ${key('a')} x y\n`, '0 line 1: not `witness'],
    [`witness a ${vkeyOf('a.example', 'a')}\n`, 'not the Ed25519 key of a witness (algorithm 4)'],
    [`log ${key('a')}\n`, 'not an Ed25519 key (algorithm 1)'],
    [`log ${vkeyOf(origin, 'log')} x y\n`, '0 line 1: not `log'],
    [`log\n`, '0 line 1: not `log'],
    [`${a}group g all a a\n`, `${offset} line 2: \`a\` is a member a second time`],
    [`${a}group g all a\ngroup h all a\n`, 'line 3: `a` is a member a second time'],
    [`${a}group g all g\n`, 'line 2: `g` was not defined before'],
    [`${a}group g all none\n`, 'line 2: `none` was not defined before'],
    [`${a}group a all a\n`, 'line 2: the name `a` stands'],
    [`${a}group g all\n`, 'line 2: not `group'],
    ...['0', '2', '01', '1.0', '+1', '-1', '0x1', '1e0', 'ALL', '٠'].map((k) => [
      `${a}group g ${k} a\n`,
      'from 1 to 1',
    ]),
  ] as [string, string][]) {
    const found = fault(text);
    assert.ok(/^\d/.test(said) ? found.startsWith(said) : found.includes(said), `${text}: ${found}`);
  }
});

test('policy: 32 of each are taken; ten thousand lines, or more than the limits, are not', () => {
  const witnesses = (count: number) =>
    Array.from({ length: count }, (_, n) => `witness w${n} ${key(`w${n}`)}\n`).join('');
  const groups = (count: number) => Array.from({ length: count }, (_, n) => `group g${n} 1 w${n}\n`).join('');
  const logs = (count: number) => Array.from({ length: count }, (_, n) => `log ${vkeyOf(`l${n}`, `l${n}`)}\n`).join('');
  const policy = good(`${logs(32)}${witnesses(32)}${groups(32)}quorum g31\n`);
  assert.ok(met(policy, 'w31') && !met(policy, 'w30'));
  const over = policyItemsMax + 1;
  assert.match(fault(witnesses(over)), /more than 256 witnesses/);
  assert.match(fault(logs(over)), /more than 256 logs/);
  assert.match(fault(`witness w ${key('w')}\n${'group g 1 w\n'.repeat(2)}`), /a member|stands for something/);
  assert.match(fault(`${'\n'.repeat(10_000)}quorum none\n`), new RegExp(`more than ${policyLinesMax} lines`));
  assert.match(fault(`#${' '.repeat(300_000)}\nquorum none\n`), /is longer than 262144 bytes/);
});

test('policy: every cut of a good one, and every byte of it changed to a control character, is refused or read', () => {
  const bytes = Buffer.from(examplePolicy);
  for (let length = 0; length < bytes.length; length++)
    assert.ok(isFault(parse(bytes.subarray(0, length))), `${length}`);
  for (let at = 0; at < bytes.length; at++) {
    const bad = Buffer.from(bytes);
    bad[at] = 0x0d;
    assert.match(fault(bad), new RegExp(`^${at} has a control`));
  }
});
