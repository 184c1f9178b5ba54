import type { Problem } from '../../../../mandates/problem.ts';
import type { Value } from '../../../../mandates/yaml-value.ts';
import { useText } from '../../../messages/language.tsx';
import { Button } from '../../../ui/button.tsx';
import { Select, TextField } from '../../../ui/fields.tsx';
import { Row } from '../../../ui/frame.tsx';
import { useDrafting } from '../drafting-context.tsx';
import { Framed, leftOut } from './axis-field.tsx';
import { MomentField } from './moment-field.tsx';

type WindowsProps = {
  readonly value: Value | undefined;
  readonly optional: boolean;
  readonly problems: readonly Problem[];
  readonly onChange: (value: Value | undefined) => void;
};
type Written = { readonly [key: string]: Value };
const KINDS = ['phase', 'daily', 'span'] as const;
type Kind = (typeof KINDS)[number];

/** When a clause holds: always, or in windows: phases of the event, hours of every day in local time, or from one moment to another. */
export function TimeWindows({ value, optional, problems, onChange }: WindowsProps) {
  const { t } = useText();
  const { scenario } = useDrafting();
  const windows = isWindows(value) ? value : [];
  const mode = value === undefined ? 'absent' : value === 'any' ? 'any' : isWindows(value) ? 'windows' : 'other';
  const modes = [...(optional || mode === 'absent' ? (['absent'] as const) : []), 'any', 'windows'] as const;
  const fresh = (kind: Kind): Written => {
    if (kind === 'phase') return { phase: scenario.vocabulary.phases[0]?.id ?? '' };
    return kind === 'daily' ? { daily: { from: '08:00', until: '20:00' } } : { from: null, until: null };
  };
  const replaced = (n: number, window: Written) => windows.map((one, m) => (m === n ? window : one));
  return (
    <Framed label={t('draft.axis.time')} problems={problems}>
      <Select
        label={t('draft.axisMode', { axis: t('draft.axis.time') })}
        labelHidden
        value={mode}
        choices={[...modes, ...(mode === 'other' ? (['other'] as const) : [])].map((one) => {
          return { value: one, label: t(one === 'absent' ? leftOut('time', optional) : `draft.mode.${one}`) };
        })}
        onChange={(next) => {
          if (next === 'absent') onChange(undefined);
          else if (next === 'any') onChange('any');
          else if (next === 'windows') onChange([fresh('daily')]);
        }}
      />
      {windows.map((window, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a window has no other name than its place in the list
        <div key={n} className="r-window">
          <Select
            label={t('draft.windowKind', { number: n + 1 })}
            labelHidden
            value={kindOf(window)}
            choices={KINDS.map((kind) => ({ value: kind, label: t(`draft.window.${kind}`) }))}
            onChange={(kind) => onChange(replaced(n, fresh(kind)))}
          />
          <WindowFields number={n + 1} window={window} onChange={(next) => onChange(replaced(n, next))} />
          <Button
            look="quiet"
            aria-label={t('draft.removeWindow', { number: n + 1 })}
            onClick={() => onChange(windows.filter((_, m) => m !== n))}
          >
            {t('draft.remove')}
          </Button>
        </div>
      ))}
      {mode === 'windows' && (
        <div>
          <Button look="quiet" onClick={() => onChange([...windows, fresh('phase')])}>
            {t('draft.addWindow')}
          </Button>
        </div>
      )}
    </Framed>
  );
}

type FieldsProps = { readonly number: number; readonly window: Written; readonly onChange: (window: Written) => void };

function WindowFields({ number, window, onChange }: FieldsProps) {
  const { t } = useText();
  const { scenario } = useDrafting();
  const kind = kindOf(window);
  if (kind === 'phase') {
    return (
      <Select
        label={t('draft.phase', { number })}
        value={typeof window['phase'] === 'string' ? window['phase'] : ''}
        choices={scenario.vocabulary.phases.map(({ id }) => ({ value: id, label: id }))}
        onChange={(phase) => onChange({ phase })}
      />
    );
  }
  if (kind === 'daily') {
    const { daily } = window;
    const hours = typeof daily === 'object' && daily !== null && !Array.isArray(daily) ? daily : {};
    const hour = (end: 'from' | 'until') => (typeof hours[end] === 'string' ? hours[end] : '');
    return (
      <Row>
        {(['from', 'until'] as const).map((end) => (
          <TextField
            key={end}
            label={t(`draft.hour.${end}`, { number })}
            value={hour(end)}
            placeholder="08:00"
            maxLength={5}
            onChange={(text) => onChange({ daily: { from: hour('from'), until: hour('until'), [end]: text } })}
          />
        ))}
        <span className="r-dim">{t('draft.localHours', { zone: scenario.timezone })}</span>
      </Row>
    );
  }
  return (
    <>
      {(['from', 'until'] as const).map((end) => (
        <MomentField
          key={end}
          label={t(`draft.moment.${end}`, { number })}
          value={window[end]}
          whenEmpty={t(end === 'from' ? 'draft.sinceEver' : 'draft.forEver')}
          onChange={(time) => onChange({ from: window['from'] ?? null, until: window['until'] ?? null, [end]: time })}
        />
      ))}
    </>
  );
}

function kindOf(window: Written): Kind {
  return 'phase' in window ? 'phase' : 'daily' in window ? 'daily' : 'span';
}

function isWindows(value: Value | undefined): value is { [key: string]: Value }[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one));
}
