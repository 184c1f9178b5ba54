import { useState } from 'react';
import * as z from 'zod';
import { SessionAnswer } from '../../../terms/api/session.ts';
import { useText } from '../../messages/language.tsx';
import { useApi } from '../../session/services.tsx';
import { useSession } from '../../session/session.tsx';
import { Button } from '../../ui/button.tsx';

/** What `startAuthentication` takes; the browser checks it. */
const Options = z.object({ challenge: z.string() }).loose();

/** Signing in by a passkey that this machine or the person's phone holds. */
export function PasskeyPart({ onError }: { readonly onError: (error: unknown) => void }) {
  const { t } = useText();
  const api = useApi();
  const { enter } = useSession();
  const [busy, setBusy] = useState(false);
  const signIn = async () => {
    setBusy(true);
    try {
      const [{ startAuthentication }, optionsJSON] = await Promise.all([
        import('@simplewebauthn/browser'),
        api.send(Options, 'POST', '/api/sign-in/passkey/options'),
      ]);
      const assertion = await startAuthentication({ optionsJSON });
      enter(await api.send(SessionAnswer, 'POST', '/api/sign-in/passkey', { assertion }));
    } catch (error) {
      onError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button disabled={busy} onClick={() => void signIn()}>
      {t('signIn.byPasskey')}
    </Button>
  );
}
