import { useState } from 'react';
import { useClockStands, useRoom, useRoomNow } from '../live/room-clock.tsx';
import { LANGUAGES } from '../messages/catalog.ts';
import { useLanguage, useText } from '../messages/language.tsx';
import { SCREENS } from '../screens/screens.tsx';
import { useMe, useSession } from '../session/session.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { clockName, dayAndTime, timeOnly } from '../ui/date-time.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/layers.tsx';
import { Mark } from '../ui/outcome-badge.tsx';
import { EmergencyAlert } from './emergency.tsx';
import { usePhoneScreens } from './navigation.tsx';
import { useGo } from './router.tsx';
import { SignOutDialog } from './sign-out.tsx';
import { useTheme } from './theme-choice.tsx';

type BannerProps = { readonly onHelp: () => void; readonly onSearch: () => void };

/** Exercise or live, event, room, desk, clocks; then theme, language, sign-out. */
export function Banner(props: BannerProps) {
  const { title } = useRoom();
  const { desk, person } = useMe();
  const { t } = useText();
  const side = useSide();
  return (
    <header className="r-banner">
      <ModeMark />
      <span className="r-cut r-event" title={title}>
        {title}
      </span>
      {desk !== null && (
        <span className="r-cut r-dim r-room" title={desk.room.name}>
          {desk.room.name}
        </span>
      )}
      <span className="r-cut r-me" title={`${person} · ${side}`}>
        <strong>{desk === null ? t('shell.noDesk') : desk.name}</strong>{' '}
        <span className="r-dim r-mono r-not-phone">{person}</span>
      </span>
      <span className="r-cut r-dim r-side" title={side}>
        {side}
      </span>
      <Clocks />
      <Tools {...props} />
    </header>
  );
}

/** Whose person acts, as mandates see it: agency and component, named. */
function useSide(): string {
  const { agency, component } = useMe();
  return [...new Set([agency.name, component.name])].join(' · ');
}

/** Whether this is an exercise or live: by word, border and colour. */
export function ModeMark() {
  const { mode } = useRoom();
  const { t } = useText();
  return (
    <span className="r-mode" data-mode={mode} title={mode === 'exercise' ? t('shell.exerciseHint') : undefined}>
      <Icon name={mode === 'exercise' ? 'circle' : 'triangle'} />
      {t(mode === 'exercise' ? 'shell.exercise' : 'shell.live')}
    </span>
  );
}

function Clocks() {
  const { timezone } = useRoom();
  const { agency } = useMe();
  const { ways } = useSession();
  const { t } = useText();
  const now = useRoomNow();
  const stands = useClockStands();
  const capital = ways.capitals[agency.id];
  return (
    <span className="r-clocks r-mono" aria-live="off">
      {stands && (
        <Mark icon="triangle" tone="warning">
          {t('shell.clockStands')}
        </Mark>
      )}
      <span>
        {dayAndTime(now, 'UTC')}Z<span className="r-hidden"> {t('shell.clockZ')}</span>
      </span>
      <span>
        {timeOnly(now, timezone)} <span className="r-dim">{t('shell.clockLocal')}</span>
      </span>
      {capital !== undefined && capital !== timezone && (
        <span className="r-capital">
          {timeOnly(now, capital)} <span className="r-dim">{clockName(now, capital)}</span>
        </span>
      )}
    </span>
  );
}

function Tools({ onHelp, onSearch }: BannerProps) {
  const { t } = useText();
  const { theme, choose } = useTheme();
  const { language, choose: chooseLanguage } = useLanguage();
  const [leaving, setLeaving] = useState(false);
  const me = useMe();
  const go = useGo();
  const side = useSide();
  const other = theme === 'dark' ? 'light' : 'dark';
  const next = LANGUAGES[(LANGUAGES.indexOf(language) + 1) % LANGUAGES.length] ?? 'en';
  // What the few screens at the bottom of a phone leave out.
  const onPhone = usePhoneScreens();
  const others = SCREENS.filter(
    ({ path, inNavigation, shownTo }) => inNavigation === true && !onPhone.includes(path) && (shownTo?.(me) ?? true),
  );
  const leave = () => setLeaving(true);
  return (
    <span className="r-tools">
      {leaving && <SignOutDialog onClose={() => setLeaving(false)} />}
      <EmergencyAlert />
      <IconButton icon="search" label={t('shell.search')} onClick={onSearch} />
      <span className="r-not-phone">
        <IconButton icon="help" label={t('shell.help')} onClick={onHelp} />
        <IconButton
          icon={theme === 'dark' ? 'sun' : 'moon'}
          label={t(`shell.${other}`)}
          onClick={() => choose(other)}
        />
        <Button look="quiet" title={t('shell.language')} onClick={() => chooseLanguage(next)}>
          {next.toUpperCase()}
        </Button>
        <IconButton icon="leave" label={t('shell.signOut')} onClick={leave} />
      </span>
      <span className="r-only-phone">
        <Menu
          label={t('shell.more')}
          icon="dots"
          items={[
            // The bar of a phone has no room for it.
            { id: 'side', label: side, onSelect: () => go('/account') },
            ...others.map(({ path, title }) => ({ id: path, label: t(title), onSelect: () => go(path) })),
            { id: 'help', label: t('shell.help'), icon: 'help', onSelect: onHelp },
            {
              id: 'theme',
              label: t(`shell.${other}`),
              icon: theme === 'dark' ? 'sun' : 'moon',
              onSelect: () => choose(other),
            },
            { id: 'language', label: next.toUpperCase(), onSelect: () => chooseLanguage(next) },
            { id: 'leave', label: t('shell.signOut'), icon: 'leave', onSelect: leave },
          ]}
        />
      </span>
    </span>
  );
}
