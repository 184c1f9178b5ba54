import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { useRoom, useRoomClock } from '../live/room-clock.tsx';
import { DraftsProvider } from '../session/draft.ts';
import { type Drafts, keyPlace, outboxPlace, Drafts as PersonsDrafts } from '../session/kept.ts';
import { useApi } from '../session/services.tsx';
import { useMe } from '../session/session.tsx';
import { useWhere } from '../session/where.ts';
import { type BrowserKey, exerciseKey, liveKey, signAct } from './browser-key.ts';
import { type ActDraft, composeAct, NoPlace } from './compose.ts';
import { evidenceFor } from './evidence.ts';
import { type ActState, Outbox } from './outbox.ts';

type Acting = { readonly outbox: Outbox; readonly key: BrowserKey | undefined };
const ActingContext = createContext<Acting | null>(null);
/** While something waits, the room is asked again this often. */
const RETRY_MS = 5_000;

/** Key, drafts and signed acts of who is signed in, for everything inside. Nothing is shown before they are read: they are needed at once. */
export function ActingProvider({ children }: { readonly children: ReactNode }) {
  const api = useApi();
  const { person } = useMe();
  const { mode, scenario } = useRoom();
  const [ready, setReady] = useState<(Acting & { readonly drafts: Drafts }) | null>(null);
  useEffect(() => {
    let gone = false;
    const open = async () => {
      const [key, drafts] = await Promise.all([
        mode === 'exercise' ? exerciseKey(scenario, person) : liveKey(keyPlace, person),
        PersonsDrafts.open(person),
      ]);
      const outbox = new Outbox(api, outboxPlace, person);
      void outbox.open();
      if (!gone) setReady({ key, drafts, outbox });
    };
    void open();
    return () => {
      gone = true;
    };
  }, [api, person, mode, scenario]);
  useEffect(() => {
    if (ready === null) return;
    const retry = () => void (ready.outbox.waiting > 0 && ready.outbox.retry());
    const timer = setInterval(retry, RETRY_MS);
    window.addEventListener('online', retry);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', retry);
    };
  }, [ready]);
  if (ready === null) return null;
  return (
    <ActingContext value={ready}>
      <DraftsProvider value={ready.drafts}>{children}</DraftsProvider>
    </ActingContext>
  );
}

function useActing(): Acting {
  const acting = useContext(ActingContext);
  if (acting === null) throw new RangeError('nobody can act around this component');
  return acting;
}

/** How many signed acts wait for the room to answer. */
export function useWaiting(): number {
  const { outbox } = useActing();
  return useSyncExternalStore(outbox.subscribe, () => outbox.waiting);
}

/** The signing key of this browser, where it has one for who is signed in. */
export function useSigningKey(): BrowserKey | undefined {
  return useActing().key;
}

export type SentAct = {
  /** Signs and sends; gives how far it came by then. A form keeps its draft until this is `recorded`. */
  readonly send: (draft: ActDraft) => Promise<ActState | NotSigned>;
  readonly state: ActState | NotSigned | null;
  /** The last one reports a deed: its outcome is the verdict on that deed, and the report is accepted whatever it says. */
  readonly reportsDeed: boolean;
  /** On its way: the form cannot be sent again. */
  readonly busy: boolean;
  /** Forgets the last one, for the next. */
  readonly reset: () => void;
};
/** It was not signed, so nothing was sent: no key here, or the person did not confirm. */
export type NotSigned = { readonly is: 'not-signed'; readonly why: string };

const DEED_REPORTS: readonly string[] = ['deed.report', 'occurrence.report'];

/** One act after the other from a form: `const act = useAct(); await act.send({kind, detail}); <ActProgress act={act} />`. */
export function useAct(): SentAct {
  const { outbox, key } = useActing();
  const compose = useCompose();
  const { passkeys } = useMe();
  const [id, setId] = useState<string | null>(null);
  const [notSigned, setNotSigned] = useState<NotSigned | null>(null);
  const [signing, setSigning] = useState(false);
  const [reportsDeed, setReportsDeed] = useState(false);
  const sent = useSyncExternalStore(outbox.subscribe, () => (id === null ? null : (outbox.state(id) ?? null)));
  const send = useCallback(
    async (draft: ActDraft): Promise<ActState | NotSigned> => {
      const refuse = (why: string) => {
        const refused = { is: 'not-signed', why } as const;
        setNotSigned(refused);
        return refused;
      };
      setNotSigned(null);
      setId(null);
      setReportsDeed(DEED_REPORTS.includes(draft.kind));
      if (key === undefined) return refuse('no-key');
      setSigning(true);
      try {
        const signed = await signAct(key, compose(draft));
        const assertion = await evidenceFor(
          signed,
          passkeys.map((passkey) => passkey.id),
        );
        setId(signed.act.id);
        return await outbox.send(signed, assertion);
      } catch (error) {
        if (error instanceof NoPlace) return refuse('no-place');
        return refuse(error instanceof Error ? error.message : String(error));
      } finally {
        setSigning(false);
      }
    },
    [outbox, key, compose, passkeys],
  );
  const reset = useCallback(() => {
    setId(null);
    setNotSigned(null);
  }, []);
  const state = notSigned ?? sent;
  return { send, state, reportsDeed, busy: signing || state?.is === 'sending', reset };
}

/** The envelope of an act as I would sign it now; for `POST /api/preview`. */
export function useCompose() {
  const clock = useRoomClock();
  const { origin, mode } = useRoom();
  const { person, desk } = useMe();
  const where = useWhere();
  return useMemo(() => {
    const from = { ledger: origin, mode, person, desk: desk?.id ?? null, ...where };
    return (draft: ActDraft) => composeAct(draft, { ...from, now: clock.now() });
  }, [clock, origin, mode, person, desk, where]);
}
