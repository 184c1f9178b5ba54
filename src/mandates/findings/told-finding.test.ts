import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Names } from '../explain.ts';
import { ENGLISH } from '../explain-english.ts';
import { ITALIAN } from '../explain-italian.ts';
import { EVERYTHING } from '../prove/claim.ts';
import type { Space } from '../prove/space.ts';
import type { Finding } from './findings.ts';
import { toldFinding } from './told-finding.ts';

const NAMES: Names = {
  clauses: new Map(),
  words: new Map([['activity', new Map([['patrol', 'patrol the streets']])]]),
};
const SPACE = { agencies: ['guest', 'host'], activities: ['patrol', 'arrest'], axes: new Map() } as unknown as Space;
const acts = { ...EVERYTHING, activity: ['patrol'] };
const [until, event] = [Date.parse('2026-02-07T00:00:00Z'), Date.parse('2026-02-08T00:00:00Z')];

type Told = readonly [finding: Finding, en: string, it: string];

const TOLD: readonly Told[] = [
  [
    { finding: 'beats-approval', clause: 'm/1', other: 'm/2', acts },
    'm/1 permits without asking what m/2 says the host approves first: patrol the streets, by anybody. It blocks.',
    'm/1 consente senza chiedere ciò che per m/2 il paese ospitante approva prima: patrol the streets, da parte di chiunque. È bloccante.',
  ],
  [
    { finding: 'dead-permit', clause: 'm/1', others: ['m/2', 'm/3'] },
    'm/1 permits nothing: all of it is forbidden by m/2 and m/3.',
    'm/1 non consente nulla: lo vieta per intero m/2 e m/3.',
  ],
  [
    { finding: 'dead-permit', clause: 'm/1', others: [] },
    'm/1 permits nothing: all of it is forbidden by R-05.',
    'm/1 non consente nulla: lo vieta per intero R-05.',
  ],
  [
    { finding: 'never-had', clause: 'm/1', axis: 'clearance', acts },
    'm/1 never applies to some that it names, for the facts of these never say what it wants of the host’s clearance: patrol the streets, by anybody.',
    'm/1 non si applica mai a una parte di ciò che nomina, perché quei fatti non dicono mai ciò che essa vuole per il nulla osta del paese ospitante: patrol the streets, da parte di chiunque.',
  ],
  [
    { finding: 'redundant', clause: 'm/1', others: [] },
    'm/1 changes nothing: every act has the same outcome without it.',
    'm/1 non cambia nulla: senza di essa ogni atto ha lo stesso esito.',
  ],
  [
    { finding: 'redundant', clause: 'm/1', others: ['m/2'] },
    'm/1 changes nothing beside m/2: every act has the same outcome without it.',
    'm/1 non cambia nulla accanto a m/2: senza di essa ogni atto ha lo stesso esito.',
  ],
  [
    { finding: 'overlaps-forbid', clause: 'm/1', other: 'm/2', acts },
    'm/1 permits, and m/2 forbids: patrol the streets, by anybody. It is forbidden.',
    'm/1 consente, e m/2 vieta: patrol the streets, da parte di chiunque. È vietato.',
  ],
  [
    { finding: 'touches-commitment', clause: 'm/1', other: 'K1', acts },
    'm/1 permits acts of which the commitment K1 speaks: patrol the streets, by anybody.',
    'm/1 consente atti di cui parla l’impegno K1: patrol the streets, da parte di chiunque.',
  ],
  [
    { finding: 'ends-early', clause: 'm/1', until, event },
    "m/1 ends at 2026-02-07T00:00:00Z, before the event's last phase does, at 2026-02-08T00:00:00Z.",
    'm/1 finisce il 2026-02-07T00:00:00Z, prima dell’ultima fase dell’evento, che finisce il 2026-02-08T00:00:00Z.',
  ],
  ...(['m/1 m/2 m/3 m/4', 'm/1 m/2 m/3 m/4 m/5 m/6'] as const).map((permits): Told => {
    const [en, it] =
      permits.length < 20
        ? ['m/1, m/2, m/3 and m/4', 'm/1, m/2, m/3 e m/4']
        : ['m/1, m/2, m/3 and 3 more', 'm/1, m/2, m/3 e 3 altri'];
    return [
      { finding: 'open-axis', clause: 'm', question: 'Q2', axis: 'place', permits: permits.split(' ') },
      `m never comes into force in a live room: Q2 leaves the place open, of which every permit says something: ${en}.`,
      `m non entra mai in vigore in una sala reale: Q2 lascia in sospeso il luogo, di cui ogni permesso dice qualcosa: ${it}.`,
    ];
  }),
  [
    { finding: 'undecided', clause: 'm/1' },
    'whether m/1 makes a difference is not known: the budget ended. It blocks.',
    'se m/1 faccia differenza non è dato sapere: il limite di lavoro è finito. È bloccante.',
  ],
];

test('each finding is told in a sentence of English and of Italian, with its clause and what it is beside', () => {
  for (const [finding, en, it] of TOLD) {
    assert.equal(toldFinding(finding, 'en', { space: SPACE, names: NAMES, phrases: ENGLISH }), en);
    assert.equal(toldFinding(finding, 'it', { space: SPACE, names: NAMES, phrases: ITALIAN }), it);
  }
});
