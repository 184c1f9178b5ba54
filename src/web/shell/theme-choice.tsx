import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { Look } from '../ui/theme.tsx';
import type { ThemeName } from '../ui/tokens.ts';

const KEPT_AS = 'remit.theme';
type ThemeChoice = { readonly theme: ThemeName; readonly choose: (theme: ThemeName) => void };
const Chosen = createContext<ThemeChoice>({ theme: 'dark', choose: () => undefined });

/** As it was chosen in this browser; on the first visit as the browser is set. */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const [theme, setTheme] = useState<ThemeName>(firstTheme);
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

function firstTheme(): ThemeName {
  const kept = localStorage.getItem(KEPT_AS);
  if (kept === 'dark' || kept === 'light') return kept;
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

/** Which theme it is, and how to choose the other. */
export function useTheme(): ThemeChoice {
  return useContext(Chosen);
}
