/** Which answers of the room an entry of a kind may have made old: the beginning of a kind to beginnings of paths under `/api/`. */
const AFFECTED: readonly (readonly [kind: string, paths: readonly string[]])[] = [
  ['deed.', ['matters/deeds', 'matters/requests', 'matters/approvals', 'queue', 'may', 'preview']],
  ['deed.reclassified', ['matters/occurrences']],
  ['request.', ['matters/requests', 'matters/deeds', 'queue', 'preview']],
  ['approval.', ['matters/approvals', 'matters/requests', 'matters/deeds', 'queue', 'preview']],
  ['challenge.', ['matters/challenges', 'matters/deeds', 'matters/occurrences', 'queue', 'preview']],
  ['conferral.', ['matters/conferrals', 'may', 'preview']],
  ['clearance.', ['matters/clearances', 'may', 'preview']],
  ['accompaniment.', ['matters/accompaniments', 'may', 'preview']],
  ['item.', ['matters/items', 'matters/releases', 'matters/requests', 'queue', 'items']],
  ['consultation.', ['matters/consultations', 'items']],
  // What was erased is in no list any more, and waits for nobody.
  ['record.', ['matters', 'items', 'queue', 'retention']],
  // Whether a record can be erased depends on it.
  ['hold.', ['preview', 'retention']],
  ['retention.', ['preview', 'retention']],
  ['erasure.', ['retention']],
  ['incident.', ['matters/incidents']],
  ['occurrence.', ['matters/occurrences']],
  ['tasking.', ['matters/taskings', 'queue']],
  ['declaration.', ['matters/declarations', 'queue']],
  ['alert.', ['matters/alerts', 'queue']],
  ['statement.', ['matters/statements']],
  ['mandate.', ['matters/mandates', 'mandates', 'may', 'session', 'queue', 'preview']],
  ['desk.', ['guide', 'matters/shifts', 'matters/people', 'session', 'queue', 'may', 'preview']],
  ['duty.', ['guide', 'matters/shifts', 'matters/people', 'session', 'queue', 'may', 'preview']],
  ['roster.', ['matters/people', 'session']],
  ['log.', ['matters/log']],
  ['exercise.', ['exercise']],
];
/** Lists of entries, which every entry is in. */
const ALWAYS = ['acts', 'search', 'oversight'];

/** The paths (`/api/queue` …) whose answers entries of these kinds may have made old. */
export function affectedPaths(kinds: Iterable<string>): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const kind of new Set(kinds)) {
    for (const path of ALWAYS) paths.add(`/api/${path}`);
    for (const [beginning, affected] of AFFECTED) {
      if (kind.startsWith(beginning)) for (const path of affected) paths.add(`/api/${path}`);
    }
  }
  return paths;
}
