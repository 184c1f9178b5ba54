/**
 * The axes that every vocabulary has. The words of `component`, `role`, `purpose`, `place`, `room` and `recipient` come from
 * the event's vocabulary; the others are the same everywhere. Each kind of zone adds an axis `zone.<kind>`.
 */
export const FIXED_AXES = {
  accompaniment: ['no', 'yes'],
  clearance: ['held', 'not-held', 'not-needed'],
  conferral: ['no', 'yes'],
  consent: ['given', 'missing', 'not-needed'],
  direction: ['host', 'own'],
  handling: ['amber', 'amber-strict', 'clear', 'green', 'none', 'red'],
} as const;

/** What the host clears (GLOSSARY: clearance): one person, one weapon or one vehicle. An activity may need one of these. */
export const CLEARED = ['person', 'weapon', 'vehicle'] as const;
export type Cleared = (typeof CLEARED)[number];

export const VOCABULARY_AXES = ['component', 'place', 'purpose', 'recipient', 'role', 'room'] as const;

export const AXIS_NAMES = [...Object.keys(FIXED_AXES), ...VOCABULARY_AXES] as readonly string[];

/** The token of a fact that the records do not hold. */
export const UNKNOWN = 'unknown';
/** The token for "there is none": no room, no recipient, no handling. */
export const NONE = 'none';

export const ZONE_AXIS_PREFIX = 'zone.';
export const ZONE_TOKENS = ['inside', 'outside'] as const;
