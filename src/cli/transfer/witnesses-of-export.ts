import { assert } from '../../base/assert.ts';
import type { EntrySource } from '../../ledger/growth.ts';
import { POLICY } from '../../ledger/published-files.ts';
import type { SignerPort } from '../../ledger/signing/port.ts';
import { signingNow } from '../../ledger/signing/port.ts';
import { StartRefused } from '../../ledger/store/postgres-connection.ts';
import { storedTree } from '../../ledger/stored-tree.ts';
import { TILE_WIDTH } from '../../ledger/tiles.ts';
import { askOverHttp } from '../../server/witness-transport.ts';
import { type AskedWitnesses, readPolicy } from '../../server/witnesses.ts';
import { askWitnessesFirst } from '../../server/witnesses-asked-first.ts';
import type { ExportFiles } from './export-source.ts';
import type { CheckedExport } from './read-export.ts';
import type { Secrets } from './secrets.ts';
import { signerOfExport } from './signer-of-export.ts';

const POLICY_BYTES_MAX = 65_536;

/** What a file that is named says of witnesses, or the policy that was published; undefined where there is neither. @throws StartRefused, TransferRefused */
export async function witnessesOf(
  files: Pick<ExportFiles, 'has' | 'read'>,
  named: string | undefined,
  passedOver: readonly string[] = [],
): Promise<AskedWitnesses | undefined> {
  if (named !== undefined) return await readPolicy('', named, passedOver);
  if (await files.has(POLICY))
    return { policy: await files.read(POLICY, POLICY_BYTES_MAX), ask: askOverHttp, passedOver };
  if (passedOver.length === 0) return undefined;
  throw new StartRefused(
    'no policy is published in the export, and so no witness that could be passed over: name one (`--witnesses`)',
  );
}

export type ImportToAsk = {
  readonly checked: CheckedExport;
  readonly secrets: Secrets;
  readonly outside: SignerPort | undefined;
  readonly warn: (message: string) => void;
};

/**
 * Asks as a start does, before anything of an import is written. An export and its secrets are from one moment and agree with each other: that the ledger grew
 * after it, only somebody else knows. @throws RestoredBackup, StartRefused, TransferRefused
 */
export async function askBeforeImport(
  witnesses: AskedWitnesses | undefined,
  { checked, secrets, outside, warn }: ImportToAsk,
): Promise<void> {
  if (witnesses === undefined) return;
  const { size, root, note } = checked;
  const { verifier, keys } = await signerOfExport(secrets, outside);
  const shown = async () => ({ target: { size, root, note }, log: await storedTree(size, entriesOf(checked)) });
  const signing = signingNow(verifier, keys);
  await askWitnessesFirst(witnesses, { signing, shown, stored: size, holder: 'the export', warn });
}

/** Entries out of the tiles that were checked; they are asked for within one tile each time. */
function entriesOf({ tile }: CheckedExport): EntrySource {
  return {
    async entries(from, to) {
      const n = Math.floor(from / TILE_WIDTH);
      assert(to <= (n + 1) * TILE_WIDTH, `\`${from}\` to \`${to}\` are of one tile`);
      const { entries } = await tile(n);
      return entries.slice(from - n * TILE_WIDTH, to - n * TILE_WIDTH);
    },
  };
}
