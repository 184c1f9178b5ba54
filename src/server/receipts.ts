import { Bug } from '../base/assert.ts';
import type { Published } from '../ledger/published-files.ts';
import { receiptText } from '../ledger/receipt.ts';
import { type HashReader, inclusionProof, leafHash, verifyInclusion } from '../ledger/tree.ts';
import type { Receipt } from '../terms/api/receipts.ts';
import type { ActsRow } from '../views/acts-row.ts';
import type { Viewer } from '../views/audience.ts';
import { openedFields } from '../views/opened-fields.ts';
import type { ActsRequest } from '../views/port.ts';
import { openConsultation } from './api/acts-route.ts';
import type { OpenRoom } from './room.ts';

/** Bytes of receipts after which a page ends, so that an answer stays small whatever its entries hold. */
const PAGE_BYTES = 4 * 1024 * 1024;

export type ReceiptsRoom = Pick<
  OpenRoom,
  'views' | 'readSealed' | 'checkpoints' | 'publishedTree' | 'readable' | 'roomNow'
>;

/** There is no such entry for this reader, or it is in no checkpoint yet. */
export type NoReceipt = 'not-there' | 'not-included';

/** A page of one's own; `more`: entries follow the last of it. */
export type OwnPage = { readonly receipts: readonly Receipt[]; readonly more: boolean };

/** The receipt of an entry as this viewer may have it. */
export async function receiptFor(room: ReceiptsRoom, viewer: Viewer, index: number): Promise<Receipt | NoReceipt> {
  // Before anything else is looked at: what is not theirs is as if it were not there.
  const row = await room.views.acts.act(viewer, index);
  return row === undefined ? 'not-there' : await new Issuing(room, viewer).receipt(index);
}

/**
 * Receipts of the viewer's own acts, and of what ended their shifts, in the order of the ledger. It ends before the first that is in no checkpoint yet.
 * @param past the index of the last entry of the page before
 */
export async function ownReceipts(
  room: ReceiptsRoom,
  viewer: Viewer,
  { past, limit }: { readonly past: number | undefined; readonly limit: number },
): Promise<OwnPage | 'not-included'> {
  const rows = await ownRows(room, viewer, { order: 'asc', past, limit: limit + 1 });
  const issuing = new Issuing(room, viewer);
  const receipts: Receipt[] = [];
  let bytes = 0;
  for (const { index } of rows.slice(0, limit)) {
    const receipt = await issuing.receipt(index);
    if (receipt === 'not-included') break;
    // Erased since the view was read.
    if (receipt === 'not-there') continue;
    receipts.push(receipt);
    bytes += receipt.receipt.length;
    if (bytes > PAGE_BYTES) break;
  }
  const last = receipts.at(-1)?.index ?? -1;
  const more = rows.some(({ index }) => index > last);
  return receipts.length === 0 && more ? 'not-included' : { receipts, more };
}

/** Entries that are the person's by name: their acts, and the ends of their shifts. Nothing that they see for their agency, room or duty is among them. */
async function ownRows({ views }: ReceiptsRoom, viewer: Viewer, request: ActsRequest): Promise<ActsRow[]> {
  const { tookPartUntil: _past, ...now } = viewer;
  const byName: Viewer = { ...now, admitted: false, oversight: false, dataProtection: false };
  const person = viewer.person ?? '';
  const [acts, ends] = await Promise.all([
    views.acts.acts(byName, { ...request, person }),
    views.acts.acts(byName, { ...request, kind: 'duty.ended' }),
  ]);
  return [...acts, ...ends].sort((a, b) => a.index - b.index).slice(0, request.limit);
}

/** Makes receipts for one viewer under the checkpoints as they stand now. */
class Issuing {
  readonly #room: ReceiptsRoom;
  readonly #viewer: Viewer;
  readonly #checkpoints: readonly Published[];
  readonly #hashes = new Map<number, HashReader>();

  constructor(room: ReceiptsRoom, viewer: Viewer) {
    this.#room = room;
    this.#viewer = viewer;
    this.#checkpoints = room.checkpoints();
  }

  /** INVARIANT: the viewer may see the entry. */
  async receipt(index: number): Promise<Receipt | NoReceipt> {
    const checkpoint = this.#checkpoints.find(({ size }) => index < size);
    if (checkpoint === undefined) return 'not-included';
    const sealed = await this.#room.readSealed(index);
    if (sealed === undefined) return 'not-there';
    const { size, root, note } = checkpoint;
    const { bytes, fields, disclosures } = sealed;
    const proof = await inclusionProof(this.#hashesOf(size), index, size);
    // A proof that does not prove is worse than none.
    if (!verifyInclusion({ index, size, leaf: leafHash(bytes), root, path: proof })) {
      throw new Bug(`entry ${index} is not the one that was published`);
    }
    const opens = openedFields(this.#viewer, fields, this.#hasConsulted(fields.matter)).filter((name) =>
      disclosures.has(name),
    );
    const opened = opens.flatMap((name) => disclosures.get(name) ?? []);
    const receipt = receiptText({ index, proof, entry: bytes, disclosures: opened, note });
    return { index, name: `receipt-${index}.tlog-proof`, opens, receipt };
  }

  #hasConsulted(item: string | undefined): boolean {
    const { readable, roomNow } = this.#room;
    const { person } = this.#viewer;
    return item !== undefined && person !== null && openConsultation(readable, item, person, roomNow()) !== undefined;
  }

  #hashesOf(size: number): HashReader {
    const reader = this.#hashes.get(size) ?? this.#room.publishedTree.hashes(size);
    this.#hashes.set(size, reader);
    return reader;
  }
}
