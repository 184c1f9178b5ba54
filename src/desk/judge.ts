import { isHost } from '../matters/audience.ts';
import type { Judge } from '../matters/definition.ts';
import type { Records } from '../matters/slices.ts';
import { ROOM_PURPOSE } from '../terms/act-kinds.ts';
import type { EventDirectory } from './directory.ts';
import { deriveActor } from './facts/actor.ts';
import { factsOf } from './facts/vector.ts';
import type { SetBook } from './set-book.ts';

/** Answers what *would* be decided now, for the house rules that depend on it. */
export function judgeOf(
  records: Records,
  directory: EventDirectory,
  sets: SetBook,
  set: string | undefined,
  at: number,
): Judge {
  return {
    mayAnswer(id) {
      const person = records.people.get(id);
      if (set === undefined || person === undefined || person.removed !== null) return false;
      if (!isHost(person.agency, directory)) return false;
      const actor = deriveActor(records, directory, id, at);
      return directory.scenario.vocabulary.rooms.some((room) =>
        room.desks.some((desk) => {
          const role = desk.roles.find((wanted) => person.roles.includes(wanted));
          if (role === undefined) return false;
          const subject = { activity: 'approval.answer', purpose: ROOM_PURPOSE, place: room.place };
          const seated = { ...actor, role, room: room.id, desk: desk.id };
          const facts = factsOf(records, directory, seated, subject, [], at);
          return sets.decider(set).decide(facts).outcome === 'permitted';
        }),
      );
    },
    wantsCompanion(clauses) {
      if (set === undefined) return true;
      const permits = sets
        .set(set)
        .rules.filter(({ id, effect }) => clauses.includes(id) && effect.startsWith('permit'));
      return permits.length > 0 && permits.every(({ axes }) => axes['accompaniment']?.includes('no') === false);
    },
    rulesOut(id, power) {
      const person = records.people.get(id);
      if (set === undefined || person === undefined) return true;
      const uses = directory.scenario.vocabulary.activities.filter((activity) => activity.power === power);
      // A commitment rules a power out where it forbids every activity that uses it, to this component, wherever and whenever.
      return uses.every((activity) =>
        directory.scenario.commitments.some(
          (commitment) =>
            commitment.form === 'rule' &&
            commitment.effect === 'forbid' &&
            (commitment.scope.agency === null || commitment.scope.agency.includes(person.agency)) &&
            (commitment.scope.activity === null || commitment.scope.activity.includes(activity.id)) &&
            commitment.scope.windows === null &&
            Object.entries(commitment.scope.axes).every(
              ([axis, tokens]) => axis === 'component' && tokens.includes(person.component),
            ),
        ),
      );
    },
  };
}
