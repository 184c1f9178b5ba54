import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ReceivedAct } from '../../desk/received.ts';
import { ALARM_KINDS } from '../../terms/api/live.ts';
import type { OpenRoom } from '../room.ts';
import { Allowance } from '../sessions/allowance.ts';
import { perMinute, tooMany } from '../sessions/guard.ts';
import { isActSignedBy } from '../sign-in/by-key.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { Problem } from './problem.ts';

/** An act that bears a mandate, which is read, or has the commitments proved, counts for so many. */
export const OF_MANDATE = 10;
export const MANDATE_KINDS = 'mandate.';

/** What an act may look like before a schema was asked. */
type Claimed = { readonly act?: { readonly [member: string]: unknown } | null } | null | undefined;

/**
 * Counts what came, which may be nothing that can be read; gives the pushback where it is one too many, else what is to be called once its signature
 * is found to fit, whatever becomes of it: to look at it further costs as much where it is refused.
 */
export type ActLimits = (request: FastifyRequest, received: ReceivedAct | undefined) => Promise<Problem | (() => void)>;

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
  return async (request, received) => {
    const actor = actorOf(received);
    if (isAlarmOfOneWhoStands(room, received) && spared.waits(actor) === 0) {
      // Counted at once: it is theirs, and many that come together are many.
      spared.took(actor);
      return () => {};
    }
    const over = await ofAddress(request);
    if (over !== undefined) return over;
    const allowance = allowanceOf(actor);
    // Before the form is looked at: what is claimed may be anything.
    const kind = claimed(received, 'kind');
    const much = typeof kind === 'string' && kind.startsWith(MANDATE_KINDS) ? OF_MANDATE : 1;
    const seconds = allowance.waits(actor, much);
    return seconds > 0 ? tooMany(seconds) : () => allowance.took(actor, much);
  };
}

/** A member of the act as it is claimed; undefined where what came has none. */
export function claimed(received: ReceivedAct | undefined, member: string): unknown {
  return (received?.value as Claimed)?.act?.[member];
}

function actorOf(received: ReceivedAct | undefined): string {
  const actor = claimed(received, 'actor');
  return typeof actor === 'string' ? actor : '';
}

/**
 * By the records as they are committed: who was removed in this moment may have one more alarm on its way. A signature is looked at only where the key is
 * named that is this person's: else the time that it takes would tell strangers who is enrolled, and cost the room what no limit counts.
 */
function isAlarmOfOneWhoStands(room: OpenRoom, received: ReceivedAct | undefined): boolean {
  if (received === undefined || !isNeverHeldUp(room, received)) return false;
  const { signed } = received;
  if ('refused' in signed) return false;
  const person = room.readable.person(signed.act.actor);
  return person?.key === signed.key && isActSignedBy(person.publicKey, signed);
}

function isNeverHeldUp({ directory }: OpenRoom, received: ReceivedAct): boolean {
  const [kind, activity] = [claimed(received, 'kind'), claimed(received, 'activity')];
  if (ALARM_KINDS.some((alarm) => alarm === kind)) return true;
  return typeof activity === 'string' && directory.safety(activity) !== 'none';
}
