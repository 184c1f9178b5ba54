/**
 * What is turned away before it reaches the sequencer: it was never an act of anybody, so it is a metric and no entry. A
 * refusal of a well-made, signed act is an entry instead (docs/acts.md).
 */
export const REFUSAL_CODES = [
  'too-large',
  'malformed',
  'unknown-word',
  'wrong-ledger',
  'bad-signature',
  'busy',
  'halted',
  'stopping',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** A refusal as data: never thrown. `message` names the thing and the rule; `retryAfterSeconds` where trying again helps. */
export type EdgeRefusal = {
  readonly refused: RefusalCode;
  readonly message: string;
  readonly retryAfterSeconds?: number;
};
