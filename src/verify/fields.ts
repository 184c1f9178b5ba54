/** The sealed fields of an entry (formats.md §2): which are there, and of what form. */
import { hasExactly, isSortedStrings, type Json, type JsonObject } from './canonical.ts';
import { sealSizes } from './entry.ts';

/** What is known of an entry: the fields of the groups that opened. */
export interface Opened {
  readonly decision: JsonObject | undefined;
  readonly person: JsonObject | undefined;
}

const outcomes: readonly Json[] = ['permitted', 'needs-approval', 'prohibited', 'outside'];
const activityClasses: readonly Json[] = ['room', 'none', 'presence', 'protective', 'coercive'];

const isText = (value: Json) => typeof value === 'string';
const isCount = (value: Json) => typeof value === 'number' && value >= 0;

/** Absent here: any value, or checked where it is used (`facts`, `act`). */
const forms: Readonly<Record<string, (value: Json) => boolean>> = {
  kind: isText,
  outcome: (value) => outcomes.includes(value),
  agency: isText,
  activityClass: (value) => activityClasses.includes(value),
  clauses: isSortedStrings,
  set: isSetId,
  at: (value) => typeof value === 'number',
  atEntry: (value) =>
    hasExactly(value, ['clauses', 'facts', 'outcome', 'set']) &&
    isSortedStrings(value['clauses']) &&
    outcomes.includes(value['outcome'] as Json) &&
    isSetId(value['set'] as Json),
  signature: (value) => hasExactly(value, ['key', 'value']) && Object.values(value).every(isText),
  matter: isText,
  changes: (value) => Array.isArray(value) && value.every(isChange),
  previousByActor: (value) =>
    hasExactly(value, ['count', 'index']) &&
    isCount(value['count'] as Json) &&
    (value['index'] === null || isCount(value['index'] as Json)),
  cause: isCount,
};

const required = {
  decision: ['kind', 'outcome', 'agency', 'activityClass', 'clauses', 'set', 'facts', 'at'],
  person: ['changes', 'audience'],
} as const;

/** What is wrong with the fields in `opened`, of an entry with `digests` digests; `undefined` when nothing is. */
export function fieldFault(opened: Opened, digests: number): string | undefined {
  const { decision, person } = opened;
  for (const group of ['decision', 'person'] as const) {
    const fields = opened[group];
    if (fields === undefined) continue;
    for (const name of required[group]) if (!(name in fields)) return `the field \`${name}\` is not there`;
    const fault = formFault(fields);
    if (fault !== undefined) return fault;
  }
  if (person !== undefined) {
    const signed = 'act' in person;
    if (signed !== 'signature' in person) return '`act` and `signature` are not both there';
    if (signed === 'cause' in person) return 'there is not just one of `act` and `cause`';
    if (signed !== 'previousByActor' in person) {
      return '`previousByActor` belongs to entries with an `act`, and to all of them';
    }
    const isReport = signed && (person['act'] as JsonObject | null)?.['form'] === 'report';
    if (decision !== undefined && 'atEntry' in decision && !isReport) return '`atEntry` is not that of a report';
  }
  if (decision === undefined || person === undefined) return undefined;
  const count = Object.keys(decision).length + Object.keys(person).length;
  const fits = sealSizes.find((size) => size >= count);
  return digests === fits ? undefined : `${count} fields are sealed among ${digests} digests, not ${fits}`;
}

/** What is wrong with the form of some fields of an entry, whichever were disclosed. */
export function formFault(fields: JsonObject): string | undefined {
  for (const [name, value] of Object.entries(fields)) {
    if (forms[name]?.(value) === false) return `the field \`${name}\` does not have the form`;
  }
  return 'act' in fields && 'cause' in fields ? 'there is not just one of `act` and `cause`' : undefined;
}

/** Whether `value` is the id of a mandate set: 64 hex digits. */
export function isSetId(value: Json): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function isChange(value: Json): boolean {
  return hasExactly(value, ['id', 'row', 'slice']) && isText(value['id'] as Json) && isText(value['slice'] as Json);
}
