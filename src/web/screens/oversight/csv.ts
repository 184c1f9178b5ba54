import { isReport } from '../../../terms/reports.ts';
import { firstKnew, type Row } from './oversight-view.ts';

/** Beginnings that a spreadsheet takes for a formula (OWASP, "CSV Injection"), also after spaces and in their full-width forms. */
const FORMULA = /^[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]/;
const LINE_END = '\r\n';

/** One cell (RFC 4180): always quoted; what a spreadsheet would compute is made text by an apostrophe before it. */
export function csvCell(text: string): string {
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}

/** What a file says of itself before its rows. */
export type CsvMark = {
  readonly mode: 'exercise' | 'live';
  readonly title: string;
  readonly origin: string;
  /** Consultation under which it was shown. */
  readonly consultation: string;
  readonly person: string;
  /** Room time at which it was written, ms. */
  readonly at: number;
  /** There are entries that were not loaded. */
  readonly partial: boolean;
};

const COLUMNS: readonly (readonly [name: string, of: (row: Row) => string])[] = [
  ['entry', ({ index }) => String(index)],
  ['time of entry', ({ at }) => moment(at)],
  ['time of the deed', ({ deedAt }) => (deedAt === null ? '' : moment(deedAt))],
  ['kind', ({ kind }) => kind],
  ['form', ({ form }) => form ?? ''],
  ['person', ({ person }) => person ?? ''],
  ['desk', ({ desk }) => desk ?? ''],
  ['room', ({ room }) => room ?? ''],
  ['agency', ({ agency }) => agency],
  ['component', ({ component }) => component ?? ''],
  ['activity', ({ activity, reported, kind }) => (reported === null ? activity : kind)],
  ['purpose', ({ purpose }) => purpose ?? ''],
  ['place', ({ place }) => place ?? ''],
  ['matter', ({ matter }) => matter ?? ''],
  ['related', ({ related }) => related.join('; ')],
  ['text', ({ summary }) => summary],
  ['reported agency', ({ reported }) => reported?.agency ?? ''],
  ['reported component', ({ reported }) => reported?.component ?? ''],
  ['reported role', ({ reported }) => reported?.role ?? ''],
  ['reported activity', ({ reported }) => reported?.activity ?? ''],
  ['reported place', ({ reported }) => reported?.place ?? ''],
  ['reported purpose', ({ reported }) => reported?.purpose ?? ''],
  ['outcome', outcomeText],
  ['conditions', ({ conditions }) => conditions ?? ''],
  ['touches', ({ touches }) => touches.join('; ')],
  ['clauses', ({ clauses }) => clauses.join('; ')],
  ['authority', ({ authority }) => authority.map(authorityText).join('; ')],
  ['could see', ({ audience }) => audience.join('; ')],
  [
    'showed that they knew',
    ({ knew }) =>
      firstKnew(knew)
        .map(({ person, at, how }) => `${person} ${how} ${moment(at)}`)
        .join('; '),
  ],
  ['follows from', ({ cause }) => (cause === null ? '' : String(cause))],
  ['mandate set', ({ set }) => set],
];

/** The rows as a file for a spreadsheet, marked as an exercise where it is one. The byte order mark makes them read it as UTF-8. */
export function oversightCsv(rows: readonly Row[], mark: CsvMark): string {
  const { mode, title, origin, consultation, person, at, partial } = mark;
  const head = [
    [mode === 'exercise' ? 'EXERCISE: everything in it is invented' : 'LIVE'],
    ['event', title],
    ['ledger', origin],
    ['consultation', consultation, person, moment(at)],
    [partial ? 'a part: entries that were not loaded are missing' : 'whole: every entry that was asked for'],
  ];
  const body = rows.map((row) => COLUMNS.map(([, of]) => of(row)));
  const lines = [...head, COLUMNS.map(([name]) => name), ...body];
  return `\ufeff${lines.map((cells) => cells.map(csvCell).join(',')).join(LINE_END)}${LINE_END}`;
}

/** `EXERCISE-oversight-CONS-it-oversight-1.csv`. */
export function csvName({ mode, consultation }: Pick<CsvMark, 'mode' | 'consultation'>): string {
  return `${mode === 'exercise' ? 'EXERCISE-' : ''}oversight-${consultation.replaceAll(/[^A-Za-z0-9-]/g, '')}.csv`;
}

function outcomeText(row: Row): string {
  if (row.kind === 'deed.reclassified') return `decided again; verdict on the deed as found: ${row.outcome}`;
  return isReport(row) ? `report accepted; verdict on the reported deed: ${row.outcome}` : row.outcome;
}

function authorityText({ id, basis, mandate, instrument, text }: Row['authority'][number]): string {
  const rests = [basis, mandate, instrument].filter((part) => part !== null).join(', ');
  return `${id} (${rests}): ${text}`;
}

function moment(ms: number): string {
  return new Date(ms).toISOString();
}
