import * as z from 'zod';
import { PersonId } from '../../terms/act.ts';
import { isHost, withHost } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** A host officer is beside the guest from now on. */
export const accompanimentBegin = defineAct({
  kind: 'accompaniment.begin',
  forms: ['proposal', 'report'],
  conferring: true,
  detail: z.strictObject({ guest: PersonId, officer: PersonId }),
  example: { guest: 'guest-b-officer', officer: 'host-police-a' },
  records: ['accompaniments', 'people', 'shifts'],
  broken: ({ actor, detail, records, directory, at }) => {
    const guest = records.people.get(detail.guest);
    const officer = records.people.get(detail.officer);
    const onDuty = records.shifts.standing('person', detail.officer, at).length > 0;
    const allowed =
      isHost(actor.agency, directory) &&
      guest !== undefined &&
      guest.removed === null &&
      directory.standing(guest.agency) === 'guest' &&
      officer !== undefined &&
      officer.removed === null &&
      isHost(officer.agency, directory) &&
      onDuty;
    return allowed ? [] : ['R-16'];
  },
  plan({ act, detail, records, at, index }, effects) {
    const guest = records.people.get(detail.guest);
    if (guest === undefined) throw new RangeError('planned for a guest who is not enrolled');
    const id = effects.number('ACC', guest.agency);
    const { agency } = guest;
    records.accompaniments.set(id, { id, ...detail, enteredBy: act.actor, agency, from: at, ended: null, index });
    return { matter: id, audience: withHost(guest.agency) };
  },
});
