import { PEOPLE } from '../world/world.ts';
import type { Intent, Scene } from './scene.ts';

/** Desks, log, roster, mandates, alerts and the rest of what keeps a room going. */

export function signOn(scene: Scene): Intent {
  const { chance, rows, world } = scene;
  const away = PEOPLE.filter(({ id }) => scene.seat(id) === undefined);
  const person = (chance.is(0.9) ? chance.pick(away) : undefined) ?? chance.pick(PEOPLE) ?? PEOPLE[0];
  const roles = rows.get('people', person?.id ?? '')?.roles ?? person?.roles ?? [];
  const desks = world.scenario.vocabulary.rooms.flatMap((room) =>
    room.desks.map((desk) => ({ ...desk, room: room.id })),
  );
  const entitled = desks.filter((desk) => desk.roles.some((role) => roles.includes(role)));
  const free = entitled.filter(
    (desk) => !rows.all('shifts').some((shift) => shift.desk === desk.id && shift.until === null),
  );
  const desk = chance.pick(chance.is(0.9) ? free : desks) ?? desks[0];
  const room = desk?.room ?? 'host-room';
  const detail = { room: chance.is(0.02) ? 'host-room' : room, desk: desk?.id ?? '' };
  return { kind: 'desk.sign-on', actor: person?.id ?? '', purpose: 'room-duty', place: scene.placeOf(room), detail };
}

export function signOff(scene: Scene): Intent {
  const shift = scene.matter(scene.rows.all('shifts').slice(-30), (row) => row.until === null);
  return { kind: 'desk.sign-off', actor: shift?.person ?? scene.anybody(), detail: {} };
}

export function line(scene: Scene): Intent {
  const late = scene.chance.is(0.2);
  const form = late ? ({ form: 'report', deedAt: scene.minutes(scene.chance.of([-60, -1, 2])) } as const) : {};
  return {
    kind: 'log.line',
    ...form,
    actor: scene.anybody(),
    detail: { text: scene.chance.of(['gates open', 'all quiet', 'rain']) },
  };
}

export function correct(scene: Scene): Intent | undefined {
  const row = scene.chance.pick(scene.rows.all('log').slice(-20));
  if (row === undefined) return undefined;
  const actor = scene.chance.is(0.5) ? row.person : scene.onDuty('duty-officer');
  return { kind: 'log.correct', actor, detail: { entry: row.index, text: 'south side', reason: 'wrong side noted' } };
}

export function enrol(scene: Scene): Intent {
  const { chance } = scene;
  const person = chance.pick(PEOPLE) ?? {
    id: 'a-lead',
    agency: 'guest-a',
    component: 'guest-a.protect',
    roles: ['liaison-officer'],
  };
  const other = chance.of(['guest-b.support', 'guest-b.branch', 'guest-a.enforce', 'host-auth.command']);
  const { renewed } = chance.is(0.3) ? { renewed: scene.signers.renewed(person.id) } : { renewed: undefined };
  const id = chance.is(0.03) ? chance.of(['operator', 'timer']) : person.id;
  const detail = {
    person: {
      id,
      agency: person.agency,
      component: chance.is(0.2) ? other : person.component,
      roles: chance.is(0.06) ? ['duty-officer'] : [...person.roles],
      publicKey: scene.signers.key(person.id, renewed).publicKey,
    },
  };
  const agency = chance.is(0.1) ? 'guest-b' : person.agency;
  return { kind: 'roster.enrol', actor: `registrar:${agency}`, place: 'embassy', detail };
}

export function remove(scene: Scene): Intent {
  const person = scene.chance.pick(PEOPLE);
  const agency = scene.chance.is(0.1) ? 'guest-a' : person?.agency;
  return {
    kind: 'roster.remove',
    actor: `registrar:${agency}`,
    place: 'embassy',
    detail: { person: person?.id ?? '', reason: 'recalled' },
  };
}

export function openIncident(scene: Scene): Intent {
  const detail = {
    title: 'queue',
    category: scene.chance.of(['crowd', 'fire']),
    gravity: 'minor',
    text: 'two hundred waiting',
  };
  return { kind: 'incident.open', actor: scene.anybody(), detail };
}

export function closeIncident(scene: Scene): Intent | undefined {
  const row = scene.matter(scene.rows.all('incidents').slice(-20), ({ closed }) => closed === null);
  return row && { kind: 'incident.close', actor: scene.anybody(), detail: { incident: row.id, reason: 'gone' } };
}

export function task(scene: Scene): Intent {
  const actor = scene.anybody();
  const agency = PEOPLE.find(({ id }) => id === actor)?.agency;
  const colleague = scene.chance.pick(PEOPLE.filter((person) => person.agency === agency))?.id ?? actor;
  const incident = scene.chance.is(0.2) ? scene.rows.all('incidents').at(-1) : undefined;
  const to = scene.chance.is(0.15) ? scene.anybody() : colleague;
  return {
    kind: 'tasking.issue',
    actor,
    detail: { to, text: 'to gate 4', ...(incident === undefined ? {} : { incident: incident.id }) },
  };
}

export function takeTask(scene: Scene): Intent | undefined {
  const row = scene.matter(scene.rows.all('taskings').slice(-20), ({ status }) => status === 'issued');
  return (
    row && {
      kind: 'tasking.acknowledge',
      actor: scene.chance.is(0.1) ? scene.anybody() : row.to,
      detail: { tasking: row.id },
    }
  );
}

export function finishTask(scene: Scene): Intent | undefined {
  const row = scene.matter(scene.rows.all('taskings').slice(-20), ({ status }) => status !== 'done');
  return (
    row && {
      kind: 'tasking.done',
      actor: scene.chance.is(0.1) ? scene.anybody() : row.to,
      detail: { tasking: row.id, text: 'clear' },
    }
  );
}

export function declare(scene: Scene): Intent {
  return {
    kind: 'declaration.make',
    actor: scene.chance.is(0.3) ? scene.anybody() : scene.onDuty('commander'),
    detail: { state: 'heightened', text: 'check rosters' },
  };
}

export function acknowledge(scene: Scene): Intent | undefined {
  const row = scene.rows.all('declarations').at(-1);
  return row && { kind: 'declaration.acknowledge', actor: scene.anybody(), detail: { declaration: row.id } };
}

export function state(scene: Scene): Intent {
  const earlier = scene.rows.all('statements').at(-1)?.id ?? 'STAT-9999';
  const contradicts = scene.chance.is(0.3) ? [earlier] : [];
  const office = scene.chance.of(['host-minister', 'a-ambassador', 'a-critic']);
  const detail = { office, saidOn: '2026-09-14', where: null, text: 'they only advise', source: 'X1', contradicts };
  return { kind: 'statement.register', actor: scene.anybody(), detail };
}

export function alarm(scene: Scene): Intent {
  const actor = scene.chance.is(0.1) ? 'registrar:guest-a' : scene.anybody();
  return { kind: 'alert.raise', actor, detail: { alert: scene.chance.of(['emergency', 'evacuation']), text: 'smoke' } };
}

export function allClear(scene: Scene): Intent | undefined {
  const row = scene.matter(scene.rows.all('alerts').slice(-10), ({ cancelled }) => cancelled === null);
  return (
    row && {
      kind: 'alert.cancel',
      actor: scene.chance.is(0.5) ? row.raisedBy : scene.anybody(),
      detail: { alert: row.id, reason: 'cleared' },
    }
  );
}

export function acceptClock(scene: Scene): Intent {
  const actor = scene.chance.is(0.5) ? 'operator' : scene.anybody();
  return { kind: 'clock.accept', actor, purpose: 'room-duty', detail: { reason: 'checked' } };
}

/** A second beginning, which there cannot be; or a clock that somebody else says it is. */
export function pretend(scene: Scene): Intent {
  if (scene.chance.is(0.5))
    return { kind: 'timer.due', actor: scene.anybody(), detail: { timer: 'approval:REQ-guest-b-1' } };
  const keys = { operator: scene.signers.key('operator').publicKey };
  const detail = {
    scenario: 'simulated-summit',
    title: 'Again',
    keys,
    root: { id: 'host-root', version: 1, digest: '0'.repeat(64) },
  };
  return {
    kind: 'ledger.create',
    actor: scene.chance.is(0.5) ? 'operator' : scene.anybody(),
    purpose: 'room-duty',
    detail,
  };
}

/** Fillers are the clock's, and nobody else's. */
export function fill(scene: Scene): Intent {
  return { kind: 'ledger.fill', actor: scene.chance.is(0.5) ? 'operator' : scene.anybody(), detail: {} };
}

/** Sums that do not add up, or somebody who has nothing to state. */
export function disclose(scene: Scene): Intent {
  const [manifest, policy] = ['a'.repeat(64), 'b'.repeat(64)];
  const sums = { size: 10, opened: 5, withheld: 4, erased: 0, filler: 0 };
  const actor = scene.chance.is(0.5) ? 'operator' : scene.anybody();
  return { kind: 'ledger.disclose', actor, detail: { batch: 1, manifest, policy, ...sums } };
}

/** A witness that said nothing of the kind: the room believes its operator. */
export function pass(scene: Scene): Intent {
  const witness = `witness.example/w+00000000+${'B'.repeat(44)}`;
  const actor = scene.chance.is(0.5) ? 'operator' : scene.anybody();
  return { kind: 'witness.pass', actor, detail: { witness, size: 900, entries: 10, claims: 'longer' } };
}

/** The end of a change of key that never began. */
export function key(scene: Scene): Intent {
  const actor = scene.chance.is(0.5) ? 'operator' : scene.anybody();
  const vkey = (hash: string, letter: string) => `simulated-summit+${hash.repeat(8)}+${letter.repeat(44)}`;
  const signatures = { before: `${'A'.repeat(86)}==`, after: `${'Q'.repeat(86)}==` };
  const detail = { before: vkey('0', 'A'), after: vkey('1', 'B'), signatures, signs: 'after' };
  return { kind: 'ledger.key', actor, detail };
}
