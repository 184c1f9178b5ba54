import { useMayDo } from '../../deciding/may.ts';
import { SignStep } from '../../deciding/sign-step.tsx';
import { SignedNote } from '../../deciding/signed-note.tsx';
import { useText } from '../../messages/language.tsx';
import { usePersonTitle } from '../../records/person-title.ts';
import { RecordLink } from '../../records/record-link.tsx';
import { useRecords } from '../../records/records.ts';
import { AccompanimentRow } from '../../records/rows.ts';
import { useMe } from '../../session/session.tsx';
import { useAct } from '../../signing/acting.tsx';
import { Panel, Row } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { TimeText } from '../../ui/times.tsx';

/** Beside whom I am, or who is beside me: since when, put there by whom, and how it is ended where I may. Nothing where I have no company. */
export function BesideMe() {
  const { t } = useText();
  const { person } = useMe();
  const act = useAct();
  const { records, error, retry } = useRecords('accompaniments', AccompanimentRow, { open: true });
  if (error !== null) return <ProblemNote error={error} onRetry={retry} />;
  const mine = records.filter(({ row }) => row.officer === person || row.guest === person);
  if (mine.length === 0) return act.state === null ? null : <SignedNote act={act} />;
  return (
    <Panel title={t('now.company')}>
      <SignedNote act={act} />
      <ul className="r-list" aria-label={t('now.company')}>
        {mine.map(({ row, matter }) => (
          <li key={row.id} aria-label={row.id} className="r-clause">
            <Company row={row} by={row.enteredBy ?? matter.opened.person} />
            <End id={row.id} act={act} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** @param props.by whose act entered it, where that was kept and may be known */
function Company({ row, by }: { readonly row: AccompanimentRow; readonly by: string | null }) {
  const { t } = useText();
  const { person } = useMe();
  const title = usePersonTitle();
  const iAmOfficer = row.officer === person;
  return (
    <Row>
      <Mark icon="circle" tone="warning">
        {iAmOfficer
          ? t('now.besideGuest', { guest: title(row.guest) })
          : t('now.besideOfficer', { officer: title(row.officer) })}
      </Mark>
      <RecordLink id={row.id} />
      <span>
        {t('now.besideSince')} <TimeText ms={row.from} age />
      </span>
      {by !== null && <span>{t(by === person ? 'now.besideByMe' : 'now.besideBy', { person: title(by) })}</span>}
      <span className="r-dim">{t('powers.noEnd')}</span>
    </Row>
  );
}

function End({ id, act }: { readonly id: string; readonly act: ReturnType<typeof useAct> }) {
  const { t } = useText();
  const mayDo = useMayDo();
  if (!mayDo('accompaniment.end')) return null;
  return (
    <SignStep
      label={t('powers.end')}
      name={`end ${id}`}
      act={act}
      explained={t('powers.endWhy')}
      draft={() => ({ kind: 'accompaniment.end', detail: { accompaniment: id } })}
    />
  );
}
