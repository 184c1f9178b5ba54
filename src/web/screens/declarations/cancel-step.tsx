import { DUTY_OFFICER_ROLE } from '../../../terms/act-kinds.ts';
import { SignStep } from '../../deciding/sign-step.tsx';
import { useText } from '../../messages/language.tsx';
import { useIsHost } from '../../records/records.ts';
import type { AlertRow } from '../../records/rows.ts';
import { useMe } from '../../session/session.tsx';
import type { SentAct } from '../../signing/acting.tsx';

/** Cancels an open alert: for who raised it, and for the host's duty officer. */
export function CancelStep({ row, act }: { readonly row: AlertRow; readonly act: SentAct }) {
  const { t } = useText();
  const { person, role, desk } = useMe();
  const isDuty = useIsHost() && desk !== null && role.id === DUTY_OFFICER_ROLE;
  if (row.cancelled !== null || (row.raisedBy !== person && !isDuty)) return null;
  return (
    <SignStep
      label={t('now.cancelAlert')}
      name={`cancel ${row.id}`}
      act={act}
      explained={t('now.cancelWhy')}
      words={{ label: t('approvals.reason'), required: true }}
      draft={(reason) => ({ kind: 'alert.cancel', detail: { alert: row.id, reason } })}
    />
  );
}
