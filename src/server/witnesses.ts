import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { LIMITS } from '../base/limits.ts';
import { NodeFiles } from '../ledger/files/node.ts';
import type { FilePort } from '../ledger/files/port.ts';
import { isSameKey } from '../ledger/key-link.ts';
import type { NoteVerifier } from '../ledger/note.ts';
import { type Policy, PolicyRefused, parsePolicy } from '../ledger/policy.ts';
import type { Publisher } from '../ledger/publisher.ts';
import { StartRefused } from '../ledger/store/postgres-connection.ts';
import { takeAnswers } from '../ledger/witness-answers.ts';
import type { AskWitness } from '../ledger/witness-asking.ts';
import { type WitnessedState, Witnessing, type WitnessingPorts } from '../ledger/witnessing.ts';
import { askOverHttp } from './witness-transport.ts';

/** Below the data folder: the policy, and the folder in which answers are brought by hand. */
export const POLICY_FILE = 'witnesses.policy';
export const WITNESS_FOLDER = 'witness';

/** Who is asked before anything is signed, and how. */
export type AskedWitnesses = {
  /** As the operator has it (C2SP tlog-policy). */
  readonly policy: Uint8Array;
  readonly ask: AskWitness;
  readonly paces?: WitnessingPorts['paces'];
  /** Names of witnesses whose word against this ledger does not count: the operator's explicit choice, for this once. */
  readonly passedOver?: readonly string[];
};

/** What a room has that asks witnesses. Its policy is published as it is. */
export type RoomWitnesses = AskedWitnesses & {
  /** Where answers are brought by hand. */
  readonly brought: FilePort;
};

/** The witnesses of a room that runs. */
export type OpenWitnesses = {
  /** Null where no policy names any: nobody outside witnesses this ledger. */
  readonly state: () => WitnessedState | null;
  /** A checkpoint stands. */
  readonly note: () => void;
  /** Looks now for answers that were brought by hand. */
  readonly takeBrought: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** What a data folder, or a file that is named, says of witnesses; undefined where there is neither. @throws StartRefused */
export async function readWitnesses(
  dataFolder: string,
  named: string | undefined,
  passedOver: readonly string[] = [],
): Promise<RoomWitnesses | undefined> {
  const asked = await readPolicy(dataFolder, named, passedOver);
  return asked && { ...asked, brought: await NodeFiles.open(join(dataFolder, WITNESS_FOLDER)) };
}

/** The same for a command that only asks, and writes nothing for that. @throws StartRefused */
export async function readPolicy(
  dataFolder: string,
  named: string | undefined,
  passedOver: readonly string[] = [],
): Promise<AskedWitnesses | undefined> {
  const file = named ?? join(dataFolder, POLICY_FILE);
  if (named === undefined && !existsSync(file)) {
    if (passedOver.length > 0)
      throw new StartRefused('there is no policy, and so no witness that could be passed over');
    return undefined;
  }
  let policy: Uint8Array;
  try {
    policy = await readFile(file);
  } catch (error) {
    throw new StartRefused(`the policy of witnesses \`${file}\` cannot be read: ${(error as Error).message}`);
  }
  return { policy, ask: askOverHttp, passedOver };
}

/**
 * Publishes the policy, and begins to ask. Where there is none, none is published.
 * @throws StartRefused where the policy is none, or could never be met by this ledger
 */
export async function openWitnesses(
  publisher: Publisher,
  witnesses: RoomWitnesses | undefined,
  ports: { readonly clock: Clock; readonly warn: (message: string) => void; readonly fatal: (error: unknown) => void },
): Promise<OpenWitnesses> {
  const policy = witnesses && policyFor(publisher.signing, witnesses.policy);
  await publisher.publishPolicy(witnesses?.policy);
  if (witnesses === undefined || policy === undefined || policy.witnesses.length === 0) return NOBODY;
  const { ask, paces, brought } = witnesses;
  const witnessing = new Witnessing({
    policy,
    log: publisher,
    ask,
    ...ports,
    ...(paces === undefined ? {} : { paces }),
  });
  let taking = Promise.resolve();
  const takeBrought = () => {
    taking = taking.then(() => takeAnswers(brought, witnessing, ports.warn)).catch(ports.fatal);
    return taking;
  };
  const timer = setInterval(() => void takeBrought(), LIMITS.witnessAnswersEveryMs).unref();
  witnessing.note();
  return {
    state: () => witnessing.state,
    note: () => witnessing.note(),
    takeBrought,
    async stop() {
      clearInterval(timer);
      await taking;
      await witnessing.stop();
    },
  };
}

const NOBODY: OpenWitnesses = {
  state: () => null,
  note: () => {},
  takeBrought: async () => {},
  stop: async () => {},
};

/**
 * @param signing the keys by which the ledger is signed: one, and while its key changes two
 * @throws StartRefused where the policy is none, or could never be met by this ledger
 */
export function policyFor(signing: readonly NoteVerifier[], bytes: Uint8Array): Policy {
  const policy = policyOf(bytes);
  const isLog = ({ publicKey }: NoteVerifier) => signing.some((log) => Buffer.compare(publicKey, log.publicKey) === 0);
  const own = policy.witnesses.find(({ key }) => isLog(key));
  if (own !== undefined)
    throw new StartRefused(
      `the witness \`${own.name}\` of the policy has this ledger’s own key: no key is both a log’s and a witness’s`,
    );
  if (policy.logs.length > 0 && !policy.logs.some(({ key }) => signing.some((log) => isSameKey(key, log))))
    throw new StartRefused(
      'the policy of witnesses names logs, and this ledger is none of them: add its line of `ledger/vkey`, or name none',
    );
  return policy;
}

function policyOf(bytes: Uint8Array): Policy {
  try {
    return parsePolicy(bytes);
  } catch (error) {
    if (error instanceof PolicyRefused) throw new StartRefused(`the policy of witnesses is refused: ${error.message}`);
    throw error;
  }
}
