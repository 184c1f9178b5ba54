import { labelsOfViewer, type Past, pastOf, type Viewer } from '../../views/audience.ts';
import { knowing } from '../../views/shown-rows.ts';

/** A viewer as the frames of live events are cut for them; those with the same `key` differ in nothing but what is theirs by name. */
export type AudienceGroup = {
  readonly key: string;
  /** Labels that others can have as well. */
  readonly shared: readonly string[];
  /** Labels of this person alone. */
  readonly personal: readonly string[];
  /** The labels that let the viewer know who acted. */
  readonly knowing: ReadonlySet<string>;
  /** The agency whose people the viewer knows anyway. */
  readonly kin: string | null;
  /** What was theirs while they took part, where they do not any more. */
  readonly past: Past | null;
};

/** How a viewer's frames are cut. The rules are those of the views (shown-rows.ts), prepared for many readers at once. */
export function audienceGroup(viewer: Viewer): AudienceGroup {
  const personal = viewer.person === null ? [] : [`by:${viewer.person}`, `person:${viewer.person}`];
  const shared = labelsOfViewer(viewer).filter((label) => !personal.includes(label));
  const { specific, kin } = knowing(viewer);
  const known = shared.filter((label) => specific.has(label));
  const past = pastOf(viewer);
  const key = JSON.stringify([shared.toSorted(), known.toSorted(), kin, past]);
  return { key, shared, personal, knowing: specific, kin, past };
}
