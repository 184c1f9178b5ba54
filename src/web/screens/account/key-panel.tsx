import { useState } from 'react';
import { useRoom } from '../../live/room-clock.tsx';
import { useText } from '../../messages/language.tsx';
import { keyPlace } from '../../session/kept.ts';
import { useMe } from '../../session/session.tsx';
import { useSigningKey } from '../../signing/acting.tsx';
import { type BrowserKey, makeLiveKey } from '../../signing/browser-key.ts';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts, Panel, Stack } from '../../ui/frame.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { enrolmentCode } from './enrolment-code.ts';

/** The key with which this browser signs: which it is, where it is kept, and what the registrar needs to attest it. */
export function KeyPanel() {
  const { t } = useText();
  const { mode } = useRoom();
  const me = useMe();
  const here = useSigningKey();
  const [made, setMade] = useState<BrowserKey | null>(null);
  const key = made ?? here;
  const fits = key !== undefined && key.id === me.key;
  return (
    <Panel title={t('account.key')}>
      <Stack>
        <Facts>
          <Fact name={t('account.keyId')}>
            <span className="r-mono">{me.key}</span>
          </Fact>
          <Fact name={t('account.keyHere')}>
            {key === undefined ? null : (
              <>
                <span className="r-mono">{key.id}</span>{' '}
                {fits && (
                  <Mark icon="check" tone="dim">
                    {t('account.keyFits')}
                  </Mark>
                )}
              </>
            )}
          </Fact>
        </Facts>
        {mode === 'exercise' && <p className="r-dim">{t('account.keyExercise')}</p>}
        {mode === 'live' && key !== undefined && <p className="r-dim">{t('account.keyLive')}</p>}
        {key === undefined && (
          <Notice icon="triangle" tone="warning">
            {t('account.keyNone')}
          </Notice>
        )}
        {key !== undefined && !fits && (
          <Notice icon="triangle" tone="warning">
            {t('account.keyOther')}
          </Notice>
        )}
        {mode === 'live' && key === undefined && (
          <div>
            <Button onClick={() => void makeLiveKey(keyPlace, me.person).then(setMade)}>{t('account.makeKey')}</Button>
          </div>
        )}
        {mode === 'live' && key !== undefined && !fits && <ForRegistrar publicKey={key.publicKey} />}
      </Stack>
    </Panel>
  );
}

function ForRegistrar({ publicKey }: { readonly publicKey: string }) {
  const { t } = useText();
  const { person, agency, component, roles } = useMe();
  const code = enrolmentCode({
    person,
    agency: agency.id,
    component: component.id,
    roles: roles.map(({ id }) => id),
    publicKey,
  });
  return (
    <>
      <p>{t('account.codeWhy')}</p>
      <output className="r-mono r-pre" aria-label={t('account.code')}>
        {`npx remit enrol ${code} --registrar FILE --url ${window.location.origin}`}
      </output>
    </>
  );
}
