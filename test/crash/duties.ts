/** What the invented people of the Harbour Summit do in the crash tests: where they sit, and the acts that they come up with. */
import type { SeededRandom } from '../../src/base/seeded-random.ts';
import type { Act } from '../../src/terms/act.ts';

/** The part of an act that its author chooses; the rest of the envelope follows from the ledger and the clock. */
export type Wish = {
  readonly kind: Act['kind'];
  readonly form?: Act['form'];
  readonly activity?: string;
  readonly purpose?: string;
  readonly place?: string;
  readonly detail: Act['detail'];
};

/** A person at work. `deeds` are activities that this person proposes: permitted ones, some that need approval, some that are prohibited. */
export type Duty = {
  readonly id: string;
  readonly room: string;
  readonly desk: string;
  readonly place: string;
  readonly deeds: readonly { readonly activity: string; readonly purpose: string; readonly place: string }[];
  /** Answers the requests of others. */
  readonly answers?: true;
};

const ANNEX = 'ministry-annex';
const STATION = 'coast-guard-station';
const EMBASSY = 'embassy-a';

/** Signs on first and puts the mandates in force. */
export const COMMANDER: Duty = {
  id: 'commander-a',
  room: 'host-room',
  desk: 'host-room.commander',
  place: ANNEX,
  answers: true,
  deeds: [{ activity: 'assess-threat', purpose: 'event-security', place: 'summit-quay' }],
};

/** Who erases, and the second person, who is enrolled in the run: no more than one of them sits there at a time. */
export const PRIVACY = { id: 'privacy-a', desk: 'host-room.data-protection', place: ANNEX } as const;
export const HOLDER = { ...PRIVACY, id: 'privacy-b' } as const;

/** Whose lines and reports are the host's own, and so its to erase. */
export const ERASABLE_OF: readonly string[] = ['duty-a', 'loggist-a', 'info-a', 'police-a'];

export const MANDATES = ['guest-a', 'guest-b', 'organiser'] as const;

export const DUTIES: readonly Duty[] = [
  {
    id: 'duty-a',
    room: 'host-room',
    desk: 'host-room.duty',
    place: ANNEX,
    answers: true,
    deeds: [{ activity: 'restrict-navigation', purpose: 'event-security', place: 'ferry-terminal' }],
  },
  { id: 'loggist-a', room: 'host-room', desk: 'host-room.loggist', place: ANNEX, deeds: [] },
  {
    id: 'info-a',
    room: 'host-room',
    desk: 'host-room.intelligence',
    place: ANNEX,
    deeds: [{ activity: 'assess-threat', purpose: 'event-security', place: 'conference-hall' }],
  },
  {
    id: 'police-a',
    room: 'harbour-room',
    desk: 'harbour-room.field',
    place: STATION,
    deeds: [
      { activity: 'patrol-public-area', purpose: 'public-safety', place: 'ferry-terminal' },
      { activity: 'identity-check', purpose: 'public-safety', place: 'ferry-terminal' },
      { activity: 'search-vehicle', purpose: 'public-safety', place: EMBASSY },
    ],
  },
  {
    id: 'watch-a',
    room: 'harbour-room',
    desk: 'harbour-room.watch',
    place: STATION,
    deeds: [{ activity: 'restrict-navigation', purpose: 'harbour-safety', place: 'harbour.elsewhere' }],
  },
  {
    id: 'venue-a',
    room: 'host-room',
    desk: 'host-room.venue',
    place: ANNEX,
    deeds: [{ activity: 'check-accreditation', purpose: 'event-security', place: 'conference-hall' }],
  },
  {
    id: 'ga-lead',
    room: 'embassy-a-room',
    desk: 'embassy-a-room.lead',
    place: EMBASSY,
    deeds: [{ activity: 'assess-threat', purpose: 'delegation-protection', place: EMBASSY }],
  },
  {
    id: 'ga-officer-a',
    room: 'embassy-a-room',
    desk: 'embassy-a-room.detail',
    place: EMBASSY,
    deeds: [
      { activity: 'armed-escort', purpose: 'delegation-protection', place: 'summit-quay' },
      { activity: 'escort-principal', purpose: 'delegation-protection', place: 'conference-hall' },
      { activity: 'identity-check', purpose: 'delegation-protection', place: 'summit-quay' },
    ],
  },
  {
    id: 'gb-liaison',
    room: 'host-room',
    desk: 'host-room.liaison-b',
    place: ANNEX,
    deeds: [{ activity: 'advise-crowd', purpose: 'public-safety', place: 'ferry-terminal' }],
  },
  {
    id: 'gb-support-a',
    room: 'harbour-room',
    desk: 'harbour-room.support-b',
    place: STATION,
    deeds: [
      { activity: 'sweep-venue', purpose: 'event-security', place: 'conference-hall' },
      { activity: 'patrol-public-area', purpose: 'public-safety', place: 'ferry-terminal' },
    ],
  },
];

/** A line of the log, in time or late. Texts repeat nothing, so that a lost one is known by its words too. */
export function logLine(random: SeededRandom, note: string): Wish {
  return {
    kind: 'log.line',
    form: random.chance(0.2) ? 'report' : 'proposal',
    detail: { text: `${note}: ${'all quiet at the gate. '.repeat(1 + random.below(12))}` },
  };
}

/** Somebody saw something, and does not know all of it. */
export function occurrence(random: SeededRandom, note: string): Wish {
  const known = random.chance(0.5);
  return {
    kind: 'occurrence.report',
    form: 'report',
    detail: {
      deed: {
        agency: known ? 'guest-a-protection' : 'unknown',
        component: known ? 'guest-a-protection.field-enforcement' : 'unknown',
        role: 'unknown',
        activity: random.chance(0.5) ? 'patrol-public-area' : 'identity-check',
        purpose: 'unknown',
        place: 'ferry-terminal',
      },
      text: `${note}: two persons in civilian clothes walked along the queue`,
    },
  };
}

/** Something that this person asks to do, and how long for. Undefined for people who only write. */
export function proposal(duty: Duty, random: SeededRandom, now: number, lastsMs: number): Wish | undefined {
  const deed = duty.deeds[random.below(duty.deeds.length)];
  if (deed === undefined) return undefined;
  const what = random.chance(0.3) ? 'the same as every day' : `journey ${random.below(1_000_000)}`;
  return { kind: 'deed.propose', ...deed, detail: { until: now + lastsMs, what } };
}
