import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { LIMITS } from '../base/limits.ts';
import { NAME_LANGUAGES } from '../terms/names.ts';
import { namesOf } from './explain.ts';
import { namedWords, phrasesOf } from './names.ts';
import { readScenario } from './read-scenario.ts';
import { itRefusesAsNoted } from './testing/faulty-documents.ts';
import { problemsOf } from './testing/refusal-table.ts';
import { smallScenario } from './testing/scenario-fixture.ts';
import { toldOf } from './told.ts';

const FILE = 'names.it.yaml';
const document = (names: string, head = 'vocabulary: small\nlanguage: it\n') => `${head}names:\n${names}`;
const ITALIAN = document(
  '  stadium: Lo stadio\n  guest.field: Personale sul campo\n  guest: L’ospite\n  maximum: massima\n',
);

function scenarioWith(changes: Parameters<typeof smallScenario>[0]) {
  const read = readScenario(smallScenario(changes));
  return read.ok ? read.scenario : assert.fail(JSON.stringify(read.problems));
}

describe('names in another language', () => {
  it('may be missing, and may be of some words only', () => {
    assert.deepEqual(scenarioWith({}).names, { it: {} });
    assert.deepEqual(scenarioWith({ [FILE]: ITALIAN }).names.it, {
      stadium: 'Lo stadio',
      'guest.field': 'Personale sul campo',
      guest: 'L’ospite',
      maximum: 'massima',
    });
  });

  it('change nothing else of the scenario', () => {
    const { names: _with, ...named } = scenarioWith({ [FILE]: ITALIAN });
    const { names: _without, ...plain } = scenarioWith({});
    assert.deepEqual(named, plain);
  });

  it('are of agencies, components, offices, roles, activities, purposes, places, rooms, desks, categories and kinds of zones', () => {
    const words = [...namedWords(scenarioWith({}).vocabulary).keys()];
    for (const id of [
      'host',
      'host.desk',
      'minister',
      'duty',
      'patrol',
      'crime',
      'town',
      'main-room',
      'main-room.duty',
    ])
      assert.ok(words.includes(id), id);
    for (const id of ['crowd', 'maximum']) assert.ok(words.includes(id), id);
    for (const id of ['streets', 'games', 'stadium-zone', 'town.elsewhere', 'room-duty'])
      assert.ok(!words.includes(id), id);
  });

  it('stand in Italian explanations, and the vocabulary’s own in English ones and where there is none', () => {
    const scenario = scenarioWith({ [FILE]: ITALIAN });
    const names = { en: namesOf(scenario), it: namesOf(scenario, 'it') };
    const failed = [
      { axis: 'place', was: 'stadium', wanted: ['consulate'] },
      { axis: 'component', was: 'guest.field', wanted: ['guest.analysts'] },
      { axis: 'zone.maximum', was: 'inside', wanted: ['outside'] },
    ];
    const told = toldOf({ outcome: 'outside', clauses: [], near: [{ clause: 'visit/2', failed }] }, names);
    assert.match(told.it, /il luogo risulta Lo stadio e deve essere The consulate/);
    assert.match(told.it, /risulta Personale sul campo \(L’ospite\) e deve essere Analysts \(L’ospite\)/);
    assert.match(told.it, /la zona «massima»/);
    assert.match(told.en, /the place is The stadium and must be The consulate/);
    assert.match(told.en, /Field arm \(The guest\)/);
    assert.doesNotMatch(told.en, /massima|ospite/);
  });
});

describe('a document of names is refused', () => {
  const refused = (what: string, text: string, wanted: RegExp, file = FILE) =>
    it(what, () => {
      const problems = problemsOf(smallScenario({ [file]: text }));
      assert.ok(
        problems.some((problem) => wanted.test(problem)),
        `no problem is ${wanted}: ${problems.join('\n')}`,
      );
    });
  const line = (name: string) => document(`  stadium: ${name}\n`);

  refused(
    'with a word that the vocabulary has not',
    document('  stadium: Lo stadio\n  stadum: Lo stadio\n'),
    /^names\.it\.yaml:5 \[unknown-word\] the vocabulary has no word `stadum` that is named; did you mean `stadium`\?$/,
  );
  for (const id of ['constructor', 'room-duty', 'streets', 'games', 'town.elsewhere'])
    refused(`with \`${id}\`, which has no name`, document(`  ${id}: nome\n`), /\[unknown-word\]/);
  refused('with a key that no mapping may have', document('  __proto__: nome\n'), /:4 \[unknown-key\]/);
  refused(
    'for another vocabulary',
    document('  stadium: s\n', 'vocabulary: smal\nlanguage: it\n'),
    /:1 \[other-vocabulary\] the names are for the vocabulary `smal`, but this event's is `small`/,
  );
  refused('without its vocabulary', document('  stadium: s\n', 'language: it\n'), /`vocabulary` is missing/);
  refused(
    'in a language that its file is not of',
    document('  stadium: s\n', 'vocabulary: small\nlanguage: fr\n'),
    /:2 \[unknown-word\] `language` must be one of it, not `fr`/,
  );
  refused(
    'in a language of no screen',
    ITALIAN,
    /\[unknown-file\] a scenario has no file `names\.fr\.yaml`; did you mean `names\.it\.yaml`/,
    'names.fr.yaml',
  );
  refused(
    'with a phrase that the event does not say',
    `${ITALIAN}phrases:\n  the middle of May: metà maggio\n`,
    /\[unknown-phrase\] no statement, commitment or source says `the middle of May`/,
  );
  refused('with a word given twice', document('  stadium: a\n  stadium: b\n'), /:5 \[duplicate-key\]/);
  refused('with a key that it has not', `${ITALIAN}extra: 1\n`, /\[unknown-key\] unknown key `extra`/);
  refused('without names', 'vocabulary: small\nlanguage: it\n', /`names` is missing/);
  refused('with a list', document('  - stadium\n'), /`names` must be a mapping, not a list/);
  refused('that is no mapping at all', '[stadium]\n', /\[wrong-type\]/);
  refused('with an empty name', line('""'), /:4 \[too-small\] `stadium` is under its minimum of 1/);
  refused('with a number', line('12'), /\[wrong-type\] `stadium` must be a text, not the number `12`/);
  refused('with a mapping for a name', line('{it: x}'), /\[wrong-type\] `stadium` must be a text/);
  refused(
    'with a name that is too long',
    line('x'.repeat(LIMITS.lineChars + 1)),
    new RegExp(`\\[too-large\\] \`stadium\` is over its limit of ${LIMITS.lineChars}`),
  );
  refused('with a control character', line('"Lo\\u0007 stadio"'), /holds control or direction characters/);
  refused('with a turned direction', line('"\\u202eoidats"'), /holds control or direction characters/);
  refused('with half a letter', line('"\\ud800"'), /./);
  refused('that is no YAML', '{', /^names\.it\.yaml:/);
  refused(
    'that gives a purpose a name which no purpose may have',
    document('  security: Rimpatrio degli ospiti\n'),
    /:4 \[refused-name\] the name `Rimpatrio degli ospiti` of `security` holds `rimpatri`/,
  );
  refused(
    'that gives a category a name which no category may have',
    document('  crowd: Corteo\n'),
    /\[refused-name\].*holds `corteo`/,
  );

  it('where one word is two things that are called differently, and not where they are called the same', () => {
    const twice = (name: string) => (text: string) =>
      text.replace('{id: security, name', `{id: patrol, name: ${name}}, {id: security, name`);
    const names = document('  patrol: pattugliare\n');
    assert.match(
      problemsOf(smallScenario({ 'vocabulary.yaml': twice('keeping watch'), [FILE]: names })).join('\n'),
      /:4 \[ambiguous-word\] `patrol` is `patrol` and `keeping watch` in the vocabulary: one name cannot stand for both/,
    );
    assert.deepEqual(problemsOf(smallScenario({ 'vocabulary.yaml': twice('patrol'), [FILE]: names })), []);
  });

  it('with every fault, not only the first', () => {
    const text = document('  stadum: ""\n  lnd: "\\u202e"\n', 'vocabulary: other\nlanguage: it\n');
    assert.equal(problemsOf(smallScenario({ [FILE]: text })).length, 5);
  });

  it('for its form alone where the vocabulary could not be read', () => {
    const problems = problemsOf(smallScenario({ 'vocabulary.yaml': 'a: 1', [FILE]: line('""') }));
    assert.deepEqual(problems.filter((problem) => problem.startsWith(FILE)).length, 1);
  });

  it('in a moment, however many words it invents', () => {
    const many = Array.from({ length: 20_000 }, (_, n) => `  stadium-${n}: x\n`).join('');
    const began = process.cpuUsage();
    assert.match(problemsOf(smallScenario({ [FILE]: document(many) })).at(-1) ?? '', /more from here on/);
    assert.ok(process.cpuUsage(began).user < 5_000_000, 'microseconds of work, however busy the machine is');
  });
});

describe('the scenarios that are supplied', () => {
  const folder = new URL('../../scenarios/milano-cortina-2026/', import.meta.url).pathname;
  const files = new Map(
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((path) => path.endsWith('.yaml'))
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
  const read = readScenario(files);
  const scenario = read.ok ? read.scenario : assert.fail(JSON.stringify(read.problems));

  for (const language of NAME_LANGUAGES)
    it(`milano-cortina-2026 names every word in \`${language}\``, () => {
      const named = scenario.names[language];
      assert.deepEqual(
        [...namedWords(scenario.vocabulary).keys()].filter((id) => !Object.hasOwn(named, id)),
        [],
      );
    });

  for (const language of NAME_LANGUAGES)
    it(`milano-cortina-2026 says every topic, day, place and office of what was said in \`${language}\``, () => {
      const phrases = [...phrasesOf(scenario)];
      assert.ok(phrases.length > 20);
      assert.deepEqual(
        phrases.filter((phrase) => !Object.hasOwn(scenario.names[language], phrase)),
        [],
      );
    });

  it('an Italian name tells desks of one room, and places, apart', () => {
    const { places, rooms } = scenario.vocabulary;
    for (const words of [places, rooms, ...rooms.map(({ desks }) => desks)]) {
      const names = words.map(({ id }) => scenario.names.it[id]);
      assert.deepEqual(names.length, new Set(names).size, names.join(', '));
    }
  });
});

itRefusesAsNoted('names', 'names-form-1', 'names-form-2', 'names-form-3');
