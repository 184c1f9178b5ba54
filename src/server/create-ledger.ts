import type { Door } from '../desk/door.ts';
import { exerciseKey, type SigningKey } from '../desk/keys.ts';
import type { State } from '../desk/state.ts';
import type { RandomSource } from '../ledger/seal.ts';
import { StartRefused } from '../ledger/store/postgres-connection.ts';
import { documentDigest } from '../mandates/compile.ts';
import type { RosterPerson, Scenario } from '../mandates/scenario.ts';
import type { Act, Mode } from '../terms/act.ts';
import { OPERATOR, REGISTRAR_PREFIX, ROOM_PURPOSE, TIMER } from '../terms/act-kinds.ts';

/** Keys of the room's own actors, by their ids; all of them stand in the first entry. */
export type ActorKeys = ReadonlyMap<string, SigningKey>;

export type Creation = {
  readonly scenario: Scenario;
  readonly mode: Mode;
  readonly origin: string;
  readonly keys: ActorKeys;
  readonly door: Pick<Door, 'submit'>;
  readonly state: State;
  readonly random: RandomSource;
  /** Room time of the acts that create, ms. */
  readonly at: number;
};

/** Random bytes in an origin. */
const ORIGIN_BYTES = 6;
const ID_BYTES = 12;

/** The name of a new ledger: nobody mixes up two ledgers of one event (docs/formats.md §6). */
export function newOrigin(scenario: string, mode: Mode, random: (length: number) => Buffer): string {
  return `${scenario}.${mode}.remit.example/${random(ORIGIN_BYTES).toString('hex')}`;
}

/** The first entry: the operator states the actors' keys and the root mandate. Nothing happens where it is there. */
export async function enterGenesis(creation: Creation): Promise<void> {
  const { scenario, keys, state } = creation;
  if (state.get('ledger', 'ledger') !== undefined) return;
  const root = scenario.mandates.find(({ mandate }) => mandate === scenario.rootMandate);
  if (root === undefined) throw new StartRefused(`the scenario \`${scenario.id}\` has no root mandate`);
  await enter(creation, OPERATOR, 'ledger.create', 'create-ledger', {
    scenario: scenario.id,
    title: scenario.title,
    keys: Object.fromEntries([...keys].map(([actor, key]) => [actor, key.publicKey])),
    root: { id: root.mandate, version: root.version, digest: documentDigest(root) },
  });
}

/** Enrols those people of the exercise who are not enrolled yet; returns how many. */
export async function enrolRoster(creation: Creation): Promise<number> {
  const { scenario, state } = creation;
  const missing = scenario.roster.filter(({ id }) => state.get('people', id) === undefined);
  for (const person of missing) await enrol(creation, person);
  return missing.length;
}

/** The actors whose keys a new ledger states: in an exercise every agency has a registrar, in a live room the host authority. */
export function actorsOf(scenario: Scenario, mode: Mode): string[] {
  const { agencies } = scenario.vocabulary;
  const attesting = mode === 'exercise' ? agencies : agencies.filter(({ standing }) => standing === 'host-authority');
  return [OPERATOR, TIMER, ...attesting.map(({ id }) => `${REGISTRAR_PREFIX}${id}`)];
}

async function enrol(creation: Creation, { id, agency, component, roles }: RosterPerson): Promise<void> {
  const { publicKey } = exerciseKey(creation.scenario.id, id);
  const person = { id, agency, component, roles: [...roles], publicKey };
  // Nobody can foresee it, and so nobody keeps somebody from being enrolled. Whoever is enrolled is not enrolled again.
  const act = `enrol-${creation.random(ID_BYTES).toString('hex')}`;
  await enter(creation, `${REGISTRAR_PREFIX}${agency}`, 'roster.enrol', act, { person });
}

async function enter(
  creation: Creation,
  actor: string,
  kind: 'ledger.create' | 'roster.enrol',
  id: string,
  detail: Act['detail'],
): Promise<void> {
  const { scenario, mode, origin, keys, door, at } = creation;
  const key = keys.get(actor);
  if (key === undefined) throw new StartRefused(`the ledger knows no key of \`${actor}\``);
  const act: Act = {
    v: 1,
    id,
    ledger: origin,
    mode,
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
  };
  const answer = await door.submit(key.sign(act));
  if ('refused' in answer) throw new StartRefused(`\`${kind}\` was turned away (${answer.refused}): ${answer.message}`);
  if (answer.outcome !== 'permitted') {
    const why = answer.clauses.length === 0 ? '' : ` by ${answer.clauses.join(', ')}`;
    throw new StartRefused(`\`${kind}\` of \`${actor}\` is ${answer.outcome}${why}: the scenario must permit it`);
  }
}

/** The place of the host authority's first room. */
export function hostPlace({ vocabulary }: Scenario): string {
  const host = vocabulary.agencies.find(({ standing }) => standing === 'host-authority');
  const room = vocabulary.rooms.find(({ owner }) => owner === host?.id) ?? vocabulary.rooms[0];
  if (room === undefined) throw new StartRefused('the vocabulary has no room');
  return room.place;
}
