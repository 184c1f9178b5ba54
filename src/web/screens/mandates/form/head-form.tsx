import type { Problem } from '../../../../mandates/problem.ts';
import type { Value } from '../../../../mandates/yaml-value.ts';
import { useText } from '../../../messages/language.tsx';
import { useNames } from '../../../session/vocabulary.ts';
import { Select, TextField } from '../../../ui/fields.tsx';
import { useDrafting } from '../drafting-context.tsx';
import type { DraftText } from '../editing/draft-text.ts';
import type { Missing } from '../editing/missing.ts';
import { Framed, isWords } from './axis-field.tsx';
import { CheckList } from './check-list.tsx';
import type { ChangeDraft } from './draft-form.tsx';
import { MomentField } from './moment-field.tsx';

type HeadFormProps = {
  readonly draft: DraftText;
  readonly problemsAt: (path: readonly (string | number)[]) => readonly Problem[];
  readonly missing: Missing;
  readonly change: ChangeDraft;
};

/** Who holds the mandate from whom, on what, for how long, and what it leaves open. */
export function HeadForm({ draft, problemsAt, missing, change }: HeadFormProps) {
  const { t } = useText();
  const name = useNames();
  const { scenario } = useDrafting();
  const set = (key: string, value: Value) => change({ do: 'set', path: [key], value });
  const text = (key: string) => textOf(draft.at([key]));
  const wrong = (key: string) => problemsAt([key])[0]?.message;
  const agencies = scenario.vocabulary.agencies.map(({ id }) => ({ value: id, label: name(id) }));
  const agency = (key: 'holder' | 'issuer') => {
    const value = text(key);
    const isKnown = agencies.some((one) => one.value === value);
    return (
      <Select
        label={t(`mandates.${key}`)}
        required
        value={value}
        empty={t('draft.chooseAgency')}
        choices={
          isKnown || value === '' ? agencies : [...agencies, { value, label: t('draft.unknownWord', { word: value }) }]
        }
        error={wrong(key)}
        onChange={(next) => set(key, next)}
      />
    );
  };
  const questions = draft.at(['openQuestions']);
  return (
    <div className="r-draft-head">
      <TextField
        label={t('draft.title')}
        required
        hint={missing.title ? t('draft.stillToWrite') : undefined}
        value={text('title')}
        error={wrong('title')}
        onChange={(next) => set('title', next)}
      />
      <div className="r-draft-grid">
        <TextField
          label={t('draft.id')}
          required
          value={text('mandate')}
          error={wrong('mandate')}
          onChange={(next) => set('mandate', next)}
        />
        <TextField
          label={t('mandates.version')}
          required
          value={text('version')}
          error={wrong('version')}
          onChange={(next) => set('version', /^[1-9]\d{0,8}$/.test(next) ? Number(next) : next)}
        />
        {agency('holder')}
        {agency('issuer')}
        {(['from', 'until'] as const).map((end) => (
          <MomentField
            key={end}
            label={t(`draft.${end}`)}
            value={draft.at([end])}
            whenEmpty={t(end === 'from' ? 'draft.noFrom' : 'draft.noUntil')}
            error={wrong(end)}
            onChange={(next) => set(end, next)}
          />
        ))}
      </div>
      <TextField
        label={t('mandates.instrument')}
        value={text('instrument')}
        hint={t('draft.instrumentHint')}
        error={wrong('instrument')}
        onChange={(next) => set('instrument', next === '' ? null : next)}
      />
      <Framed label={t('draft.openQuestions')} problems={problemsAt(['openQuestions'])}>
        <CheckList
          label={t('draft.openQuestions')}
          choices={scenario.questions.map(({ id, text: asked }) => ({ value: id, label: id, note: asked.trim() }))}
          chosen={isWords(questions) ? questions : []}
          onChange={(next) => set('openQuestions', [...next])}
        />
      </Framed>
    </div>
  );
}

/** A text or number as a field shows it. */
export function textOf(value: Value | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
