import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FACT_SOURCES } from '../../terms/fact-sources.ts';
import type { Names, Phrases } from '../explain.ts';
import { ENGLISH } from '../explain-english.ts';
import { ITALIAN } from '../explain-italian.ts';
import type { Rests } from './rests-on.ts';
import { toldReach, toldRests } from './told-rests.ts';

const NAMES: Names = { clauses: new Map(), words: new Map([['zone kind', new Map([['max', 'maximum security']])]]) };
const PHRASES: Readonly<Record<'en' | 'it', Phrases>> = { en: ENGLISH, it: ITALIAN };
const told = (language: 'en' | 'it', inForce: Rests, mandatesAlone: Rests = inForce) =>
  toldRests({ inForce, mandatesAlone }, language, NAMES, PHRASES[language]);

test('every source of facts is told by its own words, in both languages', () => {
  const words = (language: 'en' | 'it') =>
    FACT_SOURCES.map((source) => told(language, [{ source, facts: ['activity'] }]));
  assert.deepEqual(words('en'), [
    'taken as stated: the activity (what its actor claims and signs)',
    'taken as stated: the activity (the roster)',
    'taken as stated: the activity (the shifts)',
    'taken as stated: the activity (the records of accompaniment)',
    'taken as stated: the activity (the records of conferrals)',
    'taken as stated: the activity (the records of clearances)',
    'taken as stated: the activity (the records of approvals)',
    'taken as stated: the activity (the records of items and releases)',
    'taken as stated: the activity (the table of zones)',
    'taken as stated: the activity (the room’s clock)',
  ]);
  assert.deepEqual(words('it'), [
    'preso come dichiarato: l’attività (ciò che il suo autore dichiara e firma)',
    'preso come dichiarato: l’attività (l’elenco delle persone)',
    'preso come dichiarato: l’attività (i turni)',
    'preso come dichiarato: l’attività (i dati sugli accompagnamenti)',
    'preso come dichiarato: l’attività (i dati sui conferimenti)',
    'preso come dichiarato: l’attività (i dati sui nulla osta)',
    'preso come dichiarato: l’attività (i dati sulle approvazioni)',
    'preso come dichiarato: l’attività (i dati su elementi e comunicazioni)',
    'preso come dichiarato: l’attività (la tavola delle zone)',
    'preso come dichiarato: l’attività (l’orologio della sala)',
  ]);
});

test('facts are told source by source, and of the mandates alone only what comes on top', () => {
  const roster = { source: 'roster', facts: ['agency', 'component'] } as const;
  const zones = { source: 'zones', facts: ['zone.max'] } as const;
  const act = { source: 'act', facts: ['activity', 'place', 'purpose'] } as const;
  assert.equal(
    told('en', [act, roster]),
    'taken as stated: the activity, the place and the purpose (what its actor claims and signs); the agency and the component (the roster)',
  );
  const more = { source: 'act', facts: ['activity', 'place', 'recipient'] } as const;
  assert.equal(
    told('en', [act, roster], [more, roster, zones]),
    'taken as stated: the activity, the place and the purpose (what its actor claims and signs); the agency and the component (the roster); ' +
      'of the mandates alone also: the recipient (what its actor claims and signs); the zone “maximum security” (the table of zones)',
  );
  assert.equal(
    told('it', [roster], [roster, zones]),
    'preso come dichiarato: l’agenzia e la componente (l’elenco delle persone); dei soli mandati anche: la zona «maximum security» (la tavola delle zone)',
  );
});

test('whether the records reach a counterexample is told in both languages, and nothing where that is not known', () => {
  const both = (reach: Parameters<typeof toldReach>[0]) => [toldReach(reach, 'en'), toldReach(reach, 'it')];
  assert.deepEqual(both('never'), [
    'no records give an act these facts',
    'nessun dato può dare a un atto questi fatti',
  ]);
  assert.deepEqual(both('nobody'), [
    'nobody on the roster of today is such',
    'oggi nessuno nell’elenco delle persone è tale',
  ]);
  assert.deepEqual(both('somebody'), [
    'somebody on the roster of today is such',
    'oggi qualcuno nell’elenco delle persone è tale',
  ]);
  assert.deepEqual(both(null), [undefined, undefined]);
});
