import { type FormEvent, useState } from 'react';
import { SessionAnswer } from '../../../terms/api/session.ts';
import { useText } from '../../messages/language.tsx';
import { useApi } from '../../session/services.tsx';
import { useMe, useSession } from '../../session/session.tsx';
import { useAccountSignature } from '../../signing/account-signature.ts';
import { Button } from '../../ui/button.tsx';
import { PasswordField } from '../../ui/fields.tsx';
import { Panel, Row, Stack } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';

const LETTERS_MIN = 12;

/** Sets or changes the password. Passwords are never kept as drafts. */
export function PasswordPanel() {
  const { t } = useText();
  const api = useApi();
  const { renew } = useSession();
  const { hasPassword } = useMe();
  const signed = useAccountSignature();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [state, setState] = useState<'still' | 'busy' | 'set' | 'changed'>('still');
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState('busy');
    setError(null);
    try {
      const body = hasPassword ? { current, next } : { next, byKey: await signed('first-password') };
      await renew(async () => await api.send(SessionAnswer, 'POST', '/api/account/password', body));
      setState(hasPassword ? 'changed' : 'set');
    } catch (failed) {
      setError(failed);
      setState('still');
    } finally {
      setCurrent('');
      setNext('');
    }
  };
  const label = t(hasPassword ? 'account.passwordChange' : 'account.passwordSet');
  return (
    <Panel title={t('account.password')}>
      <form aria-label={t('account.password')} onSubmit={(event) => void submit(event)}>
        <Stack>
          <p className="r-dim">{t(hasPassword ? 'account.passwordEnds' : 'account.passwordNone')}</p>
          {hasPassword && <PasswordField label={t('account.current')} value={current} onChange={setCurrent} />}
          <PasswordField
            label={t('account.next')}
            hint={t('account.nextHint')}
            value={next}
            autoComplete="new-password"
            maxLength={256}
            onChange={setNext}
          />
          {error !== null && <ProblemNote error={error} />}
          <Row>
            <Button submit disabled={state === 'busy' || next.length < LETTERS_MIN || (hasPassword && current === '')}>
              {label}
            </Button>
            <span role="status">
              {(state === 'set' || state === 'changed') && (
                <Mark icon="check" tone="dim">
                  {t(state === 'set' ? 'account.passwordIsSet' : 'account.passwordIsChanged')}
                </Mark>
              )}
            </span>
          </Row>
        </Stack>
      </form>
    </Panel>
  );
}
