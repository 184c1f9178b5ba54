import type { MessageId } from '../messages/catalog.ts';
import { useText } from '../messages/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { TimeText } from '../ui/times.tsx';
import type { ApprovalRow } from './rows.ts';

type OralProps = { readonly approval: Pick<ApprovalRow, 'channel' | 'enteredBy' | 'countersigned'> };

/** That an approval was given by word of mouth, over what, and who entered it; it stays said after the giver has countersigned. Nothing of a signed one. */
export function OralNote({ approval: { channel, enteredBy, countersigned } }: OralProps) {
  const { t } = useText();
  if (channel === null) return null;
  const oral = t('approvals.oralBy', { channel: t(`channel.${channel}` as MessageId), enteredBy });
  if (countersigned === null) {
    return (
      <Notice icon="diamond" tone="warning">
        {t('approvals.oralOpen', { oral })}
      </Notice>
    );
  }
  return (
    <div className="r-dim">
      {t('approvals.oralCountersigned', { oral })} <TimeText ms={countersigned} />
    </div>
  );
}
