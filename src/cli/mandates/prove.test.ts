import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { scenarioFolder } from '../../scenarios/read.ts';
import { EXIT } from '../command.ts';
import { remit } from '../testing/spoken.ts';

/** A copy of the Harbour Summit with something added to a document. */
function harbourWith(t: TestContext, file: string, text: string): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'remit-mandate-')), 'harbour-summit');
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(scenarioFolder('harbour-summit'), folder, { recursive: true });
  appendFileSync(join(folder, file), text);
  return folder;
}

const ARMED = `  - id: 90
    effect: permit
    text: "Officers escort under arms."
    basis: instrument
    source: [X2]
    activity: [armed-escort]
    component: [guest-b-police.event-support]
    role: any
    purpose: any
    place: [ferry-terminal]
${['room', 'accompaniment', 'conferral', 'clearance', 'direction', 'handling', 'consent', 'recipient', 'zones', 'time']
  .map((axis) => `    ${axis}: any\n`)
  .join('')}`;

const NO_WAY_OUT = `  - id: C9
    by: Nobody
    date: null
    text: "Nobody of the visitors leads people out of danger."
    source: [X4]
    binds: guests
    form: rule
    effect: forbid
    activity: [escort-to-safety]
`;

test('the commitments of the supplied events are proved, and their documents in order', async () => {
  const { code, out } = await remit(['mandate', 'prove', 'milano-cortina-2026']);
  assert.match(out, /^K2 never: [^\n]+\n {2}as the room decides: proved over \d+ regions?\n/);
  assert.match(out, /\n11 commitments, 11 proved\n$/);
  assert.equal(code, EXIT.done);
  const checked = await remit(['mandate', 'check', 'harbour-summit']);
  assert.match(checked.out, /^in order: 4 mandates, 5 commitments, \d+ rules\nset [0-9a-f]{64}\n/);
});

test('what a mandate gives away by itself is told in words, and as JSON; the commitment above it holds, and that blocks (R-35)', async (t) => {
  const folder = harbourWith(t, 'mandates/guest-b.yaml', ARMED);
  const { code, out } = await remit(['mandate', 'prove', folder]);
  assert.match(
    out,
    /\nC3 unless-approved: [^\n]+\n {2}as the room decides: proved over \d+ regions?\n {2}by the mandates alone: REFUTED, by 1 region\n {4}escort a principal under arms, by [^\n]+: permitted, where [^\n]*the place is [^\n]*ferry terminal/i,
  );
  assert.equal(code, EXIT.failed);
  const lines = (await remit(['mandate', 'prove', folder, '--json'])).out.trim().split('\n');
  const c3 = lines.map((line) => JSON.parse(line)).find(({ commitment }) => commitment === 'C3');
  assert.deepEqual([c3.inForce.result, c3.mandatesAlone.result], ['proved', 'refuted']);
  const [counterexample] = c3.mandatesAlone.counterexamples;
  assert.deepEqual(counterexample.region.agency, ['guest-b-police']);
  assert.deepEqual(counterexample.region.axes.place, ['ferry-terminal']);
  // A proof says what it takes for granted, and whether anybody could do what breaks it (HOUSE: proofs).
  assert.match(out, /ferry terminal[^\n]*\(somebody on the roster of today is such\)\n/i);
  assert.match(
    out,
    /\n {2}taken as stated: the activity \(what its actor claims and signs\); the agency \(the roster\); [^\n]*; of the mandates alone also: the place[^\n]* the component \(the roster\)/,
  );
  assert.equal(counterexample.reach, 'somebody');
  const sources = (rests: readonly { readonly source: string }[]) => rests.map(({ source }) => source);
  assert.deepEqual(sources(c3.rests.inForce), ['act', 'roster', 'approvals']);
  assert(sources(c3.rests.mandatesAlone).includes('clearances'), 'the clauses beside it want one held');
  const italian = await remit(['mandate', 'prove', folder, '--italian']);
  assert.match(italian.out, /da parte di [^\n]+: consentito, quando /);
  assert.match(italian.out, /preso come dichiarato: l’attività \(ciò che il suo autore dichiara e firma\)/);
});

test('a commitment that the room would not keep is refuted: nothing holds up what gets people out (R-22)', async (t) => {
  const { code, out } = await remit(['mandate', 'prove', harbourWith(t, 'commitments.yaml', NO_WAY_OUT)]);
  assert.match(out, /\nC9 never: [^\n]+\n {2}as the room decides: REFUTED, by \d+ regions?\n {4}[^\n]+: permitted/);
  assert.match(out, /\n5 commitments, 4 proved; 1 not kept by the text of a mandate, which blocks\n$/);
  assert.equal(code, EXIT.failed);
});

test('a budget that does not suffice is said, and never called a proof', async () => {
  const { code, out } = await remit(['mandate', 'prove', 'milano-cortina-2026', '--budget', '1']);
  assert.match(out, /K3 never: [^\n]+\n {2}as the room decides: UNDECIDED: the budget ended\n/);
  assert.equal(code, EXIT.failed);
});

test('and a commitment is refuted by the regions that were found until then, and others', async (t) => {
  const folder = harbourWith(
    t,
    'commitments.yaml',
    NO_WAY_OUT.replace('activity: [escort-to-safety]', 'activity: any'),
  );
  const { out } = await remit(['mandate', 'prove', folder, '--budget', '30']);
  assert.match(
    out,
    /\nC9 never: [^\n]+\n {2}as the room decides: REFUTED, by \d+ regions? and others that were not looked for\n/,
  );
  assert.match(out, /\n {4}and others that were not looked for\n/);
});

test('documents that are not in order end with 66 and every problem by line; wrong usage with 64', async (t) => {
  const broken = await remit([
    'mandate',
    'prove',
    harbourWith(t, 'commitments.yaml', NO_WAY_OUT.replace('forbid', 'forbit')),
  ]);
  assert.match(broken.err, /commitments\.yaml:\d+/);
  assert.equal(broken.code, EXIT.unreadable);
  const wrong = harbourWith(t, 'commitments.yaml', NO_WAY_OUT.replace('escort-to-safety', 'escort-to-safty'));
  const told = await remit(['mandate', 'check', wrong, '--json']);
  assert.deepEqual([told.code, told.err], [EXIT.unreadable, '']);
  const { line, column, ...rest } = JSON.parse(told.out).problem;
  assert(line > 0 && column > 0);
  assert.deepEqual(rest, {
    file: 'commitments.yaml',
    rule: 'unknown-activity',
    message: 'unknown activity `escort-to-safty`; did you mean `escort-to-safety`?',
  });
  for (const argv of [[], ['proof'], ['prove', 'a', 'b'], ['prove', '--budget', '0']]) {
    assert.equal((await remit(['mandate', ...argv])).code, EXIT.usage, argv.join(' '));
  }
});
