import { useText } from '../messages/language.tsx';
import { RoomProblem, RoomUnreachable } from '../session/api.ts';
import { Button } from '../ui/button.tsx';
import { Panel } from '../ui/frame.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

/** A screen threw: said where it would stand; the rest of the console goes on. */
export function ScreenBroke({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const { t } = useText();
  if (error instanceof RoomProblem || error instanceof RoomUnreachable)
    return <ProblemNote error={error} onRetry={reset} />;
  return (
    <Panel tone="critical">
      <p role="alert">{t('shell.broken', { reason: error instanceof Error ? error.message : String(error) })}</p>
      <Button onClick={reset}>{t('problem.retry')}</Button>
    </Panel>
  );
}
