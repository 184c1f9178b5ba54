/** The checker: everything formats.md §9 asks for, in its order, without trusting whoever published. */
import { readFinding } from './accounts.ts';
import { equalBytes, quote } from './bytes.ts';
import { hasExactly, parseCanonical } from './canonical.ts';
import type { Primitives } from './hash.ts';
import { type Checkpoint, rootText } from './note.ts';
import { Opened } from './opened.ts';
import type { Keys } from './openings.ts';
import { OwnRecord, type OwnReport } from './own-record.ts';
import type { Pins } from './pin.ts';
import { Pinning } from './pinning.ts';
import { type Finding, Findings, isFault, newCounts, type Report, type WitnessReport } from './report.ts';
import { type Place, type ResumeStore, resumeEveryTiles as usualEveryTiles } from './resume.ts';
import { Resuming } from './resuming.ts';
import { Sealed } from './sealed.ts';
import { Sets } from './sets.ts';
import { Opening, type Signed } from './signed.ts';
import { below, type Source } from './source.ts';
import { type EntryTile, type Walked, walkTree } from './walk.ts';
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
  /** Where the place is kept from which an interrupted check of a published ledger goes on. */
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
  readonly #sealedFindings = new Findings();
  readonly #warnings: string[] = [];
  readonly #counts = newCounts();
  readonly #opening: Opening;
  readonly #opened: Opened;
  readonly #pinning: Pinning;
  #mode: Report['mode'] = 'tree';
  #witnessed: WitnessReport | undefined;
  #own: OwnReport | undefined;
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
    const { checkpoint, mode } = signed;
    const { primitives, progress, witnesses, person } = this.#options;
    const { prefix } = this.#opening;
    const findings = this.#findings;
    const counts = this.#counts;
    const before = this.#pinning.pinned;
    const pinned = before !== undefined && before.size < checkpoint.size ? before : undefined;
    const sets = new Sets(this.#source, primitives, this.#sealedFindings);
    const witnessing = witnesses && new Witnessing(witnesses, primitives, findings);
    await witnessing?.look(signed, prefix, signed.witnessed);
    const exported = prefix === '' ? undefined : await this.#readExport();
    const keys = this.#keys(checkpoint.origin, exported !== undefined);
    const { origin, size } = checkpoint;
    const own = person === undefined ? undefined : new OwnRecord(person, this.#sealedFindings);
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
        own,
      });
    const onTile = async (tile: EntryTile) => {
      await sealed?.check(tile);
      this.#opened.note(tile, below(this.#source, prefix), prefix);
      progress?.({ entries: counts.entries, size });
    };
    const roots = [pinned, witnessing?.earlier].filter((earlier) => earlier !== undefined);
    const walked = await this.#walk(signed, roots, onTile);
    if (walked === undefined) return;
    this.#lastRecorded = walked.lastRecorded;
    const pinnedRoot = pinned && walked.roots.get(pinned.size);
    if (pinned && pinnedRoot && !equalBytes(pinned.root, pinnedRoot)) {
      const message = `the pinned checkpoint of size ${pinned.size} has the root \`${rootText(pinned.root)}\`; the tree of ${size} has \`${rootText(pinnedRoot)}\` there`;
      this.#say({ code: 'pin-fork', message });
    }
    this.#own = own?.report(true);
    const seen = witnessing?.earlier?.size ?? -1;
    this.#witnessed = witnessing?.judge(walked.roots.get(seen), walked.recorded.get(seen));
    if (exported) this.#checkExport(exported, signed);
    if (prefix !== '') await sets.checkListed();
    // Of a tree that is not in order nothing can be counted; that nobody saw it is no fault of it.
    if (findings.status === 'OK' || findings.status === 'UNWITNESSED') await this.#opened.check(signed);
    this.#warnings.push(...this.#opened.warnings);
  }

  /** Step 3. Goes on where an earlier check stopped, where the reader keeps its place; what that leads to is believed only when it is good. */
  async #walk(
    signed: Signed,
    roots: readonly Checkpoint[],
    onTile: (tile: EntryTile) => Promise<void>,
  ): Promise<Walked | undefined> {
    const { checkpoint } = signed;
    const { primitives, resume, resumeEveryTiles: everyTiles = usualEveryTiles } = this.#options;
    const { prefix } = this.#opening;
    const sizes = roots.map(({ size }) => size);
    const isOpened = this.#mode === 'full' || this.#opened.isThere;
    const resuming = isOpened ? undefined : resume && this.#resuming(resume, signed);
    if (resume !== undefined && resuming === undefined) {
      const what = this.#mode === 'full' ? 'the openings of an export are' : 'what is opened to the public is';
      this.#warnings.push(`${what} checked from the first on: the resume file is left as it is`);
    }
    const start = await resuming?.start(checkpoint.size, sizes);
    if (start !== undefined && isFault(start)) return this.#say({ code: 'resume', message: start.fault });
    const keep = resuming && { everyTiles, place: (place: Place) => resuming.keep(place) };
    const from = async (start: Place | undefined) => {
      const findings = new Findings();
      const ledger = below(this.#source, prefix);
      const counts = this.#counts;
      const given = { ledger, prefix, checkpoint, primitives, sizes, counts, findings, onTile, start, keep };
      return { walked: await walkTree(given), findings };
    };
    let { walked, findings } = await from(start);
    const differs = ({ size, root }: Checkpoint) => !equalBytes(walked.roots.get(size) ?? root, root);
    if (start !== undefined && (findings.status === 'INVALID' || roots.some(differs))) {
      resuming?.again();
      Object.assign(this.#counts, newCounts());
      ({ walked, findings } = await from(undefined));
    }
    this.#findings.take(findings);
    this.#warnings.push(...(resuming?.warnings ?? []));
    if (findings.total === 0) await resuming?.done();
    return walked;
  }

  #resuming(store: ResumeStore, signed: Signed): Resuming {
    return new Resuming(store, signed, this.#options.witnesses, this.#options.primitives);
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
    const all = this.#findings.join(this.#sealedFindings);
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
      own: this.#own,
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
