import { describe } from 'node:test';
import { itRefuses, type Refusal, replaced } from './testing/refusal-table.ts';

const REFUSED: readonly Refusal[] = [
  [
    'an unknown key',
    'scenario.yaml',
    replaced('title:', 'titel:'),
    /:2 \[unknown-key\] unknown key `titel`; did you mean `title`\?/,
  ],
  ['an unknown key, as missing too', 'scenario.yaml', replaced('title:', 'titel:'), /\[missing\] `title` is missing/],
  ['a time zone nobody has', 'scenario.yaml', replaced('Europe/Rome', 'Europe/Rom'), /a time zone is named like/],
  [
    'a capital of nobody',
    'scenario.yaml',
    replaced('{guest:', '{gest:'),
    /unknown agency `gest`; did you mean `guest`/,
  ],
  [
    'a root that is no mandate',
    'scenario.yaml',
    replaced('rootMandate: root', 'rootMandate: rot'),
    /\[unknown-mandate\].*did you mean `root`/,
  ],
  [
    'a mandate without a file',
    'scenario.yaml',
    replaced('[root, visit]', '[root, visit, more]'),
    /`mandates\/more.yaml` is missing/,
  ],
  [
    'a mandate that is not listed',
    'scenario.yaml',
    replaced('[root, visit]', '[root]'),
    /visit.yaml:1 \[mandate-not-listed\]/,
  ],
  [
    'a source given twice',
    'scenario.yaml',
    (text) => `${text}  - {id: X1, kind: law, title: a, date: null, note: null}\n`,
    /\[duplicate-id\]/,
  ],
  [
    'no host authority',
    'vocabulary.yaml',
    replaced('standing: host-authority', 'standing: host'),
    /\[one-host-authority\] no agency/,
  ],
  [
    'two host authorities',
    'vocabulary.yaml',
    replaced('standing: organiser', 'standing: host-authority'),
    /\[one-host-authority\] a second/,
  ],
  [
    'an agency named room',
    'vocabulary.yaml',
    (text) => text.replaceAll('office', 'room').replace('rooms: [', 'offices: ['),
    /\[reserved-word\] the word `room`/,
  ],
  [
    'a component of another name',
    'vocabulary.yaml',
    replaced('id: office.staff', 'id: other.staff'),
    /\[part-name\].*`office.`/,
  ],
  [
    'a place within itself',
    'vocabulary.yaml',
    replaced('name: The land, within: null', 'name: The land, within: town'),
    /\[place-cycle\] the place `(land|town)` lies within itself/,
  ],
  [
    'a place within none',
    'vocabulary.yaml',
    replaced('name: The town, within: land', 'name: The town, within: lnd'),
    /unknown place `lnd`; did you mean `land`/,
  ],
  [
    'a room in a place with parts',
    'vocabulary.yaml',
    replaced('place: town.elsewhere', 'place: town'),
    /\[room-in-leaf\].*`town.elsewhere`/,
  ],
  ['a desk of another room', 'vocabulary.yaml', replaced('id: main-room.duty', 'id: guest-room.duty'), /\[part-name\]/],
  [
    'a desk for a role of nobody',
    'vocabulary.yaml',
    replaced('roles: [duty]', 'roles: [duti]'),
    /unknown role `duti`; did you mean `duty`/,
  ],
  ['coercion without a power', 'vocabulary.yaml', replaced('power: arrest, ', ''), /\[coercive-power\]/],
  [
    'coercion as a safety act',
    'vocabulary.yaml',
    replaced('power: arrest, safety: none', 'power: arrest, safety: everyone'),
    /\[coercive-safety\]/,
  ],
  [
    'an activity that is a kind of act',
    'vocabulary.yaml',
    replaced('id: assess,', 'id: log.line,'),
    /an id has small letters/,
  ],
  [
    'a member that is no activity',
    'vocabulary.yaml',
    replaced('[patrol, arrest]', '[patrol, arest]'),
    /unknown activity `arest`; did you mean `arrest`/,
  ],
  ['a group that exists', 'vocabulary.yaml', replaced('id: streets', 'id: commanding'), /\[reserved-word\]/],
  [
    'a purpose of immigration',
    'vocabulary.yaml',
    replaced('id: crime', 'id: counter-immigration'),
    /\[refused-purpose\].*`immigra`/,
  ],
  [
    'the same in Italian, in the name',
    'vocabulary.yaml',
    replaced('countering organised crime', 'Controllo degli stranieri'),
    /\[refused-purpose\].*`stranier`/,
  ],
  [
    'a category of assemblies',
    'vocabulary.yaml',
    replaced('[crowd]', '[crowd, general-strike]'),
    /\[refused-category\].*`strike`/,
  ],
  ['the same in Italian', 'vocabulary.yaml', replaced('[crowd]', '[manifestazione]'), /\[refused-category\]/],
  [
    'a reversed phase',
    'vocabulary.yaml',
    replaced('until: "2026-02-08T00:00:00Z"', 'until: "2026-02-05T00:00:00Z"'),
    /\[empty-window\]/,
  ],
  [
    'an unknown zone kind',
    'vocabulary.yaml',
    replaced('kind: maximum', 'kind: maximun'),
    /unknown zone kind `maximun`; did you mean `maximum`/,
  ],
  [
    'a time without an offset',
    'vocabulary.yaml',
    replaced('"2026-02-08T00:00:00Z"', '"2026-02-08T00:00:00"'),
    /a time is written like/,
  ],
  [
    'a day that is not',
    'vocabulary.yaml',
    replaced('"2026-02-08T00:00:00Z"', '"2026-02-30T00:00:00Z"'),
    /a time is written like/,
  ],
];

describe('the scenario or its vocabulary is refused for', () => itRefuses(REFUSED));
