import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';
import { useText } from '../messages/language.tsx';
import { IconButton } from './button.tsx';

type Toast = { readonly id: number; readonly content: ReactNode };
/** Toasts are for what needs no answer; an alarm is none. */
const SHOWN_MS = 8_000;
const SHOWN_MAX = 4;

const Toasts = createContext<(content: ReactNode) => void>(() => undefined);

/** Says something in passing: `const say = useToast(); say(t('…'))`. Read out politely. */
export function useToast(): (content: ReactNode) => void {
  return useContext(Toasts);
}

/** The region where toasts appear, around everything that may say something. */
export function ToastRegion({ children }: { readonly children: ReactNode }) {
  const { t } = useText();
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const last = useRef(0);
  const drop = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const say = useCallback(
    (content: ReactNode) => {
      last.current += 1;
      const id = last.current;
      setToasts((all) => [...all, { id, content }].slice(-SHOWN_MAX));
      setTimeout(() => drop(id), SHOWN_MS);
    },
    [drop],
  );
  return (
    <Toasts value={say}>
      {children}
      <section className="r-toasts" aria-live="polite" aria-label={t('ui.messages')}>
        {toasts.map(({ id, content }) => (
          <div key={id} className="r-toast r-row">
            <span className="r-grow">{content}</span>
            <IconButton icon="close" label={t('ui.close')} onClick={() => drop(id)} />
          </div>
        ))}
      </section>
    </Toasts>
  );
}
