/** The colours of one theme by what they are for. Normal is grey; the last four are for what is abnormal, always beside a shape and a word. */
export type Tokens = {
  /** Behind everything; panels; what is raised over them (menus, rows under the pointer); what is chosen. */
  readonly ground: string;
  readonly panel: string;
  readonly raised: string;
  /** In fields that can be typed in; one that cannot has the ground's colour. */
  readonly field: string;
  readonly chosen: string;
  /** Lines between things, and edges of fields (which must be seen: 3:1). */
  readonly line: string;
  readonly edge: string;
  readonly text: string;
  readonly dim: string;
  /** Links, focus and the one main button; what stands on it. */
  readonly accent: string;
  readonly onAccent: string;
  readonly critical: string;
  readonly warning: string;
  readonly outside: string;
  /** The mark of a live room, so that nobody takes it for an exercise; what stands on it. */
  readonly live: string;
  readonly onLive: string;
};
export type TokenName = keyof Tokens;
export type ThemeName = 'dark' | 'light';

export const THEMES: Readonly<Record<ThemeName, Tokens>> = {
  dark: {
    ground: '#0f1216',
    panel: '#161a20',
    raised: '#1e242c',
    field: '#1e242c',
    chosen: '#212b36',
    line: '#333b46',
    edge: '#76818f',
    text: '#d5dae1',
    dim: '#9ba5b3',
    accent: '#8ab4e8',
    onAccent: '#0b1118',
    critical: '#ff5c5c',
    warning: '#f0b429',
    outside: '#c9a6ff',
    live: '#ff5c5c',
    onLive: '#160505',
  },
  light: {
    ground: '#f1f3f5',
    panel: '#ffffff',
    raised: '#e9edf1',
    field: '#ffffff',
    chosen: '#d7e4f3',
    line: '#c3cad3',
    edge: '#6f7986',
    text: '#1b2129',
    dim: '#4f5966',
    accent: '#1d5a9f',
    onAccent: '#ffffff',
    critical: '#ab1418',
    warning: '#6f4a00',
    outside: '#6236a6',
    live: '#ab1418',
    onLive: '#ffffff',
  },
};

const GROUNDS: readonly TokenName[] = ['ground', 'panel', 'raised', 'field', 'chosen'];
const TEXTS: readonly TokenName[] = ['text', 'dim', 'accent', 'critical', 'warning', 'outside'];

/** Text and ground pairs that occur, each at least 4.5:1 (WCAG 2.2, 1.4.3). */
export const TEXT_PAIRS: readonly (readonly [TokenName, TokenName])[] = [
  ...TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)),
  ['onAccent', 'accent'],
  ['onLive', 'live'],
];

/** Edges of fields and the focus ring on what is behind them, each at least 3:1 (WCAG 2.2, 1.4.11). */
export const EDGE_PAIRS: readonly (readonly [TokenName, TokenName])[] = (['edge', 'accent'] as const).flatMap((edge) =>
  GROUNDS.map((ground) => [edge, ground] as const),
);

/** The contrast of two colours `#rrggbb`, 1 to 21 (WCAG 2.2, relative luminance). */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** The theme as CSS variables, `--r-ground` and so on. */
export function cssVariables(theme: ThemeName): Record<string, string> {
  return Object.fromEntries(Object.entries(THEMES[theme]).map(([name, colour]) => [`--r-${kebab(name)}`, colour]));
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function luminance(colour: string): number {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(colour);
  if (parts === null) throw new RangeError(`\`${colour}\` is no colour`);
  const [red = 0, green = 0, blue = 0] = parts.slice(1).map((hex) => {
    const share = Number.parseInt(hex, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
