import { WRITTEN_AXES } from '../../../../mandates/clause-schema.ts';
import type { Problem } from '../../../../mandates/problem.ts';
import type { Value } from '../../../../mandates/yaml-value.ts';
import { useText } from '../../../messages/language.tsx';
import { usePhrase } from '../../../session/vocabulary.ts';
import { Button } from '../../../ui/button.tsx';
import { Select, TextArea, TextField } from '../../../ui/fields.tsx';
import { Row } from '../../../ui/frame.tsx';
import { useDrafting } from '../drafting-context.tsx';
import type { DraftText } from '../editing/draft-text.ts';
import { AxisField, Framed, isWords } from './axis-field.tsx';
import { CheckList } from './check-list.tsx';
import type { ChangeDraft } from './draft-form.tsx';
import { textOf } from './head-form.tsx';
import { TimeWindows } from './time-windows.tsx';
import { ZonesField } from './zones-field.tsx';

const EFFECTS = ['permit', 'permit-with-approval', 'forbid'] as const;
const BASES = ['instrument', 'assumption'] as const;

type ClauseFormProps = {
  readonly draft: DraftText;
  /** Its place in the list of clauses. */
  readonly position: number;
  readonly problemsAt: (path: readonly (string | number)[]) => readonly Problem[];
  readonly change: ChangeDraft;
  readonly onCopy: () => void;
  readonly onRemove: () => void;
};

/** One clause: what it does, in whose words, on what it rests, and every axis of the acts that it is about. */
export function ClauseForm({ draft, position, problemsAt, change, onCopy, onRemove }: ClauseFormProps) {
  const { t } = useText();
  const at = (key: string) => draft.at(['clauses', position, key]);
  const problems = (key: string) => problemsAt(['clauses', position, key]);
  const wrong = (key: string) => problems(key)[0]?.message;
  const set = (key: string, value: Value | undefined) => {
    const path = ['clauses', position, key];
    change(value === undefined ? { do: 'remove', path } : { do: 'set', path, value });
  };
  const effect = textOf(at('effect'));
  const isForbid = effect === 'forbid';
  const unstated = isForbid ? [] : WRITTEN_AXES.filter((axis) => at(axis) === undefined);
  const choices = <Word extends string>(words: readonly Word[], key: string, label: (word: Word) => string) => {
    const value = textOf(at(key));
    const known = words.map((word) => ({ value: word as string, label: label(word) }));
    const isKnown = value === '' || known.some((one) => one.value === value);
    return isKnown ? known : [...known, { value, label: t('draft.unknownWord', { word: value }) }];
  };
  return (
    <div className="r-clause-form">
      <div className="r-draft-grid">
        <TextField
          label={t('draft.clauseId')}
          required
          value={textOf(at('id'))}
          error={wrong('id')}
          onChange={(next) => set('id', /^(0|[1-9]\d{0,8})$/.test(next) ? Number(next) : next)}
        />
        <Select
          label={t('draft.effect')}
          required
          value={effect}
          choices={choices(EFFECTS, 'effect', (word) => t(`mandates.${word}`))}
          error={wrong('effect')}
          onChange={(next) => set('effect', next)}
        />
        <Select
          label={t('draft.basis')}
          required
          value={textOf(at('basis'))}
          choices={choices(BASES, 'basis', (word) => t(`mandates.basis.${word}`))}
          error={wrong('basis')}
          onChange={(next) => set('basis', next)}
        />
      </div>
      <TextArea
        label={t('draft.text')}
        required
        hint={t('draft.textHint')}
        value={textOf(at('text'))}
        error={wrong('text')}
        rows={2}
        onChange={(next) => set('text', next)}
      />
      <SourcesField value={at('source')} problems={problems('source')} onChange={(next) => set('source', next)} />
      {unstated.length > 0 && (
        <Row>
          <span className="r-warning">{t('draft.unstated', { count: unstated.length })}</span>
          <Button onClick={() => change(...unstated.map((axis) => anyOf(position, axis)))}>
            {t('draft.stateAny')}
          </Button>
        </Row>
      )}
      <div className="r-axes">
        <AxisField
          axis="activity"
          value={at('activity')}
          optional={false}
          problems={problems('activity')}
          onChange={(next) => set('activity', next)}
        />
        <AxisField
          axis="agency"
          value={at('agency')}
          optional
          problems={problems('agency')}
          onChange={(next) => set('agency', next)}
        />
        {WRITTEN_AXES.map((axis) => {
          const props = { value: at(axis), optional: isForbid, problems: problems(axis) };
          const onChange = (next: Value | undefined) => set(axis, next);
          if (axis === 'zones') return <ZonesField key={axis} {...props} onChange={onChange} />;
          if (axis === 'time') return <TimeWindows key={axis} {...props} onChange={onChange} />;
          return <AxisField key={axis} axis={axis} {...props} onChange={onChange} />;
        })}
      </div>
      <Row>
        <Button onClick={onCopy}>{t('draft.copyClause')}</Button>
        <Button look="danger" onClick={onRemove}>
          {t('draft.removeClause')}
        </Button>
      </Row>
    </div>
  );
}

function anyOf(position: number, axis: string) {
  return { do: 'set', path: ['clauses', position, axis], value: 'any' } as const;
}

type SourcesFieldProps = {
  readonly value: Value | undefined;
  readonly problems: readonly Problem[];
  readonly onChange: (value: Value) => void;
};

/** On what a clause rests: the sources of the event, and beside them what each is. */
function SourcesField({ value, problems, onChange }: SourcesFieldProps) {
  const { t } = useText();
  const phrase = usePhrase();
  const { sources } = useDrafting().scenario;
  const chosen = isWords(value) ? value : [];
  const about = ({ kind, date, note }: (typeof sources)[number]) =>
    [t(`mandates.kind.${kind}`), date, note === null ? null : phrase(note)].filter((part) => part !== null).join(' · ');
  return (
    <Framed label={t('draft.sources')} problems={problems}>
      <CheckList
        label={t('draft.sources')}
        choices={sources.map((source) => {
          return { value: source.id, label: `${source.id} ${phrase(source.title)}`, note: about(source) };
        })}
        chosen={chosen}
        onChange={(next) => onChange([...next])}
      />
      {sources
        .filter(({ id }) => chosen.includes(id))
        .map((source) => (
          <blockquote key={source.id} className="r-quoted">
            <span className="r-mono">{source.id}</span> <q>{phrase(source.title)}</q>{' '}
            <span className="r-dim">{about(source)}</span>
          </blockquote>
        ))}
    </Framed>
  );
}
