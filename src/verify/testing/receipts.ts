/** Receipts of tests, good ones and, by changed parts, broken ones. */
import { type Built, buildLedger, canonical, type Hooks, origin } from './builder.ts';
import { entriesIn } from './check.ts';
import { inclusionProof, leafHash, treeRoot } from './merkle.ts';
import { checkpointText, cosigned } from './witnesses.ts';

export interface Issued extends Built {
  readonly entries: readonly Buffer[];
  /** The disclosures of each entry, by the name of their field. */
  readonly disclosures: readonly ReadonlyMap<string, string>[];
}

/** A ledger of which receipts can be made. */
export function issue(size: number, hooks: Hooks = {}): Issued {
  const disclosures: Map<string, string>[] = [];
  const built = buildLedger(size, {
    ...hooks,
    disclosures(index, groups) {
      hooks.disclosures?.(index, groups);
      const named = Object.values(groups).flatMap((group) => group.map((text) => [nameOf(text), text] as const));
      disclosures[index] = new Map(named);
    },
  });
  return { ...built, entries: entriesIn(built.files), disclosures };
}

function nameOf(disclosure: string): string {
  const [, name] = JSON.parse(Buffer.from(disclosure, 'base64url').toString()) as [string, string];
  return name;
}

/** The parts of a receipt; what is left out is as it should be. */
export interface Parts {
  readonly index: number;
  readonly size: number;
  readonly fields: readonly string[];
  readonly witnesses: readonly string[];
  readonly header: string;
  readonly extra: unknown;
  readonly extraLine: string;
  readonly indexLine: string;
  readonly proof: readonly (Buffer | string)[];
  readonly disclosures: readonly string[];
  readonly entry: Buffer;
  readonly note: Buffer | string;
}

/** The receipt of an entry of `issued`, with these parts in place of the good ones. */
export function receiptOf(
  issued: Pick<Issued, 'entries' | 'disclosures'>,
  index: number,
  parts: Partial<Parts> = {},
): Buffer {
  const size = parts.size ?? issued.entries.length;
  const leaves = issued.entries.slice(0, size).map(leafHash);
  const named = issued.disclosures[index] ?? new Map<string, string>();
  const fields = parts.fields ?? [...named.keys()];
  const disclosures = parts.disclosures ?? fields.map((name) => named.get(name) ?? '').sort();
  const entry = parts.entry ?? issued.entries[index] ?? Buffer.alloc(0);
  const extra = parts.extra ?? { disclosures, entry: entry.toString('base64url'), v: 1 };
  const proof = parts.proof ?? inclusionProof(index, leaves);
  const witnesses = parts.witnesses ?? ['a.example', 'b.example'];
  const text = checkpointText(size, treeRoot(leaves), origin);
  const note = parts.note ?? cosigned(text, ...witnesses.map((name) => [name] as const));
  const lines = [
    parts.header ?? 'c2sp.org/tlog-proof@v1',
    parts.extraLine ?? `extra ${Buffer.from(canonical(extra)).toString('base64')}`,
    parts.indexLine ?? `index ${index}`,
    ...proof.map((hash) => (typeof hash === 'string' ? hash : hash.toString('base64'))),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\n')}\n\n`), Buffer.from(note as string)]);
}
