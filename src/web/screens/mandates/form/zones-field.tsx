import type { Problem } from '../../../../mandates/problem.ts';
import type { Value } from '../../../../mandates/yaml-value.ts';
import { ZONE_AXIS_PREFIX } from '../../../../terms/axes.ts';
import { useText } from '../../../messages/language.tsx';
import { Select } from '../../../ui/fields.tsx';
import { useDrafting, useTold } from '../drafting-context.tsx';
import { Framed, isWords, leftOut } from './axis-field.tsx';

type ZonesProps = {
  readonly value: Value | undefined;
  readonly optional: boolean;
  readonly problems: readonly Problem[];
  readonly onChange: (value: Value | undefined) => void;
};
const LIES = ['any', 'inside', 'outside', 'other'] as const;
type Lies = (typeof LIES)[number];

/** Whether the place of a deed lies in a zone of each kind that the event has. */
export function ZonesField({ value, optional, problems, onChange }: ZonesProps) {
  const { t } = useText();
  const { zone } = useTold();
  const kinds = useDrafting().scenario.vocabulary.zoneKinds;
  const written = isMapping(value) ? value : undefined;
  const mode = value === undefined ? 'absent' : value === 'any' ? 'any' : written === undefined ? 'other' : 'kinds';
  const modes = (['absent', 'any', 'kinds', 'other'] as const).filter((one) => {
    return one === mode || (one === 'absent' ? optional : one === 'kinds' ? kinds.length > 0 : one === 'any');
  });
  const write = (kind: string, lies: Lies) => {
    const { [kind]: _, ...others } = written ?? {};
    onChange(lies === 'any' ? others : { ...others, [kind]: [lies] });
  };
  return (
    <Framed label={t('draft.axis.zones')} problems={problems}>
      <Select
        label={t('draft.axisMode', { axis: t('draft.axis.zones') })}
        labelHidden
        value={mode}
        choices={modes.map((one) => ({
          value: one,
          label: t(one === 'absent' ? leftOut('zones', optional) : `draft.mode.${one}`),
        }))}
        onChange={(next) => {
          if (next === 'absent') onChange(undefined);
          else if (next === 'any') onChange('any');
          else if (next === 'kinds') onChange({ [kinds[0] ?? '']: ['inside'] });
        }}
      />
      {written !== undefined &&
        kinds.map((kind) => {
          const lies = liesOf(written[kind]);
          const choices = LIES.filter((one) => one !== 'other' || lies === 'other');
          return (
            <Select
              key={kind}
              label={zone(`${ZONE_AXIS_PREFIX}${kind}`)}
              value={lies}
              choices={choices.map((one) => ({ value: one, label: t(`draft.lies.${one}`) }))}
              onChange={(next) => next !== 'other' && write(kind, next)}
            />
          );
        })}
    </Framed>
  );
}

function isMapping(value: Value | undefined): value is { [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function liesOf(value: Value | undefined): Lies {
  if (value === undefined || value === 'any') return 'any';
  const [only, ...more] = isWords(value) ? value : [];
  return more.length === 0 && (only === 'inside' || only === 'outside') ? only : 'other';
}
