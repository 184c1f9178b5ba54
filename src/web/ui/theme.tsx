import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, MantineProvider } from '@mantine/core';
import '@mantine/core/styles.css';
import './console.css';
import type { ReactNode } from 'react';
import { cssVariables, THEMES, type ThemeName } from './tokens.ts';

const { accent } = THEMES.dark;
const ACCENTS: MantineColorsTuple = [accent, accent, accent, accent, accent, accent, accent, accent, accent, accent];

const theme = createTheme({
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'var(--r-mono)',
  primaryColor: 'accent',
  colors: { accent: ACCENTS },
  defaultRadius: 3,
  fontSizes: { xs: '11px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  respectReducedMotion: true,
});

/** Mantine's own variables, led back to ours: its defaults fail our contrast. */
const LED_BACK = {
  '--mantine-color-body': 'var(--r-ground)',
  '--mantine-color-text': 'var(--r-text)',
  '--mantine-color-dimmed': 'var(--r-dim)',
  '--mantine-color-placeholder': 'var(--r-dim)',
  '--mantine-color-error': 'var(--r-critical)',
  '--mantine-color-anchor': 'var(--r-accent)',
  '--mantine-color-default': 'var(--r-raised)',
  '--mantine-color-default-hover': 'var(--r-chosen)',
  '--mantine-color-default-color': 'var(--r-text)',
  '--mantine-color-default-border': 'var(--r-edge)',
  '--mantine-color-disabled': 'var(--r-ground)',
  '--mantine-color-disabled-color': 'var(--r-dim)',
  '--mantine-primary-color-filled': 'var(--r-accent)',
  '--mantine-primary-color-filled-hover': 'var(--r-accent)',
  '--mantine-primary-color-contrast': 'var(--r-on-accent)',
};

const resolver: CSSVariablesResolver = () => ({
  variables: {},
  dark: { ...cssVariables('dark'), ...LED_BACK },
  light: { ...cssVariables('light'), ...LED_BACK },
});

/** The nonce that the page came with; styles that components write bear it (server/console/console-routes.ts). */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** The look of everything inside: `theme` dark or light. */
export function Look({ theme: name, children }: { readonly theme: ThemeName; readonly children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolver}
      forceColorScheme={name}
      getStyleNonce={styleNonce}
      deduplicateCssVariables
    >
      {children}
    </MantineProvider>
  );
}
