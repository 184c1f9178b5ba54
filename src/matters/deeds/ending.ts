import { withHost } from '../audience.ts';
import type { Effects, Ending } from '../definition.ts';
import type { Records } from '../slices.ts';
import type { DeedRow } from './rows.ts';

/** The end of an open deed that its doer did not end. */
export function deedEnding(records: Pick<Records, 'deeds'>, effects: Effects, deed: DeedRow): Ending {
  return {
    kind: 'deed.ended',
    matter: deed.id,
    person: deed.person,
    audience: withHost(deed.agency),
    write: () => {
      records.deeds.set(deed.id, { ...deed, status: 'ended' });
      effects.clearTimer(`deed:${deed.id}`);
    },
  };
}

/** The end of a deed that waits and that no request asks about any more: what never took effect did not end, so it stands as refused. */
export function waitingEnding(records: Pick<Records, 'deeds'>, deed: DeedRow): Ending {
  return {
    kind: 'deed.ended',
    matter: deed.id,
    person: deed.person,
    audience: withHost(deed.agency),
    write: () => refuseDeed(records, deed.id),
  };
}

/** A deed that still waits for its approval is refused without an entry of its own: its request's end says it. */
export function refuseDeed(records: Pick<Records, 'deeds'>, id: string | null): void {
  const deed = id === null ? undefined : records.deeds.get(id);
  if (deed?.status === 'waiting') records.deeds.set(deed.id, { ...deed, status: 'refused' });
}
