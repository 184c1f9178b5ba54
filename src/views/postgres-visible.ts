import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { labelsOfViewer, type Past, pastOf, type Viewer } from './audience.ts';
import { knowing } from './shown-rows.ts';

type Condition = RawBuilder<SqlBool>;

/** The audience rule (audience.ts) over rows of `acts_view`. */
export function visibleActs(viewer: Viewer): Condition {
  const past = pastOf(viewer);
  const now = overlaps('labels', labelsOfViewer(viewer));
  return past === null ? now : sql`(${now} or (${overlaps('labels', [past.label])} and ${isPast('', past)}))`;
}

/** The same over versions of records, `v`. */
export function visibleVersions(viewer: Viewer): Condition {
  const past = pastOf(viewer);
  const now = overlaps('v.labels', labelsOfViewer(viewer));
  return past === null ? now : sql`(${now} or ${pastVersion(past)})`;
}

/** Records, `m`, some entry of which is for the viewer: their own act on one is no right to it (port.ts), and the labels of `m` hold nobody's. */
export function visibleRecords(viewer: Viewer): Condition {
  const past = pastOf(viewer);
  const now = overlaps('m.labels', labelsOfViewer(viewer));
  if (past === null) return now;
  const once = sql`select from matter_versions v where v.slice = m.slice and v.id = m.id and ${pastVersion(past)}`;
  return sql`(${now} or (${overlaps('m.labels', [past.label])} and exists (${once})))`;
}

/** Rows of `acts_view` of which the viewer may know whose act they are (`knowsPerson`, shown-rows.ts). */
export function knownActs(viewer: Viewer): Condition {
  const { specific, kin } = knowing(viewer);
  const now = sql<SqlBool>`agency = ${kin} or ${overlaps('labels', [...specific])}`;
  const past = pastOf(viewer);
  if (past === null) return sql`(${now})`;
  const theirs = sql`agency = ${viewer.agency} or ${overlaps('labels', [past.label])}`;
  return sql`(${now} or ((${theirs}) and ${isPast('', past)}))`;
}

function pastVersion(past: Past): Condition {
  return sql`(${overlaps('v.labels', [past.label])} and ${isPast('v.', past)})`;
}

/** `isPast` of the rule. @param of whose `index`: a table's name with its dot, or nothing */
function isPast(of: '' | 'v.', { until }: Past): Condition {
  const index = sql.raw(`${of}"index"`);
  return sql`(${index} <= ${until} or ${index} in (select followed."index" from acts_view followed where followed.cause = ${until}))`;
}

function overlaps(column: string, labels: readonly string[]): Condition {
  return sql`${sql.raw(column)} && ${[...labels]}::text[]`;
}
