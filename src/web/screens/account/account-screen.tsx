import { useState } from 'react';
import * as z from 'zod';
import { LANGUAGES, type Language } from '../../messages/catalog.ts';
import { useLanguage, useText } from '../../messages/language.tsx';
import { useApi } from '../../session/services.tsx';
import { useMe, useSession } from '../../session/session.tsx';
import { KeyTable } from '../../shell/key-table.tsx';
import { useTheme } from '../../shell/theme-choice.tsx';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/fields.tsx';
import { Fact, Facts, Page, Panel, Row, Stack } from '../../ui/frame.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import type { ThemeName } from '../../ui/tokens.ts';
import { KeyPanel } from './key-panel.tsx';
import { PasskeysPanel } from './passkeys-panel.tsx';
import { PasswordPanel } from './password-panel.tsx';
import { ReceiptsPanel } from './receipts-panel.tsx';

const NAMES: Readonly<Record<Language, string>> = { en: 'English', it: 'Italiano' };

/** Who I am here, how I come in, with which key I sign, and how the console looks to me. */
export function AccountScreen() {
  const { t } = useText();
  return (
    <Page title={t('account.title')}>
      <Who />
      <KeyPanel />
      <PasskeysPanel />
      <PasswordPanel />
      <ReceiptsPanel />
      <Looks />
      <Sessions />
    </Page>
  );
}

function Who() {
  const { t } = useText();
  const { person, agency, component, roles, method } = useMe();
  return (
    <Panel title={t('account.who')}>
      <Stack>
        <Facts>
          <Fact name={t('account.person')}>
            <span className="r-mono">{person}</span>
          </Fact>
          <Fact name={t('account.agency')}>{`${agency.name} · ${component.name}`}</Fact>
          <Fact name={t('account.roles')}>{roles.map(({ name }) => name).join(', ')}</Fact>
          <Fact name={t('account.method')}>{t(`account.method.${method}`)}</Fact>
        </Facts>
        <p className="r-dim">{t('account.records')}</p>
      </Stack>
    </Panel>
  );
}

function Looks() {
  const { t } = useText();
  const { theme, choose } = useTheme();
  const { language, choose: chooseLanguage } = useLanguage();
  return (
    <>
      <Panel title={t('account.looks')}>
        <Row>
          <Select<ThemeName>
            label={t('account.theme')}
            value={theme}
            choices={[
              { value: 'dark', label: t('shell.dark') },
              { value: 'light', label: t('shell.light') },
            ]}
            onChange={choose}
          />
          <Select<Language>
            label={t('account.language')}
            value={language}
            choices={LANGUAGES.map((value) => ({ value, label: NAMES[value] }))}
            onChange={chooseLanguage}
          />
        </Row>
      </Panel>
      <Panel title={t('account.keys')}>
        <KeyTable />
      </Panel>
    </>
  );
}

function Sessions() {
  const { t } = useText();
  const api = useApi();
  const { end } = useSession();
  const [sure, setSure] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const leave = async () => {
    try {
      await api.send(z.unknown(), 'DELETE', '/api/session', undefined, { query: { everywhere: true } });
      end({ why: 'signed-out' });
    } catch (failed) {
      setError(failed);
    }
  };
  return (
    <Panel title={t('account.sessions')}>
      <Stack>
        <p className="r-dim">{t('account.everywhereWhy')}</p>
        {error !== null && <ProblemNote error={error} />}
        <Row>
          {sure ? (
            <Button look="danger" onClick={() => void leave()}>
              {t('account.everywhereSure')}
            </Button>
          ) : (
            <Button onClick={() => setSure(true)}>{t('account.everywhere')}</Button>
          )}
        </Row>
      </Stack>
    </Panel>
  );
}
