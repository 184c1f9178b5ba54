import { useText } from '../messages/language.tsx';
import { RecordLink } from '../records/record-link.tsx';
import { ActProgress } from '../signing/act-progress.tsx';
import type { SentAct } from '../signing/acting.tsx';
import { EndedByIt } from './ended-by-it.tsx';

type SignedNoteProps = {
  readonly act: SentAct;
  /** How what it was about is linked; default as a record. */
  readonly linkOf?: typeof RecordLink;
};

/** How far the last act of a form is, links to what it opened or changed, and what ended with it. */
export function SignedNote({ act, linkOf: Linked = RecordLink }: SignedNoteProps) {
  const { t } = useText();
  const { state } = act;
  const answer = state?.is === 'recorded' ? state.answer : undefined;
  const numbers = [...new Set([answer?.matter, answer?.deed])].filter((id) => id !== undefined);
  const took = act.reportsDeed || answer?.outcome === 'permitted' || answer?.outcome === 'needs-approval';
  return (
    <div className="r-signed">
      {answer !== undefined && <span className="r-dim">{t('deciding.last')}</span>} <ActProgress act={act} />{' '}
      {took && numbers.length > 0 && (
        <span>
          {t('deciding.see')}{' '}
          {numbers.map((id) => (
            <span key={id}>
              <Linked id={id} />{' '}
            </span>
          ))}
        </span>
      )}
      {answer?.outcome === 'permitted' && <EndedByIt index={answer.index} />}
    </div>
  );
}
