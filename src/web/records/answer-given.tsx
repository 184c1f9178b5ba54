import type { MessageId } from '../messages/catalog.ts';
import { useText } from '../messages/language.tsx';
import { TimeText } from '../ui/times.tsx';
import { OralNote } from './oral-note.tsx';
import type { MatterShown } from './records.ts';
import type { ApprovalRow } from './rows.ts';

type Answered = NonNullable<MatterShown['answered']>;
type AnswerProps = {
  /** As a request's record carries it. */
  readonly answered: Answered | null;
  /** Where the answer was a yes or an offer: it says whether a word of mouth was countersigned, and stays when the entry's own words are erased. */
  readonly approval?: ApprovalRow | null;
};

/** The host's answer to a request, for who asked: by whom, when, why, and under which conditions. Nothing before there is one. */
export function AnswerGiven({ answered, approval = null }: AnswerProps) {
  const { t } = useText();
  if (answered === null && approval === null) return null;
  const reason = approval?.reason ?? answered?.reason ?? '';
  const conditions = approval?.conditions ?? null;
  return (
    <div>
      {t('act.answeredBy')} <span className="r-mono">{approval?.giver ?? answered?.giver}</span>{' '}
      <TimeText ms={approval?.from ?? answered?.at ?? 0} />
      {approval === null ? answered !== null && <OralRefusal answered={answered} /> : <OralNote approval={approval} />}
      {reason !== '' && (
        <div className="r-pre">
          <strong>{t('act.reason')}</strong> {reason}
        </div>
      )}
      {conditions !== null && (
        <div className="r-pre">
          <strong>{t('act.conditions')}</strong> {conditions}
        </div>
      )}
    </div>
  );
}

/** A no by word of mouth takes nothing away that a countersignature could give: only how it came is said. */
function OralRefusal({ answered: { channel, enteredBy } }: { readonly answered: Answered }) {
  const { t } = useText();
  if (channel === null) return null;
  const oral = { channel: t(`channel.${channel}` as MessageId), enteredBy: enteredBy ?? '' };
  return <div className="r-dim">{t('approvals.oralBy', oral)}</div>;
}
