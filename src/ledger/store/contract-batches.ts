import { createHash } from 'node:crypto';
import type { RowChange } from '../../terms/entry.ts';
import type { Batch, Opening } from './port.ts';

export type BatchPlan = {
  epoch: number;
  first: number;
  count: number;
  entryBytes?: number;
  salt?: string;
  changes?: readonly RowChange[];
  documents?: readonly { id: string; text: string }[];
};

/** A batch of made-up entries, each with an opening of both groups; the frontier has the right shape and made-up hashes. */
export function batchOf(plan: BatchPlan): Batch {
  const { epoch, first, count, entryBytes = 64, salt = '', changes = [], documents = [] } = plan;
  const indices = Array.from({ length: count }, (_, i) => first + i);
  const size = first + count;
  return {
    epoch,
    first,
    entries: indices.map((index) => filler(`${salt}entry ${index}`, entryBytes)),
    openings: indices.flatMap((index) => [
      openingOf(index, 'decision', 'decision/1'),
      openingOf(index, 'person', `person/p-${index}`),
    ]),
    changes,
    documents,
    frontier: { size, hashes: Array.from({ length: oneBits(size) }, (_, i) => filler(`${size} ${i}`, 32)) },
  };
}

function openingOf(index: number, group: Opening['group'], key: string): Opening {
  return {
    index,
    group,
    key,
    nonce: filler(`nonce ${index} ${group}`, 12),
    box: filler(`box ${index} ${group}`, 300),
  };
}

export function documentOf(text: string): { id: string; text: string } {
  return { id: createHash('sha256').update(text).digest('hex'), text };
}

function filler(seed: string, length: number): Uint8Array {
  return createHash('shake256', { outputLength: length }).update(seed).digest();
}

function oneBits(size: number): number {
  return size.toString(2).replaceAll('0', '').length;
}

export function hexes(all: readonly Uint8Array[]): string[] {
  return all.map((bytes) => Buffer.from(bytes).toString('hex'));
}

export function plainOpenings(openings: readonly Opening[]): object[] {
  return openings.map(({ index, group, key, nonce, box }) => ({
    index,
    group,
    key,
    nonce: Buffer.from(nonce).toString('hex'),
    box: Buffer.from(box).toString('hex'),
  }));
}

/** Rows ordered by slice and id: their order in a snapshot is not promised. */
export function plainRows(rows: readonly RowChange[]): RowChange[] {
  const plain = rows.map(({ slice, id, row }) => ({ slice, id, row: row && structuredClone(row) }));
  return plain.sort((a, b) => (`${a.slice} ${a.id}` < `${b.slice} ${b.id}` ? -1 : 1));
}
