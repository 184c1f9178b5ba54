import type { ActKind } from '../../terms/act-kinds.ts';
import { May } from '../../terms/api/acts.ts';
import { useAnswer } from '../session/services.tsx';

/** Whether a kind of act is permitted to me from my desk, now, as far as mandates say; false until it is known. The act itself may still be refused. */
export function useMayDo(): (kind: ActKind) => boolean {
  const { data } = useAnswer(May, '/api/may');
  return (kind) => data?.rows.some(({ activity, outcome }) => activity === kind && outcome === 'permitted') ?? false;
}
