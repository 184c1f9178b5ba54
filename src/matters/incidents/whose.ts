import type { Audience } from '../../terms/entry.ts';
import { isHost, isOwn, own, sitsHere, withHost } from '../audience.ts';
import type { Actor, Directory } from '../definition.ts';
import type { IncidentRow } from './rows.ts';

/** Is it an incident that the actor knows of: of their own side, or of the organiser, whose incidents the host takes up and closes? */
export function isKnownIncident(incident: IncidentRow, actor: Actor, directory: Directory): boolean {
  const takesUp = directory.standing(incident.agency) === 'organiser' && isHost(actor.agency, directory);
  return (takesUp && sitsHere(actor)) || isOwn(incident.agency, actor, directory);
}

/** Who is shown that an incident of this agency was opened or closed by the actor. */
export function incidentAudience(agency: string, actor: Actor, directory: Directory): Audience {
  return directory.standing(agency) === 'organiser' ? withHost(agency) : own(actor, directory);
}
