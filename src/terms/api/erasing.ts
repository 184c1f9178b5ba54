import * as z from 'zod';

/** How far the ledger is read through, to find what belongs together: entries read, of those that there are. */
export const ReadThrough = z.object({ read: z.int(), of: z.int() });
export type ReadThrough = z.infer<typeof ReadThrough>;

/**
 * How far the room is with the erasures that it finishes; several that were ordered are finished together. `closing`: what is left of each person is closed
 * under a new key; `following`: what is shown forgets it; `forgetting`: the database writes anew what it had in clear; `entering`: that it is finished is entered.
 */
export const ErasingNow = z.object({
  erasures: z.array(z.string()),
  step: z.enum(['closing', 'following', 'forgetting', 'entering']),
  /** Whose keys are given up: how many are, or are being, and how many there are. Whose they are is not said. */
  person: z.int(),
  persons: z.int(),
  /** Boxes that were closed anew so far, of all of them; how many there will be, nobody counted. */
  boxes: z.int(),
});
export type ErasingNow = z.infer<typeof ErasingNow>;
