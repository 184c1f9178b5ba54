import type { Viewer } from '../../views/audience.ts';
import type { SeenMatter } from '../../views/port.ts';
import { type Answers, requestOf } from '../../views/shown-rows.ts';
import type { OpenRoom } from '../room.ts';

/** Kinds of entry by which a request is answered. Each request is answered once. */
const ANSWERING_KINDS = ['approval.answer', 'approval.oral'];

/** The host's answers to the requests on which some records rest, as far as this viewer may see them; read at once for all of a page. */
export async function answersTo(
  { views }: Pick<OpenRoom, 'views'>,
  viewer: Viewer,
  seen: readonly SeenMatter[],
): Promise<Answers> {
  const requests = [...new Set(seen.flatMap((matter) => requestOf(matter) ?? []))];
  if (requests.length === 0) return () => undefined;
  const rows = await views.acts.actsOf(viewer, requests, ANSWERING_KINDS, requests.length);
  // What took no effect names no matter, so that nothing else is found by one.
  const byRequest = new Map(rows.map((row) => [row.matter, row]));
  return (request) => byRequest.get(request);
}
