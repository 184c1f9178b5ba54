import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directoryOf } from '../desk/directory.ts';
import { beginHere, deskSeats, linksText, openingSteps, placesText, signatories } from './desk-links.ts';
import { suppliedScenario } from './testing/scenarios.ts';

const SUPPLIED = ['milano-cortina-2026', 'harbour-summit'];

test('every desk has one person who may hold it, and nobody has two', async () => {
  for (const id of SUPPLIED) {
    const directory = directoryOf(await suppliedScenario(id), 'exercise');
    const seats = deskSeats(directory, () => undefined);
    assert.equal(new Set(seats.map(({ person }) => person)).size, seats.length);
    for (const { desk, person } of seats) {
      const row = directory.scenario.roster.find((one) => one.id === person);
      assert(row !== undefined && directory.mayHold(desk.id, row.agency), `${person} at ${desk.id}`);
      assert(
        directory.desk(desk.id)?.roles.some((role) => row.roles.includes(role)),
        `${person} at ${desk.id}`,
      );
    }
  }
});

test('at Milano Cortina one begins at the desks of the host’s room and of the guests’ liaisons, each as its own agency', async () => {
  const seats = deskSeats(directoryOf(await suppliedScenario('milano-cortina-2026'), 'exercise'), () => undefined);
  assert.deepEqual(
    beginHere(seats).map(({ desk, person }) => `${desk.id} ${person}`),
    [
      'international-room.duty it-duty-a',
      'international-room.approvals it-approver-a',
      'international-room.loggist it-loggist-a',
      'international-room.eu-liaison de-liaison-a',
      'us-room.dss-liaison us-dss-liaison-a',
      'us-room.hsi-liaison us-hsi-liaison-a',
      'international-room.oversight it-oversight-a',
      'international-room.data-protection it-privacy-a',
      'international-room.director it-director-a',
      'international-room.authority it-authority-a',
      'international-room.legal it-legal-a',
    ],
  );
});

test('who holds a desk now is who one comes in as', async () => {
  const directory = directoryOf(await suppliedScenario('milano-cortina-2026'), 'exercise');
  const seats = deskSeats(directory, (desk) => (desk === 'international-room.duty' ? 'it-duty-c' : undefined));
  assert.equal(seats.find(({ desk }) => desk.id === 'international-room.duty')?.person, 'it-duty-c');
});

test('the lines stand under their rooms, one a desk, and say how to come by the others', async () => {
  const directory = directoryOf(await suppliedScenario('harbour-summit'), 'exercise');
  const seats = deskSeats(directory, () => undefined);
  const links = new Map(beginHere(seats).map(({ desk }, n) => [desk.id, `http://127.0.0.1:8700/#${n}`]));
  const text = linksText({ seats, signatories: [], links });
  assert.match(text, /\n {2}Summit operations room\n {4}Duty officer +http:\/\/127\.0\.0\.1:8700\/#0\n/);
  assert.match(text, new RegExp(`the ${seats.length - links.size} other desks: npx remit link --list\\n`));
  for (const link of links.values()) assert.equal(text.split(`${link}\n`).length, 2, link);
  const elsewhere = linksText({ seats, signatories: [], links, url: 'http://127.0.0.1:8800' });
  assert.match(elsewhere, /remit link --list --url http:\/\/127\.0\.0\.1:8800\n/);
  const all = new Map(seats.map(({ desk }) => [desk.id, 'http://x/']));
  assert.doesNotMatch(linksText({ seats, signatories: [], links: all }), /other desks/);
});

test('who leads a mandate into force stands together: authority, legal office, and who signs without a desk', async () => {
  const directory = directoryOf(await suppliedScenario('milano-cortina-2026'), 'exercise');
  const seats = deskSeats(directory, () => undefined);
  const signing = signatories(directory, seats);
  assert.deepEqual(
    signing.map(({ person }) => person),
    ['it-authority-b', 'us-envoy-a', 'de-envoy-a'],
  );
  const named = [...beginHere(seats).map(({ desk }) => desk.id), ...signing.map(({ person }) => person)];
  const text = linksText({ seats, signatories: signing, links: new Map(named.map((one) => [one, `http://x/${one}`])) });
  const group = text.slice(text.indexOf('  Mandates:'), text.indexOf('  the '));
  assert.deepEqual(
    group.split('\n').flatMap((line) => /http:\/\/x\/(\S+)$/.exec(line)?.[1] ?? []),
    ['international-room.authority', 'international-room.legal', ...signing.map(({ person }) => person)],
  );
  assert.match(group, /\n {4}us-envoy-a \(signs, no desk\) +http:\/\/x\/us-envoy-a\n/);
});

test('the list names every desk that somebody may take and everybody who signs without one, with what to ask by', async () => {
  for (const id of SUPPLIED) {
    const directory = directoryOf(await suppliedScenario(id), 'exercise');
    const seats = deskSeats(directory, () => undefined);
    const signing = signatories(directory, seats);
    const lines = placesText(seats, signing).split('\n');
    for (const { desk } of seats)
      assert(
        lines.some((line) => line.startsWith(`    --desk ${desk.id} `)),
        desk.id,
      );
    for (const { person } of signing)
      assert(
        lines.some((line) => line.startsWith(`    --as ${person} `)),
        person,
      );
    assert(signing.length >= 2, id);
  }
});

test('the room is open when the mandates of the morning are in force and the desks of the beginning are taken', async () => {
  for (const id of SUPPLIED) {
    const directory = directoryOf(await suppliedScenario(id), 'exercise');
    const steps = directory.scenario.exercise.flatMap((day) => day.steps);
    const opening = steps.slice(0, openingSteps(directory));
    const last = opening.at(-1);
    assert(last?.step === 'act' && last.kind === 'desk.sign-on', JSON.stringify(last));
    assert(opening.length < steps.length / 2, `${opening.length} of ${steps.length}`);
    const enforced = opening.filter((step) => step.step === 'act' && step.kind === 'mandate.enforce');
    assert(enforced.length > 1);
    assert.equal(openingSteps({ ...directory, scenario: { ...directory.scenario, exercise: [] } }), 0);
  }
});
