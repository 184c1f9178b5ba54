import { useEffect, useMemo, useRef, useState } from 'react';
import type { MandateDocumentsShown } from '../../../../terms/api/mandate-documents.ts';
import type { DecisionShown } from '../../../../terms/api/past-decisions.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import type { Parts, Played } from './parts.ts';
import type { Question } from './play.ts';
import { type OtherwiseAnswer, useOtherwise } from './use-otherwise.ts';

/** Somebody types; the draft is looked at once they pause this long. */
const PAUSE_MS = 200;

export type Analysis = Partial<Parts> & {
  /** What is shown is of a draft of a moment ago, or not whole yet. */
  readonly behind: boolean;
  readonly played: Played | null | undefined;
  readonly otherwise: OtherwiseAnswer;
  /** The worker broke: nothing here is of the draft as it stands. */
  readonly broken: boolean;
};
export type Asked = {
  /** null: nothing is asked about yet. */
  readonly text: string | null;
  readonly against: number | null;
  readonly question: Question | null;
  /** The question is asked of all that is in force with the draft among it; else as it is. */
  readonly underDraft: boolean;
  /** Recorded decisions to try the draft on; null: none are there. */
  readonly recorded: readonly DecisionShown[] | null;
};

/** What is to be said of a draft, computed beside the page and told as it comes. */
export function useAnalysis(shown: MandateDocumentsShown | undefined, asked: Asked): Analysis {
  const worker = useWorker(shown);
  const [answers, setAnswers] = useState<Answers>(NOTHING);
  const [broken, setBroken] = useState(false);
  const newest = useRef<Sent>({ number: 0, text: null, against: null });
  useEffect(() => {
    if (worker === undefined) return;
    setBroken(false);
    setAnswers((before) => ({ ...before, done: null }));
    const hear = ({ data }: MessageEvent<FromWorker>) => setAnswers((before) => heard(before, data, newest.current));
    const fail = () => setBroken(true);
    worker.addEventListener('message', hear);
    worker.addEventListener('error', fail);
    return () => {
      worker.removeEventListener('message', hear);
      worker.removeEventListener('error', fail);
    };
  }, [worker]);
  const { text, against } = asked;
  useEffect(() => {
    if (worker === undefined || text === null) return;
    const number = newest.current.number + 1;
    newest.current = { number, text, against };
    const timer = setTimeout(() => tell(worker, { ask: 'draft', number, draft: { text, against } }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [worker, text, against]);
  usePlaying(worker, asked);
  const otherwise = useOtherwise(worker, asked, asked.recorded, PAUSE_MS);
  const { parts, done, played } = answers;
  return { ...parts, behind: done?.text !== text || done.against !== against, played, otherwise, broken };
}

type Sent = { readonly number: number; readonly text: string | null; readonly against: number | null };
type Answers = {
  readonly parts: Partial<Parts>;
  /** What the parts are of, once they are all there. */
  readonly done: Sent | null;
  readonly played: Played | null | undefined;
};

function heard(before: Answers, data: FromWorker, newest: Sent): Answers {
  if (data.is === 'played') return { ...before, played: data.played };
  if (data.is === 'otherwise' || data.number !== newest.number) return before;
  if (data.is === 'done') return { ...before, done: newest };
  // What has problems has no proofs: those of before would be taken for its own.
  if (data.part === 'reading' && data.value.document === null) return { ...before, parts: { reading: data.value } };
  return { ...before, parts: { ...before.parts, [data.part]: data.value } };
}

const NOTHING: Answers = { parts: {}, done: null, played: undefined };

function usePlaying(worker: Worker | undefined, { text, question, underDraft }: Asked): void {
  const asked = useMemo(() => JSON.stringify(question), [question]);
  const draft = underDraft ? text : null;
  const number = useRef(0);
  useEffect(() => {
    const wanted = JSON.parse(asked) as Question | null;
    if (worker === undefined || wanted === null) return;
    number.current++;
    const own = number.current;
    const timer = setTimeout(() => tell(worker, { ask: 'play', number: own, text: draft, question: wanted }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [worker, asked, draft]);
}

/** A worker that knows the event as the room gives it; another one where that changes. */
function useWorker(shown: MandateDocumentsShown | undefined): Worker | undefined {
  const [worker, setWorker] = useState<Worker>();
  useEffect(() => {
    if (shown === undefined) return;
    const made = new Worker(new URL('./mandate-worker.ts', import.meta.url), { type: 'module' });
    tell(made, { ask: 'event', shown });
    setWorker(made);
    return () => {
      made.terminate();
      setWorker(undefined);
    };
  }, [shown]);
  return worker;
}

function tell(worker: Worker, message: ToWorker): void {
  worker.postMessage(message);
}
