/** The checker: everything formats.md §9 asks for, in its order, without trusting whoever published. */
import { readFinding } from './accounts.ts';
import { equalBytes, quote } from './bytes.ts';
import { hasExactly, parseCanonical } from './canonical.ts';
import { type From, throughExport, throughTree, type Way } from './going-on.ts';
import type { Primitives } from './hash.ts';
import { type Checkpoint, rootText } from './note.ts';
import { Opened } from './opened.ts';
import type { Keys } from './openings.ts';
import type { Pins } from './pin.ts';
import { Pinning } from './pinning.ts';
import { type Fault, type Finding, Findings, isFault, newCounts, type Report, type WitnessReport } from './report.ts';
import type { Place, ResumeStore } from './resume.ts';
import { Resuming } from './resuming.ts';
import { ResumingSeals } from './resuming-seals.ts';
import { Opening, type Signed } from './signed.ts';
import { below, type Source } from './source.ts';
import { UnderSeals } from './under-seals.ts';
import { type EntryTile, walkTree } from './walk.ts';
import { Witnessing, type WitnessOptions } from './witnessed.ts';

export interface VerifyOptions {
  /** The platform's cryptography: `nodePrimitives` in Node. */
  readonly primitives: Primitives;
  /** The text of the log's verifier key as the reader has it. Without it the published one is taken, and the report says so. */
  readonly vkey?: string | undefined;
  /** The keys of a secrets file (`readKeys`). */
  readonly keys?: { readonly keys: Keys; readonly ledger: string } | undefined;
  /** Whose own record is checked to be whole: an export with keys. */
  readonly person?: string | undefined;
  /** Where pins are kept; without it nothing is compared with earlier checks. A pin is renewed only after OK. */
  readonly pins?: Pins | undefined;
  /** Whether a pin is to know the keys before the present one also where nothing else asks for the links; it is unless told otherwise. */
  readonly askEarlierKeys?: boolean | undefined;
  /** The reader's policy; without it nobody's cosignatures are looked at. */
  readonly witnesses?: WitnessOptions | undefined;
  /** Where the place is kept from which an interrupted check goes on: of a published ledger, or of an export with its keys. */
  readonly resume?: ResumeStore | undefined;
  /** Tiles after which it is kept. */
  readonly resumeEveryTiles?: number | undefined;
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

class Verification {
  readonly #source: Source;
  readonly #options: VerifyOptions;
  readonly #findings = new Findings();
  readonly #warnings: string[] = [];
  readonly #counts = newCounts();
  readonly #opening: Opening;
  readonly #opened: Opened;
  readonly #pinning: Pinning;
  #mode: Report['mode'] = 'tree';
  #witnessed: WitnessReport | undefined;
  #under: UnderSeals | undefined;
  #lastRecorded: number | undefined;

  constructor(source: Source, options: VerifyOptions) {
    this.#source = source;
    this.#options = options;
    const { vkey, witnesses, primitives, pins } = options;
    this.#opened = new Opened(source, primitives, this.#findings);
    this.#pinning = new Pinning(pins, primitives, this.#findings);
    this.#opening = new Opening(source, { vkey, policy: witnesses?.policy }, primitives, this.#findings);
  }

  async run(): Promise<Report> {
    await this.#opened.look();
    const signed = await this.#opening.open();
    if (signed === undefined) return this.#report();
    if (!(await this.#pinning.compare(signed))) return this.#report();
    await this.#tree(signed);
    if (this.#report().status === 'OK') await this.#pinning.renew(signed, this.#options.askEarlierKeys ?? true);
    return this.#report();
  }

  /** Steps 3 and 4, tile by tile. */
  async #tree(signed: Signed): Promise<void> {
    const { checkpoint } = signed;
    const { primitives, witnesses } = this.#options;
    const { prefix } = this.#opening;
    const findings = this.#findings;
    const before = this.#pinning.pinned;
    const pinned = before !== undefined && before.size < checkpoint.size ? before : undefined;
    const witnessing = witnesses && new Witnessing(witnesses, primitives, findings);
    await witnessing?.look(signed, prefix, signed.witnessed);
    const exported = prefix === '' ? undefined : await this.#readExport();
    const roots = [pinned, witnessing?.earlier].filter((earlier) => earlier !== undefined);
    const way = await this.#wayThrough(signed, roots, exported);
    if (isFault(way)) return this.#say({ code: 'resume', message: way.fault });
    const { walked } = way;
    this.#findings.take(way.findings);
    this.#under = way.under;
    this.#lastRecorded = walked.lastRecorded;
    const pinnedRoot = pinned && walked.roots.get(pinned.size);
    if (pinned && pinnedRoot && !equalBytes(pinned.root, pinnedRoot)) {
      const message = `the pinned checkpoint of size ${pinned.size} has the root \`${rootText(pinned.root)}\`; the tree of ${checkpoint.size} has \`${rootText(pinnedRoot)}\` there`;
      this.#say({ code: 'pin-fork', message });
    }
    const seen = witnessing?.earlier?.size ?? -1;
    this.#witnessed = witnessing?.judge(walked.roots.get(seen), walked.recorded.get(seen));
    if (exported) this.#checkExport(exported, signed);
    // Of a tree that is not in order nothing can be counted; that nobody saw it is no fault of it.
    if (findings.status === 'OK' || findings.status === 'UNWITNESSED') await this.#opened.check(signed);
    this.#warnings.push(...this.#opened.warnings);
  }

  /** From the first entry, or where an earlier check stopped and the reader keeps its place; a fault where that is the place of another. */
  async #wayThrough(
    signed: Signed,
    roots: readonly Checkpoint[],
    header: Uint8Array | undefined,
  ): Promise<Way | Fault> {
    const { resume: store, witnesses, resumeEveryTiles: everyTiles, primitives, person, keys: given } = this.#options;
    const source = this.#source;
    const keys = this.#keys(signed.checkpoint.origin, header !== undefined);
    const sizes = roots.map(({ size }) => size);
    const go = (from: From) => this.#go(signed, { sizes, keys, isExport: header !== undefined }, from);
    if (store === undefined) return await go({});
    const about = { store, signed, witnesses, everyTiles, primitives };
    // A code by keys that are none would be anybody's.
    const isSecret = given !== undefined && given.keys.size > 0;
    const seals = header && isSecret ? new ResumingSeals({ ...about, source, header, keys: given, person }) : undefined;
    const tree = header === undefined && !this.#opened.isThere ? new Resuming(about) : undefined;
    if (seals === undefined && tree === undefined) {
      const what = header ? 'without keys the openings of an export are' : 'what is opened to the public is';
      this.#warnings.push(`${what} checked from the first on: the resume file is left as it is`);
      return await go({});
    }
    const way = seals ? await throughExport(go, seals) : await throughTree(go, tree as Resuming, roots);
    this.#warnings.push(...((seals ?? tree)?.warnings ?? []));
    return way;
  }

  /** One way through all tiles, which begins to count anew. */
  async #go(
    { checkpoint, mode }: Signed,
    { sizes, keys, isExport }: { sizes: readonly number[]; keys: Keys; isExport: boolean },
    { start, keep, kept, keepSeals }: From,
  ): Promise<Way> {
    const { primitives, person, progress } = this.#options;
    const { prefix } = this.#opening;
    const source = this.#source;
    const ledger = below(source, prefix);
    const findings = new Findings();
    const counts = Object.assign(this.#counts, newCounts());
    const { origin, size } = checkpoint;
    const about = { source, isExport, hasSets: prefix !== '', keys, origin, mode, primitives, counts, person };
    const under = new UnderSeals(about, kept);
    const onTile = async (tile: EntryTile) => {
      await under.check(tile);
      this.#opened.note(tile, ledger, prefix);
      progress?.({ entries: counts.entries, size });
    };
    const sealsKept = keepSeals && {
      isDue: (tiles: number) => keepSeals.isDue(tiles),
      place: async ({ tiles }: Place) => {
        const known = under.kept(tiles);
        if (known !== undefined) await keepSeals.keep(known);
      },
    };
    const given = { ledger, prefix, checkpoint, primitives, sizes, counts, findings, onTile, start };
    const walked = await walkTree({ ...given, keep: keep ?? sealsKept });
    await under.finish();
    return { walked, findings, under };
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

  #report(): Report {
    const all = this.#under === undefined ? this.#findings : this.#findings.join(this.#under.findings);
    const { checkpoint, vkey } = this.#opening;
    const { pinned } = this.#pinning;
    const { vkey: given, witnesses } = this.#options;
    const isGiven = given !== undefined || (witnesses?.policy.logs.length ?? 0) > 0;
    return {
      status: all.status,
      mode: this.#mode,
      vkeySource: isGiven ? 'given' : 'published',
      vkey: vkey?.text,
      keyChanges: this.#keyChanges(),
      origin: checkpoint?.origin,
      size: checkpoint?.size,
      root: checkpoint && rootText(checkpoint.root),
      lastRecorded: this.#lastRecorded,
      pinned: pinned && { size: pinned.size, root: rootText(pinned.root) },
      witnessed: this.#witnessed,
      own: this.#under?.own,
      opened: this.#opened.report,
      counts: this.#counts,
      findings: all.list,
      findingsTotal: all.total,
      warnings: [...this.#pinning.warnings, ...this.#warnings],
    };
  }

  /** The key given counts before that of an earlier check: it is what the reader has to replace. */
  #keyChanges(): Report['keyChanges'] {
    const given = this.#opening.followed;
    const followed = given ?? this.#pinning.followed;
    if (followed === undefined) return undefined;
    const { from, changes } = followed;
    return { from: from.text, changes, whose: given === undefined ? 'pinned' : 'given' };
  }

  #say(finding: Finding): undefined {
    this.#findings.add(finding);
    return undefined;
  }
}

const exportBytesMax = 4096;
