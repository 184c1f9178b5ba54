import type { FastifyInstance, FastifyRequest } from 'fastify';
import { SignedAct } from '../../terms/act.ts';
import { ALARM_KINDS } from '../../terms/api/live.ts';
import type { OpenRoom } from '../room.ts';
import { Allowance } from '../sessions/allowance.ts';
import { perMinute, tooMany } from '../sessions/guard.ts';
import { isActSignedBy } from '../sign-in/by-key.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { Problem } from './problem.ts';

/** A body on its way to the door, parsed; nothing of it is checked yet. */
export type Body = { readonly act?: { readonly [member: string]: unknown } | null } | null | undefined;

/** Counts an act that came; gives the pushback where it is one too many, else what is to be called once it is entered, or answered again. */
export type ActLimits = (request: FastifyRequest, body: Body) => Promise<Problem | (() => void)>;

/**
 * So many acts of an address and of a person in a minute. What nothing holds up (R-22: alarms, and what gets people out) is spared from both, where its
 * signature shows that it is of somebody who stands, and up to a number that no person reaches by hand: whoever floods the room with anything else is no
 * reason to wait with an alarm, and a flood of alarms is one. Somebody who was removed is heard now and then, for the record.
 */
export function actLimits(app: FastifyInstance, room: OpenRoom, { limits, clock }: SignIn): ActLimits {
  const ofAddress = perMinute(app, limits.requestsOfAddress);
  const ofPerson = new Allowance(limits.actsOfPerson, clock);
  const ofRemoved = new Allowance(limits.actsOfRemoved, clock);
  const spared = new Allowance(limits.alarmsOfPerson, clock);
  const allowanceOf = (actor: string) => {
    const isRemoved = (room.readable.state.get('people', actor)?.removed ?? null) !== null;
    return isRemoved ? ofRemoved : ofPerson;
  };
  return async (request, body) => {
    const actor = actorOf(body);
    if (isAlarmOfOneWhoStands(room, body) && spared.waits(actor) === 0) {
      // Counted at once: it is theirs, and many that come together are many.
      spared.took(actor);
      return () => {};
    }
    const over = await ofAddress(request);
    if (over !== undefined) return over;
    const allowance = allowanceOf(actor);
    const seconds = allowance.waits(actor);
    return seconds > 0 ? tooMany(seconds) : () => allowance.took(actor);
  };
}

function actorOf(body: Body): string {
  const actor = body?.act?.['actor'];
  return typeof actor === 'string' ? actor : '';
}

/** By the records as they are committed: who was removed in this moment may have one more alarm on its way. */
function isAlarmOfOneWhoStands(room: OpenRoom, body: Body): boolean {
  if (!isNeverHeldUp(room, body?.act ?? {})) return false;
  const signed = SignedAct.safeParse(body);
  const person = signed.success ? room.readable.person(signed.data.act.actor) : undefined;
  return person !== undefined && signed.success && isActSignedBy(person.publicKey, signed.data);
}

function isNeverHeldUp({ directory }: OpenRoom, { kind, activity }: NonNullable<NonNullable<Body>['act']>): boolean {
  if (ALARM_KINDS.some((alarm) => alarm === kind)) return true;
  return typeof activity === 'string' && directory.safety(activity) !== 'none';
}
