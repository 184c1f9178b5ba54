import { Kysely, PostgresDialect, sql } from 'kysely';
import { type ClientConfig, Pool } from 'pg';
import type { Session } from './session.ts';
import {
  type Added,
  CEREMONIES_MAX,
  type Ceremony,
  type KeptAssertion,
  type KeptPassword,
  LINKS_OF_PERSON_MAX,
  PASSKEYS_OF_PERSON_MAX,
  type Passkey,
  type ProviderSession,
  SESSIONS_OF_PERSON_MAX,
  type SignInLink,
  type SignInStore,
  sameIds,
} from './store.ts';
import { migrateSignIn, type SignInTables } from './tables.ts';

const CONNECTIONS_MAX = 4;

/**
 * Opens sessions and credentials in the ledger's own database.
 * @param config of the driver, with `bigint` read as numbers (`clientConfig`)
 */
export async function openPostgresSignInStore(
  config: ClientConfig,
  options: { readonly warn?: (message: string) => void } = {},
): Promise<SignInStore> {
  const pool = new Pool({ ...config, max: CONNECTIONS_MAX });
  pool.on('error', (error) => options.warn?.(`a connection of the sessions is lost: ${error.message}`));
  const db = new Kysely<SignInTables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrateSignIn(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return new PostgresSignInStore(db);
}

class PostgresSignInStore implements SignInStore {
  readonly #db: Kysely<SignInTables>;

  constructor(db: Kysely<SignInTables>) {
    this.#db = db;
  }

  async addSession({ wantsDesk, cameIn, ...session }: Session, from?: ProviderSession): Promise<void> {
    await this.#db
      .insertInto('sessions')
      .values({
        ...session,
        wants_desk: wantsDesk,
        came_in: cameIn,
        provider: from?.provider ?? null,
        subject: from?.subject ?? null,
        sid: from?.sid ?? null,
      })
      .execute();
    const kept = this.#db
      .selectFrom('sessions')
      .select('id')
      .where('person', '=', session.person)
      .orderBy('made', 'desc')
      .orderBy('id')
      .limit(SESSIONS_OF_PERSON_MAX);
    await this.#db.deleteFrom('sessions').where('person', '=', session.person).where('id', 'not in', kept).execute();
  }

  async session(id: string): Promise<Session | undefined> {
    const row = await this.#sessions().where('id', '=', id).executeTakeFirst();
    return row;
  }

  async sessionsFrom({ provider, subject, sid }: Parameters<SignInStore['sessionsFrom']>[0]) {
    if (subject === undefined && sid === undefined) return [];
    const ofProvider = this.#sessions().where('provider', '=', provider);
    const ofSubject = subject === undefined ? ofProvider : ofProvider.where('subject', '=', subject);
    return await (sid === undefined ? ofSubject : ofSubject.where('sid', '=', sid)).execute();
  }

  async seen(id: string, at: number): Promise<void> {
    await this.#db.updateTable('sessions').set({ seen: at }).where('id', '=', id).where('seen', '<', at).execute();
  }

  async endSession(id: string): Promise<void> {
    await this.#db.deleteFrom('sessions').where('id', '=', id).execute();
  }

  async endSessionsOf(person: string, madeUntil: number): Promise<void> {
    await this.#db.deleteFrom('sessions').where('person', '=', person).where('made', '<=', madeUntil).execute();
  }

  async addLink(link: SignInLink): Promise<void> {
    await this.#db.insertInto('sign_in_links').values(link).execute();
    const kept = this.#db
      .selectFrom('sign_in_links')
      .select('id')
      .where('person', '=', link.person)
      .orderBy('expires', 'desc')
      .orderBy('id')
      .limit(LINKS_OF_PERSON_MAX);
    await this.#db.deleteFrom('sign_in_links').where('person', '=', link.person).where('id', 'not in', kept).execute();
  }

  async takeLink(id: string): Promise<SignInLink | undefined> {
    return await this.#db.deleteFrom('sign_in_links').where('id', '=', id).returningAll().executeTakeFirst();
  }

  async password(person: string): Promise<KeptPassword | undefined> {
    const columns = ['salt', 'hash', 'memory', 'passes', 'parallelism', 'enrolment'] as const;
    return await this.#db.selectFrom('accounts').select(columns).where('person', '=', person).executeTakeFirst();
  }

  async setPassword(person: string, password: KeptPassword, before: KeptPassword | undefined): Promise<boolean> {
    if (before !== undefined) {
      const replaced = await this.#db
        .updateTable('accounts')
        .set(password)
        .where('person', '=', person)
        .where('enrolment', '=', before.enrolment)
        .where('salt', '=', before.salt)
        .where('hash', '=', before.hash)
        .executeTakeFirst();
      return replaced.numUpdatedRows === 1n;
    }
    const added = await this.#db
      .insertInto('accounts')
      .values({ person, ...password })
      .onConflict((conflict) =>
        conflict.column('person').doUpdateSet(password).where('accounts.enrolment', '<', password.enrolment),
      )
      .executeTakeFirst();
    return added.numInsertedOrUpdatedRows === 1n;
  }

  async passkeysOf(person: string): Promise<readonly Passkey[]> {
    const rows = await this.#passkeys().where('person', '=', person).orderBy('made').orderBy('id').execute();
    return rows;
  }

  async passkey(id: string): Promise<Passkey | undefined> {
    return await this.#passkeys().where('id', '=', id).executeTakeFirst();
  }

  async addPasskey({ publicKey, ...passkey }: Passkey, beside: readonly string[]): Promise<Added> {
    return await this.#db.transaction().execute(async (db) => {
      // Two that come at once are looked at one after the other.
      await sql`select pg_advisory_xact_lock(hashtextextended(${`passkeys ${passkey.person}`}, 0))`.execute(db);
      const own = await db
        .selectFrom('passkeys')
        .select(['id', 'enrolment'])
        .where('person', '=', passkey.person)
        .execute();
      const there = own.filter(({ enrolment }) => enrolment === passkey.enrolment).map(({ id }) => id);
      if (!sameIds(there, beside)) return 'changed';
      if (own.length >= PASSKEYS_OF_PERSON_MAX) return 'refused';
      const added = await db
        .insertInto('passkeys')
        .values({ ...passkey, public_key: publicKey })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst();
      return added.numInsertedOrUpdatedRows === 1n ? 'kept' : 'refused';
    });
  }

  async countPasskey(id: string, before: number, counter: number): Promise<boolean> {
    const moved = await this.#db
      .updateTable('passkeys')
      .set({ counter })
      .where('id', '=', id)
      .where('counter', '=', before)
      .executeTakeFirst();
    return moved.numUpdatedRows === 1n;
  }

  async removePasskey(person: string, id: string): Promise<boolean> {
    const removed = await this.#db
      .deleteFrom('passkeys')
      .where('id', '=', id)
      .where('person', '=', person)
      .executeTakeFirst();
    return removed.numDeletedRows === 1n;
  }

  async personsKnown(): Promise<readonly string[]> {
    const rows = await this.#db
      .selectFrom('accounts')
      .select('person')
      .union(this.#db.selectFrom('passkeys').select('person'))
      .union(this.#db.selectFrom('sign_in_links').select('person'))
      .orderBy('person')
      .execute();
    return rows.map(({ person }) => person);
  }

  async forgetPerson(person: string, enrolledBefore: number): Promise<void> {
    await this.#db.transaction().execute(async (db) => {
      for (const table of ['sessions', 'accounts', 'passkeys', 'sign_in_links'] as const) {
        await db.deleteFrom(table).where('person', '=', person).where('enrolment', '<', enrolledBefore).execute();
      }
    });
  }

  async addAssertion(assertion: KeptAssertion): Promise<boolean> {
    const added = await this.#db
      .insertInto('assertions')
      .values(assertion)
      .onConflict((conflict) => conflict.column('digest').doNothing())
      .executeTakeFirst();
    return added.numInsertedOrUpdatedRows === 1n;
  }

  async assertion(digest: string): Promise<KeptAssertion | undefined> {
    return await this.#db.selectFrom('assertions').selectAll().where('digest', '=', digest).executeTakeFirst();
  }

  async assertionOfEntry(entry: number): Promise<KeptAssertion | undefined> {
    return await this.#db
      .selectFrom('assertions')
      .selectAll()
      .where('entry', '=', entry)
      .orderBy('digest')
      .executeTakeFirst();
  }

  async enterAssertion(digest: string, entry: number): Promise<void> {
    await this.#db
      .updateTable('assertions')
      .set({ entry })
      .where('digest', '=', digest)
      .where('entry', 'is', null)
      .execute();
  }

  async dropAssertion(digest: string): Promise<void> {
    await this.#db.deleteFrom('assertions').where('digest', '=', digest).where('entry', 'is', null).execute();
  }

  async addCeremony(ceremony: Ceremony): Promise<boolean> {
    const added = await this.#db
      .insertInto('ceremonies')
      .values(ceremony)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    const over = this.#db
      .selectFrom('ceremonies')
      .select('id')
      .orderBy('expires', 'desc')
      .orderBy('id')
      .limit(1_000)
      .offset(CEREMONIES_MAX);
    await this.#db.deleteFrom('ceremonies').where('id', 'in', over).execute();
    return added.numInsertedOrUpdatedRows === 1n;
  }

  async takeCeremony(id: string): Promise<Ceremony | undefined> {
    return await this.#db.deleteFrom('ceremonies').where('id', '=', id).returningAll().executeTakeFirst();
  }

  async sweep(now: number): Promise<void> {
    for (const table of ['sessions', 'sign_in_links', 'ceremonies'] as const) {
      await this.#db.deleteFrom(table).where('expires', '<=', now).execute();
    }
  }

  async close(): Promise<void> {
    await this.#db.destroy();
  }

  #sessions() {
    return this.#db
      .selectFrom('sessions')
      .select(['id', 'person', 'agency', 'component', 'admitted', 'enrolment', 'method', 'made', 'seen', 'expires'])
      .select(['came_in as cameIn', 'wants_desk as wantsDesk']);
  }

  #passkeys() {
    return this.#db
      .selectFrom('passkeys')
      .select(['id', 'person', 'enrolment', 'public_key as publicKey', 'counter', 'label', 'made']);
  }
}
