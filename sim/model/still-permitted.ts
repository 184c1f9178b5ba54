import type { Rule } from '../../src/terms/mandate-set.ts';
import type { World } from '../world/world.ts';
import { decide } from './decide.ts';
import { brokenBy, factsAt, isHost, who } from './facts.ts';
import type { Approval, Deed, ModelRecords } from './records.ts';

/** What somebody may do later, as far as it is fixed. */
export type Later = {
  readonly person: string;
  readonly activities: readonly string[];
  readonly fixed: Readonly<Record<string, readonly string[]>>;
  readonly from: number;
  readonly until: number | null;
};

/** What gets people out, of whomever it is the safety deed. */
export function isSafety(world: World, deed: Pick<Deed, 'terms' | 'agency'>): boolean {
  const safety = world.vocabulary.activities[deed.terms.activity]?.safety ?? 'none';
  return safety === 'everyone' || (safety === 'host' && isHost(world, deed.agency));
}

/** A deed as it was declared and as it was found to be, which no approval covers. */
export function readings(deed: Deed): Deed[] {
  if (deed.found === null) return [deed];
  const { activity, purpose, clauses } = deed.found;
  return [deed, { ...deed, terms: { ...deed.terms, activity, purpose }, clauses, approval: '' }];
}

/**
 * Is an open deed permitted from now to its end by these rules, its doer as they sit or as they sat last?
 * @param instead facts that are otherwise than the records say
 */
export function goesOn(
  world: World,
  records: ModelRecords,
  rules: readonly Rule[],
  deed: Deed,
  at: number,
  instead: Readonly<Record<string, string>> = {},
): boolean {
  const doer = who(records, deed.terms.person, at);
  const last = records.shifts.filter(({ person }) => person === doer.id).at(-1);
  const seated = doer.desk === null && last !== undefined ? { ...doer, role: last.role, room: last.room } : doer;
  const approved = records.approvals.some(
    (row) => row.request === deed.approval && row.ended === null && at < row.until,
  );
  return moments(world, rules, Math.max(at, deed.terms.from), deed.terms.until).every((moment) => {
    const facts = factsAt(world, records, seated, deed.terms, brokenBy(doer), at, moment);
    const approval = approved ? 'granted' : 'none';
    const axes = { ...facts.axes, ...instead };
    return decide(world.vocabulary, rules, { ...facts, axes, approval }).outcome === 'permitted';
  });
}

/** Times at which something may change, from `from` on. */
function moments(world: World, rules: readonly Rule[], from: number, until: number | null): number[] {
  const zones = world.scenario.vocabulary.zones.map((zone) => [zone.from, zone.until]);
  const edges = [...rules.flatMap((rule) => rule.windows ?? []), ...zones].flat();
  return [from, ...edges.filter((edge) => edge !== null && from < edge && edge < (until ?? Infinity))] as number[];
}

/** What an approval that waits to be used is for: what was asked, or what the host offered instead. */
export function laterOf(records: ModelRecords, approval: Approval): Later[] {
  const request = records.requests.find(({ id }) => id === approval.request);
  if (request === undefined) return [];
  return [request.offered !== null && request.offer === approval.digest ? request.offered : request.asks];
}

/** Is there anything, of all that is not fixed, with which it would be permitted at some time, the host having approved? Tries all of it. */
export function couldEver(
  world: World,
  records: ModelRecords,
  rules: readonly Rule[],
  later: Later,
  at: number,
): boolean {
  const person = records.person(later.person);
  if (person === undefined) return false;
  const from = Math.max(at, later.from);
  if (later.until !== null && later.until <= from) return false;
  const fixed: Later['fixed'] = {
    consent: ['not-needed'],
    handling: ['none'],
    recipient: ['none'],
    ...later.fixed,
    component: [person.component],
    role: person.roles,
  };
  const agency = person.agency;
  const speaking = rules.filter((rule) => rule.agency === null || rule.agency.includes(agency));
  // An axis that no rule speaks of makes no difference, nor do two words that every rule lists alike.
  const axes = Object.entries(world.vocabulary.axes).map(([axis, known]): [string, readonly string[]] => {
    const alike = new Map(
      (fixed[axis] ?? known).map((word) => [speaking.map(({ axes: of }) => of[axis]?.includes(word)).join(), word]),
    );
    return [axis, ['accompaniment', 'conferral'].includes(axis) ? (fixed[axis] ?? known) : [...alike.values()]];
  });
  return later.activities.some((activity) =>
    products(axes).some((chosen) =>
      moments(world, rules, from, later.until).some((time) => {
        const facts = { agency, activity, approval: 'granted', axes: chosen, broken: [], time } as const;
        return decide(world.vocabulary, speaking, facts).outcome === 'permitted';
      }),
    ),
  );
}

function products(axes: readonly (readonly [string, readonly string[]])[]): Record<string, string>[] {
  return axes.reduce<Record<string, string>[]>(
    (made, [axis, words]) => made.flatMap((one) => words.map((word) => ({ ...one, [axis]: word }))),
    [{}],
  );
}
