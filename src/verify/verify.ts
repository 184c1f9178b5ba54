/** The checker: everything formats.md §9 asks for, in its order, without trusting whoever published. */
import { readFinding } from './accounts.ts';
import { decodeUtf8, equalBytes, quote } from './bytes.ts';
import { hasExactly, parseCanonical } from './canonical.ts';
import type { Primitives } from './hash.ts';
import {
  type Checkpoint,
  noteBytesMax,
  openCheckpoint,
  parseOrigin,
  parseVkey,
  rootText,
  type Vkey,
  vkeyBytesMax,
} from './note.ts';
import type { Keys } from './openings.ts';
import { openPin, type Pins, pinBytesMax, pinFile, writePin } from './pin.ts';
import { type Finding, Findings, isFault, newCounts, type Report } from './report.ts';
import { Sealed } from './sealed.ts';
import { Sets } from './sets.ts';
import { below, type Read, type Source } from './source.ts';
import { type EntryTile, walkTree } from './walk.ts';

export interface VerifyOptions {
  /** The platform's cryptography: `nodePrimitives` in Node. */
  readonly primitives: Primitives;
  /** The text of the log's verifier key as the reader has it. Without it the published one is taken, and the report says so. */
  readonly vkey?: string | undefined;
  /** The keys of a secrets file (`readKeys`). */
  readonly keys?: { readonly keys: Keys; readonly ledger: string } | undefined;
  /** Where pins are kept; without it nothing is compared with earlier checks. A pin is renewed only after OK. */
  readonly pins?: Pins | undefined;
  /** Called after each tile of 256 entries. */
  readonly progress?: ((done: { entries: number; size: number }) => void) | undefined;
}

/**
 * Checks the ledger in `source`: a published folder (with `ledger/checkpoint`), an export (also with `export.json` and
 * `openings/`) or a ledger folder itself (with `checkpoint`). Whatever is wrong is in the report; nothing is thrown
 * for bad input. Memory does not grow with the log, but for the act ids of an export that opens.
 */
export async function verifyLedger(source: Source, options: VerifyOptions): Promise<Report> {
  return new Verification(source, options).run();
}

/** A checkpoint whose signature is good. */
interface Signed {
  readonly checkpoint: Checkpoint;
  readonly vkey: Vkey;
  /** The note itself. */
  readonly note: Uint8Array;
  readonly mode: string;
}

class Verification {
  readonly #source: Source;
  readonly #options: VerifyOptions;
  readonly #findings = new Findings();
  readonly #sealedFindings = new Findings();
  readonly #warnings: string[] = [];
  readonly #counts = newCounts();
  #prefix = 'ledger/';
  #mode: Report['mode'] = 'tree';
  #vkey: Vkey | undefined;
  #checkpoint: Checkpoint | undefined;
  #pinned: Checkpoint | undefined;
  #lastRecorded: number | undefined;

  constructor(source: Source, options: VerifyOptions) {
    this.#source = source;
    this.#options = options;
  }

  async run(): Promise<Report> {
    const signed = await this.#signed();
    if (signed === undefined) return this.#report();
    if (!(await this.#pin(signed))) return this.#report();
    await this.#tree(signed);
    const report = this.#report();
    if (report.status === 'OK') await this.#renewPin(signed);
    return report;
  }

  /** Step 1: the key, the signature, the origin. */
  async #signed(): Promise<Signed | undefined> {
    const read = await this.#locate();
    if (read === undefined) return undefined;
    const vkey = await this.#readVkey();
    if (vkey === undefined) return undefined;
    this.#vkey = vkey;
    const file = `${this.#prefix}checkpoint`;
    if (read.kind !== 'bytes') return this.#say(readFinding(read, file, noteBytesMax));
    const checkpoint = await openCheckpoint(read.bytes, vkey, this.#options.primitives);
    if (isFault(checkpoint)) {
      const { code, fault, offset = 0 } = checkpoint;
      return this.#say({ code, message: `\`${file}\` at byte offset ${offset}: ${fault}`, file, offset });
    }
    this.#checkpoint = checkpoint;
    const mode = parseOrigin(checkpoint.origin)?.mode;
    if (mode === undefined) {
      const form = '<name>.<mode>.remit.example/<12 hex digits>';
      const message = `\`${file}\` at byte offset 0: the origin ${quote(checkpoint.origin)} is not of the form ${form}`;
      return this.#say({ code: 'origin', message, file, offset: 0 });
    }
    return { checkpoint, vkey, note: read.bytes, mode };
  }

  /** Finds the checkpoint: below `ledger/`, or in the root itself. */
  async #locate(): Promise<Read | undefined> {
    const read = await this.#source.read('ledger/checkpoint', noteBytesMax);
    if (read.kind !== 'missing') return read;
    this.#prefix = '';
    const here = await this.#source.read('checkpoint', noteBytesMax);
    if (here.kind !== 'missing') return here;
    const message = `neither \`ledger/checkpoint\` nor \`checkpoint\` is in ${quote(this.#source.name)}`;
    return this.#say({ code: 'unreadable', message });
  }

  /** The key given, else the published one. A published one that is not the one given is a fault, too. */
  async #readVkey(): Promise<Vkey | undefined> {
    const { vkey: given, primitives } = this.#options;
    const key = given === undefined ? undefined : parseVkey(given, primitives);
    if (key !== undefined && isFault(key)) {
      return this.#say({ code: 'vkey', message: `the key given: ${key.fault}` });
    }
    const file = `${this.#prefix}vkey`;
    const read = await this.#source.read(file, vkeyBytesMax);
    if (read.kind === 'missing' && key !== undefined) return key;
    if (read.kind !== 'bytes') return this.#say(readFinding(read, file, vkeyBytesMax));
    const text = decodeUtf8(read.bytes) ?? '';
    const published = parseVkey(text, primitives);
    const fault = isFault(published)
      ? published.fault
      : !text.endsWith('\n')
        ? 'does not end in a line feed'
        : key !== undefined && key.text !== published.text
          ? 'is not the key given'
          : undefined;
    if (fault === undefined && !isFault(published)) return published;
    return this.#say({ code: 'vkey', message: `\`${file}\` at byte offset 0: ${fault}`, file, offset: 0 });
  }

  /** Step 2: an earlier checkpoint of the same origin. Whether to go on. */
  async #pin({ checkpoint, vkey }: Signed): Promise<boolean> {
    const { pins, primitives } = this.#options;
    if (pins === undefined) return true;
    const name = pinFile(checkpoint.origin, primitives);
    const file = `${pins.name}/${name}`;
    const read = await pins.read(name, pinBytesMax);
    if (read.kind === 'missing') return true;
    if (read.kind === 'unreadable') {
      this.#warnings.push(`cannot read the pin \`${file}\`: ${read.reason}`);
      return true;
    }
    const pin =
      read.kind === 'bytes'
        ? await openPin(read.bytes, checkpoint.origin, primitives)
        : { fault: `is longer than ${pinBytesMax} bytes`, offset: undefined };
    if (isFault(pin)) {
      this.#say({ code: 'pin-broken', message: `the pin \`${file}\`: ${pin.fault}`, file, offset: pin.offset });
      return true;
    }
    const { size, root } = pin.checkpoint;
    this.#pinned = pin.checkpoint;
    const said = `the pinned checkpoint has size ${size} and root \`${rootText(root)}\``;
    if (pin.vkey.text !== vkey.text) {
      this.#say({ code: 'pin-key', message: `${said}, signed by another key, ${quote(pin.vkey.text)}`, file });
    } else if (size > checkpoint.size) {
      this.#say({ code: 'pin-rollback', message: `${said}; the size now is ${checkpoint.size}`, file });
    } else if (size === checkpoint.size && !equalBytes(root, checkpoint.root)) {
      this.#say({ code: 'pin-fork', message: `${said}; the root now is \`${rootText(checkpoint.root)}\``, file });
    } else {
      return true;
    }
    return false;
  }

  /** Steps 3 and 4, tile by tile. */
  async #tree(signed: Signed): Promise<void> {
    const { checkpoint, mode } = signed;
    const { primitives, progress } = this.#options;
    const findings = this.#findings;
    const counts = this.#counts;
    const pinned = this.#pinned !== undefined && this.#pinned.size < checkpoint.size ? this.#pinned : undefined;
    const sets = new Sets(this.#source, primitives, this.#sealedFindings);
    const exported = this.#prefix === '' ? undefined : await this.#readExport();
    const keys = this.#keys(checkpoint.origin, exported !== undefined);
    const { origin, size } = checkpoint;
    const sealed =
      exported &&
      new Sealed({
        source: this.#source,
        sets,
        keys,
        origin,
        mode,
        primitives,
        counts,
        findings: this.#sealedFindings,
      });
    const onTile = async (tile: EntryTile) => {
      await sealed?.check(tile);
      progress?.({ entries: counts.entries, size });
    };
    const prefix = this.#prefix;
    const ledger = below(this.#source, prefix);
    const pinnedSize = pinned?.size;
    const walked = await walkTree({ ledger, prefix, checkpoint, primitives, pinnedSize, counts, findings, onTile });
    this.#lastRecorded = walked.lastRecorded;
    if (pinned && walked.pinnedRoot && !equalBytes(pinned.root, walked.pinnedRoot)) {
      const message = `the pinned checkpoint of size ${pinned.size} has the root \`${rootText(pinned.root)}\`; the tree of ${size} has \`${rootText(walked.pinnedRoot)}\` there`;
      this.#say({ code: 'pin-fork', message });
    }
    if (exported) this.#checkExport(exported, signed);
    if (this.#prefix !== '') await sets.checkListed();
  }

  async #readExport(): Promise<Uint8Array | undefined> {
    const read = await this.#source.read('export.json', exportBytesMax);
    if (read.kind === 'missing') return undefined;
    this.#mode = 'full';
    if (read.kind === 'bytes') return read.bytes;
    this.#say(readFinding(read, 'export.json', exportBytesMax));
    return new Uint8Array(0);
  }

  /** `export.json` (formats.md §7) says what the checkpoint says, and when the last entry was recorded. */
  #checkExport(bytes: Uint8Array, { checkpoint, mode }: Signed): undefined {
    const say = (fault: string, offset = 0): undefined => {
      const message = `\`export.json\` at byte offset ${offset}: ${fault}`;
      this.#say({ code: 'export', message, file: 'export.json', offset });
    };
    const parsed = parseCanonical(bytes);
    if (isFault(parsed)) return say(parsed.fault, parsed.offset);
    const said = parsed.value;
    const { origin, size, root } = checkpoint;
    const recorded = this.#lastRecorded ?? 0;
    const wanted = { ledger: origin, mode, recorded, root: rootText(root), size, v: 1 };
    if (!hasExactly(said, Object.keys(wanted))) {
      return say('does not have exactly the members `ledger mode recorded root size v`');
    }
    for (const [name, value] of Object.entries(wanted)) {
      if (said[name] !== value) say(`\`${name}\` is not ${quote(String(value))}`);
    }
  }

  #keys(origin: string, isExport: boolean): Keys {
    const given = this.#options.keys;
    if (given !== undefined && given.ledger !== origin) {
      this.#say({ code: 'keys', message: `the keys are those of ${quote(given.ledger)}, not of ${quote(origin)}` });
    } else if (given !== undefined && !isExport) {
      this.#warnings.push('keys were given, but there are no openings here');
    }
    return given?.keys ?? new Map();
  }

  async #renewPin({ checkpoint, vkey, note }: Signed): Promise<void> {
    const { pins, primitives } = this.#options;
    if (pins === undefined) return;
    const name = pinFile(checkpoint.origin, primitives);
    const reason = await pins.write(name, writePin(note, vkey));
    if (reason !== undefined) this.#warnings.push(`cannot write the pin \`${pins.name}/${name}\`: ${reason}`);
  }

  #report(): Report {
    const all = this.#findings.join(this.#sealedFindings);
    const checkpoint = this.#checkpoint;
    const pinned = this.#pinned;
    return {
      status: all.status,
      mode: this.#mode,
      vkeySource: this.#options.vkey === undefined ? 'published' : 'given',
      vkey: this.#vkey?.text,
      origin: checkpoint?.origin,
      size: checkpoint?.size,
      root: checkpoint && rootText(checkpoint.root),
      lastRecorded: this.#lastRecorded,
      pinned: pinned && { size: pinned.size, root: rootText(pinned.root) },
      counts: this.#counts,
      findings: all.list,
      findingsTotal: all.total,
      warnings: this.#warnings,
    };
  }

  #say(finding: Finding): undefined {
    this.#findings.add(finding);
    return undefined;
  }
}

const exportBytesMax = 4096;
