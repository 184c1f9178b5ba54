import { useState } from 'react';
import { PersonId } from '../../../terms/act.ts';
import { readingHeader, readingText } from '../../../terms/api/reading.ts';
import { SessionAnswer } from '../../../terms/api/session.ts';
import { useRoom, useRoomClock } from '../../live/room-clock.tsx';
import { useText } from '../../messages/language.tsx';
import { keyPlace } from '../../session/kept.ts';
import { useApi } from '../../session/services.tsx';
import { useSession } from '../../session/session.tsx';
import { type BrowserKey, exerciseKey, liveKey, makeLiveKey, signText } from '../../signing/browser-key.ts';
import { base64url, utf8 } from '../../signing/bytes.ts';
import { Button } from '../../ui/button.tsx';
import { Panel, Stack } from '../../ui/frame.tsx';
import { enrolmentCode } from '../account/enrolment-code.ts';

type PartProps = { readonly person: string; readonly onError: (error: unknown) => void };

/** The key with which a person signs, in this browser: made here, enrolled by the registrar, and then a way in of its own. */
export function BrowserKeyPart({ person, onError }: PartProps) {
  const { t } = useText();
  const { mode, scenario, origin } = useRoom();
  const clock = useRoomClock();
  const api = useApi();
  const { enter } = useSession();
  const [made, setMade] = useState<{ readonly key: BrowserKey; readonly whose: string } | 'none' | null>(null);
  const named = PersonId.safeParse(person).success;
  const signIn = async () => {
    const key = mode === 'exercise' ? await exerciseKey(scenario, person) : await liveKey(keyPlace, person);
    if (key === undefined) return setMade('none');
    const nonce = base64url(crypto.getRandomValues(new Uint8Array(16)));
    const at = Math.floor(clock.now());
    const to = window.location.origin;
    const reading = { at, ledger: origin, mode, nonce, person, purpose: 'sign-in', to, v: 2 } as const;
    const signed = { key: key.id, signature: await signText(key, readingText(reading)) };
    const header = readingHeader(reading, signed, (text) => base64url(utf8(text)));
    enter(await api.send(SessionAnswer, 'POST', '/api/sign-in/key', { reading: header, want: 'session' }));
  };
  return (
    <Panel title={t('signIn.keyTitle')}>
      <Stack>
        <Button disabled={!named} onClick={() => void signIn().catch(onError)}>
          {t('signIn.byKey')}
        </Button>
        {made === 'none' && (
          <>
            <p>{t('signIn.keyNone')}</p>
            <Button
              onClick={() => void makeLiveKey(keyPlace, person).then((key) => setMade({ key, whose: person }), onError)}
            >
              {t('signIn.makeKey')}
            </Button>
          </>
        )}
        {made !== null && made !== 'none' && (
          <>
            <p>{t('signIn.keyMade')}</p>
            <output className="r-mono r-pre" aria-label={t('signIn.keyLine')}>
              {`npx remit enrol ${enrolmentCode({ person: made.whose, publicKey: made.key.publicKey })} --agency … --component … --roles … --registrar …`}
            </output>
          </>
        )}
      </Stack>
    </Panel>
  );
}
