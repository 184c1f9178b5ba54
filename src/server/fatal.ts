import { Bug } from '../base/assert.ts';
import { StrangeFile } from '../ledger/files/node.ts';
import { KeysRefused } from '../ledger/key-files.ts';
import { PublishedFileDiffers } from '../ledger/published-tiles.ts';
import { RestoredBackup } from '../ledger/publisher.ts';
import { SignerRefused } from '../ledger/signer-refused.ts';
import { SignerAway } from '../ledger/signing/port.ts';
import { FencedOut, NotCommitted, UnknownCommit } from '../ledger/store/port.ts';
import { errorCode, StartRefused } from '../ledger/store/postgres-connection.ts';
import { UnreadableEntry } from '../views/acts-row.ts';

/** Errors whose message is written for a person already. */
const PLAIN = [
  StartRefused,
  KeysRefused,
  SignerRefused,
  SignerAway,
  RestoredBackup,
  PublishedFileDiffers,
  UnreadableEntry,
  StrangeFile,
] as const;

/** Errors that mean "this was foreseen": said in one sentence. All others are bugs, and their stack goes to the log. */
export function isForeseen(error: unknown): boolean {
  return PLAIN.some((kind) => error instanceof kind) || errorCode(error) in BY_ERRNO || isOfStore(error);
}

/** Why the room ends or does not begin, in one sentence for a person. */
export function sentenceOf(error: unknown): string {
  if (PLAIN.some((kind) => error instanceof kind)) return (error as Error).message;
  if (error instanceof UnknownCommit) {
    return `the database did not say whether it committed; the room ends, and its next start reads what is there (${error.message})`;
  }
  if (error instanceof FencedOut) return `another room has taken over this ledger: ${error.message}`;
  if (error instanceof NotCommitted) return `the database does not take the entry: ${error.message}`;
  const reason = BY_ERRNO[errorCode(error)];
  if (reason !== undefined) return `${reason}: ${messageOf(error)}`;
  if (error instanceof Bug) return `a bug stopped the room, nothing is half written: ${error.message}`;
  return `the room ends because of an error that nobody foresaw: ${messageOf(error)}`;
}

const BY_ERRNO: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'the data folder cannot be written by this user',
  EPERM: 'the data folder cannot be written by this user',
  EROFS: 'the data folder is on a disk that is mounted read-only',
  EIO: 'the disk does not answer',
};

function isOfStore(error: unknown): boolean {
  return error instanceof UnknownCommit || error instanceof FencedOut || error instanceof NotCommitted;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Lets the first error through, and no other. */
export function once(action: (error: unknown) => void): (error: unknown) => void {
  let done = false;
  return (error) => {
    if (done) return;
    done = true;
    action(error);
  };
}
