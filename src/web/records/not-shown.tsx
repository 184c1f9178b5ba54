import { useText } from '../messages/language.tsx';
import { RoomProblem } from '../session/api.ts';
import { useMe } from '../session/session.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

type NotShownProps = { readonly error: unknown; readonly onRetry: () => void };

/** Why a record or an entry is not shown; to who takes no part any more, also what they are shown at all. */
export function NotShown({ error, onRetry }: NotShownProps) {
  const { t } = useText();
  const { admitted } = useMe();
  const noPart = !admitted && error instanceof RoomProblem && error.status === 404;
  return (
    <>
      <ProblemNote error={error} onRetry={onRetry} />
      {noPart && <p>{t('record.noPart')}</p>}
    </>
  );
}
