import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HOUSE_RULE_LIST, HOUSE_RULES } from '../terms/house-rules.ts';
import { OUTCOMES } from '../terms/outcome.ts';
import type { Names } from './explain.ts';
import { ENGLISH } from './explain-english.ts';
import { ITALIAN } from './explain-italian.ts';
import { HOUSE_RULES_ITALIAN } from './house-rules-italian.ts';
import { toldOf } from './told.ts';

const NAMES: Names = {
  clauses: new Map([
    ['visit/7', 'No patrols.'],
    ['K3', 'No enforcement operations.'],
    ['R-05', HOUSE_RULES['R-05']],
  ]),
  words: new Map([
    [
      'place',
      new Map([
        ['san-siro', 'San Siro stadium'],
        ['hall', 'Conference hall'],
      ]),
    ],
    ['purpose', new Map([['security', 'security of the event']])],
  ]),
};
/** An event that names nothing in Italian. */
const BOTH = { en: NAMES, it: NAMES };

describe('a decision is told in English and in Italian', () => {
  test('each outcome has its words', () => {
    const told = OUTCOMES.map((outcome) => toldOf({ outcome, clauses: [], near: [] }, BOTH));
    assert.deepEqual(told, [
      { en: 'permitted.', it: 'consentito.' },
      { en: 'needs the host’s approval.', it: 'richiede approvazione.' },
      { en: 'prohibited.', it: 'vietato.' },
      { en: 'outside every mandate.', it: 'fuori da ogni mandato.' },
    ]);
  });

  test('with the clauses that determine it', () => {
    const told = toldOf({ outcome: 'prohibited', clauses: ['visit/7', 'K3', 'R-99'], near: [] }, BOTH);
    assert.deepEqual(told, {
      en: 'prohibited by visit/7 (“No patrols.”), K3 (“No enforcement operations.”) and R-99.',
      it: 'vietato in base a visit/7 («No patrols.»), K3 («No enforcement operations.») e R-99.',
    });
  });

  test('with a near miss on a place and a time', () => {
    const near = [
      {
        clause: 'visit/7',
        failed: [
          { axis: 'place', was: 'san-siro', wanted: ['hall', 'unnamed'] },
          { axis: 'time', was: '2026-02-05T06:00:00Z', wanted: ['2026-02-05T08:00:00Z/2026-02-05T20:00:00Z'] },
        ],
      },
    ];
    assert.deepEqual(toldOf({ outcome: 'outside', clauses: [], near }, BOTH), {
      en:
        'outside every mandate. visit/7 (“No patrols.”) would apply but for the place and the time: the place is San Siro stadium and must be ' +
        'Conference hall or unnamed; the time is 2026-02-05T06:00:00Z and must be from 2026-02-05T08:00:00Z until 2026-02-05T20:00:00Z.',
      it:
        'fuori da ogni mandato. visit/7 («No patrols.») si applicherebbe, se non fosse per il luogo e l’orario: il luogo risulta San Siro ' +
        'stadium e deve essere Conference hall o unnamed; l’orario risulta 2026-02-05T06:00:00Z e deve essere dalle 2026-02-05T08:00:00Z ' +
        'alle 2026-02-05T20:00:00Z.',
    });
  });

  test('with the guards of a coercive deed', () => {
    const failed = [
      { axis: 'accompaniment', was: 'no', wanted: ['yes'] },
      { axis: 'conferral', was: 'unknown', wanted: ['yes'] },
    ];
    const told = toldOf({ outcome: 'prohibited', clauses: ['R-05'], near: [{ clause: 'R-05', failed }] }, BOTH);
    const rule = `R-05 («${HOUSE_RULES_ITALIAN['R-05']}»)`;
    assert.equal(
      told.it,
      `vietato in base a ${rule}. ${rule} si applicherebbe, se non fosse per l’accompagnamento di un agente ` +
        'del paese ospitante e il conferimento del potere: manca l’accompagnamento di un agente del paese ospitante; il ' +
        'conferimento del potere non è accertabile.',
    );
    assert.match(told.en, /^prohibited by R-05 \(“A coercive deed of anybody but the host/);
  });

  test('zones and approvals are told in the language, marks of handling and unknown words as they are', () => {
    const failed = [
      { axis: 'zone.flight-ban', was: 'outside', wanted: ['inside'] },
      { axis: 'approval', was: 'none', wanted: ['granted'] },
      { axis: 'handling', was: 'red', wanted: ['clear', 'green', 'amber', 'amber-strict', 'none'] },
    ];
    const { en, it } = toldOf({ outcome: 'outside', clauses: [], near: [{ clause: 'K3', failed }] }, BOTH);
    assert.match(en, /the zone “flight-ban” is outside and must be inside; the host has not approved it/);
    assert.match(it, /la zona «flight-ban» risulta fuori e deve essere dentro; il paese ospitante non ha approvato/);
    assert.match(it, /il trattamento risulta red e deve essere clear, green, amber, amber-strict o altri\./);
  });
});

test('both languages name the same axes, and times in every form', () => {
  assert.deepEqual(Object.keys(ITALIAN.axes).sort(), Object.keys(ENGLISH.axes).sort());
  for (const word of Object.keys(ENGLISH.words)) assert(Object.hasOwn(ITALIAN.words, word), word);
  const forms = [
    [undefined, undefined],
    [undefined, 'B'],
    ['A', undefined],
    ['A', 'B'],
  ] as const;
  assert.deepEqual(
    forms.map(([from, until]) => ITALIAN.window(from, until)),
    ['in qualsiasi momento', 'prima delle B', 'dalle A in poi', 'dalle A alle B'],
  );
  assert.equal(new Set(forms.map(([from, until]) => ENGLISH.window(from, until))).size, 4);
});

test('every house rule has an Italian text of its own', () => {
  assert.deepEqual(
    Object.keys(HOUSE_RULES_ITALIAN),
    HOUSE_RULE_LIST.map(({ id }) => id),
  );
  for (const { id, text } of HOUSE_RULE_LIST) {
    assert.notEqual(HOUSE_RULES_ITALIAN[id], text);
    assert.match(HOUSE_RULES_ITALIAN[id], /^[A-ZÈ].*\.$/);
  }
});
