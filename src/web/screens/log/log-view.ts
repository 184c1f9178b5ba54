import * as z from 'zod';
import { isReport } from '../../../terms/reports.ts';
import type { Entry } from '../../live/entries.ts';

export const SHOWN = ['all', 'lines', 'incidents', 'deeds', 'abnormal', 'reported'] as const;
export type Shown = (typeof SHOWN)[number];

/** What was typed; a number in an address is read as one by the router. */
const Typed = z
  .union([z.string(), z.number().transform(String)])
  .pipe(z.string().max(200))
  .catch('');

/** What the log shows, as it stands in the URL. */
export const LogView = z.object({ q: Typed, show: z.enum(SHOWN).catch('all') });
export type LogView = z.infer<typeof LogView>;

const BEGINNINGS: Readonly<Record<Exclude<Shown, 'all' | 'abnormal' | 'reported'>, readonly string[]>> = {
  lines: ['log.'],
  incidents: ['incident.', 'occurrence.', 'alert.', 'declaration.'],
  deeds: ['deed.', 'request.', 'approval.', 'conferral.', 'clearance.', 'accompaniment.'],
};

/**
 * Whether a row is shown: of the kinds chosen, and every word typed stands somewhere in it.
 * @param shownText what the screen says of a row beside its own words, in the reader's language
 */
export function fits({ q, show }: LogView, shownText: (row: Entry) => string): (row: Entry) => boolean {
  const words = q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const holds = (text: string) => words.every((word) => text.includes(word));
  return (row) => isShown(row, show) && (words.length === 0 || holds(`${textOf(row)} ${shownText(row)}`.toLowerCase()));
}

function isShown(row: Entry, show: Shown): boolean {
  if (show === 'all') return true;
  // A report is accepted, whatever the verdict on what it tells of.
  if (show === 'abnormal' || show === 'reported')
    return row.outcome !== 'permitted' && isReport(row) === (show === 'reported');
  return BEGINNINGS[show].some((beginning) => row.kind.startsWith(beginning));
}

function textOf({
  index,
  kind,
  summary,
  matter,
  person,
  desk,
  place,
  activity,
  agency,
  clauses,
  outcome,
}: Entry): string {
  const parts = [`#${index}`, kind, summary, matter, person, desk, place, activity, agency, outcome, ...clauses];
  return parts.join(' ');
}
