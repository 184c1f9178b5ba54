import { useEffect, useRef, useState } from 'react';
import type { DecisionShown } from '../../../../terms/api/past-decisions.ts';
import type { AskedDraft } from './analyse.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import type { Otherwise } from './parts.ts';

/** What a draft would have decided otherwise; undefined while it is computed, null where the draft has problems. */
export type OtherwiseAnswer = Otherwise | null | undefined;

/**
 * Has the worker try a draft on recorded decisions, and tells what came of it.
 * @param draft text null: nothing is asked about yet
 * @param decisions null: none are there yet
 */
export function useOtherwise(
  worker: Worker | undefined,
  { text, against }: { readonly text: string | null; readonly against: AskedDraft['against'] },
  decisions: readonly DecisionShown[] | null,
  pauseMs: number,
): OtherwiseAnswer {
  const [answer, setAnswer] = useState<OtherwiseAnswer>(undefined);
  const newest = useRef(0);
  useEffect(() => {
    if (worker === undefined || decisions === null) return;
    tell(worker, { ask: 'recorded', decisions });
  }, [worker, decisions]);
  useEffect(() => {
    // What was said of the text before would be taken for what is said of this one.
    setAnswer(undefined);
    if (worker === undefined || text === null || decisions === null) return;
    newest.current++;
    const number = newest.current;
    const hear = ({ data }: MessageEvent<FromWorker>) => {
      if (data.is === 'otherwise' && data.number === number) setAnswer(data.otherwise);
    };
    worker.addEventListener('message', hear);
    const timer = setTimeout(() => tell(worker, { ask: 'otherwise', number, draft: { text, against } }), pauseMs);
    return () => {
      clearTimeout(timer);
      worker.removeEventListener('message', hear);
    };
  }, [worker, text, against, decisions, pauseMs]);
  return answer;
}

function tell(worker: Worker, message: ToWorker): void {
  worker.postMessage(message);
}
