import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readScenarioFolder, scenarioFolder } from '../../scenarios/read.ts';
import { EVERYTHING, type Region } from './claim.ts';
import { reachOf } from './reach.ts';
import { ANY_OTHER } from './space.ts';

const read = await readScenarioFolder(scenarioFolder('harbour-summit'));
assert(read.ok);
const { scenario } = read;
const { roster, vocabulary } = scenario;
const [person] = roster;
assert(person !== undefined);
const [role] = person.roles;
assert(role !== undefined);
const of = (region: Partial<Region>, people: typeof roster | null = roster) =>
  reachOf({ ...EVERYTHING, ...region }, scenario, people);

test('somebody of the roster is such by agency, component and role together, and by nothing else', () => {
  const { agency, component } = person;
  assert.equal(of({}), 'somebody');
  assert.equal(of({ agency: [agency], axes: { component: [component], role: [role] } }), 'somebody');
  const others = roster.filter((one) => one.component !== component || !one.roles.includes(role));
  assert.equal(of({ agency: [agency], axes: { component: [component], role: [role] } }, others), 'nobody');
  assert.equal(of({ agency: [ANY_OTHER] }), 'nobody');
  assert.equal(of({ axes: { component: ['unknown'] } }), 'nobody');
  assert.equal(of({}, []), null, 'where nobody is listed nothing is known');
  assert.equal(of({}, null), null);
});

test('what a deriver never states is reached by no records, whether or not there is a roster', () => {
  const without = vocabulary.activities.filter(({ power, clearance }) => power === null && clearance === null);
  const [plain] = without;
  const empowered = vocabulary.activities.find(({ power }) => power !== null);
  assert(plain !== undefined && empowered !== undefined);
  for (const people of [roster, null]) {
    assert.equal(of({ activity: [plain.id], axes: { conferral: ['yes'] } }, people), 'never');
    assert.equal(of({ activity: [plain.id], axes: { clearance: ['held', 'unknown'] } }, people), 'never');
  }
  assert.equal(of({ activity: [plain.id], axes: { conferral: ['yes', 'no'] } }), 'somebody');
  assert.equal(of({ activity: [plain.id, empowered.id], axes: { conferral: ['yes'] } }), 'somebody');
  assert.equal(
    of({ activity: [ANY_OTHER], axes: { conferral: ['yes'] } }),
    'somebody',
    'of a word nobody has, nothing is said',
  );
});
