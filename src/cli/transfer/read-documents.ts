import { isUtf8 } from 'node:buffer';
import { sha256Hex } from '../../base/digest.ts';
import { parseMandateDocument, parseMandateSet } from '../../mandates/compile.ts';
import type { DraftRow, MandateRow, SetRow } from '../../matters/mandates/rows.ts';
import type { RowChange } from '../../terms/entry.ts';
import { DOCUMENTS_FOLDER, SETS_FOLDER } from './export-folder.ts';
import type { ExportFiles } from './export-source.ts';
import { TransferRefused } from './refused.ts';

export const DOCUMENT_BYTES_MAX = 64 * 1024 * 1024;
const DOCUMENTS_MAX = 100_000;

type Document = { readonly id: string; readonly text: string };
type Folder = typeof SETS_FOLDER | typeof DOCUMENTS_FOLDER;

/** Ids of the mandate sets and mandate documents that the entries of a ledger put in force. */
export class NamedDocuments {
  readonly #named: Readonly<Record<Folder, Set<string>>> = { [SETS_FOLDER]: new Set(), [DOCUMENTS_FOLDER]: new Set() };

  /** Takes the changes of each entry: what was in force once, and is no more, was decided by all the same. */
  add(changes: readonly RowChange[]): void {
    for (const { slice, row } of changes) {
      if (row === null) continue;
      if (slice === 'sets') this.#named[SETS_FOLDER].add((row as SetRow).set);
      if (slice === 'mandates' || slice === 'drafts') {
        this.#named[DOCUMENTS_FOLDER].add((row as MandateRow | DraftRow).digest);
      }
    }
  }

  /** Ids of all of them. */
  ids(): Set<string> {
    return new Set([...this.#named[SETS_FOLDER], ...this.#named[DOCUMENTS_FOLDER]]);
  }

  /**
   * Reads what lies in the folders of an export: everything that an entry names, and nothing else. Whatever were taken beside it would be published by the
   * room that imports, as if it had been in force there.
   * @param elsewhere the text of a mandate document that does not lie there, where it is known
   * @throws TransferRefused naming the file
   */
  async read(
    files: ExportFiles,
    elsewhere: (id: string) => string | undefined = () => undefined,
  ): Promise<{ readonly sets: readonly Document[]; readonly documents: readonly Document[] }> {
    const nowhere = () => undefined;
    const sets = await this.#read(files, SETS_FOLDER, nowhere);
    return { sets, documents: await this.#read(files, DOCUMENTS_FOLDER, elsewhere) };
  }

  async #read(files: ExportFiles, folder: Folder, elsewhere: (id: string) => string | undefined): Promise<Document[]> {
    const names = await files.list(folder);
    if (names.length > DOCUMENTS_MAX)
      throw new TransferRefused(`\`${folder}\` holds more than ${DOCUMENTS_MAX} documents`);
    const missing = new Set(this.#named[folder]);
    const documents: Document[] = [];
    for (const name of names) {
      const path = `${folder}/${name}`;
      const id = /^([0-9a-f]{64})\.json$/.exec(name)?.[1];
      if (id === undefined) throw new TransferRefused(`\`${path}\` has no place in an export`);
      if (!missing.delete(id)) {
        throw new TransferRefused(`\`${path}\` has no place in this export: no entry of the ledger names it`);
      }
      documents.push({ id, text: documentText(folder, path, id, await files.read(path, DOCUMENT_BYTES_MAX)) });
    }
    for (const id of missing) {
      const text = elsewhere(id);
      if (text === undefined) throw missingDocument(folder, id);
      documents.push({ id, text: documentText(folder, `${folder}/${id}.json`, id, Buffer.from(text, 'utf8')) });
    }
    return documents;
  }
}

function missingDocument(folder: Folder, id: string): TransferRefused {
  if (folder === SETS_FOLDER) return new TransferRefused(`the mandate set \`${id}\` is missing in \`${folder}\``);
  const told = `the mandate document \`${id}\` is missing in \`${folder}\``;
  return new TransferRefused(
    `${told}, and neither the event that \`--scenario\` names nor a draft in the entries has it`,
  );
}

/**
 * The text of a mandate set, or of a mandate document: the bytes that its id names, as the room itself would have written them.
 * @param bytes of the file (attacker-controlled)
 * @throws TransferRefused naming the file
 */
export function documentText(folder: Folder, path: string, id: string, bytes: Buffer): string {
  if (sha256Hex(bytes) !== id)
    throw new TransferRefused(`\`${path}\` is not what its name says: its digest is another`);
  if (!isUtf8(bytes)) throw new TransferRefused(`\`${path}\` is no UTF-8`);
  const text = bytes.toString('utf8');
  try {
    if (folder === SETS_FOLDER) parseMandateSet(text);
    else parseMandateDocument(text);
  } catch (cause) {
    const what = folder === SETS_FOLDER ? 'mandate set' : 'checked mandate document';
    throw new TransferRefused(`\`${path}\` is no ${what} in its canonical form`, 'refused', { cause });
  }
  return text;
}
