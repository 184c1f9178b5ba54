import type { EntryDraft, EntryFields } from '../../terms/entry.ts';
import { MemoryStore } from '../store/memory.ts';
import type { Frontier } from '../store/port.ts';
import { appendLeaves, EMPTY_FRONTIER, leafHash } from '../tree.ts';

export const TEST_ORIGIN = 'room.exercise.remit.example/0123456789ab';

/** An entry of the usual shape: a permitted deed of a guest, with all fields that one has. */
export function draftOf(changed: Partial<EntryFields> = {}, subjectKey = 'person/p-rossi'): EntryDraft {
  const fields: EntryFields = {
    kind: 'deed.propose',
    outcome: 'needs-approval',
    agency: 'us-dss',
    activityClass: 'protective',
    clauses: ['C-4', 'R-05'],
    set: 'ab'.repeat(32),
    facts: {
      agency: 'us-dss',
      activity: 'escort',
      approval: 'none',
      axes: {
        accompaniment: 'yes',
        clearance: 'held',
        conferral: 'no',
        place: 'gate-3',
        'zone.secure': 'inside',
      },
      broken: [],
      time: 1_770_000_000_000,
    },
    at: 1_770_000_000_000,
    act: {
      v: 1,
      id: 'act-0123456789abcdef',
      ledger: TEST_ORIGIN,
      mode: 'exercise',
      kind: 'deed.propose',
      form: 'proposal',
      actor: 'p-rossi',
      desk: 'duty',
      activity: 'escort',
      purpose: 'protection',
      place: 'gate-3',
      deedAt: 1_770_000_000_000,
      signedAt: 1_770_000_000_001,
      detail: {
        what: 'Escort from gate three — “delegation” 漢字',
        people: ['a', 'b'],
        nested: { z: 1, a: null },
      },
    },
    signature: { key: 'k0123456789abcdef', value: 'A'.repeat(86) },
    near: [],
    matter: 'REQ-us-dss-1',
    changes: [{ slice: 'requests', id: 'REQ-us-dss-1', row: { by: 'p-rossi', state: 'open' } }],
    audience: { agencies: ['it-ps', 'us-dss'], rooms: [], persons: [], everyone: false },
    previousByActor: { count: 3, index: 17 },
  };
  return { subjectKey, fields: { ...fields, ...changed } };
}

/** A store that grows by made-up entries, and the frontier beside it: the writer of a test. */
export class TestWriter {
  readonly store: MemoryStore;
  readonly #salt: string;
  #epoch: number | undefined;
  frontier: Frontier = EMPTY_FRONTIER;

  constructor(salt = '', store: MemoryStore = new MemoryStore()) {
    this.#salt = salt;
    this.store = store;
  }

  async append(count: number): Promise<Frontier> {
    this.#epoch ??= await this.store.claimWriter();
    const first = this.frontier.size;
    const entries = Array.from({ length: count }, (_, i) =>
      Buffer.from(`${this.#salt}entry ${first + i} ${'x'.repeat((first + i) % 40)}`),
    );
    this.frontier = appendLeaves(this.frontier, entries.map(leafHash));
    await this.store.append({
      epoch: this.#epoch,
      first,
      entries,
      openings: [],
      changes: [],
      documents: [],
      frontier: this.frontier,
    });
    return this.frontier;
  }
}
