import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { Look } from '../ui/theme.tsx';
import type { ThemeName } from '../ui/tokens.ts';

const KEPT_AS = 'remit.theme';
type ThemeChoice = { readonly theme: ThemeName; readonly choose: (theme: ThemeName) => void };
const Chosen = createContext<ThemeChoice>({ theme: 'dark', choose: () => undefined });

/** Dark unless chosen otherwise in this browser. */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const [theme, setTheme] = useState<ThemeName>(() => (localStorage.getItem(KEPT_AS) === 'light' ? 'light' : 'dark'));
  const choice = useMemo(
    () => ({
      theme,
      choose(next: ThemeName) {
        localStorage.setItem(KEPT_AS, next);
        setTheme(next);
      },
    }),
    [theme],
  );
  return (
    <Chosen value={choice}>
      <Look theme={theme}>{children}</Look>
    </Chosen>
  );
}

/** Which theme it is, and how to choose the other. */
export function useTheme(): ThemeChoice {
  return useContext(Chosen);
}
