/** The files that a reader hands to the command: a key, a policy, a secrets file. */
import { decodeUtf8, quote } from './bytes.ts';
import { readPlainFile } from './folder.ts';
import { nodePrimitives } from './node.ts';
import { parseVkey, vkeyBytesMax } from './note.ts';
import { type Keys, keysBytesMax, readKeys } from './openings.ts';
import { type Policy, parsePolicy, policyBytesMax } from './policy.ts';
import { type Fault, isFault } from './report.ts';

export interface Given {
  readonly vkey: string | undefined;
  readonly policy: Policy | undefined;
  readonly keys: { readonly keys: Keys; readonly ledger: string } | undefined;
}

/** Reads the files named; a fault, in words, for the first that cannot be used. */
export function readGiven(names: {
  vkey?: string | undefined;
  policy?: string | undefined;
  keys?: string | undefined;
}): Given | Fault {
  const vkey = names.vkey === undefined ? undefined : readVkey(names.vkey);
  if (typeof vkey === 'object') return vkey;
  const policy = names.policy === undefined ? undefined : readPolicy(names.policy);
  if (policy !== undefined && isFault(policy)) return policy;
  const keys = names.keys === undefined ? undefined : readSecrets(names.keys);
  if (keys !== undefined && isFault(keys)) return keys;
  return { vkey, policy, keys };
}

function readVkey(file: string): string | Fault {
  const read = readPlainFile(file, vkeyBytesMax);
  const vkey = read.kind === 'bytes' ? decodeUtf8(read.bytes) : undefined;
  if (vkey === undefined) return { fault: `cannot read the key file ${quote(file)}` };
  const key = parseVkey(vkey, nodePrimitives);
  return isFault(key) ? { fault: `the key file ${quote(file)}: ${key.fault}` } : vkey;
}

function readPolicy(file: string): Policy | Fault {
  const read = readPlainFile(file, policyBytesMax);
  if (read.kind !== 'bytes') return { fault: `cannot read the policy ${quote(file)}` };
  const policy = parsePolicy(read.bytes, nodePrimitives);
  if (!isFault(policy)) return policy;
  return { fault: `the policy ${quote(file)} at byte offset ${policy.offset ?? 0}: ${policy.fault}` };
}

function readSecrets(file: string): { keys: Keys; ledger: string } | Fault {
  const read = readPlainFile(file, keysBytesMax);
  if (read.kind !== 'bytes') return { fault: `cannot read the secrets file ${quote(file)}` };
  const keys = readKeys(read.bytes);
  if (!isFault(keys)) return keys;
  // Its content is secret: only where it is wrong is said, and that is all the fault holds.
  const at = keys.offset === undefined ? '' : ` at byte offset ${keys.offset}`;
  return { fault: `the secrets file ${quote(file)}${at}: ${keys.fault}` };
}
