import type { Unkept } from '../../mandates/promises.ts';
import { draftId } from '../../matters/mandates/drafts.ts';
import type { OpenRoom } from '../room.ts';

type Room = Pick<OpenRoom, 'readable' | 'sets'>;

/**
 * Commitments that the texts in force do not keep by themselves, and whose texts those are. What comes into force is asked before; but a mandate that
 * is suspended, expires or gives way takes what it forbade along, and nothing may hold that up. Proved once a set: so it is told of the set that is in
 * force, whatever changed it.
 */
export function unkeptNow({ readable, sets }: Room): readonly Unkept[] {
  return unkeptBy(sets, inForce(readable));
}

/** What would be unkept without a mandate that is in force, and is kept with it. */
export function unkeptWithout({ readable, sets }: Room, mandate: string): readonly Unkept[] {
  const all = inForce(readable);
  const left = all.filter(({ id }) => id !== mandate);
  if (left.length === all.length) return [];
  const before = unkeptBy(sets, all);
  return unkeptBy(sets, left).filter((one) => !before.some((known) => isSame(known, one)));
}

/** Whether somebody answers for it that the version in force does not keep a commitment. */
export function isExcepted({ readable }: Pick<Room, 'readable'>, { mandate, commitment }: Unkept): boolean {
  const version = readable.state.get('mandates', mandate)?.version;
  if (version === undefined) return false;
  const exceptions = readable.state.get('drafts', draftId(mandate, version))?.exceptions ?? [];
  return exceptions.some((exception) => exception.commitment === commitment);
}

function inForce({ state }: Room['readable']) {
  return [...state.values('mandates')].filter(({ status }) => status === 'in-force');
}

function unkeptBy(sets: Room['sets'], mandates: readonly { readonly digest: string }[]): readonly Unkept[] {
  // In the order of a set's record, so that what the door composed is known and not composed again.
  return sets.promises(mandates.map(({ digest }) => digest).sort()).unkept;
}

function isSame(a: Unkept, b: Unkept): boolean {
  return a.commitment === b.commitment && a.mandate === b.mandate;
}
