import { Readable } from 'node:stream';
import { Bug } from '../../base/assert.ts';
import { sha256Hex } from '../../base/digest.ts';
import { type SeededRandom, seededRandom } from '../../base/seeded-random.ts';
import type { FilePort, OpenedFile, SendingPort } from './port.ts';

/** The machine went dark in the middle of something. Nothing works any more until the restart. */
export class PowerFailure extends Error {
  override readonly name = 'PowerFailure';
}

/** Cuts the power of all ports that share it, when so many changing operations have been done. */
export class PowerSwitch {
  #left: number;
  done = 0;

  constructor(operations: number = Number.POSITIVE_INFINITY) {
    this.#left = operations;
  }

  /** The power goes after so many operations from now on. */
  cutAfter(operations: number): void {
    this.#left = operations;
  }

  spend(): void {
    if (this.#left <= 0) throw new PowerFailure('the power is cut');
    this.#left -= 1;
    this.done += 1;
  }
}

/** `synced` is what the disk holds for certain; null where nothing of the content was ever synced. */
type FileNode = { kind: 'file'; bytes: Uint8Array; synced: Uint8Array | null };
/** `pending` are the changes of names since the folder was synced, in order; each is atomic. */
type FolderNode = {
  kind: 'folder';
  names: Map<string, FileNode | FolderNode>;
  synced: Map<string, FileNode | FolderNode>;
  pending: NameChange[];
};
type NameChange = { unlink?: string; link?: [name: string, node: FileNode | FolderNode] };

/**
 * Files in memory that forget what was not synced. {@link MemoryFiles.powerCut} gives what a disk may hold afterwards:
 * each unsynced change of a name is there or not, independently (so later ones may survive without earlier ones), and
 * each unsynced content is old, new, torn, zeroed or empty. POSIX promises no more.
 */
export class MemoryFiles implements FilePort, SendingPort {
  readonly #root: FolderNode;
  readonly #power: PowerSwitch;

  constructor(power: PowerSwitch = new PowerSwitch(), root: FolderNode = emptyFolder()) {
    this.#power = power;
    this.#root = root;
  }

  /** The files after the power came back, by chance of this seed. This port is left as it is. */
  powerCut(seed: number, power: PowerSwitch = new PowerSwitch()): MemoryFiles {
    const random = seededRandom(seed);
    // Some disks wrote nearly all of it, some next to nothing.
    const kept = [0, 0.5, 0.9, 1][random.below(4)] ?? 1;
    return new MemoryFiles(power, survivingFolder(this.#root, random, kept));
  }

  /** The files after the process was killed and the machine ran on: everything is there, nothing more is synced. */
  processCrash(power: PowerSwitch = new PowerSwitch()): MemoryFiles {
    return new MemoryFiles(power, this.#root);
  }

  async read(path: string, bytesMax = Number.POSITIVE_INFINITY): Promise<Uint8Array | undefined> {
    const node = this.#find(path);
    if (node?.kind === 'file' && node.bytes.length > bytesMax) return new Uint8Array(0);
    return node?.kind === 'file' ? Uint8Array.from(node.bytes) : undefined;
  }

  async open(path: string): Promise<OpenedFile | undefined> {
    const bytes = await this.read(path);
    if (bytes === undefined) return undefined;
    const parts = bytes.length === 0 ? [] : [Buffer.from(bytes)];
    return { size: bytes.length, version: sha256Hex(Buffer.from(bytes)), bytes: Readable.from(parts) };
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    this.#power.spend();
    const [parent, name] = this.#parentOf(path, 'make');
    const node = parent.names.get(name);
    if (node?.kind === 'folder') throw new Error(`\`${path}\` is a folder`);
    if (node) node.bytes = Uint8Array.from(bytes);
    else change(parent, { link: [name, { kind: 'file', bytes: Uint8Array.from(bytes), synced: null }] });
  }

  async rename(from: string, to: string): Promise<void> {
    this.#power.spend();
    const [parent, name] = this.#parentOf(from);
    const [toParent, toName] = this.#parentOf(to);
    if (parent !== toParent) throw new Bug(`\`${from}\` and \`${to}\` are not in the same folder`);
    const node = parent.names.get(name);
    if (node === undefined) throw new Error(`there is no \`${from}\``);
    change(parent, { unlink: name, link: [toName, node] });
  }

  async remove(path: string): Promise<void> {
    this.#power.spend();
    const node = this.#find(path);
    if (node === undefined) return;
    if (node.kind === 'folder' && node.names.size > 0) throw new Error(`\`${path}\` is not empty`);
    const [parent, name] = this.#parentOf(path);
    change(parent, { unlink: name });
  }

  async sync(path: string): Promise<void> {
    this.#power.spend();
    const node = this.#find(path);
    if (node?.kind !== 'file') throw new Error(`there is no \`${path}\``);
    node.synced = Uint8Array.from(node.bytes);
  }

  async syncFolder(path: string): Promise<void> {
    this.#power.spend();
    const node = path === '' ? this.#root : this.#find(path);
    if (node?.kind !== 'folder') throw new Error(`there is no folder \`${path}\``);
    node.synced = new Map(node.names);
    node.pending = [];
  }

  async list(folder: string): Promise<string[]> {
    const node = folder === '' ? this.#root : this.#find(folder);
    return node?.kind === 'folder' ? [...node.names.keys()].sort() : [];
  }

  /** All files with their bytes, for comparisons in tests. */
  async all(folder = ''): Promise<Map<string, Uint8Array>> {
    const found = new Map<string, Uint8Array>();
    for (const name of await this.list(folder)) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const bytes = await this.read(path);
      if (bytes) found.set(path, bytes);
      else for (const [below, content] of await this.all(path)) found.set(below, content);
    }
    return found;
  }

  #find(path: string): FileNode | FolderNode | undefined {
    let node: FileNode | FolderNode | undefined = this.#root;
    for (const segment of segmentsOf(path)) node = node?.kind === 'folder' ? node.names.get(segment) : undefined;
    return node;
  }

  #parentOf(path: string, missing: 'make' | 'refuse' = 'refuse'): [FolderNode, string] {
    const segments = segmentsOf(path);
    const name = segments.pop() ?? '';
    let folder = this.#root;
    for (const segment of segments) {
      let next = folder.names.get(segment);
      if (next === undefined && missing === 'make') {
        next = emptyFolder();
        change(folder, { link: [segment, next] });
      }
      if (next?.kind !== 'folder') throw new Error(`there is no folder for \`${path}\``);
      folder = next;
    }
    return [folder, name];
  }
}

function segmentsOf(path: string): string[] {
  const segments = path.split('/');
  if (segments.some((s) => s === '' || s === '.' || s === '..')) throw new Bug(`\`${path}\` is no path of ours`);
  return segments;
}

function emptyFolder(): FolderNode {
  return { kind: 'folder', names: new Map(), synced: new Map(), pending: [] };
}

function change(folder: FolderNode, made: NameChange): void {
  apply(folder.names, made);
  folder.pending.push(made);
}

function apply(names: FolderNode['names'], { unlink, link }: NameChange): void {
  if (unlink !== undefined) names.delete(unlink);
  if (link !== undefined) names.set(...link);
}

function survivingFolder(folder: FolderNode, random: SeededRandom, kept: number): FolderNode {
  const names = new Map(folder.synced);
  for (const made of folder.pending) if (random.chance(kept)) apply(names, made);
  const survivor = emptyFolder();
  for (const [name, node] of names) {
    const after = node.kind === 'folder' ? survivingFolder(node, random, kept) : survivingFile(node, random);
    survivor.names.set(name, after);
    survivor.synced.set(name, after);
  }
  return survivor;
}

function survivingFile(file: FileNode, random: SeededRandom): FileNode {
  const bytes =
    file.synced !== null && Buffer.compare(file.synced, file.bytes) === 0 ? file.bytes : tornBytes(file, random);
  return { kind: 'file', bytes: Uint8Array.from(bytes), synced: Uint8Array.from(bytes) };
}

/** Old, new, the first part of the new, the new with its end still zero, new over old, or empty. */
function tornBytes(file: FileNode, random: SeededRandom): Uint8Array {
  const { bytes, synced } = file;
  const cut = random.below(bytes.length + 1);
  switch (random.below(6)) {
    case 0:
      return synced ?? new Uint8Array(0);
    case 1:
      return bytes;
    case 2:
      return bytes.slice(0, cut);
    case 3:
      return Uint8Array.from(bytes).fill(0, cut);
    case 4:
      return Buffer.concat([bytes.slice(0, cut), (synced ?? new Uint8Array(0)).slice(cut)]);
    default:
      return new Uint8Array(0);
  }
}
