import { LIMITS } from '../../../base/limits.ts';
import { SignedForm } from '../../deciding/signed-form.tsx';
import { useCategoryName } from '../../messages/category-name.ts';
import { useText } from '../../messages/language.tsx';
import { useVocabulary } from '../../session/vocabulary.ts';
import { Checkbox, Select, TextArea, TextField } from '../../ui/fields.tsx';
import { Stack } from '../../ui/frame.tsx';
import { useForm } from '../../words/prefill.ts';
import { PlaceField } from '../../words/word-fields.tsx';
import {
  EMPTY_INCIDENT,
  GRAVITIES,
  type IncidentForm,
  incidentDraft,
  METHANE,
  methaneText,
  missingOfIncident,
} from './incident-form.ts';

type Change = (changed: Partial<IncidentForm>) => void;

/** Opens an incident; the text is free, or composed by the seven prompts of M/ETHANE. */
export function OpenIncident() {
  const { t } = useText();
  const categoryName = useCategoryName();
  const [form, setForm, clear] = useForm('incident', EMPTY_INCIDENT);
  const change: Change = (changed) => setForm({ ...form, ...changed });
  const categories = useVocabulary()?.incidentCategories ?? [];
  const composed = useMethaneText(form);
  const text = form.methane ? composed : form.text;
  const missing = missingOfIncident(form, text);
  const draft = incidentDraft(form, text);
  return (
    <SignedForm
      name={t('incidents.open')}
      draft={missing.length > 0 ? null : draft}
      previewDraft={draft}
      missing={draft === null ? missing.map((field) => t(`incidents.missing.${field}`)) : []}
      label={t('incidents.sign')}
      onDone={clear}
    >
      <TextField
        label={t('incidents.name')}
        value={form.title}
        maxLength={LIMITS.lineChars}
        onChange={(title) => change({ title })}
      />
      <Select
        label={t('incidents.category')}
        value={form.category}
        empty={t('incidents.chooseCategory')}
        choices={categories.map((value) => ({ value, label: categoryName(value) }))}
        onChange={(category) => change({ category })}
      />
      <Select
        label={t('incidents.gravity')}
        value={form.gravity}
        choices={GRAVITIES.map((value) => ({ value, label: t(`gravity.${value}`) }))}
        onChange={(gravity) => change({ gravity })}
      />
      <PlaceField label={t('incidents.place')} value={form.place} onChange={(place) => change({ place })} />
      <Checkbox label={t('incidents.methane')} checked={form.methane} onChange={(methane) => change({ methane })} />
      {form.methane ? (
        <MethaneFields form={form} change={change} text={composed} />
      ) : (
        <TextArea
          label={t('incidents.text')}
          value={form.text}
          maxLength={LIMITS.textChars}
          onChange={(next) => change({ text: next })}
        />
      )}
    </SignedForm>
  );
}

function useMethaneText(form: IncidentForm): string {
  const { t } = useText();
  const { major, ...rest } = form;
  const labels = Object.fromEntries(METHANE.map((prompt) => [prompt, t(`methane.${prompt}`)]));
  const answer = major === 'yes' || major === 'no' ? t(`methane.${major}`) : '';
  return methaneText(
    { ...rest, major: answer },
    { ...(labels as Record<(typeof METHANE)[number], string>), unknown: t('methane.unknown') },
  );
}

type MethaneProps = { readonly form: IncidentForm; readonly change: Change; readonly text: string };

function MethaneFields({ form, change, text }: MethaneProps) {
  const { t } = useText();
  return (
    <Stack>
      {METHANE.map((prompt) =>
        prompt === 'major' ? (
          <Select
            key={prompt}
            label={t('methane.major')}
            value={form.major}
            empty={t('methane.unknown')}
            choices={[
              { value: 'yes', label: t('methane.yes') },
              { value: 'no', label: t('methane.no') },
            ]}
            // A major incident is declared as such, and is then of that gravity.
            onChange={(major) => change(major === 'yes' ? { major, gravity: 'major' } : { major })}
          />
        ) : (
          <TextField
            key={prompt}
            label={t(`methane.${prompt}`)}
            value={form[prompt]}
            maxLength={LIMITS.lineChars}
            onChange={(value) => change({ [prompt]: value })}
          />
        ),
      )}
      <section aria-label={t('incidents.composed')}>
        <span className="r-dim">{t('incidents.composed')}</span>
        <div className="r-pre r-clause">{text}</div>
      </section>
    </Stack>
  );
}
