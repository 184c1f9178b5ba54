import { sha256Hex } from '../base/digest.ts';
import type { FilePort } from '../ledger/files/port.ts';
import type { DisclosureRow } from '../matters/ledger/rows.ts';
import { type Manifest, manifestPath, partIndices, partPath, readManifest } from '../publication/opened/batch-files.ts';
import { textOf } from './placed-pages.ts';

/** A file of what was opened is missing or another than was stated: another choice would show more than either. */
export class OpenedAltered extends Error {
  override readonly name = 'OpenedAltered';
}

export type OpenedBefore = {
  /** Entries in all batches. */
  readonly opened: ReadonlySet<number>;
  /** When the last batch was made, room time, ms; null before the first. */
  readonly at: number | null;
};

/** What stands in the batches that were stated. @throws OpenedAltered where a file is not the one that was */
export async function openedBefore(files: FilePort, rows: readonly DisclosureRow[]): Promise<OpenedBefore> {
  const opened = new Set<number>();
  let at: number | null = null;
  for (const row of rows) {
    const found = await writtenBatch(files, row.batch);
    if (found === undefined) throw new OpenedAltered(`\`${manifestPath(row.batch)}\` is missing`);
    if (found.digest !== row.manifest) {
      throw new OpenedAltered(`\`${manifestPath(row.batch)}\` is not the one that entry ${row.index} states`);
    }
    for (const index of found.indices) opened.add(index);
    at = found.manifest.at;
  }
  return { opened, at };
}

/** A batch whose files are all there; undefined where it has no manifest. @throws OpenedAltered where a part is not the one in its manifest */
export async function writtenBatch(
  files: FilePort,
  batch: number,
): Promise<{ manifest: Manifest; digest: string; indices: number[] } | undefined> {
  const text = await textOf(files, manifestPath(batch));
  if (text === undefined) return undefined;
  const manifest = readManifest(text);
  if (manifest?.batch !== batch) throw new OpenedAltered(`\`${manifestPath(batch)}\` is no manifest of this batch`);
  const indices: number[] = [];
  for (const [n, { digest }] of manifest.parts.entries()) {
    const path = partPath(batch, n + 1);
    const part = await textOf(files, path);
    if (part === undefined) throw new OpenedAltered(`\`${path}\` is missing`);
    const own = sha256Hex(part) === digest ? partIndices(part) : undefined;
    if (own === undefined) throw new OpenedAltered(`\`${path}\` is not the one in its manifest`);
    indices.push(...own);
  }
  return { manifest, digest: sha256Hex(text), indices };
}
