import { isDeepStrictEqual } from 'node:util';
import { appendLeaves, EMPTY_FRONTIER, leafHash, rootOf } from '../../src/ledger/tree.ts';
import { unsealEntry } from '../../src/ledger/unseal.ts';
import type { Answer } from '../../src/terms/answer.ts';
import type { RowChange } from '../../src/terms/entry.ts';
import { type Journal, must, Rows } from '../journal.ts';
import type { SimRoom } from '../room.ts';
import { isBeside } from './ledger.ts';

/** Answers that went out, for ever. */
export class Acknowledged {
  readonly answers: Answer[] = [];

  /** An answer reached its sender: the store must hold what it says. */
  take(answer: Answer, journal: Journal, size: number): void {
    this.answers.push(answer);
    must(
      answer.index < size,
      'durable',
      () => `\`${answer.act}\` was acknowledged at ${answer.index}, the store has ${size}`,
    );
    checkAnswer(answer, journal);
  }
}

function checkAnswer(answer: Answer, journal: Journal): void {
  const fields = journal.entries[answer.index]?.fields;
  const own = answer.repeated !== undefined || fields?.act?.id === answer.act;
  const said = fields?.outcome === answer.outcome && isDeepStrictEqual([...fields.clauses], [...answer.clauses]);
  must(
    own && said,
    'durable',
    () =>
      `\`${answer.act}\` was answered ${answer.outcome} at ${answer.index}, the ledger has ${fields?.act?.id} ${fields?.outcome}`,
  );
}

/** Memory, store and the fold of the entries say the same. */
export function checkState(room: SimRoom, journal: Journal): void {
  const stored = sorted([...room.store.inner.data.rows.values()]);
  const held = sorted(room.state.dump());
  same('state', 'memory and store differ', held, stored);
  same('state', 'memory and the fold of all changes differ', held, journal.everything.dump());
  const accounted = held.filter((row) => !isBeside(row));
  same(
    'fold',
    'memory and the fold of the entries differ',
    accounted,
    journal.rows.dump().filter((row) => !isBeside(row)),
  );
}

/**
 * Opens every entry of the store again: each is what went by, and the tree is theirs. Of what was erased nothing opens but the decision, and nothing
 * else is closed; looked at from the first on, what can be opened gives the state that stands.
 */
export async function checkStore(
  room: SimRoom,
  journal: Journal,
  acknowledged: Acknowledged,
  origin: string,
  from = 0,
): Promise<void> {
  const { data } = room.store.inner;
  must(
    data.entries.length === journal.entries.length,
    'store',
    () => `the store has ${data.entries.length} entries, ${journal.entries.length} went by`,
  );
  const all = Array.from({ length: data.entries.length - from }, (_, n) => from + n);
  const readable = new Rows();
  for (const changes of await checkEntries(room, journal, origin, all)) readable.apply(changes);
  const tree = appendLeaves(EMPTY_FRONTIER, data.entries.map(leafHash));
  must(rootOf(tree).equals(rootOf(data.frontier)), 'store', () => 'the frontier is not of these entries');
  const accounted = (rows: readonly RowChange[]) => rows.filter((row) => !isBeside(row));
  if (from === 0) {
    const held = accounted(sorted(room.state.dump()));
    same('store', 'memory and what can be opened differ', held, accounted(readable.dump()));
  }
  for (const answer of acknowledged.answers) checkAnswer(answer, journal);
}

/** Opens some entries of the store; gives what those that open fully say of the state. */
export async function checkEntries(
  room: SimRoom,
  journal: Journal,
  origin: string,
  indices: readonly number[],
): Promise<(readonly RowChange[])[]> {
  const said: (readonly RowChange[])[] = [];
  const erased = new Set(journal.rows.all('erasures').flatMap(({ entries }) => entries));
  for (const index of indices) {
    const bytes = room.store.inner.data.entries[index] as Uint8Array;
    const openings = await room.store.openings(index, index + 1);
    const entry = unsealEntry({ bytes, index, openings, ledger: origin, keys: room.keys });
    const logged = journal.entries[index];
    must(entry.state !== 'damaged', 'store', () => `entry ${index} is damaged`);
    const closed = entry.state === 'closed' ? entry.closed.join() : '';
    must(closed === (erased.has(index) ? 'person' : ''), 'store', () => `of entry ${index} is closed: \`${closed}\``);
    const whole = { ...logged?.fields, ...entry.fields };
    const right = isDeepStrictEqual(whole, logged?.fields) && entry.recorded === logged?.recorded;
    must(right, 'store', () => `entry ${index} is not what went by`);
    if (entry.state === 'open') said.push(entry.fields.changes);
  }
  return said;
}

function sorted(rows: readonly RowChange[]): RowChange[] {
  return rows.toSorted((a, b) => (`${a.slice}/${a.id}` < `${b.slice}/${b.id}` ? -1 : 1));
}

function same(invariant: string, what: string, one: readonly RowChange[], other: readonly RowChange[]): void {
  if (isDeepStrictEqual(one, other)) return;
  const at = one.findIndex((row, n) => !isDeepStrictEqual(row, other[n]));
  must(
    false,
    invariant,
    () =>
      `${what}: ${JSON.stringify(one[at < 0 ? one.length : at])} against ${JSON.stringify(other[at < 0 ? one.length : at])}`,
  );
}
