import type { Committed } from '../../desk/door.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import type { Halt } from '../../terms/api/live.ts';
import { nameIn } from '../../terms/names.ts';

/** Whose each kind of record is that a mandate takes along: the member of its row that names the person. */
const WHOSE = {
  deeds: 'person',
  requests: 'requester',
  approvals: 'person',
  conferrals: 'to',
  clearances: 'to',
  consultations: 'person',
} as const satisfies Readonly<Record<keyof Halt['ended'], string>>;
type EndedSlice = keyof typeof WHOSE;
const ENDED_SLICES = Object.keys(WHOSE) as EndedSlice[];

/**
 * What a person is told whose component takes no part any more with entry `index`: since when, which mandate, what the act of the host says, and how much of
 * theirs ended with it. Undefined where the entry is not among these. It is told to their own session as it ends, and to nobody else: what anybody
 * who is enrolled may read of the act, and of the person's own matters no more than their number.
 */
export function haltOf(
  entries: readonly Committed[],
  index: number,
  person: string,
  { vocabulary, names }: Pick<Scenario, 'vocabulary' | 'names'>,
): Halt | undefined {
  const entry = entries.find((one) => one.index === index);
  if (entry === undefined) return undefined;
  const { kind, at, act, matter } = entry.draft.fields;
  const suspended = kind === 'mandate.suspend';
  const desk = suspended
    ? vocabulary.rooms.flatMap(({ desks }) => desks).find(({ id }) => id === act?.desk)
    : undefined;
  const reason = suspended ? act?.detail['reason'] : undefined;
  return {
    at,
    suspended,
    mandate: matter ?? '',
    desk: desk === undefined ? null : { en: desk.name, it: nameIn(desk, 'it', names) },
    reason: typeof reason === 'string' ? reason : null,
    ended: endedOf(entries, index, person),
  };
}

function endedOf(entries: readonly Committed[], cause: number, person: string): Halt['ended'] {
  const changes = entries
    .filter(({ draft }) => draft.fields.cause === cause)
    .flatMap(({ draft }) => draft.fields.changes);
  const idsOf = (of: EndedSlice) => {
    const theirs = changes.filter(({ slice, row }) => {
      return slice === of && row !== null && (row as Readonly<Record<string, unknown>>)[WHOSE[of]] === person;
    });
    return new Set(theirs.map(({ id }) => id));
  };
  const ids = Object.fromEntries(ENDED_SLICES.map((slice) => [slice, idsOf(slice)])) as Record<EndedSlice, Set<string>>;
  // A request that ended with its approval is told of once: they bear one number.
  for (const approved of ids.approvals) ids.requests.delete(approved);
  return Object.fromEntries(ENDED_SLICES.map((slice) => [slice, ids[slice].size])) as Halt['ended'];
}
