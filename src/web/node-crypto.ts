import { sha256Into } from '../verify/browser/sha256.ts';
import { hex } from './signing/bytes.ts';

/**
 * Stands for `node:crypto` in what is built for browsers (src/server/console/build.ts): the one function of it that code which browsers share uses
 * (src/base/digest.ts).
 * @throws RangeError for what that code does not ask for
 */
export function hash(algorithm: 'sha256', data: Uint8Array | string, encoding: 'hex'): string {
  if (algorithm !== 'sha256' || encoding !== 'hex') throw new RangeError(`no ${algorithm} as ${encoding} in a browser`);
  const out = new Uint8Array(32);
  sha256Into(typeof data === 'string' ? new TextEncoder().encode(data) : data, out, 0);
  return hex(out);
}
