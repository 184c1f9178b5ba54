import { useText } from '../messages/language.tsx';
import { RoomProblem } from '../session/api.ts';
import { Button } from './button.tsx';
import { Panel } from './frame.tsx';
import { Mark } from './outcome-badge.tsx';

/** What went wrong, in the room's words or ours; `onRetry` puts a button under it. */
export function ProblemNote({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useText();
  return (
    <div role="alert">
      <Panel tone="critical">
        <Mark icon="triangle" tone="critical">
          {error instanceof RoomProblem ? t('problem.refused', { code: error.code }) : t('problem.unreachable')}
        </Mark>
        <p className="r-pre">{error instanceof RoomProblem ? error.detail : t('problem.unreachableHint')}</p>
        {onRetry !== undefined && <Button onClick={onRetry}>{t('problem.retry')}</Button>}
      </Panel>
    </div>
  );
}
