/** A way through a ledger that goes on at a place of the reader's; what is wrong by then is said only after it was found from the first entry on. */
import { equalBytes } from './bytes.ts';
import type { KeptSeals } from './kept-seals.ts';
import type { Checkpoint } from './note.ts';
import { type Fault, type Findings, isFault } from './report.ts';
import type { Place } from './resume.ts';
import type { Resuming } from './resuming.ts';
import type { ResumingSeals } from './resuming-seals.ts';
import type { UnderSeals } from './under-seals.ts';
import type { Keep, Walked } from './walk.ts';

/** Where a way begins, unless at the first entry, and what is kept on it. */
export interface From {
  readonly start?: Place | undefined;
  readonly keep?: Keep | undefined;
  readonly kept?: KeptSeals | undefined;
  readonly keepSeals?: Pick<ResumingSeals, 'isDue' | 'keep'> | undefined;
}

/** A way that was gone to its end. */
export interface Way {
  readonly walked: Walked;
  readonly findings: Findings;
  readonly under: UnderSeals;
}

/** Through the tree; a fault for a place that is not of this check. `roots`: what the tree has to have at earlier sizes. */
export async function throughTree(
  go: (from: From) => Promise<Way>,
  resuming: Resuming,
  roots: readonly Checkpoint[],
): Promise<Way | Fault> {
  const start = await resuming.start(roots.map(({ size }) => size));
  if (start !== undefined && isFault(start)) return start;
  const keep: Keep = { isDue: (tiles) => resuming.isDue(tiles), place: (place) => resuming.keep(place) };
  let way = await go({ start, keep });
  const differs = ({ size, root }: Checkpoint) => !equalBytes(way.walked.roots.get(size) ?? root, root);
  if (start !== undefined && (way.findings.status === 'INVALID' || roots.some(differs))) {
    resuming.again();
    way = await go({ keep });
  }
  if (way.findings.total === 0) await resuming.done();
  return way;
}

/**
 * Through an export with its keys; a fault for a place that is not of this check. The tree is always gone through whole: that takes a fiftieth of
 * the time, and by its root the entries in front of the place are those that were opened before.
 */
export async function throughExport(go: (from: From) => Promise<Way>, resuming: ResumingSeals): Promise<Way | Fault> {
  const kept = await resuming.start();
  if (kept !== undefined && isFault(kept)) return kept;
  let way = await go({ kept, keepSeals: resuming });
  if (kept !== undefined && (way.findings.status === 'INVALID' || way.under.findings.status === 'INVALID')) {
    resuming.again();
    way = await go({ keepSeals: resuming });
  }
  if (way.findings.total + way.under.findings.total === 0) await resuming.done();
  return way;
}
