/** What stands behind an agency in the arrangement; `room` is the room's own clock and operator. */
export const STANDINGS = ['host-authority', 'host', 'organiser', 'guest', 'room'] as const;
export type Standing = (typeof STANDINGS)[number];

export const COERCIVENESS = ['none', 'presence', 'protective', 'coercive'] as const;
export type Coerciveness = (typeof COERCIVENESS)[number];

/** Whom no rule may hold up in this activity. */
export const SAFETY = ['none', 'host', 'everyone'] as const;
export type Safety = (typeof SAFETY)[number];

export const RULE_EFFECTS = ['permit', 'permit-with-approval', 'forbid', 'require-approval'] as const;
export type RuleEffect = (typeof RULE_EFFECTS)[number];

/** Half-open, in milliseconds of room time; null is unbounded. */
export type TimeWindow = readonly [from: number | null, until: number | null];

/** One clause or commitment as compiled data. null and absent axes mean "whatever". */
export type Rule = {
  readonly id: string;
  readonly effect: RuleEffect;
  readonly agency: readonly string[] | null;
  readonly activity: readonly string[] | null;
  readonly axes: Readonly<Record<string, readonly string[]>>;
  readonly windows: readonly TimeWindow[] | null;
};

/** All mandates in force at a moment, as data that is hashed and kept for ever (docs/formats.md §8). */
export type MandateSet = {
  readonly format: 1;
  readonly interpreter: 1;
  readonly vocabulary: {
    readonly id: string;
    readonly version: number;
    readonly agencies: Readonly<Record<string, { readonly standing: Standing }>>;
    readonly activities: Readonly<
      Record<string, { readonly coercive: boolean; readonly power: string | null; readonly safety: Safety }>
    >;
    readonly axes: Readonly<Record<string, readonly string[]>>;
  };
  readonly rules: readonly Rule[];
  readonly houseRules: readonly { readonly id: string; readonly text: string }[];
};
