import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { tinykeys } from 'tinykeys';
import { KEY_ACTIONS, type KeyAction, type KeyMap, keepKeyMap, readKeyMap, STANDARD_KEYS } from './key-map.ts';

type Handler = () => void;
/** Screens are drawn before or after the shell, as it comes; a screen's handler always goes before the shell's. */
type KeyOwner = 'screen' | 'shell';
type Keys = {
  readonly map: KeyMap;
  readonly setMap: (map: KeyMap) => void;
  /** The latest handler of an action is the one that counts, of the shell's only where no screen has one; gives how to take it back. */
  readonly handle: (action: KeyAction, handler: Handler, whose: KeyOwner) => () => void;
  /** The shell goes to a screen that has a handler of the action: it is called as soon as that screen is there. */
  readonly want: (action: KeyAction) => void;
};
const KeysContext = createContext<Keys | null>(null);

/** The keys of the console. They are off inside fields and dialogs, except those with Ctrl or Cmd. */
export function KeysProvider({ children }: { readonly children: ReactNode }) {
  const [map, setMap] = useState(() => readKeyMap(localStorage));
  const handlers = useRef(new Map<KeyAction, Handler[]>());
  const wanted = useRef<KeyAction | null>(null);
  const keys = useMemo<Keys>(
    () => ({
      map,
      setMap(next) {
        keepKeyMap(localStorage, next);
        setMap(next);
      },
      handle(action, handler, whose) {
        const { current } = handlers;
        const others = current.get(action) ?? [];
        current.set(action, whose === 'shell' ? [handler, ...others] : [...others, handler]);
        if (whose === 'screen' && wanted.current === action) {
          wanted.current = null;
          handler();
        }
        return () =>
          current.set(
            action,
            (current.get(action) ?? []).filter((one) => one !== handler),
          );
      },
      want(action) {
        wanted.current = action;
      },
    }),
    [map],
  );
  useEffect(() => {
    const press = (action: KeyAction) => (event: KeyboardEvent) => {
      const handler = handlers.current.get(action)?.at(-1);
      if (handler === undefined || (isTyping(event.target) && !event.ctrlKey && !event.metaKey)) return;
      event.preventDefault();
      handler();
    };
    // A question mark is typed with Shift on most keyboards and without on some.
    const keysOf = (key: string) => (key === STANDARD_KEYS.help ? [key, '?'] : [key]);
    const bound = KEY_ACTIONS.flatMap((action) => keysOf(map[action]).map((key) => [key, press(action)] as const));
    return tinykeys(window, Object.fromEntries(bound));
  }, [map]);
  return <KeysContext value={keys}>{children}</KeysContext>;
}

/** Which keys do what, and how to change that. */
export function useKeyMap(): Keys {
  const keys = useContext(KeysContext);
  if (keys === null) throw new RangeError('no keys around this component');
  return keys;
}

/** What a key of the console does while this component is there: `useKey('newLine', () => input.current?.focus())`. */
export function useKey(action: KeyAction, handler: Handler, whose: KeyOwner = 'screen'): void {
  const { handle } = useKeyMap();
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => handle(action, () => latest.current(), whose), [action, handle, whose]);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input, textarea, select, [role="dialog"]') !== null;
}
