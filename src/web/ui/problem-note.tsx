import { NOT_THERE_DETAIL } from '../../terms/api/problem.ts';
import { useText } from '../messages/language.tsx';
import { useProblemWords } from '../messages/problem-words.ts';
import { RoomProblem } from '../session/api.ts';
import { Button } from './button.tsx';
import { Panel } from './frame.tsx';
import { Mark } from './outcome-badge.tsx';

/** What went wrong, in the room's words or ours; `onRetry` puts a button under it. What is not there, or not the reader's, is told by one sentence everywhere. */
export function ProblemNote({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useText();
  const problemWords = useProblemWords();
  const notThere = error instanceof RoomProblem && error.detail === NOT_THERE_DETAIL;
  return (
    <div role="alert">
      <Panel tone="critical">
        <Mark icon="triangle" tone="critical">
          {t(error instanceof RoomProblem ? 'problem.refused' : 'problem.unreachable')}
        </Mark>
        <p className="r-pre">
          {notThere
            ? t('problem.notThere')
            : error instanceof RoomProblem
              ? error.detail
              : t('problem.unreachableHint')}
        </p>
        {error instanceof RoomProblem && !notThere && (
          <p className="r-dim">{t('problem.code', { words: problemWords(error.code), code: error.code })}</p>
        )}
        {onRetry !== undefined && <Button onClick={onRetry}>{t('problem.retry')}</Button>}
      </Panel>
    </div>
  );
}
