import * as z from 'zod';
import type { OversightRow } from '../../../terms/api/acts.ts';
import { OUTCOMES } from '../../../terms/outcome.ts';

export type Row = z.infer<typeof OversightRow>;

const Word = z.union([z.string(), z.number()]).transform(String).catch('');
const Moment = z.number().int().min(0).nullable().catch(null);

/** Verdicts on what was reported, beside the outcomes of what was asked for: `deed-prohibited` is no refusal. */
const VERDICTS = OUTCOMES.map((outcome) => `deed-${outcome}` as const);
/** What may be asked of the outcome. */
export const ASKED_OUTCOMES = [...OUTCOMES, ...VERDICTS] as const;

/** What is asked of the record, as it stands in the address. */
export const OversightView = z.object({
  q: Word,
  matter: Word,
  person: Word,
  agency: Word,
  kind: Word,
  outcome: z.enum(['', ...ASKED_OUTCOMES]).catch(''),
  from: Moment,
  until: Moment,
  order: z.enum(['asc', 'desc']).catch('desc'),
});
export type OversightView = z.infer<typeof OversightView>;

/** The query of `GET /api/oversight`; what is empty is left out by the interface. */
export function askedOf(view: OversightView, limit: number) {
  const { q, matter, person, outcome: asked, ...rest } = view;
  const outcome = OUTCOMES.find((one) => asked === one || asked === `deed-${one}`) ?? '';
  const report = outcome === '' ? '' : asked === outcome ? 'no' : 'yes';
  return { q: q.trim(), matter: matter.trim(), person: person.trim(), ...rest, outcome, report, limit };
}

/** The records that belong with the one that is asked about, each once, in the order of the rows. */
export function relatedOf(rows: readonly Pick<Row, 'related'>[], asked: string): string[] {
  return [...new Set(rows.flatMap(({ related }) => related))].filter((id) => id !== asked.trim());
}

/** The row of a consultation (src/matters/consultations/rows.ts), as far as the screen needs it. */
export const ConsultationRow = z.object({
  id: z.string(),
  person: z.string(),
  of: z.string(),
  purpose: z.string(),
  from: z.number(),
  until: z.number(),
  ended: z.number().nullable(),
});
export type ConsultationRow = z.infer<typeof ConsultationRow>;

/** What a consultation of the whole record is of. */
export const WHOLE_RECORD = 'record';

/** The consultation of the whole record by a person that stands at `now` (room time, ms) and lasts longest, or undefined. */
export function standingGrant(
  rows: readonly ConsultationRow[],
  person: string,
  now: number,
): ConsultationRow | undefined {
  return rows
    .filter((row) => row.person === person && row.of === WHOLE_RECORD)
    .filter(({ from, until, ended }) => from <= now && now < until && (ended === null || now < ended))
    .sort((a, b) => b.until - a.until)[0];
}

/** The last consultation of the whole record by a person that is over at `now`. */
export function lastOver(rows: readonly ConsultationRow[], person: string, now: number): ConsultationRow | undefined {
  return rows
    .filter((row) => row.person === person && row.of === WHOLE_RECORD && (row.ended ?? row.until) <= now)
    .sort((a, b) => b.from - a.from)[0];
}

/** Those who knew, each person once with the first minute at which they did. */
export function firstKnew(knew: Row['knew']): Row['knew'] {
  const first = new Map<string, Row['knew'][number]>();
  for (const one of knew) {
    const before = first.get(one.person);
    if (before === undefined || one.at < before.at) first.set(one.person, one);
  }
  return [...first.values()].sort((a, b) => a.at - b.at);
}
