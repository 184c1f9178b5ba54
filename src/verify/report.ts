/** The result of a check. */
import type { OpenedReport } from './opened.ts';
import type { OwnReport } from './own-record.ts';

/** `UNWITNESSED`: the ledger is in order, but those whom the reader's policy asks for have not seen it, or not lately. */
export type Status = 'OK' | 'INVALID' | 'EQUIVOCATION' | 'UNWITNESSED' | 'UNREADABLE';

/** Exit codes of formats.md §9. */
export const exitCodes = {
  OK: 0,
  INVALID: 1,
  EQUIVOCATION: 2,
  UNWITNESSED: 3,
  UNREADABLE: 66,
} as const satisfies Record<Status, number>;

/** What is wrong with an input, said by a parser that does not know the file. `offset` counts bytes from its start. */
export interface Fault {
  readonly fault: string;
  readonly offset?: number | undefined;
}

/** Whether a check gave a fault instead of a value. */
export function isFault<T extends object>(value: T): value is Extract<T, { fault: string }> {
  return 'fault' in value;
}

export interface Finding {
  /** What kind of fault. */
  readonly code: FindingCode;
  readonly message: string;
  /** The path below the root that was given. */
  readonly file?: string | undefined;
  /** Bytes from the start of the file. */
  readonly offset?: number | undefined;
}

export type FindingCode =
  | 'vkey'
  | 'note'
  | 'checkpoint'
  | 'signature'
  | 'origin'
  | 'pin-broken'
  | 'pin-key'
  | 'pin-rollback'
  | 'pin-fork'
  | 'fork'
  | 'missing'
  | 'too-long'
  | 'unreadable'
  | 'framing'
  | 'entry'
  | 'recorded'
  | 'leaf'
  | 'hash-tile'
  | 'root'
  | 'cosignature'
  | 'witnessed'
  | 'witnessed-fork'
  | 'unwitnessed'
  | 'no-key'
  | 'resume'
  | 'receipt'
  | 'inclusion'
  | 'own-missing'
  | 'own-none'
  | 'export'
  | 'keys'
  | 'opening'
  | 'disclosure'
  | 'field'
  | 'act'
  | 'act-signature'
  | 'act-key'
  | 'act-twice'
  | 'previous-by-actor'
  | 'closing-count'
  | 'cause'
  | 'set'
  | 'replay'
  | 'opened';

/** The status that a finding alone gives. */
export function statusOf(code: FindingCode): Status {
  return unusual[code] ?? 'INVALID';
}

const unusual: Partial<Record<FindingCode, Status>> = {
  'pin-rollback': 'EQUIVOCATION',
  'pin-fork': 'EQUIVOCATION',
  fork: 'EQUIVOCATION',
  'witnessed-fork': 'EQUIVOCATION',
  unwitnessed: 'UNWITNESSED',
  'pin-broken': 'UNREADABLE',
  'no-key': 'UNREADABLE',
  resume: 'UNREADABLE',
  'own-none': 'UNREADABLE',
  unreadable: 'UNREADABLE',
};

const severity: Record<Status, number> = { OK: 0, UNWITNESSED: 1, UNREADABLE: 2, INVALID: 3, EQUIVOCATION: 4 };

export interface Counts {
  /** Entries whose bytes were read and checked. */
  entries: number;
  /** Boxes (two an entry) that opened, and those without a key or erased. */
  opened: number;
  closed: number;
  /** Signatures of acts that were checked, and those whose key an entry that is closed may have made known. */
  signatures: number;
  signaturesUnchecked: number;
  /** Entries of which replay 1 was done, and those that did not give what was logged. */
  replayed: number;
  replayMismatches: number;
}

/** Which witnesses have seen the ledger, by the reader's policy. */
export interface WitnessReport {
  /** What the policy calls its quorum; `none` where it asks for no witness. */
  readonly quorum: string;
  /** Whether a checkpoint meets it; `file` and `size` are that one's. */
  readonly met: boolean;
  /** Whose cosignatures are good, on that checkpoint or on the last one looked at; POSIX seconds. */
  readonly by: readonly { readonly name: string; readonly seconds: number }[];
  readonly file: string | undefined;
  readonly size: number | undefined;
  /** How many entries came after that size, and when the first of them was recorded. */
  readonly since: number | undefined;
  readonly firstSince: number | undefined;
}

export interface Report {
  readonly status: Status;
  /** `tree`: the published files only; `full`: an export, with openings. */
  readonly mode: 'tree' | 'full';
  /** Whose word the log's key is: the reader's, or the published file's own. */
  readonly vkeySource: 'given' | 'published';
  readonly vkey: string | undefined;
  /** The reader's key, where `vkey` is another that links lead to from it: `changes` of them, from the key given or that of the pin. */
  readonly keyChanges:
    | { readonly from: string; readonly changes: number; readonly whose: 'given' | 'pinned' }
    | undefined;
  readonly origin: string | undefined;
  readonly size: number | undefined;
  /** b64 of the root in the checkpoint. */
  readonly root: string | undefined;
  /** Milliseconds since 1970; of the last entry that was read. */
  readonly lastRecorded: number | undefined;
  /** The checkpoint that was pinned before this check. */
  readonly pinned: { readonly size: number; readonly root: string } | undefined;
  /** `undefined` where no policy was given, or no checkpoint could be opened. */
  readonly witnessed: WitnessReport | undefined;
  /** `undefined` unless one's own record was asked for. */
  readonly own: OwnReport | undefined;
  /** What was opened to the public, counted again; `undefined` where nothing was, or not all of it is in order. */
  readonly opened: OpenedReport | undefined;
  readonly counts: Readonly<Counts>;
  /** The first `findingsMax`, what concerns the tree first. */
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
  /** What the reader should know and is no fault of the ledger. */
  readonly warnings: readonly string[];
}

export const findingsMax = 20;

/** Collects findings in bounded memory. */
export class Findings {
  readonly list: Finding[] = [];
  total = 0;
  status: Status = 'OK';

  add(finding: Finding): void {
    this.total++;
    const status = statusOf(finding.code);
    const isGraver = severity[status] > severity[this.status];
    if (isGraver) this.status = status;
    if (this.list.length < findingsMax) this.list.push(finding);
    else if (isGraver) this.list[findingsMax - 1] = finding;
  }

  /** Takes in all of `more`. */
  take(more: Findings): void {
    for (const finding of more.list) this.add(finding);
    this.total += more.total - more.list.length;
  }

  /** These findings and those of `after`: a finding that gives the status is never cut off. */
  join(after: Findings): Findings {
    const both = new Findings();
    both.take(this);
    both.take(after);
    return both;
  }
}

/** Counts, all zero. */
export function newCounts(): Counts {
  return {
    entries: 0,
    opened: 0,
    closed: 0,
    signatures: 0,
    signaturesUnchecked: 0,
    replayed: 0,
    replayMismatches: 0,
  };
}
