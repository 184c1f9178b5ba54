import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { LIMITS } from '../base/limits.ts';
import { NodeFiles } from '../ledger/files/node.ts';
import type { FilePort } from '../ledger/files/port.ts';
import { isSameKey } from '../ledger/key-link.ts';
import { encodeVkey, type NoteVerifier } from '../ledger/note.ts';
import { type Policy, PolicyRefused, parsePolicy } from '../ledger/policy.ts';
import { HOW_TO_GO_ON, type Publisher, RestoredBackup } from '../ledger/publisher.ts';
import type { SignerPort } from '../ledger/signing/port.ts';
import { StartRefused } from '../ledger/store/postgres-connection.ts';
import { takeAnswers } from '../ledger/witness-answers.ts';
import type { AskWitness } from '../ledger/witness-asking.ts';
import { type Contradicting, compareWithWitnesses, shownBeforeOpening } from '../ledger/witness-compared.ts';
import { type WitnessedState, Witnessing, type WitnessingPorts } from '../ledger/witnessing.ts';
import { OPERATOR } from '../terms/act-kinds.ts';
import type { EnterOwn } from './room-acts.ts';
import { askOverHttp } from './witness-transport.ts';

/** Below the data folder: the policy, and the folder in which answers are brought by hand. */
export const POLICY_FILE = 'witnesses.policy';
export const WITNESS_FOLDER = 'witness';

/** What a room has that asks witnesses. */
export type RoomWitnesses = {
  /** As the operator has it (C2SP tlog-policy); it is published so. */
  readonly policy: Uint8Array;
  /** Where answers are brought by hand. */
  readonly brought: FilePort;
  readonly ask: AskWitness;
  readonly paces?: WitnessingPorts['paces'];
  /** Names of witnesses whose word does not keep the room from opening: the operator's explicit choice, for one start. */
  readonly passedOver?: readonly string[];
};

/** A witness against whose word the room was opened, and how many entries its database held then. */
export type PassedOver = Contradicting & { readonly entries: number };

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
  return { policy, brought: await NodeFiles.open(join(dataFolder, WITNESS_FOLDER)), ask: askOverHttp, passedOver };
}

/**
 * Asks the witnesses that can be reached, before anything is signed or acknowledged, whether they know more of this ledger, or another.
 * @param stored entries that the database holds
 * @returns those that do, and are passed over
 * @throws RestoredBackup where one of them does that is not passed over
 * @throws StartRefused where the policy is none, or has no witness of a name that is passed over
 */
export async function askBeforeOpening(
  publisher: Publisher,
  witnesses: RoomWitnesses | undefined,
  {
    signer,
    stored,
    warn,
  }: {
    readonly signer: Pick<SignerPort, 'guard' | 'sign'>;
    readonly stored: number;
    readonly warn: (message: string) => void;
  },
): Promise<readonly PassedOver[]> {
  if (witnesses === undefined) return [];
  const { ask, paces, passedOver = [] } = witnesses;
  const policy = policyFor(publisher.signing, witnesses.policy);
  const unknown = passedOver.find((name) => !policy.witnesses.some((one) => one.name === name));
  if (unknown !== undefined)
    throw new StartRefused(`the policy names no witness \`${unknown}\` that could be passed over`);
  const log = await shownBeforeOpening(publisher, signer);
  const asking = { policy, log, stored, ask, answerMs: paces?.answerMs };
  const { against, unasked } = await compareWithWitnesses(asking);
  for (const { name, why } of unasked)
    warn(`what the witness \`${name}\` knows could not be asked before this start: ${why}`);
  const isPassedOver = ({ witness }: Contradicting) => passedOver.includes(witness.name);
  const told = ({ witness: { name }, why }: Contradicting) => `the witness \`${name}\`: ${why}`;
  const believed = against.filter((one) => !isPassedOver(one));
  const [first] = believed;
  if (first !== undefined)
    throw new RestoredBackup(
      `a backup of this room was restored, or somebody else signs with its key, so say its witnesses. ${believed.map(told).join('; ')}. ${HOW_TO_GO_ON}. Where you know that a witness is wrong, \`--pass-over ${first.witness.name}\` opens the room against its word, and the ledger says so`,
    );
  for (const one of against) warn(`${told(one)}. It is passed over at this start, and the ledger says so`);
  return against.map((one) => ({ ...one, entries: stored }));
}

/** States in the ledger, as the operator, against whose word the room was opened. What cannot be entered is said: nothing of it is kept for later. */
export async function statePassedOver(
  passedOver: readonly PassedOver[],
  { enterOwn, warn }: { readonly enterOwn: EnterOwn; readonly warn: (message: string) => void },
): Promise<void> {
  for (const { witness, size, entries, claims } of passedOver) {
    const detail = { witness: encodeVkey(witness.key, 'witness'), size, entries, claims };
    const answer = await enterOwn(OPERATOR, { kind: 'witness.pass', detail });
    if ('refused' in answer)
      warn(`that the witness \`${witness.name}\` was passed over could not be entered: ${answer.message}`);
  }
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
 * The policy in its bytes.
 * @param signing the keys by which the ledger is signed: one, and while its key changes two
 * @throws StartRefused where it is none, or could never be met by this ledger
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
