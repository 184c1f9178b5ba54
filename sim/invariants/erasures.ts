import type { ErasureRow } from '../../src/matters/erasures/rows.ts';
import type { EntryFields } from '../../src/terms/entry.ts';
import { type Journal, type Logged, must, type Rows, type Stepped, type Watcher } from '../journal.ts';

type AnyRow = Readonly<Record<string, unknown>>;

/** Rows that stand for good, whoever would have them erased: who was enrolled, sat where, read what, what was in force, what offices said. */
const FOR_GOOD = [
  'consultations',
  'drafts',
  'erasures',
  'holds',
  'keys',
  'ledger',
  'mandates',
  'people',
  'retentions',
  'reviews',
  'sets',
  'shifts',
  'statements',
];
/** Rows that say nothing of anybody, and stay. */
const BESIDE = ['counters', 'timers', 'refusals', 'repeats'];

/** What shows that something goes on, in whichever row it stands. */
const GOES_ON: Readonly<Record<string, (row: AnyRow, rows: Rows) => boolean>> = {
  accompaniments: ({ ended }) => ended === null,
  alerts: ({ cancelled }) => cancelled === null,
  approvals: ({ ended, used }) => ended === null && used === null,
  challenges: ({ status }) => status === 'open',
  clearances: ({ ended }) => ended === null,
  conferrals: ({ ended }) => ended === null,
  deeds: ({ status }) => status === 'open',
  incidents: ({ closed }) => closed === null,
  items: ({ expired }) => expired === false,
  releases: ({ recalled, item }, rows) => recalled === null && rows.get('items', String(item))?.expired === false,
  requests: ({ status }) => status === 'waiting' || status === 'approved',
  taskings: ({ status }) => status !== 'done',
};

/** Erasures that took effect with this step, and what went with them. */
function orderedBy({ result }: Stepped): ErasureRow[] {
  return result.changes.flatMap(({ slice, row }) => {
    const erasure = slice === 'erasures' ? (row as ErasureRow) : undefined;
    return erasure?.status === 'ordered' ? [erasure] : [];
  });
}

/**
 * Nothing that goes on, is held or is kept for good is erased, and nothing by halves; whoever lifted another's hold erases nothing of it; what
 * was erased is in no row any more, nor ever again.
 */
export class Erasures implements Watcher {
  /** `<slice>/<id>` of everything that was erased. */
  readonly #gone = new Set<string>();

  before(stepped: Stepped, journal: Journal): void {
    const { result, moment } = stepped;
    const ordered = orderedBy(stepped);
    const closes = new Set(result.closes);
    const listed = new Set(ordered.flatMap(({ entries }) => entries));
    must(
      closes.symmetricDifference(listed).size === 0,
      'erasures',
      () => `entry ${moment.index} closes ${[...closes]}, and says that it erases ${[...listed]}`,
    );
    for (const erasure of ordered) this.#check(erasure, journal, moment.at);
    for (const { slice, id, row } of result.changes) {
      const again = row !== null && this.#gone.has(`${slice}/${id}`);
      must(!again, 'erasures', () => `\`${slice}/${id}\` was erased, and entry ${moment.index} sets it again`);
    }
  }

  after(stepped: Stepped, { entries, rows }: Journal): void {
    for (const { id, entries: erased } of orderedBy(stepped)) {
      for (const { slice, id: row } of changesOf(erased.map((index) => fieldsOf(entries, index)))) {
        if (BESIDE.includes(slice)) continue;
        this.#gone.add(`${slice}/${row}`);
        must(
          rows.get(slice as 'deeds', row) === undefined,
          'erasures',
          () => `\`${id}\` erased \`${slice}/${row}\`, and the state still has it`,
        );
      }
    }
  }

  #check({ id, entries: erased, by }: ErasureRow, { entries, rows }: Journal, at: number): void {
    const before = new Set(rows.all('erasures').flatMap((row) => row.entries));
    const fields = erased.map((index) => fieldsOf(entries, index));
    const wrong = (what: string) => () => `\`${id}\` erases ${erased}: ${what}`;
    must(erased.length > 0 && !erased.some((index) => before.has(index)), 'erasures', wrong('gone before, or nothing'));
    for (const { slice, id: row } of changesOf(fields)) {
      must(!FOR_GOOD.includes(slice), 'erasures', wrong(`\`${slice}/${row}\` is kept for good`));
      const stands = rows.get(slice as 'deeds', row) as AnyRow | undefined;
      const goesOn = stands !== undefined && GOES_ON[slice]?.(stands, rows) === true;
      must(!goesOn, 'erasures', wrong(`\`${slice}/${row}\` goes on`));
    }
    const names = new Set([...erased.map((index) => `entry-${index}`), ...fields.flatMap(namesOf)]);
    for (const { id: hold, of, by: placedBy, until, lifted, liftedBy } of rows.all('holds')) {
      if (!names.has(of)) continue;
      must(lifted !== null || until <= at, 'held', wrong(`\`${hold}\` stands on \`${of}\``));
      must(liftedBy !== by || placedBy === by, 'held', wrong(`\`${by}\` lifted another’s \`${hold}\``));
    }
    const own = new Set(erased);
    const left = entries.find(({ index, fields: others }) => {
      return !own.has(index) && !before.has(index) && namesOf(others).some((name) => names.has(name));
    });
    must(left === undefined, 'erasures', wrong(`entry ${left?.index} is of the same, and stays`));
  }
}

function fieldsOf(entries: readonly Logged[], index: number): EntryFields {
  const fields = entries[index]?.fields;
  must(fields !== undefined, 'erasures', () => `there is no entry ${index} to be erased`);
  return fields;
}

function changesOf(fields: readonly EntryFields[]) {
  return fields.flatMap(({ changes }) => changes);
}

/** The records that an entry sets rows of. */
function namesOf({ changes }: EntryFields): string[] {
  const rows = changes.filter(({ slice }) => !BESIDE.includes(slice) && !FOR_GOOD.includes(slice));
  return rows.map(({ slice, id }) => (slice === 'log' ? `entry-${id}` : id));
}
