import type { Audience } from '../terms/entry.ts';
import type { Actor, Directory } from './definition.ts';

/** Stands in an audience for every agency of the host. */
export const HOST_AUDIENCE = 'host';

/** Everybody who is enrolled: alerts, declarations, mandates, statements. */
export const EVERYONE: Audience = { agencies: [], rooms: [], persons: [], everyone: true };

/** These agencies, and no others. */
export function agencies(...ids: readonly string[]): Audience {
  return { agencies: [...new Set(ids)].sort(), rooms: [], persons: [], everyone: false };
}

/** These persons, and no others. */
export function persons(...ids: readonly string[]): Audience {
  return { agencies: [], rooms: [], persons: [...new Set(ids)].sort(), everyone: false };
}

/** A guest's business with the host: that agency and the host. */
export function withHost(...ids: readonly string[]): Audience {
  return agencies(...ids, HOST_AUDIENCE);
}

/** What an agency keeps to itself. The host's agencies share one room, so what is the host's is all of the host's. */
export function own(actor: Actor, directory: Directory): Audience {
  const owner = directory.room(actor.room)?.owner;
  const ids = [actor.agency, ...(owner === undefined || isHost(owner, directory) ? [] : [owner])];
  return isHost(actor.agency, directory) ? agencies(HOST_AUDIENCE) : agencies(...ids);
}

/** Is it the host authority, or another agency of the host? */
export function isHost(agency: string, directory: Directory): boolean {
  const standing = directory.standing(agency);
  return standing === 'host-authority' || standing === 'host';
}

/**
 * Is a record of what passes between this agency and the host one that the actor may know of? The host knows of each; a guest of its own. What is not theirs is
 * to them as if it were not there, so that no refusal tells the one from the other. From no desk nothing is: of one agency some take part and some do not.
 */
export function isTheirs(agency: string, actor: Actor, directory: Directory): boolean {
  if (!sitsHere(actor)) return false;
  return agency === actor.agency || isHost(actor.agency, directory);
}

/**
 * Does the actor hold a desk? Components are admitted, not agencies, and who was given a desk was: only such a person learns from an answer what their
 * agency has and who its people are. Whoever has none acts on nothing of it in any case.
 */
export function sitsHere(actor: Actor): boolean {
  return actor.desk !== null;
}

/**
 * Is a record that an agency keeps to itself the actor's own side's? Of a guest's own the host knows nothing either: to it too it is as if it
 * were not there, and from no desk it is to anybody.
 */
export function isOwn(agency: string, actor: Actor, directory: Directory): boolean {
  return sitsHere(actor) && (agency === actor.agency || (isHost(agency, directory) && isHost(actor.agency, directory)));
}

/** What an agency keeps to itself wherever its people sit: items, taskings. The host's agencies share theirs. */
export function ownOnly(actor: Actor, directory: Directory): Audience {
  return agencies(isHost(actor.agency, directory) ? HOST_AUDIENCE : actor.agency);
}
