import * as z from 'zod';
import { HOUR } from '../../../base/clock.ts';
import { useRoomNow } from '../../live/room-clock.tsx';
import { useKindName } from '../../messages/kind-name.ts';
import { useText } from '../../messages/language.tsx';
import { CausedBy } from '../../records/caused-by.tsx';
import { endedBy, endedFor } from '../../records/ended.ts';
import { RecordLink } from '../../records/record-link.tsx';
import { useRecords } from '../../records/records.ts';
import { useToldMatter } from '../../records/told-matter.ts';
import { useMe } from '../../session/session.tsx';
import { Panel, Row } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { TimeText } from '../../ui/times.tsx';

const NOW_EVERY_MS = 10_000;
/** An end is shown to whose it was for so long. */
const SHOWN_MS = 12 * HOUR;

/** What of mine ended before its time by the act of another: what, when, by which act, and why. Nothing where nothing did. */
export function EndedForMe() {
  const { t } = useText();
  const kindName = useKindName();
  const told = useToldMatter();
  const { person } = useMe();
  const now = useRoomNow(NOW_EVERY_MS);
  const ended = endedFor(person, useWhatIsOver(), now - SHOWN_MS);
  if (ended.length === 0) return null;
  return (
    <Panel title={t('now.ended')} tone="warning">
      <ul className="r-list" aria-label={t('now.ended')}>
        {ended.map((matter) => (
          <li key={`${matter.slice} ${matter.id}`} aria-label={matter.id} className="r-clause">
            <Row>
              <Mark icon="octagon" tone="warning">
                {kindName(matter.changed.kind)}
              </Mark>
              <RecordLink id={matter.id} slice={matter.slice} />
              <TimeText ms={matter.changed.at} age />
            </Row>
            <div className="r-pre">{told(matter)}</div>
            <CausedBy by={endedBy(matter)} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Records of the kinds that end for somebody. Requests and approvals are read whole on this screen, so they are not asked for again. */
export function useWhatIsOver() {
  const over = { open: false };
  const lists = [
    useRecords('deeds', z.unknown(), over),
    useRecords('requests', z.unknown()),
    useRecords('approvals', z.unknown()),
    useRecords('conferrals', z.unknown(), over),
    useRecords('clearances', z.unknown(), over),
    useRecords('accompaniments', z.unknown(), over),
  ];
  return lists.flatMap(({ records }) => records.map(({ matter }) => matter));
}
