import type { Committed } from '../desk/door.ts';
import { deriveActor } from '../desk/facts/actor.ts';
import { draftOn, State } from '../desk/state.ts';
import { isHost } from '../matters/audience.ts';
import type { Directory } from '../matters/definition.ts';
import type { PersonRow } from '../matters/roster/rows.ts';
import type { RowChange } from '../terms/entry.ts';
import type { Viewer } from '../views/audience.ts';

/** What those who read are judged by. */
const SLICES: readonly string[] = ['people', 'shifts'];

/** Roles that see everything, while their holder's desk is of that role, or without a desk as their first role. */
const OVERSIGHT_ROLES: readonly string[] = ['oversight', 'oversight-officer'];

/**
 * Who is enrolled and signed on, as far as it is committed. The door's own state runs ahead of the commit, and nothing that may still be
 * undone is ever shown or relied upon by a reader.
 */
export class ReadableRecords {
  readonly #state = new State();

  constructor(rows: readonly RowChange[]) {
    this.#state.apply(rows.filter(({ slice }) => SLICES.includes(slice)));
  }

  /** Takes in committed entries. */
  apply(entries: readonly Committed[]): void {
    for (const { draft } of entries) {
      this.#state.apply(draft.fields.changes.filter(({ slice }) => SLICES.includes(slice)));
    }
  }

  /** An enrolled person who was not removed. */
  person(id: string): PersonRow | undefined {
    const person = this.#state.get('people', id);
    return person?.removed === null ? person : undefined;
  }

  /** A person as a viewer, from the records as they are at this room time. */
  viewer(person: PersonRow, directory: Directory, at: number): Viewer {
    const { agency, standing, room, role, desk } = deriveActor(draftOn(this.#state).records, directory, person.id, at);
    // From a desk only, and of the host's: every registrar gives its own people what roles it likes.
    const oversees = desk !== null && isHost(agency, directory) && OVERSIGHT_ROLES.includes(role);
    return { person: person.id, agency, standing, room, oversight: oversees };
  }
}
