import { Bug } from '../base/assert.ts';

/** `decision/1`, `room/1`; `person/<id>` with the id of a person or `registrar:<agency>`, and from the second generation on its number behind. */
const KEY_ID =
  /^(?:(?<series>decision|room)\/(?<n>[1-9][0-9]{0,8})|(?<person>person\/(?:registrar:)?[a-z0-9][a-z0-9-]{1,62})(?:\/(?<m>[2-9]|[1-9][0-9]{1,8}))?)$/;

/** Is this the id of a key (docs/formats.md §3)? Takes untrusted text. */
export function isKeyId(id: string): boolean {
  return KEY_ID.test(id);
}

/** The key that comes after this one of the same subject. */
export function nextGeneration(id: string): string {
  const { subject, generation } = partsOf(id);
  return idOf(subject, generation + 1);
}

/** The number of a key among those of its subject, from 1 on. */
export function generationOf(id: string): { readonly subject: string; readonly generation: number } {
  return partsOf(id);
}

/**
 * Which key of a subject is its current one: the last generation. A subject whose record was erased in part gets a new key, and what is left is closed
 * under it (docs/decisions/0018-erasure.md).
 */
export class KeyGenerations {
  readonly #last = new Map<string, number>();

  constructor(ids: Iterable<string>) {
    for (const id of ids) this.add(id);
  }

  add(id: string): void {
    const { subject, generation } = partsOf(id);
    this.#last.set(subject, Math.max(generation, this.#last.get(subject) ?? 0));
  }

  /** Makes sure that the next key of this subject comes so many generations after this one. */
  skip(id: string, by: number): void {
    const { subject, generation } = partsOf(id);
    this.add(idOf(subject, Math.max(generation, this.#last.get(subject) ?? 0) + by));
  }

  /** All ids that keys of this subject have or had, first to last. @param id any of them */
  all(id: string): string[] {
    const { subject, generation } = partsOf(id);
    const last = this.#last.get(subject) ?? generation;
    return Array.from({ length: last }, (_, n) => idOf(subject, n + 1));
  }

  /** @param id any key of the subject; itself where the subject has none yet */
  current(id: string): string {
    const { subject, generation } = partsOf(id);
    return idOf(subject, this.#last.get(subject) ?? generation);
  }
}

function partsOf(id: string): { readonly subject: string; readonly generation: number } {
  const { series, n, person, m } = KEY_ID.exec(id)?.groups ?? {};
  if (series !== undefined) return { subject: series, generation: Number(n) };
  if (person !== undefined) return { subject: person, generation: Number(m ?? 1) };
  throw new Bug(`\`${id}\` is no key id`);
}

function idOf(subject: string, generation: number): string {
  if (!subject.startsWith('person/')) return `${subject}/${generation}`;
  return generation === 1 ? subject : `${subject}/${generation}`;
}
