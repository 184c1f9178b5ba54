import assert from 'node:assert/strict';
import type { FilePort } from '../files/port.ts';
import { type NoteVerifier, parseCheckpoint, parseNote, verifyNote } from '../note.ts';
import { decodeEntryTile, tilePath } from '../tiles.ts';
import { appendLeaves, EMPTY_FRONTIER, leafHash, nodeHash, rootOf } from '../tree.ts';
import { tilesOfGrowth } from './tiles-of-growth.ts';

/** What a reader of the published files ends up with. */
export type ReadBack = {
  readonly size: number;
  readonly root: Buffer;
  readonly entries: readonly Uint8Array[];
};

/**
 * Reads what is published as a stranger would: checkpoint, its signature, every tile that its size promises, the root. Throws
 * an assertion where anything is missing or wrong; null where there is no checkpoint. Recomputes hash tiles the plain way,
 * level by level.
 */
export async function readPublished(files: FilePort, verifier: NoteVerifier): Promise<ReadBack | null> {
  const bytes = await files.read('ledger/checkpoint');
  if (bytes === undefined) return null;
  const note = parseNote(Buffer.from(bytes).toString('utf8'));
  assert.ok(note && verifyNote(note, verifier), 'the checkpoint is signed');
  const checkpoint = parseCheckpoint(note.text);
  assert.ok(checkpoint, 'the checkpoint is one');
  const { size } = checkpoint;

  const entries: Uint8Array[] = [];
  const levels: Uint8Array[][] = [];
  for (const tile of tilesOfGrowth(0, size)) {
    const path = `ledger/${tilePath(tile)}`;
    const found = await files.read(path);
    assert.ok(found, `\`${path}\` is there`);
    if (tile.level === 'entries') {
      const decoded = decodeEntryTile(found, tile.width);
      assert.ok(decoded, `\`${path}\` is framed`);
      entries.push(...decoded);
      continue;
    }
    levels[tile.level] ??= tile.level === 0 ? entries.map(leafHash) : eightAbove(levels[tile.level - 1] ?? []);
    const expected = (levels[tile.level] ?? []).slice(tile.index * 256, tile.index * 256 + tile.width);
    assert.ok(Buffer.concat(expected).equals(found), `\`${path}\` has the hashes of its level`);
  }
  assert.equal(entries.length, size);
  const root = rootOf(appendLeaves(EMPTY_FRONTIER, entries.map(leafHash)));
  assert.ok(root.equals(checkpoint.root), 'the root is that of the entries');
  return { size, root, entries };
}

/** The hashes eight levels higher, of complete subtrees only. */
function eightAbove(hashes: readonly Uint8Array[]): Uint8Array[] {
  let row = [...hashes];
  for (let level = 0; level < 8; level++) {
    const above: Uint8Array[] = [];
    for (let i = 0; i + 1 < row.length; i += 2) {
      const [left, right] = [row[i], row[i + 1]];
      if (left && right) above.push(nodeHash(left, right));
    }
    row = above;
  }
  return row;
}
