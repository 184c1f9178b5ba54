import { EXERCISE_DIRECTOR_ROLE } from '../../terms/act-kinds.ts';
import type { Me } from '../../terms/api/session.ts';
import type { OpenRoom } from '../room.ts';
import type { SignedIn } from '../sessions/session.ts';
import type { SignIn } from './sign-in.ts';

type Vocabulary = OpenRoom['directory']['scenario']['vocabulary'];
type Word = { readonly id: string; readonly name: string };

/** Who a session is of, as the records know it now; nothing of it is kept with the session. */
export async function meOf(signIn: SignIn, signedIn: SignedIn, csrf: string): Promise<Me> {
  const { room, store } = signIn;
  const { session, person, viewer } = signedIn;
  const { vocabulary } = room.directory.scenario;
  const actor = room.readable.actor(person.id, room.directory, room.roomNow());
  const agency = vocabulary.agencies.find(({ id }) => id === person.agency);
  const passkeys = await store.passkeysOf(person.id);
  return {
    person: person.id,
    agency: { ...named(agency, person.agency), standing: viewer.standing },
    component: named(
      agency?.components.find(({ id }) => id === person.component),
      person.component,
    ),
    roles: person.roles.map((role) => roleOf(vocabulary, role)),
    role: roleOf(vocabulary, actor.role),
    desk: deskOf(vocabulary, actor.desk),
    desks: desksOf(room, signedIn),
    wantsDesk: session.wantsDesk,
    admitted: viewer.admitted,
    oversight: room.readable.oversees(person.id, room.directory, room.roomNow()),
    dataProtection: viewer.dataProtection,
    directs: actor.desk !== null && actor.role === EXERCISE_DIRECTOR_ROLE,
    method: session.method,
    expires: session.expires,
    csrf,
    key: person.key,
    hasPassword: (await store.password(person.id)) !== undefined,
    passkeys: passkeys.map(({ id, label, made }) => ({ id, label, made })),
  };
}

/** The desks that the person's agency and roles entitle to, and whether somebody else sits there. */
function desksOf(room: OpenRoom, { person }: SignedIn): Me['desks'] {
  const { directory, readable } = room;
  return directory.scenario.vocabulary.rooms.flatMap(({ id: roomId, name: roomName, desks }) =>
    desks
      .filter(({ id, roles }) => {
        return directory.mayHold(id, person.agency) && roles.some((role) => person.roles.includes(role));
      })
      .map(({ id, name }) => {
        const shifts = readable.records.shifts.standing('desk', id, room.roomNow());
        const free = shifts.every((shift) => shift.person === person.id);
        return { id, name, room: { id: roomId, name: roomName }, free };
      }),
  );
}

function deskOf({ rooms }: Vocabulary, id: string | null): Me['desk'] {
  for (const { id: roomId, name, place, desks } of rooms) {
    const desk = desks.find((one) => one.id === id);
    if (desk !== undefined) return { ...named(desk, desk.id), room: { id: roomId, name }, place };
  }
  return null;
}

function roleOf({ roles }: Vocabulary, id: string): Word {
  return named(
    roles.find((role) => role.id === id),
    id,
  );
}

function named(word: Word | undefined, id: string): Word {
  return { id, name: word?.name ?? id };
}
