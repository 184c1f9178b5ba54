import {
  Checkbox as MantineCheckbox,
  Select as MantineSelect,
  NativeSelect,
  PasswordInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { type KeyboardEvent, type Ref, type SyntheticEvent, useState } from 'react';
import { useText } from '../messages/language.tsx';
import { type Choice, choicesWith } from './choice.ts';

type FieldProps = {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong, in a sentence. */
  readonly error?: string | undefined;
  readonly disabled?: boolean;
  readonly required?: boolean;
};
type TextProps = FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly autoFocus?: boolean;
  /** The label is read out, not shown. */
  readonly labelHidden?: boolean;
  readonly name?: string;
  readonly autoComplete?: string;
};

function fieldProps({ label, hint, error, disabled, required, labelHidden }: FieldProps & { labelHidden?: boolean }) {
  return {
    ...(labelHidden ? { 'aria-label': label } : { label }),
    description: hint,
    error,
    disabled: disabled ?? false,
    required: required ?? false,
    size: 'xs' as const,
  };
}

type TextFieldProps = TextProps & {
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly inputRef?: Ref<HTMLInputElement>;
};

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const { value, onChange, placeholder, maxLength, autoFocus, name, autoComplete, onKeyDown, inputRef } = props;
  return (
    <TextInput
      {...fieldProps(props)}
      {...{ value, placeholder, maxLength, name, onKeyDown }}
      autoComplete={autoComplete ?? 'off'}
      data-autofocus={autoFocus || undefined}
      ref={inputRef ?? null}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** A password; it is never kept in a draft. */
export function PasswordField(props: TextProps) {
  const { t } = useText();
  const { value, onChange, autoComplete, name } = props;
  return (
    <PasswordInput
      {...fieldProps(props)}
      {...{ value, name }}
      autoComplete={autoComplete ?? 'current-password'}
      visibilityToggleButtonProps={{ 'aria-label': t('ui.showPassword') }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Several lines; grows with what is typed. */
export function TextArea(props: TextProps & { readonly rows?: number }) {
  const { value, onChange, placeholder, maxLength, autoFocus, rows } = props;
  return (
    <Textarea
      {...fieldProps(props)}
      {...{ value, placeholder, maxLength }}
      autosize
      minRows={rows ?? 3}
      maxRows={14}
      data-autofocus={autoFocus || undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

type SelectProps<Value extends string> = FieldProps & {
  readonly value: Value | '';
  readonly onChange: (value: Value) => void;
  readonly choices: readonly Choice<Value>[];
  /** What stands there while nothing is chosen. */
  readonly empty?: string;
  readonly labelHidden?: boolean;
};

/** One of few: the browser's own list, which every phone and screen reader knows. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, onChange, choices, empty } = props;
  const data = choices.map(({ value: one, label, disabled }) => ({ value: one, label, disabled: disabled ?? false }));
  return (
    <NativeSelect
      {...fieldProps(props)}
      value={value}
      data={empty === undefined ? data : [{ value: '', label: empty, disabled: false }, ...data]}
      onChange={(event) => onChange(event.currentTarget.value as Value)}
    />
  );
}

type SearchSelectProps<Value extends string> = SelectProps<Value> & {
  /** Nothing chosen is an answer too: `onChange('')`. */
  readonly clearable?: boolean;
};

/** One of many, found by typing a part of its name, in whichever language of the screens. */
export function SearchSelect<Value extends string>(props: SearchSelectProps<Value>) {
  const { t } = useText();
  const { value, onChange, choices, empty, clearable } = props;
  const labelOf = (one: string) => choices.find((choice) => choice.value === one)?.label ?? '';
  const chosen = labelOf(value);
  const [typed, setTyped] = useState(chosen);
  // What is typed replaces the name of what is chosen; a search that was begun goes on.
  const selectName = ({ currentTarget }: SyntheticEvent<HTMLInputElement>) => {
    if (chosen !== '' && currentTarget.value === chosen) currentTarget.select();
  };
  return (
    <MantineSelect
      {...fieldProps(props)}
      searchable
      allowDeselect={false}
      searchValue={typed}
      onSearchChange={setTyped}
      onOptionSubmit={(picked) => setTyped(labelOf(picked))}
      onFocus={selectName}
      onClick={selectName}
      onKeyDown={(event) => {
        const { key, ctrlKey, metaKey, altKey } = event;
        if (key.length === 1 && !ctrlKey && !metaKey && !altKey) selectName(event);
      }}
      value={value === '' ? null : value}
      placeholder={empty}
      nothingFoundMessage={t('ui.nothingFound')}
      data={choices.map(({ value: one, label, disabled }) => ({ value: one, label, disabled: disabled ?? false }))}
      filter={({ options, search }) => {
        const fit = new Set<string>(choicesWith(choices, search).map((choice) => choice.value));
        return options.filter((option) => 'value' in option && fit.has(option.value));
      }}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      clearable={clearable ?? false}
      clearButtonProps={{ 'aria-label': t('ui.clear') }}
      onChange={(next) => (next !== null || clearable === true) && onChange((next ?? '') as Value)}
    />
  );
}

/** Yes or no. */
export function Checkbox(props: FieldProps & { readonly checked: boolean; readonly onChange: (on: boolean) => void }) {
  const { label, hint, error, disabled, checked, onChange } = props;
  return (
    <MantineCheckbox
      {...{ label, error, checked }}
      description={hint}
      disabled={disabled ?? false}
      size="xs"
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
