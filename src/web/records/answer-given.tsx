import type { MessageId } from '../messages/catalog.ts';
import { useText } from '../messages/language.tsx';
import { TimeText } from '../ui/times.tsx';
import { OralNote } from './oral-note.tsx';
import type { ApprovalRow } from './rows.ts';
import { type SaidLast, useSaidLast } from './said-last.ts';

const ANSWERS = ['approval.answer', 'approval.oral'] as const;

/** The host's last answer to a request, as it was entered; undefined where there is none, and until it is known. */
export function useAnswerGiven(request: string | null): SaidLast | undefined {
  return useSaidLast('requests', request, ANSWERS);
}

/** Who gave an answer: by word of mouth it is entered by somebody else. */
export function giverOf({ person, detail }: SaidLast): string | null {
  return typeof detail['giver'] === 'string' ? detail['giver'] : person;
}

type AnswerProps = {
  readonly request: string;
  /** Where the answer was a yes or an offer. */
  readonly approval?: ApprovalRow | null;
};

/** The host's answer to a request, for who asked: by whom, when, why, and under which conditions. Nothing before there is one. */
export function AnswerGiven({ request, approval = null }: AnswerProps) {
  const { t } = useText();
  const said = useAnswerGiven(request);
  if (said === undefined && approval === null) return null;
  const giver = approval?.giver ?? (said === undefined ? null : giverOf(said));
  const reason = approval?.reason ?? said?.reason ?? '';
  const conditions = approval?.conditions ?? null;
  return (
    <div>
      {t('act.answeredBy')} <span className="r-mono">{giver}</span> <TimeText ms={approval?.from ?? said?.at ?? 0} />
      {approval === null ? <OralRefusal said={said} /> : <OralNote approval={approval} />}
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
function OralRefusal({ said }: { readonly said: SaidLast | undefined }) {
  const { t } = useText();
  const channel = said?.detail['channel'];
  if (said === undefined || typeof channel !== 'string') return null;
  const oral = { channel: t(`channel.${channel}` as MessageId), enteredBy: said.person ?? '' };
  return <div className="r-dim">{t('approvals.oralBy', oral)}</div>;
}
