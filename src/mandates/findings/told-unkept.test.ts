import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WHOLE_EVENT } from '../testing/whole-event.ts';
import { toldUnkept } from './told-unkept.ts';

test('a commitment that texts do not keep is told once, with each of them, and which is a draft', () => {
  const [visit = assert.fail(), port = assert.fail()] = WHOLE_EVENT.mandates;
  const texts = { mandates: [visit, port], drafts: [{ document: port }] };
  const unkept = [
    { commitment: 'K2', mandate: 'visit' },
    { commitment: 'K1', mandate: 'port' },
    { commitment: 'K2', mandate: 'port' },
  ];
  const [v, p] = [`visit ${visit.version}`, `port ${port.version}`];
  assert.deepEqual(toldUnkept(unkept, texts, 'en'), [
    `K2 is not kept by the texts of ${v} and ${p} (a draft): that blocks, unless somebody answers for an exception (R-35).`,
    `K1 is not kept by the text of ${p} (a draft): that blocks, unless somebody answers for an exception (R-35).`,
  ]);
  assert.deepEqual(toldUnkept(unkept, texts, 'it'), [
    `K2 non è mantenuto dai testi di ${v} e ${p} (una bozza): è bloccante, salvo che qualcuno risponda di un’eccezione (R-35).`,
    `K1 non è mantenuto dal testo di ${p} (una bozza): è bloccante, salvo che qualcuno risponda di un’eccezione (R-35).`,
  ]);
});

test('a text is no draft where there are none, and one that is not here is called by its id', () => {
  const [visit = assert.fail()] = WHOLE_EVENT.mandates;
  const unkept = [
    { commitment: 'K1', mandate: 'visit' },
    { commitment: 'K1', mandate: 'left' },
  ];
  assert.deepEqual(toldUnkept(unkept, { mandates: [visit], drafts: [] }, 'en'), [
    `K1 is not kept by the texts of visit ${visit.version} and left: that blocks, unless somebody answers for an exception (R-35).`,
  ]);
});
