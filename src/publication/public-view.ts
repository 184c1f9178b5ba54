import type { Scenario } from '../mandates/scenario.ts';
import type { Mode } from '../terms/act.ts';
import type { PublishedCounts } from './counts/published-counts.ts';
import type { CountingPace } from './counts/step-counts.ts';
import type { ShownExports } from './exports.ts';
import type { MandateStanding, PublicException } from './mandate-standings.ts';
import type { OpenedNumbers } from './opened/opened-numbers.ts';
import type { ShownProofs } from './shown-proofs.ts';

/** Everything that the public side is made of: the same view gives the same files, byte for byte. */
export type PublicView = {
  readonly scenario: Scenario;
  readonly mode: Mode;
  /** The ledger's origin. */
  readonly ledger: string;
  readonly counts: PublishedCounts;
  readonly pace: CountingPace;
  /** What the ledger says of each mandate; one that is not here was never in force. */
  readonly standings: ReadonlyMap<string, MandateStanding>;
  /** Signed for mandates that are in force, or suspended. */
  readonly exceptions: readonly PublicException[];
  /** Of the commitments under the set in force; null while no set is. */
  readonly proofs: ShownProofs | null;
  /** Files of the set in force for tools of others; null while no set is. */
  readonly exports: ShownExports | null;
  /**
   * How many witnesses outside are to cosign the ledger, and since when too few have (wall clock, ms), where that is too long ago; null where
   * nobody outside witnesses it.
   */
  readonly witnesses: { readonly count: number; readonly unwitnessedSince: number | null } | null;
  /**
   * What is opened entry by entry: batches that have their statements, and their numbers, null where files are missing or altered; null before the
   * first.
   */
  readonly opened: { readonly batches: number; readonly numbers: OpenedNumbers | null } | null;
  /** `mailto:…` or `https://…`: where readers write to; null where nobody said, and the pages ask for nothing. */
  readonly feedback: string | null;
  /** Hex SHA-256 of the script of the verify page; null where it could not be built, and the page says so. */
  readonly scriptDigest: string | null;
  /** Hex SHA-256 of the checker in one file, `remit-verify.mjs`; null where it could not be built, and no page leads to it. */
  readonly programDigest: string | null;
  /** Whether the operator's policy on witnesses is published (`ledger/policy`): else the verify page does not ask for it. */
  readonly policy: boolean;
  /** How often the key that signs the ledger was changed: so many links are published (`ledger/keys/<n>`). */
  readonly keyChanges: number;
};
