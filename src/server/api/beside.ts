import type { ActsRow } from '../../views/acts-row.ts';
import type { Viewer } from '../../views/audience.ts';
import type { SeenMatter } from '../../views/port.ts';
import { type Beside, requestOf } from '../../views/shown-rows.ts';
import type { OpenRoom } from '../room.ts';

/** Kinds of entry by which a request is answered. Each request is answered once. */
const ANSWERING_KINDS = ['approval.answer', 'approval.oral'];

type Views = Pick<OpenRoom, 'views'>;

/**
 * What other entries say of some records, as far as this viewer may see them, read at once for all of a page: the host's answers to the requests on which
 * they rest, and the acts from which their last entries followed.
 */
export async function besideOf(room: Views, viewer: Viewer, seen: readonly SeenMatter[]): Promise<Beside> {
  const lasts = seen.map(({ last }) => last);
  const [answers, causes] = await Promise.all([answersTo(room, viewer, seen), causesOf(room, viewer, lasts)]);
  return { answer: (request) => answers.get(request), cause: (index) => causes.get(index) };
}

async function answersTo({ views }: Views, viewer: Viewer, seen: readonly SeenMatter[]) {
  const requests = [...new Set(seen.flatMap((matter) => requestOf(matter) ?? []))];
  if (requests.length === 0) return new Map<string | null, ActsRow>();
  const rows = await views.acts.actsOf(viewer, requests, ANSWERING_KINDS, requests.length);
  // What took no effect names no matter, so that nothing else is found by one.
  return new Map(rows.map((row) => [row.matter, row]));
}

/** The acts from which entries followed, by their index, as far as this viewer may see them. */
export async function causesOf(
  { views }: Views,
  viewer: Viewer,
  rows: readonly Pick<ActsRow, 'cause'>[],
): Promise<ReadonlyMap<number, ActsRow>> {
  const indexes = [...new Set(rows.flatMap(({ cause }) => cause ?? []))];
  if (indexes.length === 0) return new Map<number, ActsRow>();
  return new Map((await views.acts.actsAt(viewer, indexes)).map((row) => [row.index, row]));
}
