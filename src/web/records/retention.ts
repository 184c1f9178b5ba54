import { RetentionShown } from '../../terms/api/retention.ts';
import { useAnswer } from '../session/services.tsx';

/** How long records are kept, and what is to be answered, as far as the reader may see it; kept fresh by the live events. */
export function useRetention() {
  return useAnswer(RetentionShown, '/api/retention');
}

/** How many records wait for an answer that can be given now: what a hold stands on waits for its end. */
export function useReviewsWaiting(): number {
  const { data } = useRetention();
  return data === undefined ? 0 : data.due.filter(({ held }) => held === null).length + data.moreDue;
}
