/** Vectors of links from one key of a ledger to the next: a good chain, and links that must not pass. */
import { origin, seedOf, signNote, vkeyOf } from './builder.ts';
import { badLine, linkOf } from './keys.ts';
import { checkpointText, witnessKey } from './witnesses.ts';

const b64 = (bytes: Uint8Array | string) => Buffer.from(bytes as string).toString('base64');

/** `keys`, oldest first, with their seeds; the `links` between them; `bad` links, and why each is none. */
export function keyLinkVectors() {
  const names = ['log', 'log 2', 'log 3'];
  const good = linkOf('log', 'log 2').toString();
  const [text = '', signatures = ''] = good.split('\n\n');
  const [before = '', after = ''] = signatures.split('\n');
  const elsewhere = 'other.exercise.remit.example/0123456789ab';
  const signed = (...lines: string[]) => `${text}\n\n${lines.map((line) => `${line}\n`).join('')}`;
  const bad: [why: string, link: Uint8Array | string][] = [
    ['another first line', linkOf('log', 'log 2', { first: 'remit/ledger-key/v2' })],
    ['a line more', linkOf('log', 'log 2', { more: ['x'] })],
    ['an empty line more', linkOf('log', 'log 2', { more: [''] })],
    ['carriage returns', good.replaceAll('\n', '\r\n')],
    ['byte order mark', `\ufeff${good}`],
    ['no line feed at the end', good.slice(0, -1)],
    ['a key of another origin', linkOf('log', 'log 2', { after: vkeyOf(elsewhere, 'log 2') })],
    ['the key of a witness', linkOf('log', 'log 2', { after: witnessKey(origin, 'log 2') })],
    ['the same key twice', linkOf('log', 'log')],
    ['one signature', signed(before)],
    ['signatures in the other order', signed(after, before)],
    ['a third signature', signed(before, after, after)],
    ['a bad signature by the key before', signed(badLine('log').trimEnd(), after)],
    ['a bad signature by the key after', signed(before, badLine('log 2').trimEnd())],
    ['a signature by a stranger', linkOf('log', 'log 2', { signers: ['log', 'stranger'] })],
    ['a checkpoint', signNote(checkpointText(3, Buffer.alloc(32, 7)))],
  ];
  return {
    origin,
    keys: names.map((name) => ({ seed: b64(seedOf(name)), vkey: vkeyOf(origin, name) })),
    links: names.slice(1).map((name, n) => linkOf(names[n] ?? '', name).toString()),
    bad: bad.map(([why, link]) => ({ why, link: b64(link) })),
  };
}
