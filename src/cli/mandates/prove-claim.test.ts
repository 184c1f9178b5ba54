import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EXIT } from '../command.ts';
import { remit } from '../testing/spoken.ts';

const prove = (...argv: readonly string[]) => remit(['mandate', 'prove', ...argv]);

/** All that us-hsi/4 asks of a threat assessed at the consulate. */
const ASSESSING = [
  'activity=assess-threat',
  'component=us-ice.hsi',
  'role=investigator,liaison-officer',
  'room=us-room',
  'place=us-consulate-milan',
  'purpose=counter-organised-crime',
  'time=2026-02-05T00:00:00Z/2026-02-20T00:00:00Z',
];
const MILANO = 'milano-cortina-2026';

describe('`prove --always`', () => {
  test('holds of what nothing holds up (R-22), whoever does it, wherever', async () => {
    const { code, out } = await prove('harbour-summit', '--always', 'activity=escort-to-safety');
    assert.match(
      out,
      /^always permitted: escort people to safety, by anybody\n {2}as the room decides: proved over \d+ regions?\n {2}taken as stated: the activity \(what its actor claims and signs\)\n$/,
    );
    assert.equal(code, EXIT.done);
  });

  test('holds of a permit in all that it asks for, and is refuted by the acts that lack one thing of it', async () => {
    const whole = await prove(MILANO, '--always', '--known', ...ASSESSING);
    assert.match(
      whole.out,
      /\n {2}as the room decides: proved over \d+ regions?\n {2}taken as stated: the activity, the place and the purpose \(what its actor claims and signs\); the agency and the component \(the roster\); the role and the room \(the shifts\); [^\n]*the time \(the room’s clock\)\n$/,
    );
    assert.equal(whole.code, EXIT.done);
    const elsewhere = ASSESSING.map((pair) => (pair.startsWith('place=') ? 'place=us-consulate-milan,san-siro' : pair));
    const { code, out } = await prove(MILANO, '--always', '--known', ...elsewhere);
    assert.match(
      out,
      /\n {2}as the room decides: REFUTED, by 1 region\n {4}assess a threat, by [^\n]+: outside every mandate, where [^\n]*the place is San Siro stadium/,
    );
    assert.equal(code, EXIT.failed);
  });

  test('is refuted by facts that are unknown, unless they are left out', async () => {
    const orUnknown = ASSESSING.map((pair) => (pair.startsWith('place=') ? `${pair},unknown` : pair));
    const { code, out } = await prove(MILANO, '--always', ...orUnknown);
    assert.match(out, /REFUTED, by 1 region\n[^\n]*: outside every mandate, where [^\n]*the place is unknown/);
    assert.equal(code, EXIT.failed);
  });

  test('is not held by a permit that asks for approval, but where the host has given it', async () => {
    const briefing = ['activity=attend-briefing', ...ASSESSING.slice(1)].map((pair) => {
      return pair.startsWith('place=') ? 'place=viminale' : pair;
    });
    const needs = await prove(MILANO, '--never', '--known', ...briefing);
    assert.equal(needs.code, EXIT.failed, needs.out);
    assert.match(needs.out, /needs the host’s approval/);
    const unless = await prove(MILANO, '--unless-approved', '--known', ...briefing);
    assert.equal(unless.code, EXIT.done, unless.out);
    assert.match(unless.out, /^never permitted without the host’s approval: /);
    const always = await prove(MILANO, '--always', '--known', ...briefing);
    assert.equal(always.code, EXIT.failed);
    assert(!/: permitted, where/.test(always.out), 'what is permitted breaks nothing');
    const granted = await prove(MILANO, '--always', '--known', ...briefing, 'approval=granted');
    assert.equal(granted.code, EXIT.done, granted.out);
  });

  test('is given as data: the claim in words of the vocabulary, groups and places taken apart, and the proof', async () => {
    const { code, out } = await prove(
      MILANO,
      '--always',
      '--json',
      'activity=group:public-order',
      'component=us-ice.hsi',
    );
    const { claim, inForce } = JSON.parse(out);
    assert.equal(claim.says, 'always');
    assert.deepEqual(claim.region.agency, ['us-ice'], 'a component is of its agency');
    assert.deepEqual(claim.region.axes, { component: ['us-ice.hsi'] });
    assert(
      claim.region.activity.includes('patrol-public-area') && !claim.region.activity.includes('group:public-order'),
    );
    assert.deepEqual([claim.region.approval, claim.region.windows], [null, null]);
    assert.equal(inForce.result, 'refuted');
    for (const { outcome } of inForce.counterexamples) assert.notEqual(outcome, 'permitted');
    assert.equal(code, EXIT.failed);
  });

  test('tells once that nothing is unknown, where that is left out of every axis', async () => {
    const about = ['activity=escort-to-safety', 'agency=guest-a-protection'];
    const { out } = await prove('harbour-summit', '--always', '--known', ...about);
    assert.match(out, /^always permitted: [^\n]+, by The visiting [^\n]+ of state A, where nothing is unknown\n/);
    const there = await prove('harbour-summit', '--always', '--known', '--italian', ...about, 'place=conference-hall');
    assert.match(there.out, /, quando il luogo risulta Conference hall e tutto il resto è accertabile\n/);
    const open = await prove('harbour-summit', '--always', ...about);
    assert.doesNotMatch(open.out, /nothing/);
  });

  test('is told in Italian', async () => {
    const { out } = await prove('harbour-summit', '--always', '--italian', 'activity=escort-to-safety');
    assert.match(out, /^sempre consentito: [^\n]+, da parte di chiunque\n/);
    const refuted = await prove(
      'harbour-summit',
      '--always',
      '--italian',
      'activity=identity-check',
      'agency=guest-a-protection',
    );
    assert.match(refuted.out, /\n {4}[^\n]+, da parte di [^\n]+: vietato/);
  });

  test('is no proof where there can be no such act, nor where the budget ended', async () => {
    const nobody = await prove(MILANO, '--always', 'agency=it-interior', 'component=us-ice.hsi');
    assert.match(nobody.out, /NOTHING IS SAID: there can be no such act\n$/);
    assert.equal(nobody.code, EXIT.failed);
    const ended = await prove(MILANO, '--never', '--budget', '1', 'activity=patrol-public-area');
    assert.match(ended.out, /UNDECIDED: the budget ended/);
    assert.equal(ended.code, EXIT.failed);
  });

  test('is wrong usage where it cannot be read, with the nearest word', async () => {
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [['--always'], /say of which acts/],
      [['activity=patrol-public-area'], /say what is to be proved/],
      [['--known'], /say what is to be proved/],
      [['--always', '--never', 'activity=patrol-public-area'], /one thing at a time: `--always` or `--never`/],
      [
        ['--always', 'activity=patrol-public-are'],
        /unknown word `patrol-public-are` of `activity`; did you mean `patrol-public-area`/,
      ],
      [['--always', 'activity=public-order'], /did you mean [^\n]*`group:public-order`/],
      [
        ['--always', 'place=wherever-it-may-be'],
        /unknown word `wherever-it-may-be` of `place`; there are (`[^`\n]+`, )+/,
      ],
      [['--always', 'activity=patrol-public-area,'], /unknown word `` of `activity`/],
      [['--always', 'activity=group:nothing-of-that'], /unknown word `group:nothing-of-that`/],
      [['--always', 'rol=investigator'], /there is no axis `rol`; did you mean `role`/],
      [['--always', '__proto__=x'], /there is no axis `__proto__`/],
      [['--always', 'role=constructor'], /unknown word `constructor` of `role`/],
      [['--always', 'activity=patrol-public-area', 'activity=patrol-public-area'], /`activity` is given twice/],
      [['--always', MILANO, 'patrol'], /are described by/],
      [['--always', 'approval=maybe'], /unknown word `maybe` of `approval`/],
      [['--always', 'time=2026-02-05T00:00:00Z'], /`time=` is `FROM\/UNTIL`/],
      [['--always', 'time=2026-02-05T00:00:00Z/2026-02-05T00:00:00Z'], /ends before it begins/],
      [['--always', 'time=tomorrow/..'], /is a time like/],
      [['--alway', 'activity=patrol-public-area'], /did you mean `--always`/],
    ];
    for (const [argv, told] of wrong) {
      const { code, err, out } = await prove(...argv);
      assert.equal(code, EXIT.usage, argv.join(' '));
      assert.match(err, told);
      assert.equal(out, '');
    }
  });

  test('stands in the help', async () => {
    const { out } = await remit(['mandate', '--help']);
    assert.match(out, /prove \[FOLDER\] \[--with FILES\] \[--always\|--never\|--unless-approved AXIS=WORD/);
  });
});
