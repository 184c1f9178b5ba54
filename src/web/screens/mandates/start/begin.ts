import { parseTime } from '../../../../mandates/document-schema.ts';
import { type Drafting, latestVersion } from '../reading/drafting.ts';
import { newMandate, nextVersion } from '../reading/written-mandate.ts';
import type { MandateDraft } from '../signing/acts.ts';

/** Name of a draft in the address: `us-hsi@2`. */
export type DraftKey = { readonly mandate: string; readonly version: number };

/** The name of a draft as it stands in addresses. */
export function keyOf({ mandate, version }: DraftKey): string {
  return `${mandate}@${version}`;
}

/** Undefined where a text names no draft. */
export function readKey(text: string): DraftKey | undefined {
  const [, mandate, version] = /^([a-z0-9][a-z0-9-]{0,63})@([1-9]\d{0,8})$/.exec(text) ?? [];
  return mandate === undefined ? undefined : { mandate, version: Number(version) };
}

/** Beginning of the names under which texts of drafts are kept in this browser. */
export const KEPT_AS = 'mandate draft ';

/** The next free version of a mandate: above those that the room has and those that were handed in. */
export function nextFree(mandate: string, drafting: Drafting, handedIn: readonly MandateDraft[]): number {
  const versions = handedIn.filter((draft) => draft.mandate === mandate).map(({ version }) => version);
  return 1 + Math.max(0, latestVersion(drafting, mandate)?.document.version ?? 0, ...versions);
}

/**
 * The text that a draft begins with, before anything is typed: what was handed in last under this name; else the mandate's latest version with the next
 * number, until a later end where it is renewed; else an empty mandate for a holder.
 */
export function beginning(
  key: DraftKey,
  { until, holder }: { readonly until: string; readonly holder: string },
  drafting: Drafting,
  handedIn: readonly MandateDraft[],
): string {
  const before = handedIn.filter(({ mandate, version }) => mandate === key.mandate && version === key.version);
  const last = before.sort((a, b) => (b.drafted?.index ?? -1) - (a.drafted?.index ?? -1))[0];
  if (last !== undefined) return last.document;
  const latest = latestVersion(drafting, key.mandate);
  if (latest !== undefined) return nextVersion(latest.document, key.version, parseTime(until));
  const host = drafting.scenario.vocabulary.agencies.find(({ standing }) => standing === 'host-authority');
  return newMandate(key.mandate, holder, host?.id ?? '');
}
