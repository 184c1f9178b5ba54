import { isDay } from '../../../base/day.ts';
import { LIMITS } from '../../../base/limits.ts';
import type { MandatesShown } from '../../../terms/api/event.ts';
import { SignedForm } from '../../deciding/signed-form.tsx';
import { useText } from '../../messages/language.tsx';
import type { RecordShown } from '../../records/records.ts';
import { useMe } from '../../session/session.tsx';
import { useNames, useVocabulary } from '../../session/vocabulary.ts';
import { Checkbox, Select, TextArea, TextField } from '../../ui/fields.tsx';
import { Panel, Stack } from '../../ui/frame.tsx';
import { useForm } from '../../words/prefill.ts';
import { detailOf, EMPTY_FORM, type StatementForm, type StatementRow, wanted } from './statement-groups.ts';

/** As long as the room takes the name of a source. */
const SOURCE_CHARS = 40;
const WORDS_OF = {
  office: 'statements.office',
  saidOn: 'statements.saidOn',
  where: 'statements.where',
  text: 'statements.text',
  source: 'statements.sourceField',
  contradicts: 'statements.contradictsField',
} as const;

type FormProps = {
  readonly sources: MandatesShown['sources'];
  readonly registered: readonly RecordShown<StatementRow>[];
};

/** Registers what an office said. What the address carries stands in the form where nothing was typed. */
export function RegisterForm({ sources, registered }: FormProps) {
  const { t } = useText();
  const name = useNames();
  const { desk, agency } = useMe();
  const [form, setForm, clear] = useForm('statement', EMPTY_FORM);
  const vocabulary = useVocabulary();
  const missing = wanted(form);
  // A guest reads the register; entering in it is the host's.
  if (desk === null || agency.standing === 'guest') return null;
  const set = (change: Partial<StatementForm>) => setForm({ ...form, ...change });
  const known = sources.map(({ id, title }) => `${id}: ${title}`).join('\n');
  return (
    <Panel title={t('statements.form')}>
      <SignedForm
        name={t('statements.form')}
        draft={missing.length > 0 ? null : { kind: 'statement.register', detail: detailOf(form) }}
        missing={missing.map((member) => t(WORDS_OF[member]))}
        label={t('statements.sign')}
        onDone={clear}
      >
        <div className="r-beside r-fields">
          <Select
            label={t('statements.office')}
            hint={t('statements.officeHint')}
            value={form.office}
            empty={t('statements.choose')}
            choices={(vocabulary?.offices ?? []).map(({ id, name: label }) => ({ value: id, label }))}
            onChange={(next) => set({ office: next })}
          />
          <TextField
            label={t('statements.saidOn')}
            hint={t('statements.saidOnHint')}
            error={form.saidOn === '' || isDay(form.saidOn) ? undefined : t('statements.noDay')}
            value={form.saidOn}
            maxLength={10}
            onChange={(next) => set({ saidOn: next })}
          />
          <TextField
            label={t('statements.where')}
            hint={t('statements.whereHint')}
            value={form.where}
            maxLength={LIMITS.lineChars}
            onChange={(next) => set({ where: next })}
          />
          <div title={known}>
            <TextField
              label={t('statements.sourceField')}
              hint={t('statements.sourceHint')}
              value={form.source}
              maxLength={SOURCE_CHARS}
              onChange={(next) => set({ source: next })}
            />
          </div>
        </div>
        <TextArea
          label={t('statements.text')}
          value={form.text}
          maxLength={LIMITS.textChars}
          onChange={(next) => set({ text: next })}
        />
        {registered.length > 0 && (
          <fieldset className="r-fieldset">
            <legend>{t('statements.contradictsField')}</legend>
            <Stack>
              {registered.map(({ row, matter }) => (
                <Checkbox
                  key={row.id}
                  label={`${row.id} · ${name(row.office)} · ${matter.text}`}
                  checked={form.contradicts.includes(row.id)}
                  onChange={(on) => {
                    const others = form.contradicts.filter((id) => id !== row.id);
                    set({ contradicts: on ? [...others, row.id] : others });
                  }}
                />
              ))}
            </Stack>
          </fieldset>
        )}
      </SignedForm>
    </Panel>
  );
}
