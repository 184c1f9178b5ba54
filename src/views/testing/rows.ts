import type { Audience } from '../../terms/entry.ts';
import type { ActsRow } from '../acts-row.ts';
import type { Viewer } from '../audience.ts';
import type { Folded, FoldedMatter } from '../folded.ts';
import { wordsOf } from '../words.ts';

const NOBODY: Audience = { agencies: [], rooms: [], persons: [], everyone: false };

export const AUDIENCES = {
  everyone: { ...NOBODY, everyone: true },
  hostOnly: { ...NOBODY, agencies: ['host'] },
  guestAlone: { ...NOBODY, agencies: ['guest-a'] },
  guestWithHost: { ...NOBODY, agencies: ['guest-a', 'host'] },
  bothGuests: { ...NOBODY, agencies: ['guest-a', 'guest-b'] },
  oneRoom: { ...NOBODY, rooms: ['harbour-room'] },
  onePerson: { ...NOBODY, persons: ['gb-1'] },
  nobody: NOBODY,
  erased: null,
} as const satisfies Record<string, Audience | null>;

export const VIEWERS = {
  hostAuthority: {
    person: 'h-1',
    agency: 'host-justice',
    standing: 'host-authority',
    room: 'host-room',
    oversight: false,
    admitted: true,
    dataProtection: false,
  },
  hostPolice: {
    person: 'p-1',
    agency: 'host-police',
    standing: 'host',
    room: 'none',
    oversight: false,
    admitted: true,
    dataProtection: false,
  },
  guestA: {
    person: 'ga-1',
    agency: 'guest-a',
    standing: 'guest',
    room: 'none',
    oversight: false,
    admitted: true,
    dataProtection: false,
  },
  guestB: {
    person: 'gb-1',
    agency: 'guest-b',
    standing: 'guest',
    room: 'harbour-room',
    oversight: false,
    admitted: true,
    dataProtection: false,
  },
  organiser: {
    person: 'o-1',
    agency: 'summit-office',
    standing: 'organiser',
    room: 'none',
    oversight: false,
    admitted: true,
    dataProtection: false,
  },
  wall: {
    person: null,
    agency: 'host-justice',
    standing: 'host-authority',
    room: 'host-room',
    oversight: false,
    admitted: true,
    dataProtection: false,
  },
  notAdmitted: {
    person: 'ga-2',
    agency: 'guest-a',
    standing: 'guest',
    room: 'harbour-room',
    oversight: false,
    admitted: false,
    dataProtection: false,
  },
  /** Of the component that took part until entry 20, from which others follow. */
  tookPart: {
    person: 'ga-3',
    agency: 'guest-a',
    standing: 'guest',
    room: 'harbour-room',
    oversight: false,
    admitted: false,
    tookPartUntil: 20,
    dataProtection: false,
  },
  dataProtection: {
    person: 'd-1',
    agency: 'host-justice',
    standing: 'host-authority',
    room: 'host-room',
    oversight: false,
    admitted: true,
    dataProtection: true,
  },
  oversight: {
    person: 'v-1',
    agency: 'parliament',
    standing: 'guest',
    room: 'none',
    oversight: true,
    admitted: true,
    dataProtection: false,
  },
} as const satisfies Record<string, Viewer>;

/** A row of the usual shape; its actor is ga-1 where the index is even. */
export function rowAt(index: number, audience: Audience | null): ActsRow {
  const erased = audience === null;
  return {
    index,
    at: 1_770_000_000_000 + index,
    recorded: 1_790_000_000_000 + index,
    kind: 'log.line',
    form: erased ? null : 'proposal',
    outcome: 'permitted',
    clauses: ['host-root/1'],
    atEntry: null,
    near:
      index % 3 === 0 ? [{ clause: 'x/1', failed: [{ axis: 'place', was: 'pier', wanted: ['gate', 'hall'] }] }] : [],
    agency: 'guest-a',
    component: 'guest-a.protection',
    role: 'liaison-officer',
    desk: null,
    room: 'none',
    person: erased ? null : index % 2 === 0 ? 'ga-1' : 'somebody',
    activity: 'log.line',
    place: 'pier',
    purpose: 'room-duty',
    deedAt: erased ? null : 1_770_000_000_000,
    matter: erased ? null : `INC-${index + 1}`,
    corrects: null,
    reported: null,
    declared: null,
    stood: null,
    reason: index % 5 === 0 ? 'as agreed — “quoted”' : null,
    answer: null,
    touches: [],
    cause: null,
    set: 'a'.repeat(64),
    summary: 'a line — with “quotes”, \\ backslashes, and 漢字',
    audience,
  };
}

/** An entry as it is folded, with the words of its summary and matter, and the records that it sets. */
export function foldedAt(row: ActsRow, matters: readonly FoldedMatter[] = [], corrects: number | null = null): Folded {
  return { row, words: wordsOf([row.summary, row.matter]), corrects, matters };
}

/** A record that an entry sets. */
export function matterSet(
  slice: FoldedMatter['slice'],
  id: string,
  row: object | null,
  changed: { readonly open?: boolean; readonly text?: string } = {},
): FoldedMatter {
  const { open = true, text = '' } = changed;
  return { slice, id, row, open: row !== null && open, text, words: wordsOf([id, text]) };
}
