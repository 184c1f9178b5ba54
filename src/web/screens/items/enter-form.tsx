import { LIMITS } from '../../../base/limits.ts';
import { SignedForm } from '../../deciding/signed-form.tsx';
import { useText } from '../../messages/language.tsx';
import { HANDLINGS } from '../../records/room-rows.ts';
import { Checkbox, Select, TextArea, TextField } from '../../ui/fields.tsx';
import { TimeField, useReadTime } from '../../ui/time-field.tsx';
import { useForm } from '../../words/prefill.ts';
import { EMPTY_ITEM, INFORMATION, type ItemForm, itemDraft, missingOfItem, NO_TEXT, SOURCES } from './item-form.ts';

const EXPIRY_PICKS = ['+4h', '+1d', '+7d'];

/** Enters an assessment or a piece of intelligence; it is the agency's of whoever enters it. */
export function EnterItem() {
  const { t } = useText();
  const [form, setForm, clear] = useForm('item', EMPTY_ITEM);
  const change = (changed: Partial<ItemForm>) => setForm({ ...form, ...changed });
  const expires = useReadTime('ahead')(form.expires);
  const missing = missingOfItem(form, expires);
  const ready = expires !== undefined && missing.length === 0;
  return (
    <SignedForm
      name={t('items.enter')}
      draft={ready ? itemDraft(form, expires, form.text) : null}
      previewDraft={expires === undefined ? null : itemDraft(form, expires, NO_TEXT)}
      missing={missing.map((field) => t(`items.missing.${field}`))}
      label={t('items.signEnter')}
      onDone={clear}
    >
      <TextField
        label={t('items.name')}
        hint={t('items.nameHint')}
        value={form.title}
        maxLength={LIMITS.lineChars}
        onChange={(title) => change({ title })}
      />
      <TextArea
        label={t('items.text')}
        hint={t('items.textHint')}
        value={form.text}
        rows={5}
        maxLength={LIMITS.textChars}
        onChange={(text) => change({ text })}
      />
      <Select
        label={t('items.handling')}
        value={form.handling}
        choices={HANDLINGS.map((value) => ({ value, label: t(`items.handling.${value}`) }))}
        onChange={(handling) => change({ handling })}
      />
      <Checkbox
        label={t('items.control')}
        hint={t('items.controlHint')}
        checked={form.originatorControl}
        onChange={(originatorControl) => change({ originatorControl })}
      />
      <Select
        label={t('items.source')}
        value={form.source}
        choices={SOURCES.map((value) => ({ value, label: t(`items.source.${value}`) }))}
        onChange={(source) => change({ source })}
      />
      <Select
        label={t('items.information')}
        value={form.information}
        choices={INFORMATION.map((value) => ({ value, label: t(`items.information.${value}`) }))}
        onChange={(information) => change({ information })}
      />
      <TimeField
        label={t('items.expires')}
        value={form.expires}
        lies="ahead"
        whenEmpty={t('items.expiresHint')}
        picks={EXPIRY_PICKS}
        onChange={(next) => change({ expires: next })}
      />
    </SignedForm>
  );
}
