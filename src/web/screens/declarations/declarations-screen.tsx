import './declarations.css';
import { LIMITS } from '../../../base/limits.ts';
import { SignedForm } from '../../deciding/signed-form.tsx';
import { useText } from '../../messages/language.tsx';
import { TextArea, TextField } from '../../ui/fields.tsx';
import { Page, Panel } from '../../ui/frame.tsx';
import { Split } from '../../ui/split.tsx';
import { useForm } from '../../words/prefill.ts';
import { AlertList, RaiseAlert, SoundTest } from './alerts-part.tsx';
import { DeclarationList } from './declaration-list.tsx';

const EMPTY = { state: '', text: '' };

/** What concerns every desk: declarations with who has and has not acknowledged, and alerts. */
export function DeclarationsScreen() {
  const { t } = useText();
  return (
    <Page title={t('declarations.title')}>
      <Split
        main={
          <>
            <AlertList />
            <DeclarationList />
          </>
        }
        side={
          <>
            <Panel title={t('alerts.raiseTitle')}>
              <RaiseAlert />
            </Panel>
            <Panel title={t('declarations.make')}>
              <MakeDeclaration />
            </Panel>
            <Panel title={t('alerts.sounds')}>
              <SoundTest />
            </Panel>
          </>
        }
      />
    </Page>
  );
}

function MakeDeclaration() {
  const { t } = useText();
  const [form, setForm, clear] = useForm('declaration', EMPTY, 'declaration.make');
  const { state, text } = form;
  const missing = [
    ...(state.trim() === '' ? [t('declarations.missing.state')] : []),
    ...(text.trim() === '' ? [t('declarations.missing.text')] : []),
  ];
  return (
    <SignedForm
      name={t('declarations.make')}
      draft={missing.length > 0 ? null : { kind: 'declaration.make', detail: { state, text } }}
      missing={missing}
      label={t('declarations.sign')}
      onDone={clear}
    >
      <p className="r-dim">{t('declarations.every')}</p>
      <TextField
        label={t('declarations.state')}
        value={state}
        maxLength={LIMITS.lineChars}
        onChange={(next) => setForm({ ...form, state: next })}
      />
      <TextArea
        label={t('declarations.text')}
        value={text}
        maxLength={LIMITS.textChars}
        onChange={(next) => setForm({ ...form, text: next })}
      />
    </SignedForm>
  );
}
