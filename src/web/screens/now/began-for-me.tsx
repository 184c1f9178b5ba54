import { Link } from '@tanstack/react-router';
import { HOUR } from '../../../base/clock.ts';
import { MandatesShown } from '../../../terms/api/event.ts';
import { useRoomNow } from '../../live/room-clock.tsx';
import { useText } from '../../messages/language.tsx';
import { endedFor } from '../../records/ended.ts';
import { isResumed } from '../../records/stood.ts';
import { useAnswer } from '../../session/services.tsx';
import { useMe } from '../../session/session.tsx';
import { Fact, Facts, Panel, Stack } from '../../ui/frame.tsx';
import { TimeText } from '../../ui/times.tsx';
import type { Mandate } from '../mandates/arrangement.ts';
import { SinceFacts } from '../mandates/since-facts.tsx';
import { useWhatIsOver } from './ended-for-me.tsx';
import { EndedLinks } from './ended-links.tsx';

const NOW_EVERY_MS = 60_000;
/** A version that came into force is told to whose mandate it is for so long. */
const SHOWN_MS = 12 * HOUR;

/** What of my agency's mandates came into force lately, or was resumed: since when, from which desk, why, in the place of what, what of mine it ended. Nothing where nothing did. */
export function BeganForMe() {
  const { agency } = useMe();
  const now = useRoomNow(NOW_EVERY_MS);
  const { data } = useAnswer(MandatesShown, '/api/mandates');
  const own = data?.mandates.filter(({ holder }) => holder.id === agency.id) ?? [];
  return own.flatMap((mandate) => {
    const { id, began } = mandate;
    return began === null || began.at < now - SHOWN_MS ? [] : [<Began key={id} mandate={mandate} began={began} />];
  });
}

type BeganProps = { readonly mandate: Mandate; readonly began: NonNullable<Mandate['began']> };

function Began({ mandate: { id, version, until, clauses, unkept }, began }: BeganProps) {
  const { t } = useText();
  const { person } = useMe();
  const { at, index, stood } = began;
  const resumed = stood !== null && isResumed(version, stood);
  const over = endedFor(person, useWhatIsOver(), at);
  const ended = over.filter(({ changed }) => changed.cause?.index === index);
  return (
    <Panel title={t(resumed ? 'began.titleResumed' : 'began.title', { mandate: id, version })}>
      <Stack>
        <Facts>
          <SinceFacts since={began} />
          {stood !== null && !resumed && (
            <Fact name={t('began.before')}>{t(`began.before.${stood.status}`, { version: stood.version })}</Fact>
          )}
          {until !== null && (
            <Fact name={t('draft.until')}>
              <TimeText ms={until} local age />
            </Fact>
          )}
          {ended.length > 0 && (
            <Fact name={t('halt.ended')}>
              <EndedLinks ended={ended} />
            </Fact>
          )}
        </Facts>
        {unkept.map(({ commitment }) => (
          <p key={commitment}>{t('began.refused', { commitment })}</p>
        ))}
        <p>
          {t(resumed ? 'began.again' : 'began.now')}{' '}
          <Link to={'/mandates' as string} search={{ clause: clauses[0]?.id ?? '' } as never}>
            {t('began.read', { mandate: id })}
          </Link>
        </p>
      </Stack>
    </Panel>
  );
}
