import { randomBytes } from 'node:crypto';
import { Bug } from '../../base/assert.ts';
import { UNFINISHED_SUFFIX } from '../../ledger/files/durable.ts';
import type { FilePort } from '../../ledger/files/port.ts';
import { KeysRefused, keyFileName, SUBJECT_FOLDER } from '../../ledger/key-files.ts';
import { DESTROYED_SUFFIX, KeyRing } from '../../ledger/keys.ts';
import { Signer } from '../../ledger/signer.ts';
import { SignerRefused } from '../../ledger/signer-refused.ts';
import type { LedgerStore, Snapshot } from '../../ledger/store/port.ts';
import { StartRefused } from '../../ledger/store/postgres-connection.ts';
import type { ErasureRow } from '../../matters/erasures/rows.ts';
import type { LedgerRow } from '../../matters/ledger/rows.ts';
import { actorFile, actorKey } from '../../server/actors.ts';
import { ringFaults } from '../../server/ring-checked.ts';
import { OPERATOR, TIMER } from '../../terms/act-kinds.ts';
import type { Findings } from './findings.ts';

/** The keys that open; each file that does not is a finding. Undefined where not even the master key can be had. */
export async function checkedKeys(files: FilePort, ledger: string, findings: Findings): Promise<KeyRing | undefined> {
  const open = (hidden: (name: string) => boolean) =>
    KeyRing.open({ files: untouched(files, hidden), ledger, random: randomBytes, untouched: true });
  const master = await orFinding(() => open(() => true), 'keys', 'keys/master', findings);
  if (master === undefined) return undefined;
  const broken = new Set<string>();
  for (const name of await files.list(SUBJECT_FOLDER)) {
    if (isPassedOver(name)) continue;
    const place = `keys/${SUBJECT_FOLDER}/${name}`;
    if ((await orFinding(() => open((other) => other !== name), 'keys', place, findings)) === undefined)
      broken.add(name);
  }
  return await open((name) => broken.has(name));
}

/** Keys that an erasure destroyed and that are there again; those that are not there are told with what they closed. */
export async function checkDestroyed(
  store: Pick<LedgerStore, 'keyIds'>,
  ring: KeyRing,
  { rows }: Pick<Snapshot, 'rows'>,
  findings: Findings,
): Promise<void> {
  const erasures = rows.flatMap(({ slice, row }) => (slice === 'erasures' && row !== null ? [row as ErasureRow] : []));
  for (const { key, erasure } of (await ringFaults(store, ring, erasures)).back) {
    const told = `${erasure} destroyed it, and it came back with an older copy of the folder`;
    findings.add('keys', `keys/${SUBJECT_FOLDER}/${keyFileName(key)}`, `${told}: the next start destroys it again`);
  }
}

/** The signer, where key and guard can be read. */
export async function checkedSigner(files: FilePort, name: string, findings: Findings): Promise<Signer | undefined> {
  return await orFinding(() => Signer.open({ files: pretended(files), name }), 'signer', 'signer', findings);
}

/** Each actor's seed gives the key that the first entry states. A registrar's may have been moved away. */
export async function checkActors(
  files: FilePort,
  ledger: string,
  genesis: LedgerRow | undefined,
  findings: Findings,
): Promise<void> {
  if (genesis === undefined) return;
  const present = new Set(await files.list(''));
  for (const [actor, publicKey] of Object.entries(genesis.keys)) {
    const needed = actor === OPERATOR || actor === TIMER;
    const path = actorFile(actor);
    if (!needed && !present.has(path)) continue;
    const key = await orFinding(
      () => actorKey({ files, ledger, random: randomBytes }, actor, false),
      'actors',
      `actors/${path}`,
      findings,
    );
    if (key === undefined || key.publicKey === publicKey) continue;
    findings.add('actors', `actors/${path}`, `it is another key of \`${actor}\` than the first entry states`);
  }
}

async function orFinding<T>(
  open: () => Promise<T>,
  rule: 'keys' | 'signer' | 'actors',
  place: string,
  findings: Findings,
): Promise<T | undefined> {
  try {
    return await open();
  } catch (error) {
    const foreseen = [KeysRefused, SignerRefused, StartRefused].some((kind) => error instanceof kind);
    if (!foreseen) throw error;
    findings.add(rule, place, (error as Error).message);
    return undefined;
  }
}

/** What a killed process left half written, or half destroyed: the next start finishes it. */
function isPassedOver(name: string): boolean {
  return name.endsWith(UNFINISHED_SUFFIX) || name.endsWith(DESTROYED_SUFFIX);
}

/** The same files, of which nothing is changed: what an interrupted change of key left is finished by the next start. */
function pretended(files: FilePort): FilePort {
  const nothing = async (): Promise<void> => {};
  return { ...untouched(files, () => false), write: nothing, rename: nothing, remove: nothing };
}

/** The same files, for looking only. */
function untouched(files: FilePort, hidden: (name: string) => boolean): FilePort {
  const refuse = async (): Promise<void> => {
    throw new Bug('a check changes no file');
  };
  return {
    read: (path, bytesMax) => files.read(path, bytesMax),
    list: async (folder) => (await files.list(folder)).filter((name) => !isPassedOver(name) && !hidden(name)),
    sync: async () => {},
    syncFolder: async () => {},
    write: refuse,
    rename: refuse,
    remove: refuse,
  };
}
