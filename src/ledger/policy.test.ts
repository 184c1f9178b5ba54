import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeVkey, publicKeyOf } from './note.ts';
import { asksForWitnesses, PolicyRefused, parsePolicy, quorumMet } from './policy.ts';

const keyOf = (name: string, seed: number) => ({ name, publicKey: publicKeyOf(Buffer.alloc(32, seed)) });
const LOG = encodeVkey(keyOf('room.live.remit.example/0123456789ab', 1));
const witness = (n: number): string => encodeVkey(keyOf(`witness.example/w${n}`, 10 + n), 'witness');
const policyOf = (text: string) => parsePolicy(Buffer.from(text, 'utf8'));
/** The members that cosigned, by name. */
const met = (text: string, ...cosigned: string[]) => quorumMet(policyOf(text), new Set(cosigned));

const TWO_LEVELS = `log ${LOG}

witness X1 ${witness(1)} https://x1.example/w
witness X2 ${witness(2)}
witness X3 ${witness(3)}
group X 2 X1 X2 X3

  # the second organisation
\twitness Y1\t ${witness(4)}  \t
witness Y2 ${witness(5)}
group Y any Y1 Y2

group both all X Y
quorum both
`;

test('a policy of two levels is read as it stands', () => {
  const { logs, witnesses, groups, quorum } = policyOf(TWO_LEVELS);
  assert.deepEqual(
    logs.map(({ key, url }) => [encodeVkey(key), url]),
    [[LOG, undefined]],
  );
  assert.deepEqual(
    witnesses.map(({ name, url }) => [name, url]),
    [
      ['X1', 'https://x1.example/w'],
      ['X2', undefined],
      ['X3', undefined],
      ['Y1', undefined],
      ['Y2', undefined],
    ],
  );
  assert.deepEqual(groups, [
    { name: 'X', threshold: 2, members: ['X1', 'X2', 'X3'] },
    { name: 'Y', threshold: 1, members: ['Y1', 'Y2'] },
    { name: 'both', threshold: 2, members: ['X', 'Y'] },
  ]);
  assert.equal(quorum, 'both');
});

test('the quorum is met by whoever the groups say, and by nobody else', () => {
  assert.ok(met(TWO_LEVELS, 'X1', 'X3', 'Y2'));
  assert.ok(met(TWO_LEVELS, 'X1', 'X2', 'X3', 'Y1', 'Y2'));
  assert.ok(!met(TWO_LEVELS, 'X1', 'X2', 'X3'));
  assert.ok(!met(TWO_LEVELS, 'X1', 'Y1', 'Y2'));
  assert.ok(!met(TWO_LEVELS));
  assert.ok(!met(TWO_LEVELS, 'X', 'Y', 'both'), 'the name of a group is no cosignature');
  assert.ok(met(`witness A ${witness(1)}\nquorum A\n`, 'A'));
  assert.ok(!met(`witness A ${witness(1)}\nquorum A\n`, 'B'));
});

test('`quorum none` asks for nobody', () => {
  assert.ok(met('quorum none\n'));
  assert.ok(!asksForWitnesses(policyOf('quorum none\n')));
  assert.ok(asksForWitnesses(policyOf(TWO_LEVELS)));
});

test('names are octets: letters that look alike are not the same, and what is not ASCII is kept', () => {
  const text = `witness K ${witness(1)}\nwitness \u212a ${witness(2)}\ngroup é all K \u212a\nquorum é\n`;
  const names = policyOf(text).witnesses.map(({ name }) => Buffer.from(name, 'latin1').toString('utf8'));
  assert.deepEqual(names, ['K', '\u212a']);
  assert.ok(quorumMet(policyOf(text), new Set(policyOf(text).witnesses.map(({ name }) => name))));
  assert.ok(!quorumMet(policyOf(text), new Set(['K'])));
  const raw = Buffer.concat([Buffer.from('# '), Buffer.from([0xff, 0xfe]), Buffer.from('\nquorum none\n')]);
  assert.equal(parsePolicy(raw).quorum, 'none');
});

test('what is wrong is named with its line', () => {
  const [w1, w2] = [`witness A ${witness(1)}\n`, `witness B ${witness(2)}\n`];
  const asLog = encodeVkey(keyOf('log.example/x', 11));
  const cases: [string, number, RegExp][] = [
    ['', 1, /no quorum line/],
    ['quorum none', 1, /does not end in a line feed/],
    ['# nothing\n', 2, /no quorum line/],
    ['quorum none\nquorum none\n', 2, /a quorum already/],
    ['quorum\n', 1, /`quorum <name>`/],
    ['quorum A\n', 1, /`A` is no witness or group of a line before/],
    [`quorum A\n${w1}`, 1, /no witness or group of a line before/],
    ['quorum none \r\n', 1, /control character/],
    ['# a\u0000b\nquorum none\n', 1, /control character/],
    ['# del \u007f\nquorum none\n', 1, /control character/],
    ['logs x\n', 1, /`logs` is none of log, witness, group, quorum/],
    ['Quorum none\n', 1, /none of log/],
    [`log ${LOG}\nlog ${LOG}\n`, 2, /a log’s of a line before/],
    ['log\n', 1, /`log <vkey> \[<url>\]`/],
    [`log ${LOG} https://a.example/ more\n`, 1, /`log <vkey>/],
    [`log ${witness(1)}\n`, 1, /is the key of a witness, not of a log/],
    [`log ${LOG.replace('remit', 'remis')}\n`, 1, /no Ed25519 verifier key of a log/],
    [`witness A ${LOG}\n`, 1, /is the key of a log, not of a witness/],
    [`witness A\n`, 1, /`witness <name> <vkey>/],
    [`witness none ${witness(1)}\n`, 1, /`none` is nobody’s name/],
    [`witness A ${witness(1)} ftp://x/\n`, 1, /no http or https address/],
    [`witness A ${witness(1)} https://me:secret@x.example/\n`, 1, /a name or password in it: a policy is published/],
    [`${w1}witness A ${witness(2)}\n`, 2, /`A` is defined already/],
    [`${w1}witness C ${witness(1)}\n`, 2, /a witness’s of a line before/],
    [`${w1}witness C ${encodeVkey(keyOf('other.example', 11), 'witness')}\n`, 2, /a witness’s of a line before/],
    [`${w1}log ${asLog}\n`, 2, /no key is both a log’s and a witness’s/],
    [`log ${asLog}\n${w1}`, 2, /no key is both a log’s and a witness’s/],
    [`${w1}group G any\n`, 2, /with at least one member/],
    [`${w1}group G any B\n`, 2, /`B` is no witness or group of a line before/],
    [`${w1}group G any none\n`, 2, /`none` is no witness or group/],
    [`${w1}group G any G\n`, 2, /`G` is no witness or group of a line before/],
    [`${w1}group G any A A\n`, 2, /`A` is listed in a group already/],
    [`${w1}${w2}group G any A\ngroup H all A B\n`, 4, /`A` is listed in a group already/],
    [`${w1}group A any A\n`, 2, /`A` is defined already/],
    [`${w1}group none any A\n`, 2, /nobody’s name/],
    [`${w1}group G 0 A\n`, 2, /`0` is none of all, any, and 1 to 1/],
    [`${w1}group G 2 A\n`, 2, /`2` is none of/],
    [`${w1}group G 01 A\n`, 2, /`01` is none of/],
    [`${w1}group G ALL A\n`, 2, /`ALL` is none of/],
    [`${w1}group G any A\nquorum H\n`, 3, /`H` is no witness/],
  ];
  for (const [text, line, wanted] of cases) {
    assert.throws(
      () => policyOf(text),
      (error) => error instanceof PolicyRefused && error.line === line && wanted.test(error.message),
      JSON.stringify(text),
    );
  }
});

test('32 witnesses, logs and groups are taken, and not one more; nor are more bytes', () => {
  const witnesses = Array.from({ length: 32 }, (_, i) => `witness w${i} ${witness(i)}\n`).join('');
  const groups = Array.from({ length: 32 }, (_, i) => `group g${i} any w${i}\n`).join('');
  const logs = Array.from({ length: 32 }, (_, i) => `log ${encodeVkey(keyOf(`l${i}`, 100 + i))}\n`).join('');
  assert.equal(policyOf(`${witnesses}${groups}${logs}quorum g31\n`).groups.length, 32);
  assert.throws(
    () => policyOf(`${witnesses}witness more ${witness(32)}\nquorum none\n`),
    /line 33 .*more than 32 witn/,
  );
  assert.throws(() => policyOf(`${witnesses}${groups}group more any g1\nquorum none\n`), /line 65 .*more than 32 gr/);
  assert.throws(() => policyOf(`${logs}log ${encodeVkey(keyOf('more', 200))}\n`), /line 33 .*more than 32 logs/);
  assert.throws(() => policyOf(`#${'x'.repeat(131_072)}\nquorum none\n`), /line 1 .*bytes/);
});
