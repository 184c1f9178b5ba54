import { seededRandom } from '../../base/seeded-random.ts';
import { MemoryFiles } from '../../ledger/files/memory.ts';
import { KeyRing } from '../../ledger/keys.ts';
import { DECISION_KEY, sealEntry } from '../../ledger/seal.ts';
import type { Act } from '../../terms/act.ts';
import type { EntryFields, RowChange } from '../../terms/entry.ts';
import type { FollowedEntry } from '../acts-row.ts';
import type { FollowerPorts } from '../follower.ts';
import { AUDIENCES } from './rows.ts';

/** An entry of a guest's act as the follower reads it; a line in the log, where nothing else is said. */
export function entryOf(
  act: Partial<Act>,
  changes: readonly RowChange[] = [],
  fields: Partial<EntryFields> = {},
): FollowedEntry {
  const whole: Act = {
    v: 1,
    id: 'act-00000001',
    ledger: 'x',
    mode: 'exercise',
    kind: 'log.line',
    form: 'proposal',
    actor: 'ga-lead',
    desk: 'pier-room.liaison',
    activity: 'log.line',
    purpose: 'room-duty',
    place: 'north-pier',
    deedAt: 5,
    signedAt: 6,
    detail: {},
    ...act,
  };
  const facts = { agency: 'guest-a', activity: whole.kind, approval: 'none', axes: {}, broken: [], time: 7 } as const;
  return {
    index: 3,
    recorded: 9,
    fields: {
      kind: whole.kind,
      outcome: 'permitted',
      agency: 'guest-a',
      clauses: ['guest-a/1'],
      facts,
      at: 7,
      act: whole,
      changes,
      audience: AUDIENCES.guestAlone,
      ...fields,
    },
  };
}

/** Where the follower tests' ledger is. */
export const LEDGER = 'harbour-summit.exercise.remit.example/000000000000';

/** What a view shows of {@link hostileEntries}, by index; the row of an entry that nothing is wrong with is as it was folded. */
export const HOSTILE = { nul: 1, tooLong: 3, size: 5 } as const;

/** Entries as no edge lets in any more, among good ones: a statement whose source holds a NUL, and a matter that no index of a database takes. */
export function hostileEntries(): FollowedEntry[] {
  const source = 'a\u0000b';
  const row = {
    id: 'STAT-1',
    office: 'host-minister',
    said: '2026-01-27',
    source,
    contradicts: [],
    index: HOSTILE.nul,
  };
  const detail = {
    office: 'host-minister',
    saidOn: '2026-01-27',
    where: null,
    text: 'x\u0000y',
    source,
    contradicts: [],
  };
  const statement = entryOf(
    { kind: 'statement.register', activity: 'statement.register', detail },
    [{ slice: 'statements', id: 'STAT-1', row }],
    { matter: 'STAT-1', audience: AUDIENCES.everyone },
  );
  const matter = seededRandom(5).bytes(8_000).toString('hex');
  const [nul, tooLong] = [statement, entryOf({ detail: { text: 'SECRETWORD' } }, [], { matter })];
  const line = (n: number) => entryOf({ detail: { text: `line ${n}` } });
  return [line(0), nul, line(2), tooLong, line(4)].map((entry, index) => ({ ...entry, index }));
}

/** A store that holds these entries, sealed, with the keys that open them. */
export async function storeOf(entries: readonly FollowedEntry[]): Promise<Pick<FollowerPorts, 'store' | 'keys'>> {
  const random = seededRandom(7).bytes;
  const subjectKey = 'person/ga-lead';
  const signature = { key: 'k0123456789abcdef', value: 'A'.repeat(86) };
  const keys = await KeyRing.create({ files: new MemoryFiles(), ledger: LEDGER, random });
  await keys.ensure([DECISION_KEY, subjectKey]);
  const sealed = entries.map(({ index, recorded, fields }) => {
    const draft = {
      subjectKey,
      fields: { activityClass: 'room', set: 'a'.repeat(64), signature, ...fields } as EntryFields,
    };
    return sealEntry({ draft, ledger: LEDGER, recorded, index, keys, random });
  });
  const store = {
    entries: async (from: number, to: number) => sealed.slice(from, to).map(({ bytes }) => bytes),
    openings: async (from: number, to: number) => sealed.slice(from, to).flatMap(({ openings }) => openings),
  };
  return { keys, store };
}
