/** An export as docs/formats.md §7 has it, made by the tests from what they hold. */
import { toBase64url } from '../../src/base/base64url.ts';
import { canonicalJson } from '../../src/base/json.ts';
import type { KeyRing } from '../../src/ledger/keys.ts';
import { parseCheckpoint, parseNote } from '../../src/ledger/note.ts';
import type { Opening } from '../../src/ledger/store/port.ts';

const TILE_WIDTH = 256;

/** Files by their paths: the published ones as they are, `export.json` and the openings of all entries in the checkpoint. */
export function exportFiles(source: {
  readonly published: ReadonlyMap<string, Uint8Array>;
  /** At least those of the checkpoint. */
  readonly entries: readonly Uint8Array[];
  readonly openings: readonly Opening[];
}): Map<string, Uint8Array> {
  const { published, entries, openings } = source;
  const files = new Map(published);
  const note = parseNote(Buffer.from(published.get('ledger/checkpoint') ?? []).toString('utf8'));
  const checkpoint = note && parseCheckpoint(note.text);
  if (checkpoint === undefined) throw new Error('there is no checkpoint to export');
  const { origin: ledger, size, root } = checkpoint;
  const last = JSON.parse(Buffer.from(entries[size - 1] ?? []).toString('utf8')) as { recorded: number };
  const mode = ledger.split('.')[1] ?? '';
  const text = { ledger, mode, recorded: last.recorded, root: Buffer.from(root).toString('base64'), size, v: 1 };
  files.set('export.json', Buffer.from(canonicalJson(text), 'utf8'));
  const boxes = Map.groupBy(openings, ({ index }) => index);
  for (let first = 0; first < size; first += TILE_WIDTH) {
    const lines: string[] = [];
    for (let index = first; index < Math.min(size, first + TILE_WIDTH); index++) {
      lines.push(`${openingsLine(index, boxes.get(index) ?? [])}\n`);
    }
    files.set(`openings/${String(first / TILE_WIDTH).padStart(9, '0')}.jsonl`, Buffer.from(lines.join(''), 'utf8'));
  }
  return files;
}

/** The part of a secrets file that a verifier reads. */
export function secretsOf(ledger: string, keys: Pick<KeyRing, 'exportKeys'>) {
  return { keys: { ...keys.exportKeys() }, ledger, v: 1 };
}

function openingsLine(index: number, openings: readonly Opening[]): string {
  const groups = openings
    .toSorted((a, b) => (a.group < b.group ? -1 : 1))
    .map(({ group, key, nonce, box }) => ({ box: toBase64url(box), group, key, nonce: toBase64url(nonce) }));
  return canonicalJson({ groups, index });
}
