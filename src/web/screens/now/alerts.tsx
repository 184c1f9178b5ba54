import { SignedNote } from '../../deciding/signed-note.tsx';
import { useText } from '../../messages/language.tsx';
import { RecordLink } from '../../records/record-link.tsx';
import { useRecords } from '../../records/records.ts';
import { AlertRow } from '../../records/rows.ts';
import { useNames } from '../../session/vocabulary.ts';
import { useAct } from '../../signing/acting.tsx';
import { Panel, Row, Stack } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { TimeText } from '../../ui/times.tsx';
import { CancelStep } from '../declarations/cancel-step.tsx';

/** Alerts that nobody has cancelled; cancelled by who raised one, or by the host's duty officer. Nothing where there is none. */
export function Alerts() {
  const { t } = useText();
  const name = useNames();
  const act = useAct();
  const { records, error, retry } = useRecords('alerts', AlertRow, { open: true });
  if (error !== null) return <ProblemNote error={error} onRetry={retry} />;
  if (records.length === 0) return act.state === null ? null : <SignedNote act={act} />;
  return (
    <Panel title={t('now.alerts', { count: records.length })} tone="critical">
      <Stack>
        {records.map(({ row, matter }) => (
          <section key={row.id} aria-label={row.id}>
            <Row>
              <Mark icon="triangle" tone="critical">
                {t(`now.alert.${row.alert}`)}
              </Mark>
              <RecordLink id={row.id} />
              <strong>{name(row.place)}</strong>
              <TimeText ms={row.raised} age />
              {row.raisedBy !== undefined && <span className="r-mono">{row.raisedBy}</span>}
            </Row>
            <div className="r-pre">{matter.text}</div>
            <CancelStep row={row} act={act} />
          </section>
        ))}
        <SignedNote act={act} />
      </Stack>
    </Panel>
  );
}
