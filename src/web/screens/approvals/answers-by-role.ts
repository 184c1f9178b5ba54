import { BUILT_IN_GROUPS } from '../../../terms/act-kinds.ts';
import type { MandatesShown } from '../../../terms/api/event.ts';
import type { PersonRow } from '../../records/rows.ts';

const ANSWER = 'approval.answer';
/** How a mandate names it: by itself, by a group that holds it, or with everything. */
const WRITTEN = [
  ANSWER,
  'any',
  ...Object.entries(BUILT_IN_GROUPS).flatMap(([group, kinds]) =>
    kinds.some((kind) => kind === ANSWER) ? [`group:${group}`] : [],
  ),
];

/**
 * Is there a clause in force that permits answering requests to somebody of this agency, component and role? What else the clause asks (a desk, a
 * time) is left to the decision: this only says whom to offer first.
 */
export function answersByRole(
  mandates: MandatesShown['mandates'],
  { agency, component, roles }: Pick<PersonRow, 'agency' | 'component' | 'roles'>,
): boolean {
  const clauses = mandates.filter(({ status }) => status === 'in-force').flatMap((mandate) => mandate.clauses);
  return clauses.some(({ effect, written }) => {
    const holds = (axis: string, words: readonly string[]) => wordsOf(written[axis]).some((one) => words.includes(one));
    return (
      effect === 'permit' &&
      holds('activity', WRITTEN) &&
      holds('agency', [agency, 'any']) &&
      holds('component', [component, 'any']) &&
      holds('role', [...roles, 'any'])
    );
  });
}

function wordsOf(axis: unknown): readonly string[] {
  const words: readonly unknown[] = Array.isArray(axis) ? axis : [axis];
  return words.filter((word): word is string => typeof word === 'string');
}
