import type { QueryConfig } from 'pg';
import type { RowChange } from '../../terms/entry.ts';
import type { Batch, Opening } from './port.ts';
import { byteaArray, int8Array, textArray } from './postgres-arrays.ts';

/** A prepared statement with its values. `name` stands for exactly one `text`, or the driver refuses it. */
export type Statement = QueryConfig & { readonly name: string; values: (Buffer | string)[] };

/**
 * Gives the writer's epoch and the size, and locks the row: of two writers one waits here for the other's commit, so what
 * is read is true until the transaction ends.
 */
export const LOCK_LEDGER: Statement = {
  name: 'lock-ledger',
  text: 'select writer_epoch, size from ledger for update',
  values: [],
};

/** Everything a batch writes, one statement a table: arrays are unnested, for row by row is ten times slower (measured). */
export function batchStatements(batch: Batch): Statement[] {
  const { changes, closes = [], documents, entries, openings } = batch;
  const rows = lastChanges(changes);
  const set = rows.filter((change) => change.row !== null);
  const removed = rows.filter((change) => change.row === null);
  return [
    ...(closes.length > 0 ? [removePersonBoxes(closes)] : []),
    ...(entries.length > 0 ? [insertEntries(batch.first, entries)] : []),
    ...(openings.length > 0 ? [insertOpenings(openings)] : []),
    ...(set.length > 0 ? [setRows(set)] : []),
    ...(removed.length > 0 ? [removeRows(removed)] : []),
    ...(documents.length > 0 ? [insertDocuments(documents)] : []),
    moveFrontier(batch),
  ];
}

function insertEntries(first: number, entries: readonly Uint8Array[]): Statement {
  return {
    name: 'insert-entries',
    text: `insert into entries (index, bytes)
      select $1::bigint + n - 1, bytes from unnest($2::bytea[]) with ordinality as t (bytes, n)`,
    values: [String(first), byteaArray(entries)],
  };
}

function insertOpenings(openings: readonly Opening[]): Statement {
  return {
    name: 'insert-openings',
    text: `insert into openings (index, entry_group, key_id, nonce, box)
      select * from unnest($1::bigint[], $2::text[], $3::text[], $4::bytea[], $5::bytea[])`,
    values: columnsOf(openings),
  };
}

function removePersonBoxes(closes: readonly number[]): Statement {
  return {
    name: 'remove-person-boxes',
    text: `delete from openings where entry_group = 'person' and index = any ($1::bigint[])`,
    values: [int8Array(closes)],
  };
}

/** Puts boxes in the place of those under another key (`rewrap` of port.ts). */
export function rewrapBoxes(old: string, boxes: readonly Opening[]): Statement {
  const text = `update openings set key_id = fresh.key_id, nonce = fresh.nonce, box = fresh.box
      from unnest($2::bigint[], $3::text[], $4::text[], $5::bytea[], $6::bytea[])
        as fresh (index, entry_group, key_id, nonce, box)
      where openings.index = fresh.index and openings.entry_group = fresh.entry_group and openings.key_id = $1`;
  return { name: 'rewrap-boxes', text, values: [old, ...columnsOf(boxes)] };
}

function columnsOf(openings: readonly Opening[]): Buffer[] {
  return [
    int8Array(openings.map((opening) => opening.index)),
    textArray(openings.map((opening) => opening.group)),
    textArray(openings.map((opening) => opening.key)),
    byteaArray(openings.map((opening) => opening.nonce)),
    byteaArray(openings.map((opening) => opening.box)),
  ];
}

function setRows(changes: readonly RowChange[]): Statement {
  return {
    name: 'set-rows',
    text: `insert into state (slice, id, row)
      select * from unnest($1::text[], $2::text[], $3::json[])
      on conflict (slice, id) do update set row = excluded.row`,
    values: [
      textArray(changes.map((change) => change.slice)),
      textArray(changes.map((change) => change.id)),
      textArray(
        changes.map((change) => JSON.stringify(change.row)),
        'json',
      ),
    ],
  };
}

function removeRows(changes: readonly RowChange[]): Statement {
  return {
    name: 'remove-rows',
    text: `delete from state using unnest($1::text[], $2::text[]) as gone (slice, id)
      where state.slice = gone.slice and state.id = gone.id`,
    values: [textArray(changes.map((change) => change.slice)), textArray(changes.map((change) => change.id))],
  };
}

function insertDocuments(documents: Batch['documents']): Statement {
  return {
    name: 'insert-documents',
    text: `insert into documents (id, text) select * from unnest($1::text[], $2::text[]) on conflict do nothing`,
    values: [
      textArray(documents.map((document) => document.id)),
      textArray(documents.map((document) => document.text)),
    ],
  };
}

function moveFrontier(batch: Batch): Statement {
  return {
    name: 'move-frontier',
    text: 'update ledger set size = $1::bigint, frontier = $2::bytea[]',
    values: [String(batch.frontier.size), byteaArray(batch.frontier.hashes)],
  };
}

/** Of several changes of one row the last: the server refuses an upsert that meets the same row twice. */
function lastChanges(changes: readonly RowChange[]): RowChange[] {
  const last = new Map<string, RowChange>();
  for (const change of changes) last.set(`${change.slice.length} ${change.slice}${change.id}`, change);
  return [...last.values()];
}
