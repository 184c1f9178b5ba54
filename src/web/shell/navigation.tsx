import { Link } from '@tanstack/react-router';
import { useMayDo } from '../deciding/may.ts';
import { useText } from '../messages/language.tsx';
import { SCREENS, type Screen } from '../screens/screens.tsx';
import { useMe } from '../session/session.tsx';
import { phoneScreens } from './phone-screens.ts';

/** The screens; numbers only for what waits for the reader's own answer. At the bottom of a phone. */
export function Navigation() {
  const { t } = useText();
  const me = useMe();
  const onPhone = usePhoneScreens();
  const screens = SCREENS.filter(({ inNavigation, shownTo }) => inNavigation === true && (shownTo?.(me) ?? true));
  return (
    <nav className="r-navigation" aria-label={t('shell.navigation')}>
      <ul>
        {screens.map((screen) => (
          <li key={screen.path} data-phone={onPhone.includes(screen.path) ? 'yes' : 'no'}>
            <Link to={screen.path as string}>
              <span className="r-cut">{t(screen.title)}</span>
              {screen.useWaiting !== undefined && <Waiting useWaiting={screen.useWaiting} />}
            </Link>
          </li>
        ))}
      </ul>
      <footer className="r-navigation-foot">
        <a href="/public/" target="_blank" rel="noopener">
          {t('shell.publicSide')}
        </a>
        <a href="/public/verify.html" target="_blank" rel="noopener">
          {t('shell.verify')}
        </a>
      </footer>
    </nav>
  );
}

/** The few screens at the bottom of a phone, for who is signed in at the desk that they hold. */
export function usePhoneScreens(): readonly string[] {
  const me = useMe();
  return phoneScreens(me, useMayDo()('approval.answer'));
}

function Waiting({ useWaiting }: { readonly useWaiting: NonNullable<Screen['useWaiting']> }) {
  const count = useWaiting();
  const { t } = useText();
  if (count === 0) return null;
  return (
    <span className="r-waits">
      <span aria-hidden="true">{count}</span>
      <span className="r-hidden">{t('shell.waitsForMe', { count })}</span>
    </span>
  );
}
