import { Link } from '@tanstack/react-router';
import { HOUR } from '../../../base/clock.ts';
import { MatterDetail } from '../../../terms/api/matters.ts';
import { useRoomNow } from '../../live/room-clock.tsx';
import { useText } from '../../messages/language.tsx';
import { usePersonName } from '../../records/person-name.ts';
import { RecordLink } from '../../records/record-link.tsx';
import { sliceOfNumber } from '../../records/record-path.ts';
import { type RecordShown, useRecords } from '../../records/records.ts';
import { ChallengeRow, DeedRow } from '../../records/rows.ts';
import { useAnswer } from '../../session/services.tsx';
import { useMe } from '../../session/session.tsx';
import { useNames } from '../../session/vocabulary.ts';
import { Panel, Row } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { TimeText } from '../../ui/times.tsx';
import { challengedToMe } from '../challenges/challenged-to-me.ts';

const NOW_EVERY_MS = 10_000;
/** An answer is shown to whose deed it is about for so long. */
const SHOWN_MS = 12 * HOUR;

/** What of mine is challenged, by whom, since when and why, and what I can do; then what of late was answered. Nothing where nothing is. */
export function ChallengedMine() {
  const { t } = useText();
  const { person } = useMe();
  const now = useRoomNow(NOW_EVERY_MS);
  const { records, error, retry } = useRecords('challenges', ChallengeRow);
  if (error !== null) return <ProblemNote error={error} onRetry={retry} />;
  const mine = challengedToMe(person, records, now - SHOWN_MS);
  if (mine.length === 0) return null;
  return (
    <Panel title={t('now.challenged')} tone="warning">
      <ul className="r-list" aria-label={t('now.challenged')}>
        {mine.map((one) => (
          <li key={one.row.id} aria-label={one.row.id} className="r-clause">
            <Challenged challenge={one} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Is what was done over by now: an ended deed, or what is told by a report? Until the record is there nothing says so. */
function useIsOver(of: string): boolean {
  const slice = sliceOfNumber(of) ?? 'deeds';
  const { data } = useAnswer(MatterDetail, `/api/matters/${slice}/${encodeURIComponent(of)}`);
  if (slice !== 'deeds') return true;
  const status = DeedRow.safeParse(data?.matter.row).data?.status;
  return status !== undefined && status !== 'open' && status !== 'waiting';
}

function Challenged({ challenge: { row, matter } }: { readonly challenge: RecordShown<ChallengeRow> }) {
  const { t } = useText();
  const name = useNames();
  const personName = usePersonName();
  const { declared, seems, found, status } = row;
  const isOpen = status === 'open';
  const isOver = useIsOver(row.of);
  const other = found ?? seems;
  const { at, desk } = isOpen ? matter.opened : matter.changed;
  const who = isOpen ? row.raisedBy : (row.answeredBy ?? '');
  return (
    <>
      <Row>
        <Mark icon={isOpen ? 'diamond' : 'check'} tone={isOpen ? 'warning' : 'dim'}>
          {isOpen ? t('challenges.challenged') : t(`status.${status}`)}
        </Mark>
        <RecordLink id={row.of} />
        <RecordLink id={row.id} />
        <span>
          {t('said.by')} <span className="r-mono">{personName(who)}</span>
          {desk !== null && <span className="r-dim"> ({name(desk)})</span>}
        </span>
        <TimeText ms={at} age />
      </Row>
      {status !== 'stands' && (
        <div>
          {t(isOpen ? 'challenges.seemsRather' : 'challenges.foundRather', {
            declared: `${name(declared.activity)} (${name(declared.purpose)})`,
            other: `${name(other.activity)} (${name(other.purpose)})`,
          })}
        </div>
      )}
      <div className="r-pre">
        <strong>{t('act.reason')}</strong> <bdi>{isOpen ? matter.text : matter.changed.reason}</bdi>
      </div>
      {isOpen && isOver && <p>{t('challenges.mineOver')}</p>}
      {isOpen && !isOver && (
        <p>
          {t('challenges.mineWhat')} <Link to={'/act' as string}>{t('challenges.mineEnd')}</Link> ·{' '}
          <Link to={'/log' as string}>{t('challenges.mineSay')}</Link>
        </p>
      )}
    </>
  );
}
