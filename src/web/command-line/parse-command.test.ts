import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completeCommand } from './complete-command.ts';
import { type CommandWords, readCommand } from './parse-command.ts';
import type { CommandHint } from './unfinished.ts';

const NOW = Date.UTC(2026, 1, 6, 12, 0);
const CLOCK = { zone: 'Europe/Rome', now: NOW, atDesk: true };
const place = (id: string, name: string, leaf = id) => ({ id, name, within: null, leaf });
const NAMES: Readonly<Record<string, readonly string[]>> = {
  milan: ['Milan', 'Milano e la città'],
  'san-siro': ['San Siro stadium', 'Stadio di San Siro'],
  'san-siro-perimeter': ['Perimeter of the San Siro stadium', 'Perimetro dello stadio di San Siro'],
  'identity-check': ["check a person's identity", 'identificare una persona'],
  'vehicle-search': ['check a vehicle', 'ispezionare un veicolo'],
  'it-polizia-stato': ['State Police', 'Polizia di Stato'],
  'it-polizia-stato.milan': ['Milan headquarters', 'Questura di Milano'],
  'rho-ice-halls': ['Rho ice halls', 'Palazzetti del ghiaccio di Rho'],
};
const WORDS: CommandWords = {
  places: [
    place('milan', 'Milan', 'milan.elsewhere'),
    place('san-siro', 'San Siro stadium'),
    place('san-siro-perimeter', 'Perimeter of the San Siro stadium'),
    place('rho-ice-halls', 'Rho ice halls'),
  ],
  agencies: [
    {
      id: 'us-ice',
      name: 'ICE',
      standing: 'guest',
      state: 'us',
      components: [{ id: 'us-ice.hsi', name: 'HSI' }],
    },
    {
      id: 'it-polizia-stato',
      name: 'State Police',
      standing: 'host',
      state: 'it',
      components: [{ id: 'it-polizia-stato.milan', name: 'Milan headquarters' }],
    },
  ],
  activities: [
    { id: 'identity-check', name: 'check', coerciveness: 'coercive', power: 'identity-check' },
    { id: 'vehicle-search', name: 'search a vehicle', coerciveness: 'coercive', power: 'vehicle-search' },
  ],
  incidentCategories: ['crowd', 'medical', 'fall'],
  everyName: (id) => NAMES[id] ?? [],
  everyCategoryName: (id) =>
    id === 'crowd' ? ['crowding', 'folla'] : id === 'fall' ? ['fall', 'caduta'] : [id, 'sanitario'],
  gravityName: (gravity) => ({ minor: 'lieve', serious: 'serio', major: 'grave' })[gravity],
};

const readLine = (line: string) => readCommand(line, WORDS, CLOCK);
function draftOf(line: string) {
  const command = readLine(line);
  return command.is === 'act' ? command.draft : assert.fail(`${line}: ${JSON.stringify(command)}`);
}
function hintOf(line: string): CommandHint {
  const command = readLine(line);
  return command.is === 'hint' ? command.hint : assert.fail(`${line}: ${JSON.stringify(command)}`);
}

test('an incident in one line', () => {
  assert.deepEqual(draftOf('inc crowd @san-siro 12:40 two injured'), {
    kind: 'incident.open',
    place: 'san-siro',
    detail: {
      title: 'two injured, 06/02 11:40Z',
      category: 'crowd',
      gravity: 'minor',
      text: '06/02 11:40Z (06/02 12:40 Europe/Rome): two injured',
    },
  });
  const ago = draftOf('inc crowd @san-siro -10m two injured');
  assert.equal(ago.detail['title'], 'two injured, 06/02 11:50Z');
  assert.match(String(ago.detail['text']), /^06\/02 11:50Z \(06\/02 12:50 Europe\/Rome\): two injured$/);
  assert.equal(String(draftOf(`inc crowd -10m ${'x'.repeat(200)}`).detail['title']).length, 120);
  assert.equal(draftOf('INC medical !major fainted').detail['gravity'], 'major');
  assert.equal(draftOf('inc medical fainted').place, undefined);
});

test('gravity, place and time stand before the text in any order, also before the category', () => {
  for (const line of [
    'inc crowd !serious @san-siro push',
    'inc crowd @san-siro !serious push',
    'inc !serious crowd @san-siro push',
    'inc @san-siro !serious crowd push',
    'inc crowd !SERIO @san-siro push',
  ]) {
    const { place: where, detail } = draftOf(line);
    assert.deepEqual([where, detail['gravity'], detail['text']], ['san-siro', 'serious', 'push'], line);
  }
  assert.equal(draftOf('inc crowd !grave calca').detail['gravity'], 'major');
  assert.equal(draftOf('inc crowd push, not serious').detail['gravity'], 'minor');
  assert.equal(draftOf('log serious crowding').detail['text'], 'serious crowding');
});

test('without its mark a gravity is a word of the text, also as the first', () => {
  for (const [line, text] of [
    ['inc medical minor injuries', 'minor injuries'],
    ['inc medical major road blocked', 'major road blocked'],
    ['inc medical @san-siro grave in volto', 'grave in volto'],
    ['inc medical serio ritardo', 'serio ritardo'],
  ] as const) {
    const { detail } = draftOf(line);
    assert.deepEqual([detail['gravity'], detail['text']], ['minor', text], line);
  }
});

test('a category and an activity are known by id, by name in any language, and by what only one begins with', () => {
  for (const line of ['inc crowding push', 'inc folla push', 'inc fol push', 'inc cro push', 'inc Folla push'])
    assert.deepEqual([draftOf(line).detail['category'], draftOf(line).detail['text']], ['crowd', 'push'], line);
  for (const typed of [
    'ident',
    'identificare',
    'identificare-una-persona',
    'identificare una persona',
    "check a person's identity",
    'Check-a-p',
  ]) {
    const { deed, text } = draftOf(`occ us-ice ${typed} two men`).detail as {
      deed: Record<string, string>;
      text: string;
    };
    assert.deepEqual([deed['activity'], text], ['identity-check', 'two men'], typed);
  }
  assert.equal(hintOf('inc c push').code, 'unknown-category', 'one letter names nothing');
});

test('what may be several says which, and completes as far as they agree', () => {
  const several = { code: 'many-activities', word: 'check', near: null, among: ['identity-check', 'vehicle-search'] };
  assert.deepEqual(hintOf('occ us-ice check two men'), several);
  const complete = (line: string) => completeCommand(line, WORDS);
  assert.equal(complete('occ us-ice che'), 'occ us-ice check-a-');
  assert.equal(complete('occ us-ice check-a-p'), 'occ us-ice check-a-person-s-identity');
  assert.equal(complete('occ us-ice Ispez'), 'occ us-ice ispezionare-un-veicolo');
  assert.equal(complete('inc @san-siro !major cro'), 'inc @san-siro !major crowd');
  for (const line of ['inc crowd', 'inc crowd pu', 'inc zz', 'inc c', 'inc ', 'occ u', 'log cro', 'cro', ''])
    assert.equal(complete(line), undefined, line);
  assert.equal(draftOf(`${complete('occ us-ice Ispez')} two vans`).kind, 'occurrence.report');
});

test('what looks like a place, a gravity or a time and was not read as one is said', () => {
  const unread = (line: string) => {
    const command = readLine(line);
    return command.is === 'act' ? command.unread : assert.fail(line);
  };
  assert.deepEqual(unread('inc crowd push @san-siro !major 12:40'), ['@san-siro', '!major', '12:40']);
  assert.deepEqual(unread('inc crowd @san-siro !serious 12:40 two injured'), []);
  assert.deepEqual(unread('log bus leaves at 12:40'), []);
  assert.deepEqual(unread('log bus leaves @rho'), ['@rho']);
  assert.deepEqual(unread('log 71:68 was the result'), ['71:68']);
});

test('a time that is none opens nothing; one that can only be long ago is marked', () => {
  assert.deepEqual(hintOf('inc crowd @san-siro 25:99 two injured'), { code: 'no-time', word: '25:99', near: null });
  assert.equal(hintOf('occ us-ice identity-check 31/02 12:40 seen').code, 'no-time');
  const longAgo = (line: string) => {
    const command = readLine(line);
    return command.is === 'act' ? [command.at, command.longAgo] : assert.fail(line);
  };
  assert.deepEqual(longAgo('inc crowd 20:40 two injured'), [Date.UTC(2026, 1, 5, 19, 40), true]);
  assert.deepEqual(longAgo('log 20:40 power off'), [Date.UTC(2026, 1, 5, 19, 40), true]);
  assert.deepEqual(longAgo('inc crowd 05/02 20:40 two injured'), [Date.UTC(2026, 1, 5, 19, 40), undefined]);
  assert.deepEqual(longAgo('inc crowd 12:40 two injured'), [Date.UTC(2026, 1, 6, 11, 40), undefined]);
  assert.deepEqual(longAgo('inc crowd two injured'), [undefined, undefined]);
});

test('whatever begins with no command is a log line, as it was typed', () => {
  assert.deepEqual(draftOf('gates open,  north  side slow'), {
    kind: 'log.line',
    detail: { text: 'gates open,  north  side slow' },
  });
  assert.deepEqual(draftOf('  log #INC-4 @rho ambulance there ').detail, { text: 'ambulance there', about: 'INC-4' });
  assert.equal(draftOf('log #DEED-us-ice-2 begun').detail['about'], 'DEED-us-ice-2');
  assert.deepEqual(draftOf('login broken').detail, { text: 'login broken' });
  assert.deepEqual(draftOf('@ noon').detail, { text: '@ noon' });
});

test('a line about before is a report with its own time; about now it is not', () => {
  const late = draftOf('log 12:40 power was off');
  assert.deepEqual([late.form, late.deedAt], ['report', Date.UTC(2026, 1, 6, 11, 40)]);
  assert.equal(draftOf('log 12:59 power is off').form, undefined);
  assert.equal(draftOf('log 11:40Z power was off').deedAt, late.deedAt);
  assert.equal(draftOf('log 25:99 is no time').detail['text'], '25:99 is no time');
});

test('an occurrence says whom, what, where, when', () => {
  assert.deepEqual(draftOf('occ us-ice.hsi identity-check @rho-ice-halls 12:10 asked two people for papers'), {
    kind: 'occurrence.report',
    form: 'report',
    deedAt: Date.UTC(2026, 1, 6, 11, 10),
    place: 'rho-ice-halls',
    detail: {
      deed: {
        agency: 'us-ice',
        component: 'us-ice.hsi',
        role: 'unknown',
        activity: 'identity-check',
        purpose: 'unknown',
        place: 'rho-ice-halls',
      },
      text: 'asked two people for papers',
    },
  });
  const stranger = draftOf('occ unknown identity-check seen').detail['deed'] as Record<string, string>;
  assert.deepEqual([stranger['agency'], stranger['component'], stranger['place']], ['unknown', 'unknown', 'unknown']);
});

test('places are found by a part of their name, where only one has it', () => {
  assert.equal(draftOf('log @milan x').place, 'milan.elsewhere');
  assert.equal(draftOf('log @rho x').place, 'rho-ice-halls');
  assert.equal(draftOf('log @perimeter x').place, 'san-siro-perimeter');
  assert.equal(draftOf('log @palazzetti x').place, 'rho-ice-halls');
  assert.equal(draftOf('log @Stadio-di x').place, 'san-siro');
  assert.equal(draftOf('log @citta x').place, 'milan.elsewhere');
  assert.equal(draftOf('log @CITTÀ x').place, 'milan.elsewhere');
  assert.deepEqual(hintOf('log @san x'), { code: 'unknown-place', word: 'san', near: null });
  assert.equal(hintOf('log @san-sirro x').near, 'san-siro');
});

test('what is missing or unknown is said', () => {
  assert.deepEqual(readLine('   '), { is: 'nothing' });
  const codes = (...lines: string[]) => lines.map((line) => hintOf(line).code);
  assert.deepEqual(codes('inc', 'inc crowd', 'inc crowd @san-siro 12:40', 'log', 'log @rho'), [
    'category-wanted',
    'text-wanted',
    'text-wanted',
    'text-wanted',
    'text-wanted',
  ]);
  assert.deepEqual(codes('occ', 'occ us-ice', 'occ us-ice identity-check'), [
    'agency-wanted',
    'activity-wanted',
    'text-wanted',
  ]);
  assert.deepEqual(hintOf('inc crwd x'), { code: 'unknown-category', word: 'crwd', near: 'crowd' });
  assert.equal(hintOf('occ us-icy identity-check x').near, 'us-ice');
  assert.equal(hintOf('occ us-ice identity-chek x').near, 'identity-check');
  assert.equal(hintOf(`log ${'x'.repeat(5_000)}`).code, 'too-long');
});

test('hostile lines are read in time and never break it', () => {
  for (const line of [
    '@'.repeat(9_000),
    ' '.repeat(9_000),
    `inc ${'crowd '.repeat(2_000)}`,
    `inc ${'x '.repeat(4_000)}`,
    `inc ${'- '.repeat(4_000)}`,
    '#INC-'.repeat(2_000),
    '\u202e@x',
    'inc constructor x',
    'occ __proto__ x y',
  ])
    assert.doesNotThrow(() => [readLine(line), completeCommand(line, WORDS)], line.slice(0, 20));
});

test('whose deed it was is typed by name too, and completed', () => {
  const deedOf = (line: string) => {
    const { agency, component } = draftOf(line).detail['deed'] as { agency: string; component: string };
    return [agency, component];
  };
  for (const whom of ['it-polizia-stato', 'Polizia di Stato', 'state police', 'polizia-di-stato', 'poli']) {
    assert.deepEqual(deedOf(`occ ${whom} identity-check at gate 2`), ['it-polizia-stato', 'unknown'], whom);
  }
  for (const whom of ['it-polizia-stato.milan', 'questura di milano', 'questura', 'it-polizia-stato-milan']) {
    assert.deepEqual(
      deedOf(`occ ${whom} identity-check at gate 2`),
      ['it-polizia-stato', 'it-polizia-stato.milan'],
      whom,
    );
  }
  assert.deepEqual(deedOf('occ unknown identity-check at gate 2'), ['unknown', 'unknown']);
  assert.equal(completeCommand('occ quest', WORDS), 'occ questura-di-milano');
  assert.equal(completeCommand('occ it-pol', WORDS), 'occ it-polizia-stato');
  assert.equal(completeCommand('occ questura-di-milano ident', WORDS), 'occ questura-di-milano identity-check');
  const { code, among } = hintOf('occ it-pol identity-check x');
  assert.deepEqual([code, among], ['many-agencies', ['it-polizia-stato', 'it-polizia-stato.milan']]);
});

test('without a desk a line says where, or what is missing; a report may leave it open', () => {
  const away = { ...CLOCK, atDesk: false };
  for (const line of ['inc crowd two injured', 'gates open']) {
    assert.deepEqual(readCommand(line, WORDS, away), {
      is: 'hint',
      hint: { code: 'place-wanted', word: '', near: null },
    });
  }
  assert.equal(readCommand('inc crowd @san-siro two injured', WORDS, away).is, 'act');
  assert.equal(readCommand('occ us-ice identity-check seen at gate 2', WORDS, away).is, 'act');
});
