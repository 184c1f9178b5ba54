import './sign-in.css';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { PersonId } from '../../../terms/act.ts';
import { SessionAnswer } from '../../../terms/api/session.ts';
import { useRoom } from '../../live/room-clock.tsx';
import { LANGUAGES } from '../../messages/catalog.ts';
import { useLanguage, useText } from '../../messages/language.tsx';
import { useApi } from '../../session/services.tsx';
import { useSession } from '../../session/session.tsx';
import { ModeMark } from '../../shell/banner.tsx';
import { useTheme } from '../../shell/theme-choice.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { PasswordField, TextField } from '../../ui/fields.tsx';
import { EmptyState, Panel, Row, Stack } from '../../ui/frame.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { BrowserKeyPart } from './browser-key-part.tsx';
import { Ended } from './ended.tsx';
import { PasskeyPart } from './passkey-part.tsx';

type SignInProps = { readonly linkToken: string | null; readonly onLinkUsed: () => void };
const PERSON_KEPT_AS = 'remit.person';

/** How one comes in: by a one-time link at once, else by password, passkey, the agency's own provider, or the key of this browser. */
export function SignInScreen({ linkToken, onLinkUsed }: SignInProps) {
  const { t, told } = useText();
  const { title, mode } = useRoom();
  const { ways, ended } = useSession();
  const [person, setPerson] = useState(() => localStorage.getItem(PERSON_KEPT_AS) ?? '');
  const [error, setError] = useState<unknown>(null);
  const byLink = useLink(linkToken, onLinkUsed, setError);
  const name = (next: string) => {
    localStorage.setItem(PERSON_KEPT_AS, next);
    setPerson(next);
  };
  if (byLink) return <EmptyState>{t('signIn.entering')}</EmptyState>;
  return (
    <main className="r-sign-in">
      <Stack>
        <Row>
          <ModeMark />
          <h1 className="r-grow">{title}</h1>
          <Choices />
        </Row>
        {mode === 'exercise' && <p className="r-dim">{t('signIn.exercise')}</p>}
        {ended !== null && <Ended end={ended} />}
        {error !== null && <ProblemNote error={error} />}
        <Panel title={t('signIn.title')}>
          <Stack>
            <PasswordPart person={person} onPerson={name} onError={setError} />
            {ways.passkeys && <PasskeyPart onError={setError} />}
            {ways.providers.map(({ id, agency }) => (
              <a key={id} className="r-button" href={`/api/sign-in/provider/${encodeURIComponent(id)}`}>
                {t('signIn.byProvider', { agency: told(agency.names) })}
              </a>
            ))}
          </Stack>
        </Panel>
        <BrowserKeyPart person={person} onError={setError} />
      </Stack>
    </main>
  );
}

/** Uses the link, once; true while that goes on. */
function useLink(token: string | null, onUsed: () => void, onError: (error: unknown) => void): boolean {
  const api = useApi();
  const { enter } = useSession();
  const used = useRef(false);
  useEffect(() => {
    if (token === null || used.current) return;
    used.current = true;
    api
      .send(SessionAnswer, 'POST', '/api/sign-in/link', { token })
      .then((answer) => {
        // A link opens once: who signs out finds their id here, for the other ways in.
        if (answer.me !== null) localStorage.setItem(PERSON_KEPT_AS, answer.me.person);
        return enter(answer);
      }, onError)
      .finally(onUsed);
  }, [token, api, enter, onUsed, onError]);
  return token !== null;
}

type PasswordProps = {
  readonly person: string;
  readonly onPerson: (person: string) => void;
  readonly onError: (error: unknown) => void;
};

function PasswordPart({ person, onPerson, onError }: PasswordProps) {
  const { t } = useText();
  const api = useApi();
  const { enter } = useSession();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      enter(await api.send(SessionAnswer, 'POST', '/api/sign-in/password', { person, password }));
    } catch (error) {
      setPassword('');
      onError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <TextField
          label={t('signIn.person')}
          hint={t('signIn.personHint')}
          value={person}
          name="username"
          autoComplete="username webauthn"
          maxLength={64}
          onChange={onPerson}
        />
        <PasswordField label={t('signIn.password')} value={password} name="password" onChange={setPassword} />
        <Button submit look="main" disabled={busy || password === '' || !PersonId.safeParse(person).success}>
          {t('signIn.byPassword')}
        </Button>
      </Stack>
    </form>
  );
}

function Choices() {
  const { t } = useText();
  const { theme, choose } = useTheme();
  const { language, choose: chooseLanguage } = useLanguage();
  const other = theme === 'dark' ? 'light' : 'dark';
  const next = LANGUAGES.find((one) => one !== language) ?? 'en';
  return (
    <>
      <IconButton icon={theme === 'dark' ? 'sun' : 'moon'} label={t(`shell.${other}`)} onClick={() => choose(other)} />
      <Button look="quiet" title={t('shell.language')} onClick={() => chooseLanguage(next)}>
        {next.toUpperCase()}
      </Button>
    </>
  );
}
