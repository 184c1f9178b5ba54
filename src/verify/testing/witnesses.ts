/** Witnesses of tests: keys, cosignatures and policies, by node:crypto alone. */
import { sign } from 'node:crypto';
import { keyPair, origin, signNote, startMilliseconds, vkeyOf } from './builder.ts';
import { digest } from './merkle.ts';

/** A moment at which the example ledgers are written, in POSIX seconds. */
export const startSeconds = startMilliseconds / 1000;

/** The verifier key of the witness `name`, whose key pair is called so. */
export function witnessKey(name: string, pair = name): string {
  const key = Buffer.concat([Buffer.from([4]), keyPair(pair).raw]);
  return `${name}+${witnessHash(name, pair).toString('hex')}+${key.toString('base64')}`;
}

function witnessHash(name: string, pair: string): Buffer {
  return digest(Buffer.concat([Buffer.from(`${name}\n\x04`), keyPair(pair).raw])).subarray(0, 4);
}

/** The cosignature line of a witness under the three lines `text`. */
export function cosignature(text: string, name: string, seconds: number | bigint = startSeconds, pair = name): string {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  const message = Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
  const signature = sign(null, message, keyPair(pair).privateKey);
  return `— ${name} ${Buffer.concat([witnessHash(name, pair), time, signature]).toString('base64')}\n`;
}

/** A checkpoint of the log with cosignatures under it. */
export function cosigned(text: string, ...witnesses: readonly (readonly [string, (number | bigint)?])[]): Buffer {
  return Buffer.from(signNote(text) + witnesses.map(([name, seconds]) => cosignature(text, name, seconds)).join(''));
}

/** The three lines of a checkpoint. */
export function checkpointText(size: number, root: Uint8Array, name = origin): string {
  return `${name}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}

/** A policy with the log of the examples, the witnesses `a`, `b` and `c`, and two of them as the quorum. */
export const examplePolicy = `# two of three
log ${vkeyOf(origin, 'log')} https://log.example/
witness a ${witnessKey('a.example')} https://a.example/
witness b ${witnessKey('b.example')}
witness c ${witnessKey('c.example')}
group both 2 a b c
quorum both
`;
