/** Runs the checker on files in memory. */
import assert from 'node:assert/strict';
import { nodePrimitives } from '../node.ts';
import { readKeys } from '../openings.ts';
import { type FindingCode, isFault, type Report } from '../report.ts';
import { type VerifyOptions, verifyLedger } from '../verify.ts';
import { type Built, buildLedger, type Hooks } from './builder.ts';
import { memorySource } from './memory.ts';

export function keysOf(secrets: Uint8Array): NonNullable<VerifyOptions['keys']> {
  const keys = readKeys(secrets);
  assert.ok(!isFault(keys), JSON.stringify(keys));
  return keys;
}

/** The report on `files`, without keys unless `options` has some. */
export function check(files: ReadonlyMap<string, Uint8Array>, options: Partial<VerifyOptions> = {}): Promise<Report> {
  return verifyLedger(memorySource(files), { primitives: nodePrimitives, ...options });
}

/** The report on a whole export with its keys. */
export function checkAll({ files, secrets }: Built, options: Partial<VerifyOptions> = {}): Promise<Report> {
  return check(files, { keys: keysOf(secrets), ...options });
}

/** Asserts that a ledger built with `hooks` is INVALID, and that `code` with the message is among the findings. */
export async function expectFinding(size: number, hooks: Hooks, code: FindingCode, message: RegExp): Promise<void> {
  const report = await checkAll(buildLedger(size, hooks));
  assertFinding(report, code, message);
  assert.equal(report.status, 'INVALID');
}

export function assertFinding(report: Report, code: FindingCode, message: RegExp): void {
  const found = report.findings.some((finding) => finding.code === code && message.test(finding.message));
  assert.ok(found, `no ${code} ${message} in ${JSON.stringify(report.findings, null, 1)}`);
}

/** A copy in which `change` was made to the bytes of `file`. */
export function altered(
  files: ReadonlyMap<string, Uint8Array>,
  file: string,
  change: (bytes: Buffer) => Uint8Array | undefined,
): Map<string, Uint8Array> {
  const copy = new Map(files);
  const bytes = Buffer.from(files.get(file) ?? assert.fail(`no ${file}`));
  copy.set(file, change(bytes) ?? bytes);
  return copy;
}

export function flipped(
  files: ReadonlyMap<string, Uint8Array>,
  file: string,
  at: number,
  mask = 1,
): Map<string, Uint8Array> {
  return altered(files, file, (bytes) => {
    bytes[at] = (bytes[at] as number) ^ mask;
    return undefined;
  });
}

/** The entries of a ledger, from its entry tiles. */
export function entriesIn(files: ReadonlyMap<string, Uint8Array>): Buffer[] {
  const entries: Buffer[] = [];
  for (const [name, bytes] of files) {
    if (!name.startsWith('ledger/tile/entries/')) continue;
    for (let at = 0; at < bytes.length; ) {
      const length = Buffer.from(bytes).readUInt16BE(at);
      entries.push(Buffer.from(bytes.subarray(at + 2, at + 2 + length)));
      at += 2 + length;
    }
  }
  return entries;
}
