import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { RandomSource } from '../../ledger/seal.ts';
import { TransferRefused } from './refused.ts';

const HEX = /^[0-9a-f]{8,12}$/;
const PART = '.part-';

/** Where something is written before it gets its name: beside its place. Under the name that was asked for nothing ever stands half. */
export function partOf(target: string, random: RandomSource): string {
  return `${target}${PART}${random(6).toString('hex')}`;
}

/** What commands for the same place left half written, since they were killed: full paths, sorted. What is not of our naming is none of it. */
export function leftBeside(target: string): string[] {
  const begin = `${basename(target)}${PART}`;
  return namesIn(dirname(target))
    .filter((name) => name.startsWith(begin) && HEX.test(name.slice(begin.length)))
    .map((name) => join(dirname(target), name))
    .sort();
}

/** One sentence for each: another command may be at work there, so that only a person knows whether it can go. */
export function tellLeft(targets: readonly string[], warn: (message: string) => void): void {
  for (const left of targets.flatMap(leftBeside)) {
    warn(
      `\`${left}\` is left of an export or import that was cut off, and may hold keys; remove it, unless one is at work there`,
    );
  }
}

/** Ends a transfer in order when somebody wants it to. @throws TransferRefused */
export function stopIfAsked(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new TransferRefused('interrupted: nothing was written under the names that were asked for');
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A folder that is not there yet has nothing left in it; whether it can be made is asked where it is.
    return [];
  }
}
