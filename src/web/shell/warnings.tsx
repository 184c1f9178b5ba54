import { useLiveStatus } from '../live/live.tsx';
import { useRoom, useRoomClock } from '../live/room-clock.tsx';
import { useText } from '../messages/language.tsx';
import { useWaiting } from '../signing/acting.tsx';
import { dayAndTime, timeOnly } from '../ui/date-time.ts';
import { Mark } from '../ui/outcome-badge.tsx';

/** What is wrong between this page and the room: not heard, acts that wait, halted; that a witness knows another history of the ledger; that nothing is signed; and that nobody outside has witnessed the ledger for too long. Nothing where all is well. */
export function Warnings() {
  const { t } = useText();
  const status = useLiveStatus();
  const waiting = useWaiting();
  const { halted, unsignedSince, unwitnessedSince, isContradicted } = useRoom();
  const clock = useRoomClock();
  return (
    <div className="r-warnings" role="status">
      {halted !== null && (
        <div>
          <Mark icon="octagon" tone="critical">
            {t('shell.halted', { reason: halted })}
          </Mark>
        </div>
      )}
      {isContradicted && (
        <div>
          <Mark icon="octagon" tone="critical">
            {t('shell.contradicted')}
          </Mark>
        </div>
      )}
      {unsignedSince !== null && (
        <div>
          <Mark icon="triangle" tone="warning">
            {t('shell.unsigned', { time: `${dayAndTime(unsignedSince, 'UTC')}Z` })}
          </Mark>
        </div>
      )}
      {unwitnessedSince !== null && (
        <div>
          <Mark icon="triangle" tone="warning">
            {t('shell.unwitnessed', { time: `${dayAndTime(unwitnessedSince, 'UTC')}Z` })}
          </Mark>
        </div>
      )}
      {status === 'lost' && (
        <div>
          <Mark icon="triangle" tone="warning">
            {t('shell.lost', { time: `${timeOnly(clock.state.roomNow, 'UTC')}Z` })}
          </Mark>
        </div>
      )}
      {waiting > 0 && (
        <div>
          <Mark icon="diamond" tone="warning">
            {t('shell.waiting', { count: waiting })}
          </Mark>
        </div>
      )}
    </div>
  );
}
