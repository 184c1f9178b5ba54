import type { Committed } from '../desk/door.ts';
import { deriveActor } from '../desk/facts/actor.ts';
import type { SetBook } from '../desk/set-book.ts';
import { draftOn, State } from '../desk/state.ts';
import { isHost } from '../matters/audience.ts';
import { WHOLE_RECORD } from '../matters/consultations/rows.ts';
import type { Actor, Directory } from '../matters/definition.ts';
import type { PersonRow } from '../matters/roster/rows.ts';
import { BOOKKEEPING_SLICES, type Records } from '../matters/slices.ts';
import { DATA_PROTECTION_ROLE, OVERSIGHT_ROLES } from '../terms/act-kinds.ts';
import type { RowChange } from '../terms/entry.ts';
import type { Viewer } from '../views/audience.ts';
import { type Admitted, admittedComponents } from './admission.ts';

/** Kept by the door for itself; of no use to a reader, and most of the rows. */
const LEFT_OUT: readonly string[] = BOOKKEEPING_SLICES;

/**
 * The records as far as they are committed. The door's own state runs ahead of the commit, and nothing that may still be
 * undone is ever shown or relied upon by a reader.
 */
export class ReadableRecords {
  /** For reading only: nobody but this class applies anything to it. */
  readonly state = new State();
  /** The committed rows, as the derivers of the desk read them. */
  readonly records: Records = draftOn(this.state).records;
  readonly #sets: Pick<SetBook, 'set'>;
  readonly #admitted = new Map<string, Admitted>();

  constructor(rows: readonly RowChange[], sets: Pick<SetBook, 'set'>) {
    this.#sets = sets;
    this.state.apply(rows.filter(isKept));
  }

  /** Takes in committed entries. */
  apply(entries: readonly Committed[]): void {
    for (const { draft } of entries) this.state.apply(draft.fields.changes.filter(isKept));
  }

  /** An enrolled person who was not removed. */
  person(id: string): PersonRow | undefined {
    const person = this.state.get('people', id);
    return person?.removed === null ? person : undefined;
  }

  /** Somebody as an actor: role, desk and room by the shift that is open at this room time. */
  actor(id: string, directory: Directory, at: number): Actor {
    return deriveActor(this.records, directory, id, at);
  }

  /** A person as a viewer, from the records as they are at this room time. */
  viewer(person: PersonRow, directory: Directory, at: number): Viewer {
    const { agency, component, standing, room, role, desk } = this.actor(person.id, directory, at);
    // From a desk only, and of the host's: every registrar gives its own people what roles it likes.
    const seated = desk !== null && isHost(agency, directory);
    const admitted = isHost(agency, directory) || this.admits(agency, component);
    const until = admitted ? undefined : this.tookPartUntil(agency, component);
    return {
      person: person.id,
      agency,
      standing,
      room,
      oversight: this.oversees(person.id, directory, at) && this.#readsRecord(person.id, at),
      admitted,
      // What was entered before they were is none of their past.
      ...(until === undefined || person.index > until ? {} : { tookPartUntil: until }),
      dataProtection: seated && role === DATA_PROTECTION_ROLE,
    };
  }

  /** Does this person hold a desk of the host from which it oversees? What they then see, beside what is the host's, opens by consultation. */
  oversees(id: string, directory: Directory, at: number): boolean {
    const { agency, desk, role } = this.actor(id, directory, at);
    return desk !== null && isHost(agency, directory) && OVERSIGHT_ROLES.includes(role);
  }

  /** Does this person's consultation of the whole record stand? It was entered, with purpose and reason, before anything is shown. */
  #readsRecord(person: string, at: number): boolean {
    return this.records.consultations.standing('person', person, at).some((row) => row.of === WHOLE_RECORD);
  }

  /** Does a clause in force permit people of this component anything, but what comes before any mandate? */
  admits(agency: string, component: string): boolean {
    const id = this.setInForce();
    return id !== undefined && this.#admittedBy(id)(agency, component);
  }

  /**
   * Index of the entry with which this component, which takes no part now, ceased to: what was in force before it admitted them for the last time. Undefined
   * where nothing ever did.
   */
  tookPartUntil(agency: string, component: string): number | undefined {
    const sets = [...this.state.values('sets')].sort((a, b) => b.index - a.index);
    const last = sets.findIndex(({ set }) => this.#admittedBy(set)(agency, component));
    return last < 1 ? undefined : sets[last - 1]?.index;
  }

  #admittedBy(set: string): Admitted {
    const known = this.#admitted.get(set) ?? admittedComponents(this.#sets.set(set));
    this.#admitted.set(set, known);
    return known;
  }

  /** The mandate set that is in force; undefined before the ledger's first entry. */
  setInForce(): string | undefined {
    let last: { readonly set: string; readonly index: number } | undefined;
    for (const row of this.state.values('sets')) {
      if (row.until === null && (last === undefined || row.index > last.index)) last = row;
    }
    return last?.set;
  }
}

function isKept({ slice }: RowChange): boolean {
  return !LEFT_OUT.includes(slice);
}
