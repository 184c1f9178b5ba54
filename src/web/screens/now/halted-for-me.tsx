import { HOUR } from '../../../base/clock.ts';
import { MandatesShown } from '../../../terms/api/event.ts';
import { useRoomNow } from '../../live/room-clock.tsx';
import { useText } from '../../messages/language.tsx';
import { endedFor } from '../../records/ended.ts';
import { useAnswer } from '../../session/services.tsx';
import { useMe } from '../../session/session.tsx';
import { useNames } from '../../session/vocabulary.ts';
import { Fact, Facts, Panel, Stack } from '../../ui/frame.tsx';
import type { Mandate } from '../mandates/arrangement.ts';
import { SinceFacts } from '../mandates/since-facts.tsx';
import { useWhatIsOver } from './ended-for-me.tsx';
import { EndedLinks } from './ended-links.tsx';

const NOW_EVERY_MS = 60_000;
/** An end is told so long to who has another mandate. */
const SHOWN_MS = 12 * HOUR;

/** What of my agency's mandates is suspended, or over: since when, from which desk, why, what of mine it ended, what is left to me, whom to ask. Nothing where none is. */
export function HaltedForMe() {
  const { agency, admitted } = useMe();
  const now = useRoomNow(NOW_EVERY_MS);
  const { data } = useAnswer(MandatesShown, '/api/mandates');
  const own = data?.mandates.filter(({ holder }) => holder.id === agency.id) ?? [];
  // What came to its end is told for good to those whom it leaves with nothing; to others, who have another mandate to go by, for a while.
  const isTold = ({ status, halted }: Mandate) =>
    status === 'suspended' || (status === 'expired' && (!admitted || (halted !== null && halted.at > now - SHOWN_MS)));
  return own.filter(isTold).map((mandate) => <Halted key={mandate.id} mandate={mandate} />);
}

function Halted({ mandate: { id, version, status, halted } }: { readonly mandate: Mandate }) {
  const { t } = useText();
  const name = useNames();
  const { person, admitted } = useMe();
  const isOver = status === 'expired';
  const over = endedFor(person, useWhatIsOver(), halted?.at ?? 0);
  const ended = over.filter(({ changed }) => halted !== null && changed.cause?.index === halted.index);
  return (
    <Panel
      title={t(isOver ? 'halt.titleOver' : 'halt.title', { mandate: id, version })}
      tone={isOver && admitted ? 'warning' : 'critical'}
    >
      <Stack>
        {halted !== null && (
          <Facts>
            <SinceFacts since={{ ...halted, byClock: isOver }} />
            <Fact name={t('halt.ended')}>
              {ended.length === 0 ? t('halt.endedNothing') : <EndedLinks ended={ended} />}
            </Fact>
            <Fact name={t('halt.ask')}>
              {isOver ? t('halt.askOver') : halted.desk !== null && t('halt.askWhom', { desk: name(halted.desk) })}
            </Fact>
          </Facts>
        )}
        <p>{t(admitted ? 'halt.readOther' : 'halt.read')}</p>
        <p>{t('halt.can')}</p>
      </Stack>
    </Panel>
  );
}
