import type { SignIn } from '../../sign-in/sign-in.ts';
import type { Sessions } from '../sessions.ts';

/** Begins a session of a person, as a link that was made just now does. */
export async function beginByLink(
  { sessions, room }: Pick<SignIn, 'sessions' | 'room'>,
  person: string,
): ReturnType<Sessions['begin']> {
  const enrolment = room.readable.person(person)?.index ?? -1;
  return await sessions.begin({ person, enrolment, method: 'link', wantsDesk: null });
}
