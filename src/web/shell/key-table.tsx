import { type KeyboardEvent, useState } from 'react';
import { useText } from '../messages/language.tsx';
import { Button } from '../ui/button.tsx';
import { Kbd, Stack } from '../ui/frame.tsx';
import { Table } from '../ui/table.tsx';
import { KEY_ACTIONS, type KeyAction, pressedKey, remapped, STANDARD_KEYS } from './key-map.ts';
import { useKeyMap } from './keys.tsx';

/** Which key does what; a key's button takes another. */
export function KeyTable() {
  const { t } = useText();
  const { map, setMap } = useKeyMap();
  const [choosing, setChoosing] = useState<KeyAction | null>(null);
  const choose = (action: KeyAction) => (event: KeyboardEvent) => {
    if (choosing !== action) return;
    if (event.key === 'Tab' || event.key === 'Escape') return setChoosing(null);
    const key = pressedKey(event);
    if (key === undefined) return;
    event.preventDefault();
    setMap(remapped(map, action, key));
    setChoosing(null);
  };
  return (
    <Stack>
      <p className="r-dim">{t('shell.keysHeld')}</p>
      <Table
        label={t('shell.help')}
        rows={KEY_ACTIONS}
        keyOf={(action) => action}
        columns={[
          { id: 'action', head: t('shell.keyDoes'), cell: (action) => t(`key.${action}`) },
          {
            id: 'key',
            head: t('shell.key'),
            narrow: true,
            cell: (action) => (
              <Button
                look="quiet"
                aria-label={t(`key.${action}`)}
                onClick={() => setChoosing(action)}
                onKeyDown={choose(action)}
                onBlur={() => setChoosing(null)}
              >
                {choosing === action ? t('shell.pressKey') : <Kbd>{keyName(map[action])}</Kbd>}
              </Button>
            ),
          },
        ]}
      />
      <div>
        <Button onClick={() => setMap(STANDARD_KEYS)}>{t('shell.keyDefault')}</Button>
      </div>
    </Stack>
  );
}

function keyName(key: string): string {
  const mod = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl';
  if (key === STANDARD_KEYS.help) return '?';
  return key
    .replace('$mod', mod)
    .replace('Control', 'Ctrl')
    .replace(/\b[a-z]$/, (letter) => letter.toUpperCase());
}
