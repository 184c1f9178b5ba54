import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import * as z from 'zod';
import type { StreamEnd } from '../../terms/api/live.ts';
import { type Me as MeSchema, SessionAnswer, SignInWays } from '../../terms/api/session.ts';
import { RoomClock, RoomClockProvider } from '../live/room-clock.tsx';
import { useLanguage } from '../messages/language.tsx';
import { useAnswer, useApi } from './services.tsx';
import { meIn } from './spoken.ts';
import { useVocabulary } from './vocabulary.ts';

export type Me = MeSchema;
export type Ways = z.infer<typeof SignInWays>;

export type Session = {
  readonly me: Me | null;
  readonly ways: Ways;
  /**
   * Why the session before ended, as its own stream said (`GET /api/live`); null where it did not. Kept on this page alone, and gone with it: who comes to the
   * same browser later reads none of it.
   */
  readonly ended: StreamEnd | null;
  /** Somebody came in: the answer of a sign-in route. */
  readonly enter: (answer: z.infer<typeof SessionAnswer>) => void;
  /** Does what puts another session in the place of this one: that this one ends in doing so sends nobody out. */
  readonly renew: (change: () => Promise<z.infer<typeof SessionAnswer>>) => Promise<void>;
  readonly signOut: () => Promise<void>;
  readonly end: (why: StreamEnd) => void;
  /** The room cut the session that bears this CSRF token: nothing follows where another has taken its place. */
  readonly cut: (csrf: string, end: StreamEnd) => void;
};

const Current = createContext<Session | null>(null);

type ProviderProps = {
  /** Shown until it is known who is here. */
  readonly opening: ReactNode;
  readonly failed: (error: unknown, retry: () => void) => ReactNode;
  /** Called by the interface when it was told that nobody is signed in. */
  readonly onSignedOut: { current: () => void };
  readonly children: ReactNode;
};

/** Who is signed in, and the event with its clock, for everything inside. */
export function SessionProvider({ opening, failed, onSignedOut, children }: ProviderProps) {
  const api = useApi();
  const queries = useQueryClient();
  const session = useAnswer(SessionAnswer, '/api/session');
  const ways = useAnswer(SignInWays, '/api/sign-in');
  const [ended, setEnded] = useState<StreamEnd | null>(null);
  const me = session.data?.me ?? null;
  if (me !== null) api.carryCsrf(me.csrf);

  const enter = useCallback(
    (answer: z.infer<typeof SessionAnswer>) => {
      setEnded(null);
      queries.setQueryData(['/api/session', {}], answer);
    },
    [queries],
  );
  const end = useCallback(
    (why: StreamEnd) => {
      setEnded(why);
      // What one person was shown is not left for the next.
      queries.removeQueries({
        predicate: ({ queryKey }) => queryKey[0] !== '/api/session' && queryKey[0] !== '/api/sign-in',
      });
      queries.setQueryData(['/api/session', {}], { me: null });
    },
    [queries],
  );
  const renewing = useRef<{ held: StreamEnd | null } | null>(null);
  const lost = useCallback(
    (why: StreamEnd) => {
      if (renewing.current === null) end(why);
      else renewing.current.held = why;
    },
    [end],
  );
  const cut = useCallback(
    (csrf: string, why: StreamEnd) => {
      const now = queries.getQueryData<z.infer<typeof SessionAnswer>>(['/api/session', {}]);
      if (now?.me?.csrf === csrf) lost(why);
    },
    [queries, lost],
  );
  const renew = useCallback(
    async (change: () => Promise<z.infer<typeof SessionAnswer>>) => {
      const waits: { held: StreamEnd | null } = { held: null };
      renewing.current = waits;
      try {
        enter(await change());
      } catch (error) {
        if (waits.held !== null) end(waits.held);
        throw error;
      } finally {
        renewing.current = null;
      }
    },
    [enter, end],
  );
  const signOut = useCallback(async () => {
    await api.send(z.unknown(), 'DELETE', '/api/session');
    end({ why: 'signed-out' });
  }, [api, end]);
  useEffect(() => {
    onSignedOut.current = () => me !== null && lost({ why: 'expired' });
  }, [onSignedOut, me, lost]);

  const event = ways.data?.event;
  const origin = event?.origin;
  // One clock for the life of the page: it goes on from what the room last said.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another ledger is another clock
  const clock = useMemo(() => (event === undefined ? undefined : new RoomClock(event)), [origin]);
  const value = useMemo(
    () => (ways.data === undefined ? null : { me, ways: ways.data, ended, enter, renew, signOut, end, cut }),
    [me, ways.data, ended, enter, renew, signOut, end, cut],
  );
  const error = session.error ?? ways.error;
  if (error !== null && (session.data === undefined || ways.data === undefined)) {
    return failed(error, () => {
      void session.refetch();
      void ways.refetch();
    });
  }
  if (value === null || clock === undefined || session.data === undefined) return opening;
  return (
    <Current value={value}>
      <RoomClockProvider clock={clock}>{children}</RoomClockProvider>
    </Current>
  );
}

/** Who is signed in, if anybody, and how to come in or leave. */
export function useSession(): Session {
  const session = useContext(Current);
  if (session === null) throw new RangeError('no session around this component');
  return session;
}

/** Who I am, named in the language of the screens; for screens, which are shown to nobody else. */
export function useMe(): Me {
  const { me } = useSession();
  const { language } = useLanguage();
  const names = useVocabulary()?.names;
  if (me === null) throw new RangeError('a screen is shown without anybody signed in');
  return useMemo(() => (names === undefined ? me : meIn(language, me, names)), [language, me, names]);
}
