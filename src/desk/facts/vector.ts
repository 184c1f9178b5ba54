import { usable } from '../../matters/approvals/rows.ts';
import type { Actor, Subject } from '../../matters/definition.ts';
import type { Records } from '../../matters/slices.ts';
import { NONE, UNKNOWN } from '../../terms/axes.ts';
import type { HouseRule } from '../../terms/house-rules.ts';
import type { FactsVector } from '../../terms/outcome.ts';
import type { EventDirectory } from '../directory.ts';

export type FactRecords = Pick<Records, 'accompaniments' | 'conferrals' | 'clearances' | 'approvals'>;

/**
 * The facts vector of one deed (docs/formats.md §8): closed, non-personal tokens, each by its own deriver below. What is
 * derived counts only from the moment it was entered: a later entry is never authority.
 * @param time as of when the records count
 * @param moment for which clauses and zones count, where that is another (a moment within a deed that is asked for)
 */
export function factsOf(
  records: FactRecords,
  directory: EventDirectory,
  actor: Actor,
  subject: Subject,
  broken: readonly HouseRule[],
  time: number,
  moment: number = time,
): FactsVector {
  const { stated, item } = subject;
  const accompaniment = stated === undefined ? accompanimentOf(records, actor, time) : UNKNOWN;
  return {
    agency: stated?.agency ?? actor.agency,
    activity: subject.activity,
    approval: approvalOf(records, subject, time),
    axes: {
      accompaniment,
      clearance: clearanceOf(records, directory, actor, subject, time),
      component: stated?.component ?? actor.component,
      conferral: conferralOf(records, directory, actor, subject, time),
      consent: item?.consent ?? 'not-needed',
      direction: directionOf(accompaniment),
      handling: item?.handling ?? NONE,
      place: subject.place,
      purpose: subject.purpose,
      recipient: item?.recipient ?? NONE,
      role: stated?.role ?? actor.role,
      room: stated === undefined ? actor.room : UNKNOWN,
      ...directory.zones(subject.place, moment),
    },
    broken: [...new Set(broken)].sort(),
    time: moment,
  };
}

function accompanimentOf(records: FactRecords, actor: Actor, time: number): 'yes' | 'no' {
  return records.accompaniments.standing('guest', actor.id, time).length > 0 ? 'yes' : 'no';
}

/** Beside a host officer one acts under the host's direction, otherwise under one's own agency's. */
function directionOf(accompaniment: string): string {
  if (accompaniment === UNKNOWN) return UNKNOWN;
  return accompaniment === 'yes' ? 'host' : 'own';
}

/** Is the power of this very activity conferred on the actor? `no` for an activity without power. */
function conferralOf(
  records: FactRecords,
  directory: EventDirectory,
  actor: Actor,
  subject: Subject,
  time: number,
): 'yes' | 'no' | 'unknown' {
  const power = directory.power(subject.activity);
  if (power === null) return 'no';
  if (subject.stated !== undefined) return UNKNOWN;
  const conferred = records.conferrals.standing('to', actor.id, time).some((row) => row.power === power);
  return conferred ? 'yes' : 'no';
}

/** Does a clearance stand, for the actor, of what this very activity needs one for? */
function clearanceOf(
  records: FactRecords,
  directory: EventDirectory,
  actor: Actor,
  subject: Subject,
  time: number,
): 'held' | 'not-held' | 'not-needed' | 'unknown' {
  const needed = directory.clearance(subject.activity);
  if (needed === null) return 'not-needed';
  if (subject.stated !== undefined) return UNKNOWN;
  const cleared = records.clearances.standing('to', actor.id, time).some(({ clears }) => clears === needed);
  return cleared ? 'held' : 'not-held';
}

/** Does the host's approval of exactly this deed stand, and was it not used before? */
function approvalOf(records: FactRecords, subject: Subject, time: number): 'granted' | 'none' {
  if (subject.digest === undefined) return 'none';
  return records.approvals.where('digest', subject.digest).some((row) => usable(row, time)) ? 'granted' : 'none';
}
