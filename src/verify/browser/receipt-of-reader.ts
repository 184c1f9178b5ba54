/** Checks a receipt that a reader brings to the page. It needs no document. */
import { decodeUtf8 } from '../bytes.ts';
import type { Primitives } from '../hash.ts';
import { vkeyBytesMax } from '../note.ts';
import { type Pins, readPin } from '../pin.ts';
import { checkReceipt, type ReceiptReport } from '../receipt-check.ts';
import type { Source } from '../source.ts';
import type { WitnessOptions } from '../witnessed.ts';
import type { KeyFrom } from './receipt-heading.ts';

/** A receipt's bytes (hostile), what the reader gives beside it, and what this browser remembers. */
export interface Brought {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The key that the reader typed. */
  readonly vkey: string | undefined;
  readonly witnesses: WitnessOptions | undefined;
  readonly pins: Pins;
  /** Where the ledger is published. */
  readonly source: Source;
}

export interface CheckedReceipt {
  readonly report: ReceiptReport;
  /** `undefined` where it did not come to a key. */
  readonly keyFrom: KeyFrom | undefined;
}

/**
 * Checks by the key given, else by the one of an earlier check here, else by the published one; and by those before them that
 * such a check followed. What this browser remembers and cannot be used is a finding, by whatever key.
 */
export async function checkBrought(brought: Brought, primitives: Primitives): Promise<CheckedReceipt> {
  const { name, bytes, vkey, witnesses, pins, source } = brought;
  const pinned = (origin: string) => readPin(pins, origin, primitives);
  const options = { primitives, witnesses, pinned, name };
  const report = await checkReceipt(bytes, { ...options, vkey });
  if (vkey !== undefined || !report.findings.some(({ code }) => code === 'no-key')) {
    const keyFrom = report.vkeySource === 'pinned' ? 'remembered' : report.vkeySource;
    return { report, keyFrom };
  }
  const read = await source.read('ledger/vkey', vkeyBytesMax);
  const published = read.kind === 'bytes' ? decodeUtf8(read.bytes) : undefined;
  const again = await checkReceipt(bytes, { ...options, vkey: published });
  return { report: again, keyFrom: again.vkeySource && 'published' };
}
