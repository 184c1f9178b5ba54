import * as z from 'zod';
import { canonicalJson } from '../../base/json.ts';
import type { PublicationPolicy } from '../../mandates/publication-policy.ts';
import type { Chosen } from './choice.ts';

/** Entries in a part: well below what a verifier takes in at once. */
export const PART_ENTRIES = 2000;
/** Parts of a batch, as a verifier takes them. */
export const PARTS_MAX = 10_000;

export const OPENED_FOLDER = 'opened';

const Count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const ManifestSchema = z.strictObject({
  v: z.literal(1),
  ledger: z.string(),
  batch: Count,
  at: Count,
  size: Count,
  opened: Count,
  withheld: Count,
  erased: Count,
  filler: Count,
  parts: z.array(z.strictObject({ digest: z.string(), entries: Count })).max(PARTS_MAX),
  policy: z.looseObject({}),
});

/** What a batch holds, and how all batches so far add up (docs/formats.md §13). */
export type Manifest = z.infer<typeof ManifestSchema>;

/** What is fixed before the first part is written, so that a batch that was broken off goes on as it began. */
export type Begun = {
  readonly v: 1;
  readonly at: number;
  readonly size: number;
  readonly policy: unknown;
};
const BegunSchema = z.strictObject({ v: z.literal(1), at: Count, size: Count, policy: z.looseObject({}) });

export const manifestPath = (batch: number) => `${OPENED_FOLDER}/${batch}/manifest.json`;
export const begunPath = (batch: number) => `${OPENED_FOLDER}/${batch}/begun.json`;
export const statementPath = (batch: number) => `${OPENED_FOLDER}/${batch}.statement.json`;
/** @param part from 1 on */
export const partPath = (batch: number, part: number) => `${OPENED_FOLDER}/${batch}/${part}.jsonl`;

/** One entry of a part. */
export function partLine(index: number, disclosures: readonly string[]): string {
  return `${canonicalJson({ disclosures: disclosures.toSorted(), index })}\n`;
}

/** Index of each entry of a part; undefined where it is none of ours. */
export function partIndices(text: string): number[] | undefined {
  const indices: number[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    const { index } = (parsed(line) ?? {}) as { index?: unknown };
    if (typeof index !== 'number') return undefined;
    indices.push(index);
  }
  return indices;
}

/** The manifest of a batch, in canonical JSON. */
export function manifestText(
  chosen: Omit<Chosen, 'fresh'>,
  about: Pick<Manifest, 'ledger' | 'batch' | 'at' | 'parts'> & { readonly policy: PublicationPolicy },
): string {
  const { size, opened, withheld, erased, filler } = chosen;
  const { ledger, batch, at, parts, policy } = about;
  return canonicalJson({ v: 1, ledger, batch, at, size, opened, withheld, erased, filler, parts, policy });
}

/** The manifest in a file of ours; undefined where it is not of the form. */
export function readManifest(text: string): Manifest | undefined {
  return ManifestSchema.safeParse(parsed(text)).data;
}

/** What a batch begins with. */
export function begunText(begun: Omit<Begun, 'v'>): string {
  return canonicalJson({ v: 1, ...begun });
}

/** The same in a file of ours; undefined where it is not of the form. */
export function readBegun(text: string): Begun | undefined {
  return BegunSchema.safeParse(parsed(text)).data;
}

/** Discloses the act that a batch was stated by. */
export function statementText(index: number, disclosures: readonly string[]): string {
  return canonicalJson({ v: 1, index, disclosures: disclosures.toSorted() });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
