import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { scenarioFolder } from '../../scenarios/read.ts';
import { EXIT } from '../command.ts';
import { remit } from '../testing/spoken.ts';

const HARBOUR = 'harbour-summit';

/** A copy of the Harbour Summit in which something is written otherwise. */
function harbour(t: TestContext, file: string, from: string, to: string): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'remit-documents-')), HARBOUR);
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(scenarioFolder(HARBOUR), folder, { recursive: true });
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  assert(text.includes(from), `${file} holds ${from}`);
  writeFileSync(path, text.replace(from, to));
  return folder;
}

test('explain tells a mandate, a clause or a commitment, in either language, and names what is nearly so called', async () => {
  const clause = await remit(['mandate', 'explain', HARBOUR, 'guest-a/8']);
  assert.match(
    clause.out,
    /^guest-a\/8\n {2}The visiting protection service of state A may do this [^\n]*: [^\n]*escort/,
  );
  assert.doesNotMatch(clause.out, /guest-a\/9/);
  const mandate = await remit(['mandate', 'explain', HARBOUR, 'guest-a', '--italian']);
  assert.match(mandate.out, /^guest-a\n/);
  assert.match(mandate.out, /\n {2}Ciò che nessuna clausola dice è fuori da questo mandato\.\n/);
  assert.match(mandate.out, /\nguest-a\/8\n {2}The visiting protection service of state A può farlo /);
  const [first] = (await remit(['mandate', 'explain', HARBOUR, 'C3', '--json'])).out.trim().split('\n');
  assert.equal(JSON.parse(first ?? '').id, 'C3');
  const unknown = await remit(['mandate', 'explain', HARBOUR, 'gest-a']);
  assert.equal(unknown.code, EXIT.usage);
  assert.match(unknown.err, /did you mean `guest-a`\?/);
});

test('decide answers as the room would, with clauses and near misses, and derives what it can', async () => {
  const act = ['activity=armed-escort', 'component=guest-a-protection.close-protection', 'time=2026-09-15T09:00:00Z'];
  const rest = ['role=protection-officer', 'purpose=delegation-protection'];
  const there = await remit(['mandate', 'decide', HARBOUR, ...act, ...rest, 'place=conference-hall', '--json']);
  const decided = JSON.parse(there.out);
  assert.equal(decided.facts.agency, 'guest-a-protection');
  assert.equal(decided.facts.axes.direction, 'own');
  assert.equal(decided.facts.axes.accompaniment, 'no');
  assert.match(decided.set, /^[0-9a-f]{64}$/);
  const elsewhere = await remit(['mandate', 'decide', HARBOUR, ...act, ...rest, 'place=ferry-terminal']);
  assert.notEqual(elsewhere.out, '');
  assert.equal(elsewhere.code, EXIT.done);
});

test('decide takes what needs a clearance to have none, unless it is said: as a room without records of it', async () => {
  const act = ['activity=armed-escort', 'component=guest-a-protection.close-protection', 'time=2026-09-15T09:00:00Z'];
  const rest = [
    'role=protection-officer',
    'purpose=delegation-protection',
    'place=conference-hall',
    'approval=granted',
  ];
  const decided = async (...more: string[]) =>
    JSON.parse((await remit(['mandate', 'decide', HARBOUR, ...act, ...rest, ...more, '--json'])).out);
  const none = await decided();
  assert.deepEqual([none.outcome, none.facts.axes.clearance], ['outside', 'not-held']);
  assert.deepEqual(none.near[0].failed, [{ axis: 'clearance', was: 'not-held', wanted: ['held'] }]);
  assert.equal((await decided('clearance=held')).outcome, 'permitted');
  const other = await remit(['mandate', 'decide', HARBOUR, 'activity=escort-principal', '--json']);
  assert.equal(JSON.parse(other.out).facts.axes.clearance, 'not-needed');
});

test('decide on recorded facts gives what the desk gave: one vector a line', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'remit-facts-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const act = ['activity=armed-escort', 'component=guest-a-protection.close-protection', 'time=2026-09-15T09:00:00Z'];
  const { facts, outcome } = JSON.parse((await remit(['mandate', 'decide', HARBOUR, ...act, '--json'])).out);
  const file = join(folder, 'facts.jsonl');
  writeFileSync(file, `${JSON.stringify(facts)}\n\n${JSON.stringify({ ...facts, activity: 'alert.raise' })}\n`);
  const lines = (await remit(['mandate', 'decide', HARBOUR, '--facts', file, '--json'])).out.trim().split('\n');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).outcome),
    [outcome, 'permitted'],
  );
  writeFileSync(file, '{"agency":1}\n');
  const bad = await remit(['mandate', 'decide', HARBOUR, '--facts', file]);
  assert.equal(bad.code, EXIT.unreadable);
  assert.match(bad.err, /facts\.jsonl:1: no facts vector: `agency`/);
  writeFileSync(file, Buffer.from([0x7b, 0x7d, 0x0a, 0xff]));
  for (const [of, said] of [
    [file, /facts\.jsonl:2: bytes in this line are no UTF-8 text/],
    [folder, /is no ordinary file/],
    ['/dev/zero', /is no ordinary file|is not there/],
    [join(folder, 'none'), /is not there/],
  ] as const) {
    const answer = await remit(['mandate', 'decide', HARBOUR, '--facts', of]);
    assert.equal(answer.code, EXIT.unreadable, of);
    assert.match(answer.err, said);
  }
});

test('decide names the word that it does not know, and the nearest one', async () => {
  for (const [argv, said] of [
    [['activity=armed-escrot'], /unknown word `armed-escrot` of `activity`; did you mean `armed-escort`\?/],
    [
      ['activity=escort'],
      /unknown word `escort` of `activity`; did you mean `escort-principal`, `armed-escort`, `escort-to-safety`\?\n/,
    ],
    [['activity=unknowable-thing'], /of `activity`; there are `[a-z-]+`, (`[^`\n]+`, ){28}`[^`\n]+` and \d+ more\n/],
    [['activity=e'], /unknown word `e` of `activity`; there are /],
    [['approval=of the minister', 'activity=armed-escort'], /of `approval`; there are `granted`, `none`, `unknown`\n/],
    [['role=escort', 'activity=armed-escort'], /unknown word `escort` of `role`; there are `[^\n]*`unknown`\n/],
    [
      ['weather-of-the-day=fog', 'activity=armed-escort'],
      /no axis `weather-of-the-day`; there are `agency`, `activity`, /,
    ],
    [
      ['zone:nothing-such=inside', 'activity=armed-escort'],
      /no axis `zone:nothing-such`; [^\n]*`zone.secure-harbour`\n/,
    ],
    [['plaice=conference-hall', 'activity=armed-escort'], /no axis `plaice`; did you mean `place`\?/],
    [['activity=armed-escort', 'activity=armed-escort'], /`activity` is given twice/],
    [['place=conference-hall'], /say what is done/],
    [
      ['activity=armed-escrt', 'place=summit-key', 'plaice=x'],
      /armed-escort`[\s\S]*\n[\s\S]*`summit-key` of `place`[\s\S]*\n[\s\S]*no axis `plaice`; did you mean `place`/,
    ],
    [['activity=armed-escort', 'time=tomorrow'], /`time=` is a time like/],
    [
      ['activity=armed-escort', 'time=2026-02-30T10:00:00Z'],
      /`time=` is `2026-02-30T10:00:00Z`: the calendar has no such day/,
    ],
    [['activity=armed-escort', 'patrol'], /a fact is written `axis=word`/],
  ] as const) {
    const answer = await remit(['mandate', 'decide', HARBOUR, ...argv]);
    assert.equal(answer.code, EXIT.usage, argv.join(' '));
    assert.match(answer.err, said);
  }
});

test('check names what an author should look at, and ends with 1 where it blocks', async (t) => {
  const fine = await remit(['mandate', 'check', HARBOUR]);
  assert.match(fine.out, /\n\d+ to look at, 0 of which block\n$/);
  assert.equal(fine.code, EXIT.done);
  const file = 'mandates/guest-b.yaml';
  const text = readFileSync(join(scenarioFolder(HARBOUR), file), 'utf8');
  const asked = text.split(/\n(?= {2}- id: )/).find((block) => block.includes('[sweep-venue]'));
  assert(asked !== undefined);
  const broad = asked
    .replace(/- id: \d+/, '- id: 99')
    .replace('permit-with-approval', 'permit')
    .replace(/\n {4}place: .*/, '\n    place: any');
  const beaten = await remit(['mandate', 'check', harbour(t, file, asked, `${asked}\n${broad}`)]);
  assert.match(
    beaten.out,
    /\nguest-b\/99 permits without asking what guest-b\/8 says the host approves first: .*It blocks\.\n/,
  );
  assert.equal(beaten.code, EXIT.failed);
});

test('compare shows what reads otherwise and what is decided otherwise, and ends with 1 where anything does', async (t) => {
  const same = await remit(['mandate', 'compare', HARBOUR, HARBOUR]);
  assert.equal(same.out, 'nothing reads otherwise\nno act has another outcome\n');
  assert.equal(same.code, EXIT.done);
  const draft = harbour(
    t,
    'mandates/guest-b.yaml',
    'id: 8\n    effect: permit-with-approval',
    'id: 8\n    effect: permit',
  );
  const other = await remit(['mandate', 'compare', HARBOUR, draft]);
  assert.match(other.out, /^clause guest-b\/8 changed\n {2}effect: permit-with-approval → permit\n/);
  assert.match(
    other.out,
    /other outcomes, in \d+ regions? \(in brackets: before\):\n {2}[^\n]+: permitted \(before: needs the host’s approval\)/,
  );
  assert.match(other.out, /\nsomebody may do more than before, or come nearer to it by approval\n/);
  assert.equal(other.code, EXIT.failed);
  const back = await remit(['mandate', 'compare', draft, HARBOUR]);
  assert.match(back.out, /\nnobody may do more than before, not even with approval: proved over every possible act\n/);
  const given = JSON.parse((await remit(['mandate', 'compare', HARBOUR, draft, '--json'])).out);
  assert.deepEqual([given.logic.result, given.more.result], ['refuted', 'refuted']);
  const half = await remit(['mandate', 'compare', HARBOUR, draft, '--acts', 'x']);
  assert.equal(half.code, EXIT.usage);
});

test('a draft is named by its file: it is looked at in the place of the version that is listed', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'remit-draft-'));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(scenarioFolder(HARBOUR), folder, { recursive: true });
  const draft = join(folder, 'drafts', 'guest-a-2.yaml');
  const setOf = async (of: string) =>
    JSON.parse((await remit(['mandate', 'check', of, '--json'])).out.split('\n')[0] ?? '').set;
  const listed = await setOf(folder);
  assert.equal(await setOf(join(folder, 'mandates', 'guest-a.yaml')), listed);
  assert.notEqual(await setOf(draft), listed);
  assert.equal(await setOf(`${HARBOUR}/drafts/guest-a-2.yaml`), await setOf(draft));
  const compared = await remit(['mandate', 'compare', HARBOUR, draft]);
  assert.match(compared.out, /^mandate guest-a changed\n/);
  assert.doesNotMatch(compared.out, /guest-b/);
  assert.equal(compared.code, EXIT.failed);
  const told = await remit(['mandate', 'explain', draft, 'guest-a/8']);
  assert.equal(told.code, EXIT.done);
  // One that the event has not is added to it, and one that is not in order is told by its own name.
  const text = readFileSync(draft, 'utf8');
  writeFileSync(
    join(folder, 'drafts', 'guest-c-1.yaml'),
    text.replace('mandate: guest-a', 'mandate: guest-c').replace('version: 2', 'version: 1'),
  );
  const added = await remit(['mandate', 'check', join(folder, 'drafts', 'guest-c-1.yaml')]);
  assert.match(added.out, /^in order: 5 mandates/);
  writeFileSync(draft, text.replace('effect: permit', 'effect: permitt'));
  const broken = await remit(['mandate', 'check', draft]);
  assert.match(broken.err, /\n {2}drafts\/guest-a-2\.yaml:\d+:\d+: [^\n]*did you mean `permit`\?/);
  assert.equal(broken.code, EXIT.unreadable);
  for (const file of ['drafts/guest-a-9.yaml', 'mandates/guest-z.yaml']) {
    const missing = await remit(['mandate', 'check', `${HARBOUR}/${file}`]);
    assert.deepEqual([missing.code, missing.out], [EXIT.unreadable, '']);
    assert.match(missing.err, new RegExp(`there is no document \`${HARBOUR}/${file}\``));
  }
});

test('regions that may not be all are never counted or listed as though they were', async () => {
  const some = await remit(['mandate', 'compare', HARBOUR, 'milano-cortina-2026', '--budget', '80']);
  assert.match(
    some.out,
    /\nother outcomes, in \d+ regions? and others that were not looked for \(in brackets: before\):\n/,
  );
  assert.match(some.out, /\n {2}and \d+ more\n {2}and others that were not looked for\n/);
  const few = await remit(['mandate', 'compare', HARBOUR, 'milano-cortina-2026', '--budget', '40']);
  assert.doesNotMatch(few.out, /\n {2}and \d+ more\n/);
  assert.match(few.out, /\n {2}and others that were not looked for\n/);
});

test('simulate plays the exercise under the documents, and shows which acts a change turns', async (t) => {
  const fine = await remit(['mandate', 'simulate', HARBOUR]);
  assert.match(fine.out, /^\d+ acts, \d+ held up, 0 otherwise than expected\n$/);
  assert.equal(fine.code, EXIT.done);
  const draft = harbour(t, 'mandates/guest-a.yaml', 'effect: permit-with-approval', 'effect: forbid');
  const other = await remit(['mandate', 'simulate', draft]);
  assert.match(other.out, /prohibited[^\n]*guest-a\/\d+, expected /);
  assert.equal(other.code, EXIT.failed);
});
