/** Vectors of policies, cosignatures and receipts: good ones, and those that must not pass. */
import { disclose, origin, publicText, seedOf, signNote, vkeyOf } from './builder.ts';
import { inclusionProof, leafHash } from './merkle.ts';
import { issue, type Parts, receiptOf } from './receipts.ts';
import { checkpointText, cosignature, cosigned, examplePolicy, startSeconds, witnessKey } from './witnesses.ts';

const b64 = (bytes: Uint8Array | string) => Buffer.from(bytes as string).toString('base64');
const a = `witness a ${witnessKey('a.example')}\n`;

/** `bytes` of a policy, and whether it is one; of a good one, sets of witnesses that are enough and that are not. */
export function policyVectors() {
  const good = [
    { why: 'two of three', text: examplePolicy, enough: ['a b', 'b c', 'a b c'], short: ['', 'a', 'c'] },
    { why: 'nobody is asked for', text: 'quorum none\n', enough: [''], short: [] },
    {
      why: 'one witness, tabs, comments',
      text: `\t# x\n${a.replaceAll(' ', '\t')} quorum  a \n`,
      enough: ['a'],
      short: [''],
    },
    {
      why: 'groups of groups',
      text: `${a}witness b ${witnessKey('b.example')}\nwitness c ${witnessKey('c.example')}\ngroup g any a b\ngroup h all g c\nquorum h\n`,
      enough: ['a c', 'b c'],
      short: ['a b', 'c'],
    },
  ];
  const bad: [why: string, text: string | Buffer][] = [
    ['no quorum', a],
    ['two quorums', 'quorum none\nquorum none\n'],
    ['no line feed at the end', 'quorum none'],
    ['carriage return', 'quorum none\r\n'],
    ['byte order mark', '\ufeffquorum none\n'],
    ['a name before it is defined', `quorum a\n${a}`],
    ['a member of two groups', `${a}group g all a\ngroup h all a\nquorum h\n`],
    ['a threshold of none', `${a}group g 0 a\nquorum g\n`],
    ['a threshold above the members', `${a}group g 2 a\nquorum g\n`],
    ['the same key under two names', `${a}witness b ${witnessKey('b.example', 'a.example')}\nquorum a\n`],
    ['a key that is a log’s and a witness’s', `log ${vkeyOf('x', 'a.example')}\n${a}quorum a\n`],
    ['the key of a log for a witness', `witness a ${vkeyOf('a.example', 'a.example')}\nquorum a\n`],
    ['`none` as a member', `${a}group g all none\nquorum g\n`],
    ['ten thousand lines', `${'\n'.repeat(10_000)}quorum none\n`],
  ];
  return { good, bad: bad.map(([why, text]) => ({ why, bytes: b64(text) })) };
}

/** The cosignature `line` of the key with the seed, under `text`; `good` where its time is one that can be. */
export function cosignatureVectors() {
  const text = checkpointText(21, Buffer.alloc(32, 7));
  return [0, startSeconds, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n].map((seconds) => ({
    seed: b64(seedOf('a.example')),
    publicKey: publicText('a.example'),
    vkey: witnessKey('a.example'),
    text,
    seconds: String(seconds),
    good: BigInt(seconds) < 2n ** 63n,
    line: cosignature(text, 'a.example', seconds),
  }));
}

/** Receipts of the export of these vectors under `policy`, with the `status` that a check gives. */
export function receiptVectors() {
  const issued = issue(21);
  const entry = issued.entries[4] ?? Buffer.alloc(0);
  const proof = inclusionProof(4, issued.entries.map(leafHash));
  const [first = Buffer.alloc(0), ...rest] = proof;
  const text = checkpointText(21, issued.root);
  const extra = (members: Record<string, unknown>) => ({
    disclosures: [],
    entry: entry.toString('base64url'),
    v: 1,
    ...members,
  });
  const kind = issued.disclosures[4]?.get('kind') ?? '';
  const lie = disclose(Buffer.alloc(16, 3), 'kind', 'log.line');
  const cases: [why: string, status: string, parts: Partial<Parts>][] = [
    ['all fields', 'OK', {}],
    ['no fields', 'OK', { fields: [] }],
    ['some fields', 'OK', { fields: ['outcome', 'clauses', 'at'] }],
    ['a tree of five', 'OK', { size: 5 }],
    ['one witness of the two asked for', 'UNWITNESSED', { witnesses: ['c.example'] }],
    ['a hash of 31 bytes', 'INVALID', { proof: [first.subarray(1), ...rest] }],
    ['a hash of 33 bytes', 'INVALID', { proof: [Buffer.concat([first, Buffer.of(0)]), ...rest] }],
    ['a hash more', 'INVALID', { proof: [...proof, first] }],
    ['a hash less', 'INVALID', { proof: rest }],
    ['54 hashes', 'INVALID', { proof: Array.from({ length: 54 }, () => first) }],
    ['another index', 'INVALID', { indexLine: 'index 5' }],
    ['an index that is the size', 'INVALID', { indexLine: 'index 21' }],
    ['an index with a zero before it', 'INVALID', { indexLine: 'index 04' }],
    ['an index of 2^53', 'INVALID', { indexLine: 'index 9007199254740992' }],
    ['a size of 2^53', 'INVALID', { note: signNote(text.replace('\n21\n', '\n9007199254740992\n')) }],
    ['a carriage return', 'INVALID', { indexLine: 'index 4\r' }],
    ['a byte order mark', 'INVALID', { header: '\ufeffc2sp.org/tlog-proof@v1' }],
    ['no extra data', 'INVALID', { extraLine: 'index 4' }],
    ['extra data that is not base64', 'INVALID', { extraLine: 'extra *' }],
    ['a disclosure twice', 'INVALID', { disclosures: [kind, kind] }],
    [
      'disclosures out of order',
      'INVALID',
      { disclosures: [kind, issued.disclosures[4]?.get('at') ?? ''].sort().reverse() },
    ],
    ['a disclosure that is not of the entry', 'INVALID', { disclosures: [lie] }],
    ['another entry', 'INVALID', { extra: extra({ entry: issued.entries[5]?.toString('base64url') }) }],
    ['101 signatures', 'INVALID', { note: signNote(text) + '— x AAAAAAA=\n'.repeat(100) }],
    ['another key of the log', 'INVALID', { note: signNote(text, 'other') }],
    ['a cosignature of 2^63', 'INVALID', { note: cosigned(text, ['a.example', 2n ** 63n], ['b.example']) }],
  ];
  return {
    origin,
    policy: examplePolicy,
    cases: cases.map(([why, status, parts]) => ({ why, status, receipt: b64(receiptOf(issued, 4, parts)) })),
  };
}
