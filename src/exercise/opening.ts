import { exerciseKey } from '../desk/keys.ts';
import { documentDigest } from '../mandates/compile.ts';
import type { Scenario } from '../mandates/scenario.ts';
import type { Act, SignedAct } from '../terms/act.ts';
import { OPERATOR, REGISTRAR_PREFIX, ROOM_PURPOSE, TIMER } from '../terms/act-kinds.ts';

/** Which ledger the acts are signed for, and when. */
export type Opening = {
  readonly scenario: Scenario;
  readonly origin: string;
  /** Room time, ms. */
  readonly at: number;
};

/**
 * The acts that open a replay: the operator creates the ledger, and the registrar of each agency enrols its invented people. Every key is the
 * scenario's worthless one; a room that is started has an operator and a clock with keys of its own.
 */
export function openingActs(opening: Opening): SignedAct[] {
  const { scenario } = opening;
  const enrolments = scenario.roster.map(({ id, agency, component, roles }, n) => {
    const person = { id, agency, component, roles: [...roles], publicKey: exerciseKey(scenario.id, id).publicKey };
    return openingAct(opening, 'roster.enrol', `${REGISTRAR_PREFIX}${agency}`, `enrol-${n + 1}`, { person });
  });
  return [openingAct(opening, 'ledger.create', OPERATOR, 'create', creation(scenario)), ...enrolments];
}

function creation({ id, title, rootMandate, vocabulary, mandates }: Scenario): Act['detail'] {
  const root = mandates.find(({ mandate }) => mandate === rootMandate);
  if (root === undefined) throw new RangeError(`the scenario \`${id}\` has no root mandate`);
  const actors = [OPERATOR, TIMER, ...vocabulary.agencies.map((agency) => `${REGISTRAR_PREFIX}${agency.id}`)];
  return {
    scenario: id,
    title,
    keys: Object.fromEntries(actors.map((actor) => [actor, exerciseKey(id, actor).publicKey])),
    root: { id: rootMandate, version: root.version, digest: documentDigest(root) },
  };
}

function openingAct(
  { scenario, origin, at }: Opening,
  kind: 'ledger.create' | 'roster.enrol',
  actor: string,
  name: string,
  detail: Act['detail'],
): SignedAct {
  return exerciseKey(scenario.id, actor).sign({
    v: 1,
    id: `opening-${name}`,
    ledger: origin,
    mode: 'exercise',
    kind,
    form: 'proposal',
    actor,
    desk: null,
    activity: kind,
    purpose: ROOM_PURPOSE,
    place: hostPlace(scenario),
    deedAt: at,
    signedAt: at,
    detail,
  });
}

/** The place of the host authority's first room, where registrars come with their lists. */
function hostPlace({ vocabulary }: Scenario): string {
  const host = vocabulary.agencies.find(({ standing }) => standing === 'host-authority');
  const room = vocabulary.rooms.find(({ owner }) => owner === host?.id) ?? vocabulary.rooms[0];
  if (room === undefined) throw new RangeError('the vocabulary has no room');
  return room.place;
}
