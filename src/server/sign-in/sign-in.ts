import { type Clock, MINUTE } from '../../base/clock.ts';
import type { RandomSource } from '../../ledger/seal.ts';
import type { Told } from '../../terms/api/parts.ts';
import { nameIn } from '../../terms/names.ts';
import { SignedReadings } from '../http/signed-reading.ts';
import type { OpenRoom } from '../room.ts';
import type { CookieKind } from '../sessions/cookie.ts';
import { underEnrolment } from '../sessions/enrolled-store.ts';
import { MemorySignInStore } from '../sessions/memory.ts';
import { openPostgresSignInStore } from '../sessions/postgres.ts';
import { Sessions } from '../sessions/sessions.ts';
import type { SignInStore } from '../sessions/store.ts';
import { SIGN_IN_LIMITS, type SignInLimits } from './limits.ts';
import { Links } from './links.ts';
import { type PasswordCost, Passwords } from './passwords.ts';
import { ProviderClient } from './provider-client.ts';
import { type ProviderSettings, readProviderSettings } from './provider-settings.ts';

/** How often what has expired is deleted. */
const SWEEP_MS = 10 * MINUTE;

export type SignInOptions = {
  readonly room: OpenRoom;
  readonly clock: Pick<Clock, 'wallNow'>;
  readonly random: RandomSource;
  /** The database's config (`clientConfig`); `memory` leaves nothing behind. */
  readonly database: Parameters<typeof openPostgresSignInStore>[0] | 'memory';
  /** Where `sign-in.yaml` lies, with the agencies' own providers; without it there are none. */
  readonly dataFolder?: string;
  /** Browsers reach the room by https, through a proxy of the operator. */
  readonly https?: boolean;
  readonly limits?: Partial<SignInLimits>;
  readonly passwordCost?: PasswordCost;
  readonly warn?: (message: string) => void;
};

/** An agency's own provider, as the sign-in page shows it, and how to ask it. */
export type Provider = {
  readonly id: string;
  readonly agency: { readonly id: string; readonly name: string; readonly names: Told };
  readonly client: ProviderClient;
};

/** What signing in works with. */
export type SignIn = {
  readonly room: OpenRoom;
  readonly clock: Pick<Clock, 'wallNow'>;
  readonly random: RandomSource;
  readonly store: SignInStore;
  readonly sessions: Sessions;
  readonly links: Links;
  readonly passwords: Passwords;
  /** Shared by all routes that take a signed reading: each is used once, wherever. */
  readonly readings: SignedReadings;
  readonly cookie: CookieKind;
  /** Agencies' own ways of knowing their people (OpenID Connect). */
  readonly providers: readonly Provider[];
  readonly limits: SignInLimits;
  readonly warn: (message: string) => void;
  readonly close: () => Promise<void>;
};

/** Opens sessions and the ways in, on an open room. */
export async function openSignIn(options: SignInOptions): Promise<SignIn> {
  const { room, clock, random, database, https = false, warn = () => {} } = options;
  const agencies = room.directory.scenario.vocabulary.agencies.map(({ id }) => id);
  const { dataFolder } = options;
  const providers = dataFolder === undefined ? [] : await readProviderSettings(dataFolder, agencies);
  const kept = database === 'memory' ? new MemorySignInStore() : await openPostgresSignInStore(database, { warn });
  const store = underEnrolment(kept, room);
  const sessions = new Sessions({ store, room, clock, random, warn });
  const sweep = async () => {
    await store.sweep(clock.wallNow());
    await sessions.settle();
  };
  const sweeping = setInterval(() => void sweep().catch((error: unknown) => warn(String(error))), SWEEP_MS).unref();
  try {
    await sweep();
    await forgetWhoIsGone(store, room);
  } catch (error) {
    clearInterval(sweeping);
    sessions.close();
    await store.close();
    throw error;
  }
  return {
    room,
    clock,
    random,
    store,
    sessions,
    links: new Links({ store, clock, random, room }),
    passwords: new Passwords(random, options.passwordCost),
    readings: new SignedReadings(room),
    cookie: { https },
    providers: providers.map((settings) => providerOf(settings, room, clock)),
    limits: { ...SIGN_IN_LIMITS, ...options.limits },
    warn,
    async close() {
      clearInterval(sweeping);
      sessions.close();
      await store.close();
    },
  };
}

function providerOf(settings: ProviderSettings, { directory }: OpenRoom, clock: SignInOptions['clock']): Provider {
  const { id, agency } = settings;
  const { vocabulary, names } = directory.scenario;
  const name = vocabulary.agencies.find((known) => known.id === agency)?.name ?? agency;
  const told = { en: name, it: nameIn({ id: agency, name }, 'it', names) };
  return { id, agency: { id: agency, name, names: told }, client: new ProviderClient(settings, () => clock.wallNow()) };
}

/**
 * Makes a one-time link for a person's browser.
 * @returns its path (`/console/#link=…`), and until when it can be used (wall clock, ms)
 */
export async function linkFor(
  { links }: Pick<SignIn, 'links'>,
  person: string,
  desk: string | null,
): Promise<{ readonly path: string; readonly expires: number }> {
  return await links.make(person, desk);
}

/** Who was removed or enrolled anew keeps nothing of before to come in with, should the room have ended before it could delete that. */
async function forgetWhoIsGone(store: SignInStore, { readable }: OpenRoom): Promise<void> {
  for (const person of await store.personsKnown()) {
    await store.forgetPerson(person, readable.person(person)?.index ?? Number.MAX_SAFE_INTEGER);
  }
}
