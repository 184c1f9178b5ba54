import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';

const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The private key of an exercise person, for signing what is no act. Computed from public text like {@link exerciseKey}. */
export function testSeed(scenario: string, actor: string): KeyObject {
  const seed = createHash('sha256').update(`remit exercise test key v1\n${scenario}\n${actor}`).digest();
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
}
