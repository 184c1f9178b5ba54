import { SignStep } from '../../deciding/sign-step.tsx';
import { useText } from '../../messages/language.tsx';
import { usePersonTitle } from '../../records/person-title.ts';
import type { MatterShown } from '../../records/records.ts';
import type { IncidentRow } from '../../records/room-rows.ts';
import type { SentAct } from '../../signing/acting.tsx';
import { Fact } from '../../ui/frame.tsx';

/** Closes an incident that is open. */
export function CloseStep({ row, act }: { readonly row: IncidentRow; readonly act: SentAct }) {
  const { t } = useText();
  if (row.closed !== null) return null;
  return (
    <SignStep
      label={t('incidents.close')}
      name={`close ${row.id}`}
      act={act}
      words={{ label: t('incidents.closeReason'), required: true }}
      draft={(reason) => ({ kind: 'incident.close', detail: { incident: row.id, reason } })}
    />
  );
}

/** Who closed an incident, and why, as facts of it; nothing where the reader may not see the entry. */
export function Closing({ matter: { changed } }: { readonly matter: MatterShown }) {
  const { t } = useText();
  const titleOf = usePersonTitle();
  // Nothing changes an incident that is closed: its last entry is the closing.
  if (changed.kind !== 'incident.close') return null;
  const { person, reason } = changed;
  return (
    <>
      <Fact name={t('incidents.closedBy')}>{person === null ? null : titleOf(person)}</Fact>
      <Fact name={t('incidents.closeReason')}>{reason === null ? null : <bdi>{reason}</bdi>}</Fact>
    </>
  );
}
