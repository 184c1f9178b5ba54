import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { LiveProvider } from './live/live.tsx';
import { LanguageProvider, useText } from './messages/language.tsx';
import { SignInScreen } from './screens/sign-in/sign-in-screen.tsx';
import { Api } from './session/api.ts';
import { newQueries, ServicesProvider } from './session/services.tsx';
import { SessionProvider, useSession } from './session/session.tsx';
import { newRouter } from './shell/router.tsx';
import { ThemeProvider } from './shell/theme-choice.tsx';
import { ActingProvider } from './signing/acting.tsx';
import { EmptyState } from './ui/frame.tsx';
import { ProblemNote } from './ui/problem-note.tsx';
import { ToastRegion } from './ui/toasts.tsx';

/** The whole console. `linkToken` is that of a one-time link with which the page was opened. */
export function Console({ linkToken }: { readonly linkToken: string | null }) {
  const [{ api, queries, onSignedOut }] = useState(() => {
    const signedOut: { current: () => void } = { current: () => undefined };
    return {
      api: new Api({ fetch: (...call) => fetch(...call), onSignedOut: () => signedOut.current() }),
      queries: newQueries(),
      onSignedOut: signedOut,
    };
  });
  return (
    <LanguageProvider>
      <ThemeProvider>
        <ServicesProvider api={api} queries={queries}>
          <ToastRegion>
            <SessionProvider
              onSignedOut={onSignedOut}
              opening={<Opening />}
              failed={(error, retry) => <ProblemNote error={error} onRetry={retry} />}
            >
              <Inside linkToken={linkToken} />
            </SessionProvider>
          </ToastRegion>
        </ServicesProvider>
      </ThemeProvider>
    </LanguageProvider>
  );
}

function Inside({ linkToken }: { readonly linkToken: string | null }) {
  const { me } = useSession();
  const [router] = useState(newRouter);
  // A link signs in whoever it is for, also over a session that is there; it is used once.
  const [token, setToken] = useState(linkToken);
  if (token !== null || me === null) return <SignInScreen linkToken={token} onLinkUsed={() => setToken(null)} />;
  return (
    <ActingProvider key={me.person}>
      <LiveProvider>
        <RouterProvider router={router} />
      </LiveProvider>
    </ActingProvider>
  );
}

function Opening() {
  const { t } = useText();
  return <EmptyState>{t('shell.opening')}</EmptyState>;
}
