/** What witnesses saw of a ledger, by the reader's policy (formats.md §9, step 5; §11). */
import { readFinding } from './accounts.ts';
import { equalBytes, quote } from './bytes.ts';
import { type Cosigned, checkCosignatures } from './cosignature.ts';
import type { Primitives } from './hash.ts';
import { type KeyLinks, linksFinding } from './key-links.ts';
import {
  type Checkpoint,
  type Note,
  noteBytesMax,
  openSignedBy,
  rootText,
  type SignedCheckpoint,
  type Vkey,
} from './note.ts';
import { meetsQuorum, type Policy, policyName } from './policy.ts';
import { type Findings, isFault, type WitnessReport } from './report.ts';
import type { Read } from './source.ts';
import { dateText, durationText } from './times.ts';

export const defaultUnwitnessedMaxMilliseconds = 3_600_000;

/** How the reader asks for witnesses. */
export interface WitnessOptions {
  readonly policy: Policy;
  /** The reader's clock: milliseconds since 1970. */
  readonly now: () => number;
  /** How long ago the first entry that no quorum has seen may have been recorded. */
  readonly unwitnessedMaxMilliseconds?: number | undefined;
}

/** A checkpoint by the log's key, and who cosigned it. */
interface Seen {
  readonly file: string;
  readonly checkpoint: Checkpoint;
  readonly cosigned: readonly Cosigned[];
  readonly met: boolean;
}

export class Witnessing {
  readonly #options: WitnessOptions;
  readonly #primitives: Primitives;
  readonly #findings: Findings;
  readonly #now: number;
  /** Why no checkpoint meets the quorum, one reason a file. */
  readonly #reasons: string[] = [];
  #cosigned: readonly Cosigned[] = [];
  /** The checkpoint that meets the quorum. */
  #seen: Seen | undefined;
  /** What stands as witnessed, whether it is or not: the log's key has signed it. */
  #told: Seen | undefined;
  #present: Checkpoint | undefined;

  constructor(options: WitnessOptions, primitives: Primitives, findings: Findings) {
    this.#options = options;
    this.#primitives = primitives;
    this.#findings = findings;
    this.#now = options.now();
  }

  /** An earlier checkpoint that stands as witnessed: the root of the tree at its size, and the time of the next entry, are wanted. */
  get earlier(): Checkpoint | undefined {
    const told = this.#told?.checkpoint;
    return told?.size === this.#present?.size ? undefined : told;
  }

  /** Looks at the present checkpoint (`signed`), else at `ledger/witnessed`, which was read before it. */
  async look(
    signed: { checkpoint: Checkpoint; vkey: Vkey; links: KeyLinks; note: Note },
    prefix: string,
    witnessed: Read,
  ): Promise<void> {
    const { checkpoint, note } = signed;
    this.#present = checkpoint;
    const present = await this.#weigh(`${prefix}checkpoint`, checkpoint, note);
    if (present.met) {
      this.#seen = present;
      return;
    }
    const file = `${prefix}witnessed`;
    if (witnessed.kind === 'missing') {
      this.#reasons.push(`\`${file}\` is missing`);
      return;
    }
    if (witnessed.kind !== 'bytes') {
      this.#findings.add(readFinding(witnessed, file, noteBytesMax));
      return;
    }
    const opened = await this.#openWitnessed(file, witnessed.bytes, signed);
    if (opened === undefined) return;
    const { size } = opened.checkpoint;
    if (size > checkpoint.size) {
      const message = `\`${file}\` at byte offset 0: its size ${size} is larger than that of the checkpoint, ${checkpoint.size}`;
      this.#findings.add({ code: 'witnessed', message, file, offset: 0 });
      return;
    }
    const seen = await this.#weigh(file, opened.checkpoint, opened.note);
    this.#told = seen;
    if (seen.met) this.#seen = seen;
    if (size === checkpoint.size) this.#compare(seen, checkpoint.root);
  }

  /** The checkpoint in `witnessed`, by the key that is used or one that links lead to it from: it may be older than the change. */
  async #openWitnessed(
    file: string,
    bytes: Uint8Array,
    { vkey, links }: { vkey: Vkey; links: KeyLinks },
  ): Promise<SignedCheckpoint | undefined> {
    let opened = await openSignedBy(bytes, [vkey], this.#primitives);
    const isOther = isFault(opened) && opened.isUnsigned === true;
    const before = isOther ? await links.before(vkey) : [];
    if (isOther && !isFault(before)) opened = await openSignedBy(bytes, [vkey, ...before], this.#primitives);
    if (!isFault(opened)) return opened;
    const { code, fault, offset = 0 } = opened;
    const message = `\`${file}\` at byte offset ${offset}: ${fault}`;
    const finding = isFault(before) ? linksFinding(code, message, before, file) : { code, message, file, offset };
    this.#findings.add(finding);
    return undefined;
  }

  /** Looks at one checkpoint alone: that of a receipt, which begins at `offset` of `file`. */
  async weighAlone(alone: { checkpoint: Checkpoint; note: Note; file: string; offset: number }): Promise<void> {
    this.#present = alone.checkpoint;
    const seen = await this.#weigh(alone.file, alone.checkpoint, alone.note, alone.offset);
    if (seen.met) this.#seen = seen;
  }

  /** After the tree: compares the root at the size of `earlier`, and says how long the first entry after it has waited. */
  judge(root: Uint8Array | undefined, next: number | undefined): WitnessReport {
    const present = this.#present;
    const seen = this.#seen;
    const firstSince = seen === undefined ? undefined : next;
    if (this.#told !== undefined && root !== undefined) this.#compare(this.#told, root);
    const limit = this.#options.unwitnessedMaxMilliseconds ?? defaultUnwitnessedMaxMilliseconds;
    if (seen === undefined) {
      const message = `no checkpoint meets the quorum of the policy: ${this.#reasons.join('; ')}`;
      this.#findings.add({ code: 'unwitnessed', message });
    } else if (firstSince !== undefined && this.#now - firstSince > limit) {
      const { size } = seen.checkpoint;
      const since = `entry ${size} was recorded ${dateText(firstSince)}, longer ago than ${durationText(limit)}`;
      const message = `\`${seen.file}\`: witnesses have seen ${size} entries; ${since}`;
      this.#findings.add({ code: 'unwitnessed', message, file: seen.file });
    }
    const { quorum } = this.#options.policy;
    return {
      quorum: quorum === undefined ? 'none' : policyName(quorum),
      met: seen !== undefined,
      by: (seen?.cosigned ?? this.#cosigned).map(({ witness, seconds }) => ({ name: policyName(witness), seconds })),
      file: seen?.file,
      size: seen?.checkpoint.size,
      since: seen && present && present.size - seen.checkpoint.size,
      firstSince,
    };
  }

  /** The cosignatures of a checkpoint. A bad one is a finding, and counts for nothing; neither does one of the future. */
  async #weigh(file: string, checkpoint: Checkpoint, note: Note, start = 0): Promise<Seen> {
    const { policy } = this.#options;
    const { cosigned, faults, early } = await checkCosignatures(note, policy, this.#now, this.#primitives);
    for (const { fault, offset: inNote = 0 } of faults) {
      const offset = start + inNote;
      const message = `\`${file}\` at byte offset ${offset}: ${fault}`;
      this.#findings.add({ code: 'cosignature', message, file, offset });
    }
    const met = meetsQuorum(policy, new Set(cosigned.map(({ witness }) => witness)));
    if (!met) {
      const names = cosigned.map(({ witness }) => quote(policyName(witness))).join(', ');
      this.#reasons.push(`\`${file}\` is cosigned by ${names || 'none of its witnesses'}`, ...early);
      this.#cosigned = cosigned;
    }
    return { file, checkpoint, cosigned, met };
  }

  /** Another tree, signed by the log's key: it has shown two, whoever saw the other. */
  #compare({ file, checkpoint }: Seen, root: Uint8Array): void {
    if (equalBytes(checkpoint.root, root)) return;
    const { size } = checkpoint;
    const message = `\`${file}\`: at size ${size} it has the root \`${rootText(checkpoint.root)}\`; the tree has \`${rootText(root)}\` there`;
    this.#findings.add({ code: 'witnessed-fork', message, file });
  }
}
