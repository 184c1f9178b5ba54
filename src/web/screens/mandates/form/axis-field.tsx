import type { ReactNode } from 'react';
import type { Problem } from '../../../../mandates/problem.ts';
import type { Value } from '../../../../mandates/yaml-value.ts';
import type { MessageId } from '../../../messages/catalog.ts';
import { useText } from '../../../messages/language.tsx';
import { Select } from '../../../ui/fields.tsx';
import { useDrafting, useTold } from '../drafting-context.tsx';
import { choicesOf, isFixed } from './axis-choices.ts';
import { CheckList } from './check-list.tsx';

/** How the words of an axis are written. */
type Mode = 'absent' | 'any' | 'these' | 'not' | 'other';

type AxisFieldProps = {
  readonly axis: string;
  readonly value: Value | undefined;
  /** It may be left out, as in a forbid; else it is written, with `any` in so many words. */
  readonly optional: boolean;
  readonly problems: readonly Problem[];
  /** undefined: it is left out. */
  readonly onChange: (value: Value | undefined) => void;
};

/** One axis of a clause: whatever, some words, or all but some. */
export function AxisField({ axis, value, optional, problems, onChange }: AxisFieldProps) {
  const { t } = useText();
  const drafting = useDrafting();
  const { word: nameOf } = useTold();
  const mode = modeOf(value);
  const chosen = wordsIn(value);
  const label = t(`draft.axis.${axis}` as MessageId);
  const modes: Mode[] = ['any', 'these', 'not'];
  if (optional || mode === 'absent') modes.unshift('absent');
  if (mode === 'other') modes.push('other');
  const write = (next: Mode, words: readonly string[]) => {
    if (next === 'absent') onChange(undefined);
    else if (next === 'any') onChange('any');
    else if (next === 'these') onChange([...words]);
    else if (next === 'not') onChange({ not: [...words] });
  };
  return (
    <Framed label={label} problems={problems}>
      <Select
        label={t('draft.axisMode', { axis: label })}
        labelHidden
        value={mode}
        choices={modes.map((one) => ({
          value: one,
          label: t(one === 'absent' ? leftOut(axis, optional) : `draft.mode.${one}`),
        }))}
        onChange={(next) => write(next, chosen)}
      />
      {(mode === 'these' || mode === 'not') && (
        <CheckList
          label={label}
          choices={choicesOf(axis, drafting, nameOf)}
          chosen={chosen}
          few={isFixed(axis)}
          onChange={(words) => write(mode, words)}
        />
      )}
    </Framed>
  );
}

type FramedProps = {
  readonly label: string;
  readonly problems: readonly Problem[];
  readonly children: ReactNode;
};

/** A field of several parts under one name, with what is wrong with it. */
export function Framed({ label, problems, children }: FramedProps) {
  return (
    <fieldset className="r-axis" data-wrong={problems.length > 0 || undefined}>
      <legend>{label}</legend>
      {children}
      {problems.map(({ rule, message, line, column }) => (
        <p key={`${line} ${column} ${rule}`} className="r-critical r-pre">
          {message}
        </p>
      ))}
    </fieldset>
  );
}

/** What it means that an axis is not written: a permit has to write it, an agency is the holder's own. */
export function leftOut(axis: string, optional: boolean): MessageId {
  if (axis === 'agency') return 'draft.mode.holder';
  return optional ? 'draft.mode.absent' : 'draft.mode.choose';
}

function modeOf(value: Value | undefined): Mode {
  if (value === undefined) return 'absent';
  if (value === 'any') return 'any';
  if (isWords(value)) return 'these';
  return isWords(notIn(value)) ? 'not' : 'other';
}

function wordsIn(value: Value | undefined): readonly string[] {
  if (isWords(value)) return value;
  const but = notIn(value);
  return isWords(but) ? but : [];
}

function notIn(value: Value | undefined): Value | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value['not'] : undefined;
}

/** A list of words, and nothing else in it. */
export function isWords(value: Value | undefined): value is string[] {
  return Array.isArray(value) && value.every((word) => typeof word === 'string');
}
