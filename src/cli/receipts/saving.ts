import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readBoundedFile } from '../../scenarios/bounded-file.ts';
import { parseReceipt, receiptBytesMax } from '../../verify/receipt.ts';
import { isFault } from '../../verify/report.ts';
import { CommandEnds, EXIT } from '../command.ts';

/** Written now; there already and as good; or something else is there, which stays. */
export type Saved = 'saved' | 'there' | 'differs';

/** Makes the folder for receipts, readable by its owner alone, where there is none. @throws CommandEnds */
export function makeReceiptsFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw notWritten(folder, cause);
  }
}

/**
 * Writes a receipt as a file that its owner alone reads, whole or not at all, and never over something else. A receipt of the same entry that is there
 * and opens no less is as good: an earlier checkpoint takes nothing from it.
 * @throws CommandEnds where it cannot be written
 */
export async function saveReceipt(file: string, receipt: string): Promise<Saved> {
  const there = await readBoundedFile(file, receiptBytesMax, 'follow');
  if (there.state === 'read') return isAsGood(there.bytes, Buffer.from(receipt)) ? 'there' : 'differs';
  if (there.state !== 'missing') return 'differs';
  try {
    writeWhole(file, Buffer.from(receipt));
  } catch (cause) {
    throw notWritten(file, cause);
  }
  return 'saved';
}

/** Of the same entry, byte for byte, with every opening of the other one. */
function isAsGood(there: Uint8Array, wanted: Uint8Array): boolean {
  const [old, fresh] = [parseReceipt(there), parseReceipt(wanted)];
  if (isFault(old) || isFault(fresh)) return false;
  const opened = new Set(old.disclosures);
  return (
    old.index === fresh.index &&
    Buffer.compare(old.entry, fresh.entry) === 0 &&
    fresh.disclosures.every((disclosure) => opened.has(disclosure))
  );
}

/** By one rename at the end: what was interrupted leaves no half a receipt under the name of a whole one. */
function writeWhole(file: string, bytes: Uint8Array): void {
  const part = join(dirname(file), `.receipt-${randomBytes(8).toString('hex')}.part`);
  try {
    const handle = openSync(part, 'wx', 0o600);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
}

function notWritten(file: string, cause: unknown): CommandEnds {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new CommandEnds(EXIT.failed, `\`${file}\` was not written: ${why}`, { cause });
}
