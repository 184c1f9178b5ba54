import type { Clock } from '../base/clock.ts';
import { exerciseKey, type SigningKey } from '../desk/keys.ts';
import { KeyRing } from '../ledger/keys.ts';
import type { RandomSource } from '../ledger/seal.ts';
import type { SignerPort } from '../ledger/signing/port.ts';
import type { LedgerIdentity, LedgerStore } from '../ledger/store/port.ts';
import { StartRefused } from '../ledger/store/postgres-connection.ts';
import type { Scenario } from '../mandates/scenario.ts';
import type { LedgerRow } from '../matters/ledger/rows.ts';
import type { Mode } from '../terms/act.ts';
import { REGISTRAR_PREFIX } from '../terms/act-kinds.ts';
import { actorFile, actorKey } from './actors.ts';
import { actorsOf, newOrigin } from './create-ledger.ts';
import type { RoomFolders } from './folders.ts';
import { createSigner, openSigner, type RoomSigner } from './room-signer.ts';

export type KeysOptions = {
  readonly store: LedgerStore;
  readonly folders: RoomFolders;
  readonly scenario: Scenario;
  readonly mode: Mode;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly signer?: RoomSigner | undefined;
  readonly log: { info(message: string): void; warn(message: string): void };
};

/** The name of the ledger, and all keys that the room holds for it. */
export type LedgerKeys = {
  readonly origin: string;
  readonly ring: KeyRing;
  readonly signer: SignerPort;
  /** Of a live room's registrar only as long as its first entry is not there. */
  readonly actors: ReadonlyMap<string, SigningKey>;
};

/**
 * Opens the ledger's identity and keys; makes them where there is no ledger. The identity is written first, and then one key after the
 * other, so that a creation that was interrupted anywhere before the first entry is gone on with; after it, nothing is ever made anew.
 */
export async function openLedgerKeys(options: KeysOptions): Promise<LedgerKeys> {
  const { store, folders, scenario, mode, clock, random, log } = options;
  const snapshot = await store.load();
  const genesis = snapshot.rows.find(({ slice, id }) => slice === 'ledger' && id === 'ledger')?.row;
  if (snapshot.identity !== null) refuseOther(snapshot.identity, genesis as LedgerRow | undefined, scenario, mode);
  else await refuseLeftKeys(folders);
  const origin = snapshot.identity?.origin ?? newOrigin(scenario.id, mode, random);
  if (genesis === undefined) log.info(`creating the ledger ${origin}: its keys, its first entry, and the root mandate`);
  if (snapshot.identity === null) await store.create({ origin, mode, created: clock.wallNow() });

  const make = snapshot.frontier.size === 0;
  const place = { files: folders.keys, ledger: origin, random };
  const there = (await folders.keys.read('master')) !== undefined;
  const ring = await (make && !there ? KeyRing.create(place) : KeyRing.open(place));
  const wanted = { ledger: origin, signer: options.signer, folders, warn: log.warn };
  const signer = await (make ? createSigner({ ...wanted, random }) : openSigner(wanted));
  return { origin, ring, signer, actors: await openActors(options, origin, make) };
}

async function openActors({ folders, scenario, mode, random, log }: KeysOptions, origin: string, make: boolean) {
  const place = { files: folders.actors, ledger: origin, random };
  const actors = new Map<string, SigningKey>();
  for (const actor of actorsOf(scenario, mode)) {
    const registrar = actor.startsWith(REGISTRAR_PREFIX);
    if (registrar && mode === 'exercise') {
      actors.set(actor, exerciseKey(scenario.id, actor));
      continue;
    }
    // The registrar's seed is to be moved away; once its key stands in the first entry, the room does without.
    if (registrar && !make) continue;
    actors.set(actor, await actorKey(place, actor, make));
    if (registrar) {
      log.warn(
        `the seed of \`${actor}\` is in \`actors/${actorFile(actor)}\` of the data folder: move it off this server, for who holds it enrols people`,
      );
    }
  }
  return actors;
}

/** @throws StartRefused where the database holds another event's ledger, or one of the other mode */
function refuseOther(identity: LedgerIdentity, genesis: LedgerRow | undefined, scenario: Scenario, mode: Mode): void {
  const { origin } = identity;
  if (identity.mode !== mode) {
    throw new StartRefused(
      `the data folder holds the ledger \`${origin}\`, which is ${inWords(identity.mode)}; ${inWords(mode)} needs a data folder of its own`,
    );
  }
  const begun = genesis?.scenario ?? origin.split('.')[0];
  if (begun === scenario.id) return;
  throw new StartRefused(
    `the data folder holds the ledger \`${origin}\` of \`${begun}\`; \`${scenario.id}\` needs a data folder of its own`,
  );
}

function inWords(mode: Mode): string {
  return mode === 'exercise' ? 'an exercise' : 'live';
}

/** A database without a ledger beside keys of one: it was lost or exchanged, and a new ledger must not hide that. */
async function refuseLeftKeys({ keys, signer, public: published }: RoomFolders): Promise<void> {
  const left = [
    [keys, 'master', 'keys'],
    [signer, 'key', 'signer'],
    [published, 'ledger/checkpoint', 'public'],
  ] as const;
  for (const [files, path, folder] of left) {
    if ((await files.read(path)) === undefined) continue;
    throw new StartRefused(
      `the database holds no ledger, but the folder \`${folder}\` of the data folder is of one: restore the database, or choose an empty data folder`,
    );
  }
}
