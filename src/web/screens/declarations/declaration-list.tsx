import { SignStep } from '../../deciding/sign-step.tsx';
import { SignedNote } from '../../deciding/signed-note.tsx';
import { useText } from '../../messages/language.tsx';
import { usePersonTitle } from '../../records/person-title.ts';
import { RecordLink } from '../../records/record-link.tsx';
import { type RecordShown, useRecords } from '../../records/records.ts';
import { DeclarationRow } from '../../records/room-rows.ts';
import { useMe } from '../../session/session.tsx';
import { useNames, useVocabulary } from '../../session/vocabulary.ts';
import { type SentAct, useAct } from '../../signing/acting.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState, Panel, Row, Stack } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { TimeText } from '../../ui/times.tsx';
import { byRoom, ownDesk } from './desks-of.ts';

/** Declarations, latest first, each with the desks that have not acknowledged beside those that have. */
export function DeclarationList() {
  const { t } = useText();
  const { records, error, retry, loading, more } = useRecords('declarations', DeclarationRow);
  const act = useAct();
  if (error !== null) return <ProblemNote error={error} onRetry={retry} />;
  return (
    <>
      <SignedNote act={act} />
      {records.length === 0 && <EmptyState>{t(loading ? 'ui.loading' : 'declarations.none')}</EmptyState>}
      {records.map((record) => (
        <Declaration key={record.row.id} record={record} act={act} />
      ))}
      {more !== undefined && (
        <Button look="quiet" onClick={more}>
          {t('incidents.older')}
        </Button>
      )}
    </>
  );
}

type DeclarationProps = { readonly record: RecordShown<DeclarationRow>; readonly act: SentAct };

function Declaration({ record: { row, matter }, act }: DeclarationProps) {
  const { desk } = useMe();
  const titleOf = usePersonTitle();
  const own = ownDesk(row, desk?.id ?? null);
  return (
    <Panel title={`${row.id} ${row.state}`} {...(own === 'waits' ? { tone: 'warning' as const } : {})}>
      <Stack>
        <div className="r-pre">{matter.text}</div>
        <Row>
          <RecordLink id={row.id} slice="declarations" />
          <TimeText ms={row.made} age />
          {matter.opened.person !== null && <span className="r-dim">{titleOf(matter.opened.person)}</span>}
        </Row>
        <AcknowledgeStep row={row} act={act} />
        <div className="r-desks">
          <Desks desks={row.waiting} have={false} />
          <Desks desks={row.acknowledged} have />
        </div>
      </Stack>
    </Panel>
  );
}

type StepProps = { readonly row: DeclarationRow; readonly act: SentAct };

/** What the own desk has still to do about a declaration, or that it has. */
export function AcknowledgeStep({ row, act }: StepProps) {
  const { t } = useText();
  const { desk } = useMe();
  const own = ownDesk(row, desk?.id ?? null);
  if (own === 'no-desk') return null;
  if (own === 'has') {
    return (
      <Mark icon="check" tone="dim">
        {t('declarations.ownHas')}
      </Mark>
    );
  }
  return (
    <SignStep
      label={t('declarations.acknowledge', { desk: desk?.name ?? '' })}
      name={`acknowledge ${row.id}`}
      act={act}
      look={own === 'waits' ? 'main' : 'plain'}
      draft={() => ({ kind: 'declaration.acknowledge', detail: { declaration: row.id } })}
    />
  );
}

function Desks({ desks, have }: { readonly desks: readonly string[]; readonly have: boolean }) {
  const { t } = useText();
  const name = useNames();
  const rooms = useVocabulary()?.rooms ?? [];
  const heading = t(have ? 'declarations.have' : 'declarations.haveNot', { count: desks.length });
  const urgent = !have && desks.length > 0;
  return (
    <section aria-label={heading}>
      <Mark icon={urgent ? 'diamond' : 'check'} tone={urgent ? 'warning' : 'dim'}>
        {heading}
      </Mark>
      {byRoom(desks, rooms).map(({ room, desks: inRoom }) => (
        <p key={room ?? ''}>
          {room !== null && <span className="r-dim">{room}: </span>}
          {inRoom.map(name).join(', ')}
        </p>
      ))}
    </section>
  );
}
