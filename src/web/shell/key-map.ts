/** What keys can do anywhere in the console, with their standard keys (tinykeys' notation). */
export const STANDARD_KEYS = {
  newLine: 'n',
  next: 'j',
  previous: 'k',
  help: 'Shift+?',
  search: '$mod+k',
} as const;
export type KeyAction = keyof typeof STANDARD_KEYS;
export const KEY_ACTIONS = Object.keys(STANDARD_KEYS) as KeyAction[];

export type KeyMap = Readonly<Record<KeyAction, string>>;
const KEPT_AS = 'remit.keys';

/** Keys that move or end things in a browser or a form and are nobody's to take. */
const NOT_TAKEN = ['Tab', 'Enter', 'Escape', ' ', 'Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Process'];

/** The keys of this browser: the standard ones, and what was chosen instead. Whatever is kept and makes no sense is left out. */
export function readKeyMap(storage: Pick<Storage, 'getItem'>): KeyMap {
  let kept: unknown;
  try {
    kept = JSON.parse(storage.getItem(KEPT_AS) ?? '{}');
  } catch {
    kept = {};
  }
  const own = typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {};
  const map: Record<KeyAction, string> = { ...STANDARD_KEYS };
  for (const action of KEY_ACTIONS) {
    const key = Object.hasOwn(own, action) ? own[action] : undefined;
    if (typeof key === 'string' && key.length > 0 && key.length < 40) map[action] = key;
  }
  return map;
}

/** Keeps another key for an action; what had this key before takes the one that becomes free. */
export function remapped(map: KeyMap, action: KeyAction, key: string): KeyMap {
  const held = KEY_ACTIONS.find((other) => map[other] === key);
  return { ...map, ...(held === undefined ? {} : { [held]: map[action] }), [action]: key };
}

/** Writes the keys of this browser. */
export function keepKeyMap(storage: Pick<Storage, 'setItem'>, map: KeyMap): void {
  storage.setItem(KEPT_AS, JSON.stringify(map));
}

/** A pressed key in tinykeys' notation, or undefined where it cannot be an action's. */
export function pressedKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string | undefined {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (NOT_TAKEN.includes(key)) return undefined;
  const modifiers = [ctrlKey && 'Control', metaKey && 'Meta', altKey && 'Alt', shiftKey && 'Shift'].filter(Boolean);
  return [...modifiers, key.length === 1 ? key.toLowerCase() : key].join('+');
}
