import { type FIXED_AXES, type VOCABULARY_AXES, ZONE_AXIS_PREFIX } from './axes.ts';

/**
 * Where the facts of an act come from (src/desk/facts/): `act` is what its actor claims and signs; the others are derivers, each named after the records
 * that it reads. What a proof says of acts is said of these facts: it rests on whoever states them.
 */
export const FACT_SOURCES = [
  'act',
  'roster',
  'shifts',
  'accompaniments',
  'conferrals',
  'clearances',
  'approvals',
  'items',
  'zones',
  'clock',
] as const;
export type FactSource = (typeof FACT_SOURCES)[number];

/** Axes, and the facts that stand beside them in a vector. */
type Fact = keyof typeof FIXED_AXES | (typeof VOCABULARY_AXES)[number] | 'agency' | 'activity' | 'approval' | 'time';

const SOURCE_OF = {
  activity: 'act',
  place: 'act',
  purpose: 'act',
  agency: 'roster',
  component: 'roster',
  role: 'shifts',
  room: 'shifts',
  accompaniment: 'accompaniments',
  direction: 'accompaniments',
  conferral: 'conferrals',
  clearance: 'clearances',
  approval: 'approvals',
  consent: 'items',
  handling: 'items',
  recipient: 'items',
  time: 'clock',
} as const satisfies Record<Fact, FactSource>;

/** Who states a fact: an axis, or `agency`, `activity`, `approval`, `time`. Undefined where no fact is called so. */
export function sourceOf(fact: string): FactSource | undefined {
  if (fact.startsWith(ZONE_AXIS_PREFIX)) return 'zones';
  return Object.hasOwn(SOURCE_OF, fact) ? SOURCE_OF[fact as Fact] : undefined;
}
