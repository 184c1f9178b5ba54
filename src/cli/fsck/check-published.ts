import { sha256Hex } from '../../base/digest.ts';
import { UNFINISHED_SUFFIX } from '../../ledger/files/durable.ts';
import type { FilePort } from '../../ledger/files/port.ts';
import type { Guard } from '../../ledger/guard.ts';
import { isSameLink, type KeyLink, linkNote } from '../../ledger/key-link.ts';
import { encodeVkey, type NoteVerifier, parseVkey } from '../../ledger/note.ts';
import { PolicyRefused, parsePolicy } from '../../ledger/policy.ts';
import {
  CHECKPOINT,
  keyOf,
  LINKS_FOLDER,
  linkFile,
  POLICY,
  VKEY,
  vkeyText,
  WITNESSED,
} from '../../ledger/published-files.ts';
import type { Signer } from '../../ledger/signer.ts';
import { checkpointByOneOf, keysOfLedger } from '../../ledger/signing/port.ts';
import { retiredBy, type StatedLink } from '../../server/ledger-keys.ts';
import { isMandateSet } from '../../server/publishing.ts';
import type { Findings } from './findings.ts';
import { canPutAside } from './stray.ts';
import type { EntryWalk } from './walk-entries.ts';

const SETS_FOLDER = 'sets';

/** A tree that somebody outside may have seen. */
type Seen = Guard & { readonly place: string; readonly rule: 'signer' | 'published' };

/** Whose signatures are looked for. */
type Signed = {
  readonly signer: Signer | undefined;
  readonly links: readonly KeyLink[];
  /** Of these, as many as the entries state. */
  readonly stated: readonly StatedLink[];
};

/**
 * What is published beside the tiles, and what the signer remembers. Where the signer cannot be opened, what bears its signature is not looked at.
 */
export class PublishedCheck {
  readonly #files: FilePort;
  readonly #signer: Signer | undefined;
  readonly #findings: Findings;
  /** How one key came after the other, as the signer made them. */
  readonly #links: readonly KeyLink[];
  readonly #stated: readonly StatedLink[];
  /** All keys of the ledger, oldest first; none where the signer cannot be opened. */
  readonly #keys: readonly NoteVerifier[];
  /** Paths that `--mend` moves away, to be made again. */
  readonly wrong: string[] = [];
  /** Does anything that is published bear the signer's key? Only then is what does not a broken file, and not the key another. */
  #keyFits = false;
  #checkpoint: Seen | undefined;
  #witnessed: Seen | undefined;
  #guard: Seen | undefined;

  private constructor(files: FilePort, signed: Signed, findings: Findings) {
    this.#files = files;
    this.#signer = signed.signer;
    this.#links = signed.links;
    this.#stated = signed.stated;
    this.#keys = signed.signer === undefined ? [] : keysOfLedger(signed.signer.verifier, signed.links);
    this.#findings = findings;
  }

  /** @param stated how one key of the ledger came after the other, by its entries */
  static async open(
    files: FilePort,
    signer: Signer | undefined,
    stated: readonly StatedLink[],
    findings: Findings,
  ): Promise<PublishedCheck> {
    const check = new PublishedCheck(files, { signer, stated, links: (await signer?.links()) ?? [] }, findings);
    await check.#fitKey();
    if (signer !== undefined) check.#fitLinks();
    check.#checkpoint = await check.#note(CHECKPOINT);
    check.#witnessed = await check.#note(WITNESSED);
    if (signer !== undefined) check.#guard = { ...(await signer.guard()), place: 'signer/guard', rule: 'signer' };
    return check;
  }

  /** Entries in the checkpoint that stands; 0 where none does, or none that is ours. */
  get size(): number {
    return this.#checkpoint?.size ?? 0;
  }

  /** Sizes of trees that were signed. */
  get sizes(): Set<number> {
    return new Set(this.#seen().map(({ size }) => size));
  }

  /** Compares with the entries that the walk read. @param stored entries that the database has */
  async compare(walk: EntryWalk, stored: number, documents: ReadonlyMap<string, string>): Promise<void> {
    for (const seen of this.#seen()) this.#compareTree(seen, walk, stored);
    await this.#compareFiles();
    await this.#compareSets(documents);
    const [guard, checkpoint] = [this.#guard, this.#checkpoint];
    if (guard === undefined || checkpoint === undefined || guard.size >= checkpoint.size) return;
    const told = `it remembers a tree of ${guard.size} entries, and ${checkpoint.size} are published with its signature`;
    this.#findings.add('signer', guard.place, `${told}: the folder of the signer is from an older backup`);
  }

  #seen(): Seen[] {
    return [this.#checkpoint, this.#witnessed, this.#guard].filter((seen) => seen !== undefined);
  }

  #compareTree({ place, rule, size, root }: Seen, walk: EntryWalk, stored: number): void {
    if (size > stored) {
      const told = `it is of ${size} entries, and the database holds ${stored}`;
      this.#findings.add(rule, place, `${told}: the database is from an older backup; put back the newest`);
      return;
    }
    const given = walk.root(size);
    if (given === undefined || given.equals(root)) return;
    this.#findings.add(rule, place, `it is of another tree than the first ${size} entries of the database give`);
  }

  async #fitKey(): Promise<void> {
    if (this.#signer === undefined) return;
    const texts: (string | undefined)[] = [];
    for (const path of [VKEY, CHECKPOINT, WITNESSED]) {
      const bytes = await this.#files.read(path);
      texts.push(bytes && Buffer.from(bytes).toString('utf8'));
    }
    const [vkey, ...notes] = texts;
    const signed = notes.some((note) => note !== undefined && checkpointByOneOf(this.#keys, note) !== undefined);
    this.#keyFits = this.#keys.some((key) => vkeyText(key) === vkey) || signed;
    if (this.#keyFits || texts.every((text) => text === undefined)) return;
    const told =
      'nothing that is published is of this key: the folder of the signer, or what is published, is of another ledger or was changed';
    this.#findings.add('signer', 'signer/key', `${told}; restore it from a backup`);
  }

  /** What the ledger states of its keys, its signer has. */
  #fitLinks(): void {
    const lacking = this.#stated.find((link, n) => {
      const made = this.#links[n];
      return made === undefined || !isSameLink(made, link);
    });
    const gone = this.#signer === undefined ? undefined : retiredBy(this.#stated, this.#signer.verifier);
    if (gone !== undefined) {
      const back = `the ledger states that the key \`${encodeVkey(gone.before)}\` signs it no more, and the signer has it`;
      this.#findings.add('signer', 'signer/key', `${back}: its folder is from an older backup; put back the newest`);
    }
    if (lacking === undefined) return;
    const told = `the ledger states the key \`${encodeVkey(lacking.after)}\`, and the signer does not have it`;
    this.#findings.add('signer', 'signer/key', `${told}: its folder is from an older backup; put back the newest`);
  }

  /** A checkpoint that is there; one that is not signed by this ledger's key is made again, as the signer's guard lets it. */
  async #note(path: string): Promise<Seen | undefined> {
    const bytes = await this.#files.read(path);
    if (bytes === undefined || this.#signer === undefined) return undefined;
    const checkpoint = checkpointByOneOf(this.#keys, Buffer.from(bytes).toString('utf8'));
    if (checkpoint !== undefined) return { ...checkpoint, place: `public/${path}`, rule: 'published' };
    this.#broken(path, 'it is no checkpoint signed by this ledger’s key');
    return undefined;
  }

  async #compareFiles(): Promise<void> {
    const [files, signer] = [this.#files, this.#signer];
    const [vkey, policy, checkpoint] = [await files.read(VKEY), await files.read(POLICY), await files.read(CHECKPOINT)];
    if (checkpoint === undefined && (this.#guard?.size ?? 0) > 0) {
      this.#findings.addMendable('published', `public/${CHECKPOINT}`, 'one was signed, and none is published');
    }
    if (signer !== undefined && vkey === undefined && checkpoint !== undefined) {
      this.#findings.addMendable('published', `public/${VKEY}`, 'it is missing');
    }
    const text = vkey && Buffer.from(vkey).toString('utf8');
    const note = checkpoint && Buffer.from(checkpoint).toString('utf8');
    const newest = note === undefined ? undefined : keyOf(this.#keys, { note });
    const place = newest === undefined ? -1 : this.#keys.indexOf(newest);
    // One behind, the checkpoint was the last that was written: the next start goes on.
    const fits = place < 0 ? this.#keys : this.#keys.slice(Math.max(0, place - 1), place + 1);
    const found = fits.findIndex((key) => vkeyText(key) === text);
    if (text !== undefined && signer !== undefined && found < 0) {
      const other = parseVkey(text.trimEnd()) !== undefined;
      this.#broken(VKEY, other ? 'it is not the key of this ledger' : 'it is no verifier key');
    }
    if (signer !== undefined) await this.#compareLinks(found < 0 ? place : place - fits.length + 1 + found);
    if (policy === undefined) return;
    try {
      parsePolicy(policy);
    } catch (error) {
      if (!(error instanceof PolicyRefused)) throw error;
      // The operator's own stands beside the published folder, and the next start publishes that one.
      this.#broken(POLICY, `it is no policy: ${error.message}`);
    }
  }

  /** Whoever has an earlier key follows by these files. @param needed to the key that is published */
  async #compareLinks(needed: number): Promise<void> {
    const left = new Set(await this.#files.list(LINKS_FOLDER));
    for (const [n, link] of this.#links.entries()) {
      const path = linkFile(n + 1);
      left.delete(String(n + 1));
      const bytes = await this.#files.read(path);
      // One that was made since is published once its key signed.
      if (bytes === undefined && n >= needed) continue;
      if (bytes === undefined) this.#findings.addMendable('published', `public/${path}`, 'it is missing');
      else if (Buffer.from(bytes).toString('utf8') !== linkNote(link))
        this.#broken(path, 'it is not the change of key that the signer made');
    }
    for (const name of left) {
      if (!name.endsWith(UNFINISHED_SUFFIX))
        await this.#stray(`${LINKS_FOLDER}/${name}`, 'it is no change of key that the signer made');
    }
  }

  async #compareSets(documents: ReadonlyMap<string, string>): Promise<void> {
    const missing = new Set([...documents].flatMap(([id, text]) => (isMandateSet(text) ? [id] : [])));
    for (const name of await this.#files.list(SETS_FOLDER)) {
      if (name.endsWith(UNFINISHED_SUFFIX)) continue;
      const path = `${SETS_FOLDER}/${name}`;
      const id = name.replace(/\.json$/, '');
      if (!missing.delete(id)) await this.#stray(path, 'it is no mandate set of this ledger');
      else if (sha256Hex((await this.#files.read(path)) ?? new Uint8Array(0)) !== id) {
        this.#broken(path, 'its digest is another than its name');
      }
    }
    if (this.size === 0) return;
    for (const id of missing) {
      const path = `public/${SETS_FOLDER}/${id}.json`;
      this.#findings.addMendable('published', path, 'entries cite this mandate set, and it is missing');
    }
  }

  async #stray(path: string, message: string): Promise<void> {
    if (await canPutAside(this.#files, path)) this.#broken(path, message);
    else this.#findings.addForPerson('published', `public/${path}`, message);
  }

  #broken(path: string, message: string): void {
    if (!this.#keyFits) {
      this.#findings.add('published', `public/${path}`, message);
      return;
    }
    this.wrong.push(path);
    this.#findings.addMendable('published', `public/${path}`, message);
  }
}
