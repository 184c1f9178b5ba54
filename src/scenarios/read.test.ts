import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { LIMITS } from '../base/limits.ts';
import { folderMeant, problemLines, readScenarioFolder, scenarioFolder } from './read.ts';

let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'remit-scenario-'));
});

after(() => rmSync(folder, { recursive: true, force: true }));

test('a supplied scenario is found by its name, another by its path', async () => {
  const read = await readScenarioFolder(scenarioFolder('harbour-summit'));
  assert(read.ok);
  assert.equal(read.scenario.id, 'harbour-summit');
  assert.equal(scenarioFolder('./harbour-summit'), join(process.cwd(), 'harbour-summit'));
});

test('a person who names a folder means it, by its name alone too; a name that could be either is refused', () => {
  const here = process.cwd();
  const work = mkdtempSync(join(folder, 'work-'));
  mkdirSync(join(work, 'our-games'));
  try {
    process.chdir(work);
    assert.equal(folderMeant('our-games'), join(process.cwd(), 'our-games'));
    assert.equal(folderMeant('harbour-summit'), scenarioFolder('harbour-summit'));
    assert.equal(
      folderMeant('no-such-games'),
      scenarioFolder('no-such-games'),
      'of which it is said that there is none',
    );
    assert.equal(scenarioFolder('our-games'), join(scenarioFolder('harbour-summit'), '..', 'our-games'));
    cpSync(scenarioFolder('harbour-summit'), 'harbour-summit', { recursive: true });
    const both = folderMeant('harbour-summit');
    assert(typeof both !== 'string');
    assert.match(both.refused, /`harbour-summit` is a folder here and .*: `\.\/harbour-summit` is the folder/);
    assert.equal(folderMeant('./harbour-summit'), join(process.cwd(), 'harbour-summit'));
    // The same by two names is no question.
    rmSync('harbour-summit', { recursive: true });
    symlinkSync(scenarioFolder('harbour-summit'), 'harbour-summit');
    assert.equal(folderMeant('harbour-summit'), scenarioFolder('harbour-summit'));
    process.chdir(join(scenarioFolder('harbour-summit'), '..'));
    assert.equal(folderMeant('harbour-summit'), scenarioFolder('harbour-summit'));
  } finally {
    process.chdir(here);
  }
});

test('links within the folder are followed, and files that are no documents are left alone', async () => {
  const copy = copied();
  renameSync(join(copy, 'roster.yaml'), join(copy, 'people.txt'));
  symlinkSync('people.txt', join(copy, 'roster.yaml'));
  writeFileSync(join(copy, 'README.md'), 'notes');
  const read = await readScenarioFolder(copy);
  assert(read.ok, read.ok ? '' : problemLines(read.problems).join('\n'));
  assert(read.scenario.roster.length > 0);
});

const REFUSED: [string, (copy: string) => void, RegExp][] = [
  ['a link to a file outside', (copy) => linked(copy, 'roster.yaml'), /^roster\.yaml:1: .*leads out/],
  ['a link to a folder outside', (copy) => linked(copy, 'mandates'), /^mandates:1: .*leads out/],
  ['a link that leads nowhere', (copy) => symlinkSync('nothing', join(copy, 'x.yaml')), /is not there/],
  ['a folder that is itself again', (copy) => symlinkSync('.', join(copy, 'again')), /nested too deep/],
  [
    'a document that is too large',
    (copy) => truncateSync(join(copy, 'roster.yaml'), LIMITS.documentBytes + 1),
    /at most/,
  ],
  [
    'bytes that are no text',
    (copy) => writeFileSync(join(copy, 'roster.yaml'), Buffer.from([0xff, 0xfe])),
    /^roster\.yaml:1: this is UTF-16 text; a document is UTF-8 \[no-text\]$/,
  ],
  ['a pipe that nobody writes to', (copy) => execFileSync('mkfifo', [join(copy, 'x.yaml')]), /no ordinary file/],
  [
    'a folder called like a document',
    (copy) => mkdirSync(join(copy, 'mandates', 'guest.yaml')),
    /mandates\/guest\.yaml:1: this is a folder/,
  ],
  [
    'a document in no place of a scenario',
    (copy) => writeFileSync(join(copy, 'extra.yaml'), 'a: 1'),
    /no file `extra\.yaml`/,
  ],
  ['too many documents', (copy) => many(copy), /more than 1000 documents/],
];

for (const [name, spoil, wanted] of REFUSED) {
  test(`a scenario with ${name} is refused, naming it`, { skip: process.platform === 'win32' }, async () => {
    const copy = copied();
    spoil(copy);
    const read = await readScenarioFolder(copy);
    assert(!read.ok);
    assert.match(problemLines(read.problems).join('\n'), wanted);
  });
}

test('a folder that is missing, or a file, is refused', async () => {
  for (const place of [join(folder, 'missing'), process.execPath]) {
    const read = await readScenarioFolder(place);
    assert(!read.ok);
    assert.match(
      problemLines(read.problems).join('\n'),
      /^\.:1: the folder `.*` is (not there|no folder) \[unreadable\]$/,
    );
  }
});

function copied(): string {
  const copy = mkdtempSync(join(folder, 'copy-'));
  cpSync(scenarioFolder('harbour-summit'), copy, { recursive: true });
  return copy;
}

function linked(copy: string, name: string): void {
  const away = `${copy}-away-${name}`;
  renameSync(join(copy, name), away);
  symlinkSync(away, join(copy, name));
}

function many(copy: string): void {
  mkdirSync(join(copy, 'mandates'), { recursive: true });
  for (let n = 0; n < 1_001; n++) writeFileSync(join(copy, 'mandates', `m-${n}.yaml`), '');
}
