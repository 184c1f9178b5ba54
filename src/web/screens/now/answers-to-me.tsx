import { useRoomNow } from '../../live/room-clock.tsx';
import { useText } from '../../messages/language.tsx';
import { AnswerGiven } from '../../records/answer-given.tsx';
import { RecordLink } from '../../records/record-link.tsx';
import { useRecords } from '../../records/records.ts';
import { ApprovalRow, RequestRow } from '../../records/rows.ts';
import { useMe } from '../../session/session.tsx';
import { useNames } from '../../session/vocabulary.ts';
import { Panel, Row } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { REFUSED_SHOWN_MS } from '../act/my-work.ts';

const NOW_EVERY_MS = 10_000;
const LOOKS = {
  approved: { icon: 'check', tone: 'dim' },
  countered: { icon: 'diamond', tone: 'warning' },
  refused: { icon: 'octagon', tone: 'warning' },
  lapsed: { icon: 'triangle', tone: 'warning' },
} as const;
type Answered = keyof typeof LOOKS;

/** What the host answered to me of late, with a name and a reason on each answer, and what it did not answer in time. Nothing where I asked for nothing. */
export function AnswersToMe() {
  const { t } = useText();
  const name = useNames();
  const { person } = useMe();
  const now = useRoomNow(NOW_EVERY_MS);
  const requests = useRecords('requests', RequestRow);
  const approvals = useRecords('approvals', ApprovalRow);
  const answered = requests.records.filter(({ row, matter }) => {
    return row.requester === person && row.status in LOOKS && now < matter.changed.at + REFUSED_SHOWN_MS;
  });
  if (answered.length === 0) return null;
  return (
    <Panel title={t('now.answers')}>
      <ul className="r-list" aria-label={t('now.answers')}>
        {answered.map(({ row, matter }) => (
          <li key={row.id} aria-label={row.id} className="r-clause">
            <Row>
              <Mark {...LOOKS[row.status as Answered]}>{t(`status.${row.status as Answered}`)}</Mark>
              <RecordLink id={row.id} />
              <span>{'deed' in row.asks ? name(row.asks.deed.activity) : t('act.release')}</span>
            </Row>
            <AnswerGiven
              answered={matter.answered}
              approval={approvals.records.find((one) => one.row.request === row.id)?.row ?? null}
            />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
