import { agencies, isHost, own, ownOnly, persons, withHost } from '../matters/audience.ts';
import type { Context } from '../matters/definition.ts';
import type { Audience } from '../terms/entry.ts';

/** Kinds whose text is their agency's own, whatever is decided on it. */
const ROOM_TEXTS: readonly string[] = ['log.line', 'log.correct', 'incident.open', 'incident.close'];
const OWN_TEXTS: readonly string[] = [
  'item.enter',
  'item.release',
  'item.recall',
  'tasking.issue',
  'tasking.acknowledge',
  'tasking.done',
  'consultation.open',
];

/**
 * Who sees a refusal: the refused agency, and the host, which must be able to see how its promise is kept. But a slip does not hand an
 * agency's own material to the host: such a refusal stays where the text would have stayed.
 */
export function refusedAudience(context: Context<unknown, never>): Audience {
  const { act, actor, directory } = context;
  if (ROOM_TEXTS.includes(act.kind)) return own(actor, directory);
  if (OWN_TEXTS.includes(act.kind)) return ownOnly(actor, directory);
  // What a director meant to let happen is not told to those who play, not by a slip either.
  if (act.kind === 'exercise.direct' && isHost(actor.agency, directory)) return persons(actor.id);
  if (isHost(actor.agency, directory) || actor.standing === 'room') return agencies('host');
  const room = roomOfDuty(context);
  // Who sits where in a room that is not the host's is not the host's to know.
  if (room !== undefined && !isHost(directory.room(room)?.owner ?? '', directory))
    return own({ ...actor, room }, directory);
  return withHost(actor.agency);
}

/** The room in which a refused act takes or leaves a desk, as far as it names one there is, else where its actor sits. */
function roomOfDuty({ act, actor, directory }: Context<unknown, never>): string | undefined {
  if (act.kind !== 'desk.sign-on' && act.kind !== 'desk.sign-off') return undefined;
  const desk = act.kind === 'desk.sign-on' ? String((act.detail as { readonly desk?: unknown }).desk) : act.desk;
  return directory.desk(desk ?? '')?.room ?? actor.room;
}
