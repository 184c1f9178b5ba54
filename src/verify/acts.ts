/** Acts and their signatures (formats.md §4, docs/acts.md "The envelope"). */
import { decodeBase64, encodeBase64, hex, quote, utf8 } from './bytes.ts';
import { hasExactly, isObject, itemsOf, type Json, type JsonObject, spell, writeCanonical } from './canonical.ts';
import { type Primitives, sha256 } from './hash.ts';

const members = [
  'activity',
  'actor',
  'deedAt',
  'desk',
  'detail',
  'form',
  'id',
  'kind',
  'ledger',
  'mode',
  'place',
  'purpose',
  'signedAt',
  'v',
];
const texts = ['activity', 'actor', 'kind', 'place', 'purpose'] as const;

/** An act whose envelope has the form. */
export interface Act {
  readonly value: JsonObject;
  readonly id: string;
  readonly actor: string;
  readonly kind: string;
  readonly detail: JsonObject;
}

/** The act in `value`, made for the ledger `origin` of mode `mode`; or what is wrong, in words. */
export function readAct(value: Json | undefined, origin: string, mode: string): Act | string {
  if (!hasExactly(value, members)) return 'the act does not have exactly the members of an act';
  const { actor, kind, id, detail } = value;
  if (value['v'] !== 1) return '`act.v` is not 1';
  if (texts.some((name) => typeof value[name] !== 'string')) return `one of \`${texts.join(' ')}\` is not a text`;
  if (typeof id !== 'string' || !/^[a-z0-9-]{8,64}$/.test(id)) return '`act.id` is not 8 to 64 of `a-z 0-9 -`';
  if (value['ledger'] !== origin) return `\`act.ledger\` is ${quote(spell(value['ledger']))}`;
  if (value['mode'] !== mode) return `\`act.mode\` is ${quote(spell(value['mode']))}, not \`${mode}\``;
  if (value['form'] !== 'proposal' && value['form'] !== 'report') return '`act.form` is no form';
  if (typeof value['deedAt'] !== 'number' || typeof value['signedAt'] !== 'number') return 'a time of the act is none';
  if (value['desk'] !== null && typeof value['desk'] !== 'string') return '`act.desk` is no desk';
  if (!isObject(detail)) return '`act.detail` is not an object';
  if (!spell(kind).startsWith('deed.') && value['activity'] !== kind) return '`act.activity` is not the kind';
  return { value, id, actor: actor as string, kind: kind as string, detail };
}

/** The bytes under an act's signature: `remit/act/v1`, mode, origin, canonical JSON, one a line. */
export function actBytes(act: JsonObject): Uint8Array {
  return utf8(`remit/act/v1\n${spell(act['mode'])}\n${spell(act['ledger'])}\n${writeCanonical(act)}`);
}

/** A key id (formats.md §1): `k` and the first 16 hex digits of SHA-256 over the 32 bytes of the key. */
export function keyId(publicKey: Uint8Array, primitives: Primitives): string {
  return `k${hex(sha256(primitives, publicKey)).slice(0, 16)}`;
}

/** Whether an actor is a person, not the room's own or a registrar. */
export function isPerson(actor: string): boolean {
  return actor !== 'operator' && actor !== 'timer' && !actor.includes(':');
}

/** Whether an entry of this kind is an end that the room's clock entered by `act` (formats.md §2, `kind`). */
export function isEndByClock({ actor, kind }: Act, entryKind: Json | undefined): boolean {
  return (
    actor === 'timer' &&
    kind === 'timer.due' &&
    /^[a-z]+\.(begun|ended|expired|lapsed|repeated)$/.test(spell(entryKind))
  );
}

/**
 * The keys under which the person box of an act's entry may be (formats.md §3): of the actor, where that is a person; of the person on
 * the roster, of an act that took effect there; else the room's. `undefined`: of whomever an end concerns, which nothing in the entry says
 * in one place. `decision` is absent where its box is closed.
 */
export function subjectKeys(act: Act, decision: JsonObject | undefined): readonly string[] | undefined {
  const { actor, kind, detail } = act;
  if (isPerson(actor)) return [`person/${actor}`];
  if (actor === 'timer' && kind === 'timer.due') return undefined;
  const person = kind === 'roster.enrol' && isObject(detail['person']) ? detail['person']['id'] : detail['person'];
  if (!kind.startsWith('roster.') || typeof person !== 'string') return ['room/1'];
  if (decision === undefined) return ['room/1', `person/${person}`];
  return [decision['outcome'] === 'permitted' ? `person/${person}` : 'room/1'];
}

/** The keys that entries have made known so far, by actor. Memory: one key for each enrolment. */
export class KeyDirectory {
  readonly #primitives: Primitives;
  readonly #keys = new Map<string, { id: string; publicKey: Uint8Array }>();
  /** Keys that were replaced, and those of people who were removed. */
  readonly #former = new Map<string, { id: string; publicKey: Uint8Array }[]>();

  constructor(primitives: Primitives) {
    this.#primitives = primitives;
  }

  /** All of it, to be kept: `[[actor, key or null, [former keys, oldest first]], …]`, the keys b64u. */
  kept(): Json {
    const spelled = (key: { publicKey: Uint8Array }) => encodeBase64(key.publicKey, 'b64u');
    const actors = new Set([...this.#keys.keys(), ...this.#former.keys()]);
    return [...actors].map((actor) => {
      const current = this.#keys.get(actor);
      return [actor, current === undefined ? null : spelled(current), (this.#former.get(actor) ?? []).map(spelled)];
    });
  }

  /** The directory of which `kept` was kept; `undefined` where it is of no form. */
  static from(kept: Json | undefined, primitives: Primitives): KeyDirectory | undefined {
    const directory = new KeyDirectory(primitives);
    for (const item of itemsOf(kept)) {
      const [actor, current = null, former] = itemsOf(item);
      if (typeof actor !== 'string' || !Array.isArray(former)) return undefined;
      for (const key of former) if (!directory.#put(actor, key)) return undefined;
      if (current === null) directory.#retire(actor);
      else if (!directory.#put(actor, current)) return undefined;
    }
    return directory;
  }

  /** The key of an actor by its id, and whether it is the one the actor has now. */
  find(actor: string, id: Json | undefined): { publicKey: Uint8Array; isCurrent: boolean } | undefined {
    const current = this.#keys.get(actor);
    if (current?.id === id && current !== undefined) return { publicKey: current.publicKey, isCurrent: true };
    const former = this.#former.get(actor)?.find((key) => key.id === id);
    return former && { publicKey: former.publicKey, isCurrent: false };
  }

  /** Takes the keys of the first entry's act; it has to be `ledger.create` of `operator`. Gives what is wrong. */
  create({ actor, kind, detail }: Act): string | undefined {
    if (kind !== 'ledger.create' || actor !== 'operator') return 'the first act is not `ledger.create` of `operator`';
    if (!isObject(detail['keys'])) return '`detail.keys` is not there';
    for (const [name, key] of Object.entries(detail['keys'])) {
      if (name !== 'operator' && name !== 'timer' && !/^registrar:./s.test(name)) {
        return `${quote(name)} can have no key from the first entry`;
      }
      if (!this.#put(name, key)) return `the key of ${quote(name)} is not base64url of 32 bytes`;
    }
    return undefined;
  }

  /** Takes in a permitted act that is not the first: enrolments and removals. Gives what is wrong. */
  permit({ kind, detail }: Act): string | undefined {
    const person = detail['person'];
    if (kind === 'ledger.create') return '`ledger.create` is only for the first entry';
    if (kind === 'roster.remove') {
      if (typeof person !== 'string' || !isPerson(person)) return '`detail.person` is no person';
      this.#retire(person);
    } else if (kind === 'roster.enrol') {
      const id = isObject(person) ? person['id'] : undefined;
      if (!isObject(person) || typeof id !== 'string' || !isPerson(id)) return '`detail.person` is no person';
      if (!this.#put(id, person['publicKey'])) return `the key of ${quote(id)} is not base64url of 32 bytes`;
    }
    return undefined;
  }

  #retire(actor: string): void {
    const key = this.#keys.get(actor);
    if (key === undefined) return;
    this.#keys.delete(actor);
    this.#former.set(actor, [...(this.#former.get(actor) ?? []), key]);
  }

  #put(actor: string, spelled: Json | undefined): boolean {
    const publicKey = typeof spelled === 'string' ? decodeBase64(spelled, 'b64u') : undefined;
    if (publicKey?.length !== 32) return false;
    this.#retire(actor);
    this.#keys.set(actor, { id: keyId(publicKey, this.#primitives), publicKey });
    return true;
  }
}
