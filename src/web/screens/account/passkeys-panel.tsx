import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type * as z from 'zod';
import { PasskeyCreationOptions, PasskeysAnswer } from '../../../terms/api/session.ts';
import { useText } from '../../messages/language.tsx';
import { RoomProblem, RoomUnreachable } from '../../session/api.ts';
import { useApi } from '../../session/services.tsx';
import { useMe, useSession } from '../../session/session.tsx';
import { useAccountSignature } from '../../signing/account-signature.ts';
import { Button } from '../../ui/button.tsx';
import { dayAndTime } from '../../ui/date-time.ts';
import { TextField } from '../../ui/fields.tsx';
import { EmptyState, Panel, Row, Stack } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { isAddress } from './enrolment-code.ts';

type Passkey = z.infer<typeof PasskeysAnswer>['passkeys'][number];
const LABEL_CHARS = 60;

/** The passkeys of the person: what they are for, which there are, adding and removing. */
export function PasskeysPanel() {
  const { t } = useText();
  const { ways } = useSession();
  const { passkeys } = useMe();
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const { hostname } = window.location;
  const changed = async () => {
    setError(null);
    await queries.invalidateQueries({ queryKey: ['/api/session'] });
  };
  return (
    <Panel title={t('account.passkeys')}>
      <Stack>
        <p className="r-dim">{t('account.passkeysWhy')}</p>
        {!ways.passkeys && (
          <p>{isAddress(hostname) ? t('account.passkeysAddress', { host: hostname }) : t('account.passkeysNot')}</p>
        )}
        {passkeys.length === 0 && <EmptyState>{t('account.passkeysNone')}</EmptyState>}
        <ul className="r-list">
          {passkeys.map((passkey) => (
            <Kept key={passkey.id} passkey={passkey} onChanged={changed} onError={setError} />
          ))}
        </ul>
        {error !== null && <WhyNot error={error} />}
        {ways.passkeys && <Adding onChanged={changed} onError={setError} />}
      </Stack>
    </Panel>
  );
}

type ChangeProps = { readonly onChanged: () => Promise<void>; readonly onError: (error: unknown) => void };

function Kept({ passkey, onChanged, onError }: ChangeProps & { readonly passkey: Passkey }) {
  const { t } = useText();
  const api = useApi();
  const [sure, setSure] = useState(false);
  const { id, label, made } = passkey;
  const remove = async () => {
    try {
      await api.send(PasskeysAnswer, 'DELETE', `/api/account/passkey/${encodeURIComponent(id)}`);
      await onChanged();
    } catch (error) {
      onError(error);
    }
  };
  return (
    <li>
      <Row>
        <bdi>{label}</bdi>
        <span className="r-dim">{t('account.made', { day: `${dayAndTime(made, 'UTC')}Z` })}</span>
        <Button
          look={sure ? 'danger' : 'quiet'}
          aria-label={sure ? t('account.removeSure') : t('account.remove', { label })}
          onClick={() => (sure ? void remove() : setSure(true))}
        >
          {t(sure ? 'account.removeSure' : 'account.removeShort')}
        </Button>
      </Row>
    </li>
  );
}

function Adding({ onChanged, onError }: ChangeProps) {
  const { t } = useText();
  const api = useApi();
  const { passkeys } = useMe();
  const signed = useAccountSignature();
  const [label, setLabel] = useState('');
  const [busy, setBusy] = useState(false);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const [{ startRegistration }, optionsJSON] = await Promise.all([
        import('@simplewebauthn/browser'),
        api.send(PasskeyCreationOptions, 'POST', '/api/account/passkey/options'),
      ]);
      const { id, rawId, response } = await startRegistration({ optionsJSON });
      const { clientDataJSON, attestationObject } = response;
      const created = { id, rawId, type: 'public-key', response: { clientDataJSON, attestationObject } };
      const { challenge } = optionsJSON;
      const isFirst = passkeys.length === 0;
      const byKey = isFirst ? await signed('first-passkey', { challenge, passkey: id }) : undefined;
      await api.send(PasskeysAnswer, 'POST', '/api/account/passkey', { label: label.trim(), created, byKey });
      setLabel('');
      await onChanged();
    } catch (error) {
      onError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form aria-label={t('account.add')} onSubmit={(event) => void add(event)}>
      <Row>
        <TextField label={t('account.label')} value={label} maxLength={LABEL_CHARS} onChange={setLabel} />
        <Button submit disabled={busy || label.trim() === ''}>
          {t('account.add')}
        </Button>
      </Row>
    </form>
  );
}

/** The room's no in its words; the browser's in its own. */
function WhyNot({ error }: { readonly error: unknown }) {
  const { t } = useText();
  if (error instanceof RoomProblem || error instanceof RoomUnreachable) return <ProblemNote error={error} />;
  return (
    <div role="alert">
      <Mark icon="triangle" tone="warning">
        {t('account.passkeyFailed', { reason: error instanceof Error ? error.message : String(error) })}
      </Mark>
    </div>
  );
}
