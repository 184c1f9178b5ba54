import { setTimeout as later } from 'node:timers/promises';
import { LIMITS } from '../base/limits.ts';
import type { RandomSource } from '../ledger/seal.ts';
import { Signer } from '../ledger/signer.ts';
import { SignerAway, type SignerPort } from '../ledger/signing/port.ts';
import { type AskSigner, RemoteSigner } from '../ledger/signing/remote-signer.ts';
import { StartRefused } from '../ledger/store/postgres-connection.ts';
import type { RoomFolders } from './folders.ts';

/** A signer that is a process of its own: how it is asked, and how long a start waits for it. */
export type RoomSigner = {
  readonly ask: AskSigner;
  readonly paces?: { readonly startMs?: number; readonly everyMs?: number };
};

/** Which ledger's signer is wanted, and where it may be. */
export type SignerWanted = {
  readonly ledger: string;
  /** Without it the signer lies in the folder of the room. */
  readonly signer: RoomSigner | undefined;
  readonly folders: Pick<RoomFolders, 'signer'>;
  readonly warn: (message: string) => void;
};

const KEY_FILE = 'key';

/** Opens the signer of a ledger that is there; never makes a key. @throws SignerRefused, SignerAway, StartRefused */
export async function openSigner({ ledger, signer, folders, warn }: SignerWanted): Promise<SignerPort> {
  if (signer === undefined) return await Signer.open({ files: folders.signer, name: ledger });
  await refuseTwo(folders);
  return await openOutside(ledger, signer, warn);
}

/**
 * Makes the key of a ledger that is being created; where that was begun before, takes what was made. A process makes one only where its
 * operator started it for that. @throws SignerRefused, SignerAway, StartRefused
 */
export async function createSigner(wanted: SignerWanted & { readonly random: RandomSource }): Promise<SignerPort> {
  const { ledger, signer, folders, random, warn } = wanted;
  if (signer === undefined) {
    const there = (await folders.signer.read(KEY_FILE)) !== undefined;
    return there ? openSigner(wanted) : Signer.create({ files: folders.signer, name: ledger, random });
  }
  await refuseTwo(folders);
  return await reached(signer, warn, async () => {
    return (await RemoteSigner.find(signer.ask, ledger)) ?? (await RemoteSigner.create(signer.ask, ledger));
  });
}

/** The signer of a ledger that is a process of its own; never makes a key. @throws SignerRefused, SignerAway */
export async function openOutside(
  ledger: string,
  signer: RoomSigner,
  warn: (message: string) => void,
): Promise<SignerPort> {
  return await reached(signer, warn, () => RemoteSigner.open(signer.ask, ledger));
}

/** A ledger has one key: one that lies here beside a process that has another would some day sign a second history. */
async function refuseTwo(folders: Pick<RoomFolders, 'signer'>): Promise<void> {
  if ((await folders.signer.read(KEY_FILE)) === undefined) return;
  throw new StartRefused(
    'the folder `signer` of the data folder holds a signing key, and another process is named as the signer: move that folder to the ' +
      'signer, so that there is one key and one guard',
  );
}

/**
 * Waits for the signer, for a time: only its guard knows whether the database and all that is published came back from an older backup, so a
 * room does not begin without it. @throws SignerAway
 */
async function reached<T>(signer: RoomSigner, warn: (message: string) => void, open: () => Promise<T>): Promise<T> {
  const { startMs = LIMITS.signerStartMs, everyMs = LIMITS.signerStartEveryMs } = signer.paces ?? {};
  for (let tries = Math.ceil(startMs / everyMs); ; tries--) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof SignerAway)) throw error;
      if (tries <= 0) {
        const message = `${error.message}. A room does not begin without its signer: start \`remit signer\` first`;
        throw new SignerAway(message, { cause: error });
      }
      if (tries === Math.ceil(startMs / everyMs)) warn(`${error.message}; the start waits for it`);
      await later(everyMs);
    }
  }
}
