import type { World } from '../world/world.ts';
import type { Effect, EffectCase } from './effects.ts';
import { endApproval, endDeed } from './endings.ts';
import { brokenBy, rulesAt, type Who, who } from './facts.ts';
import type { Deed, ModelRecords, Opened, Told } from './records.ts';
import { goesOn, readings } from './still-permitted.ts';
import { worst } from './worst.ts';

/** What can be challenged under this number: a deed that took effect, or one that its doer told of. */
export function challengeable(records: ModelRecords, id: string): Deed | Told | undefined {
  const deed = records.deeds.find((row) => row.id === id);
  return deed === undefined
    ? records.told.find((row) => row.id === id)
    : deed.status === 'open' || deed.status === 'ended'
      ? deed
      : undefined;
}

/** In which words it was declared. */
export function declaredOf(done: Deed | Told): { readonly activity: string; readonly purpose: string } {
  return 'terms' in done ? done.terms : done;
}

export function openedBy(world: World, records: ModelRecords, { component, role, room }: Who, at: number): Opened {
  return { at, rules: rulesAt(world, records, at), component, role, room };
}

/** Nothing changes yet. */
export function raised({ records, actor, detail }: EffectCase): Effect {
  const of = String(detail['deed']);
  const done = the(challengeable(records, of));
  const id = records.number(`CHA-${done.agency}`);
  const { activity, purpose } = declaredOf(done);
  const person = 'terms' in done ? done.terms.person : done.person;
  records.challenges.push({ id, of, person, declared: { activity, purpose }, raisedBy: actor.id, over: false });
  done.challenge = id;
  return { matter: id };
}

/** Found to be something else, it is decided again as of then, without any approval; what is open goes on only if it may as that as well. */
export function challengeAnswered({ world, records, at, detail }: EffectCase): Effect {
  const challenge = the(records.challenges.find(({ id }) => id === detail['challenge']));
  const done = the(challengeable(records, challenge.of));
  challenge.over = true;
  done.challenge = null;
  const { activity, purpose } = detail as { activity?: string; purpose?: string };
  if (activity === undefined || purpose === undefined) return { matter: challenge.id };
  const again = decidedAgain(world, records, done, { activity, purpose });
  const endings = [`deed.reclassified ${challenge.of}`];
  if ('terms' in done) {
    done.found = { activity, purpose, clauses: again.clauses };
    const [, found] = readings(done);
    if (done.status === 'open' && !goesOn(world, records, rulesAt(world, records, at), the(found), at)) {
      endings.push(endDeed(done));
      const approval = records.approvals.find(({ request }) => request === done.approval);
      if (approval !== undefined && approval.ended === null && at < approval.until) {
        endings.push(endApproval(approval, 'approval.ended', at));
      }
    }
  }
  return { matter: challenge.id, endings, again };
}

function decidedAgain(
  world: World,
  records: ModelRecords,
  done: Deed | Told,
  found: { readonly activity: string; readonly purpose: string },
) {
  if ('terms' in done) {
    const { at, rules, ...seat } = the(done.opened);
    const { person, place, from, until } = done.terms;
    const actor = { ...who(records, person, at), ...seat };
    return worst(world, records, rules, actor, { ...found, place, lasts: { from, until } }, brokenBy(actor), at);
  }
  const { person, place, at, rules, component } = done;
  const actor = { ...who(records, person, at), component };
  return worst(world, records, rules, actor, { ...found, place }, brokenBy(actor), at);
}

function the<T>(found: T | null | undefined): T {
  if (found === undefined || found === null) throw new Error('the model misses what a challenge is about');
  return found;
}
