import { documentDigest, type InForce } from '../../../../mandates/compile.ts';
import type { MandateDocument, Scenario } from '../../../../mandates/scenario.ts';
import {
  type Drafting,
  inForceWith,
  inForceWithout,
  knownVersion,
  suspendedVersion,
  versionBefore,
} from '../reading/drafting.ts';

/** What a draft is compared with, and both with all else that is in force. */
export type Compared = {
  /** The version that stands in its place before; undefined where there is none. */
  readonly other: MandateDocument | undefined;
  readonly before: InForce;
  readonly after: Scenario;
};

/**
 * What is compared with what: the version asked for in the place of the one in force, or all that is in force as it is. The version in force itself is
 * compared with the one before it, and of a mandate that is suspended the suspended version is taken as if it were in force.
 */
export function comparedSets(
  drafting: Drafting,
  { document, digest }: { readonly document: MandateDocument; readonly digest: string },
  against: number | null,
): Compared {
  const { mandate } = document;
  const asked = against === null ? undefined : knownVersion(drafting, mandate, against)?.document;
  const standing = drafting.scenario.mandates.find((one) => one.mandate === mandate);
  const isInForce = standing !== undefined && documentDigest(standing) === digest;
  // While it is suspended nothing of it is in force; what its author changes is the text that is suspended.
  const other =
    asked ?? (isInForce ? versionBefore(drafting, standing) : (standing ?? suspendedVersion(drafting, mandate)));
  const before: InForce = other === undefined ? inForceWithout(drafting, mandate) : inForceWith(drafting, other);
  return { other, before, after: inForceWith(drafting, document) };
}
