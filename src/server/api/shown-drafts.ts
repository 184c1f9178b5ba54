import { mayOf } from '../../desk/may.ts';
import { isHost } from '../../matters/audience.ts';
import type { DraftRow } from '../../matters/mandates/rows.ts';
import type { MandateDrafts } from '../../terms/api/mandate-drafts.ts';
import type { Viewer } from '../../views/audience.ts';
import type { OpenRoom } from '../room.ts';

type Need = MandateDrafts['drafts'][number]['needs'][number];

/**
 * Is a version on its way into force this viewer's to see? The host's, its holder's, and who signs it for their state, who need not be admitted yet;
 * to anybody else there is none.
 */
export function isShown(room: OpenRoom, viewer: Viewer, { holder, supplied, status }: DraftRow): boolean {
  const { directory } = room;
  if (isHost(viewer.agency, directory)) return true;
  if (supplied || status === 'in-force') return viewer.admitted;
  if (!directory.ofSameState(holder).includes(viewer.agency)) return false;
  return viewer.admitted || maySign(room, viewer);
}

function maySign(room: OpenRoom, { person }: Viewer): boolean {
  if (person === null) return false;
  const at = room.roomNow();
  const [place = ''] = room.directory.places;
  const rows = mayOf({ directory: room.directory, sets: room.sets }, room.readable.state, person, { place }, at);
  return rows.find(({ activity }) => activity === 'mandate.sign')?.outcome === 'permitted';
}

/** What is wanted before a draft can come into force, in order. */
export function needsOf(
  { status, review, signatures }: DraftRow,
  sides: readonly ('host' | 'sending-state')[],
  isAgreedOn: boolean,
): Need[] {
  if (status !== 'open') return [];
  if (isAgreedOn) return ['enforcement'];
  const missing = sides.filter((side) => !signatures.some((signature) => signature.side === side));
  return [
    ...(review?.opinion === 'cleared' ? [] : (['review'] as const)),
    ...missing.map((side) => `${side}-signature` as const),
    'enforcement',
  ];
}
