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

/** Whether another text can be handed in under the number of a draft: it came into force by none, nor is about to. */
export function isFree({ mandate, version, status, supplied }: MandateDraft, drafting: Drafting): boolean {
  const isOnItsWay = ON_ITS_WAY.some((one) => one === status);
  return isOnItsWay && !supplied && version > (latestVersion(drafting, mandate)?.document.version ?? 0);
}
const ON_ITS_WAY = ['draft', 'objected', 'cleared', 'signed', 'withdrawn'] as const;

/**
 * The text that a draft begins with, before anything is typed: the text that is gone on from; else what was handed in last under this name; else the mandate's latest version with the next
 * number, until a later end where it is renewed; else an empty mandate for a holder.
 */
export function beginning(
  key: DraftKey,
  { until, holder, from }: { readonly until: string; readonly holder: string; readonly from: string },
  drafting: Drafting,
  handedIn: readonly MandateDraft[],
): string {
  const source = handedIn.find(({ digest }) => digest === from);
  if (source?.version === key.version && source.mandate === key.mandate) return source.document;
  const read = source === undefined ? undefined : drafting.read(source.document);
  if (read?.ok === true && read.document.mandate === key.mandate) return nextVersion(read.document, key.version);
  const before = handedIn.filter(({ mandate, version }) => mandate === key.mandate && version === key.version);
  const last = before.sort((a, b) => (b.drafted?.index ?? -1) - (a.drafted?.index ?? -1))[0];
  if (last !== undefined) return last.document;
  const latest = latestVersion(drafting, key.mandate);
  if (latest !== undefined) return nextVersion(latest.document, key.version, parseTime(until));
  const host = drafting.scenario.vocabulary.agencies.find(({ standing }) => standing === 'host-authority');
  return newMandate(key.mandate, holder, host?.id ?? '');
}
