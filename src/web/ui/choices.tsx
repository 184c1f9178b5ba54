import './choices.css';
import { useId } from 'react';
import type { Choice } from './choice.ts';

type ChoicesProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
  /** One of them must be chosen: shown as every field shows it. */
  readonly required?: boolean;
};

/** One of a few that are all shown; by the arrow keys as every browser does it. */
export function Choices<Value extends string>({
  label,
  value,
  choices,
  onChange,
  required = false,
}: ChoicesProps<Value>) {
  const name = useId();
  return (
    <fieldset className="r-choices">
      <legend>
        {label}
        {required && (
          <span className="r-required" aria-hidden="true">
            {' *'}
          </span>
        )}
      </legend>
      {choices.map(({ value: one, label: text, disabled }) => (
        <label key={one}>
          <input
            type="radio"
            name={name}
            value={one}
            checked={one === value}
            required={required}
            disabled={disabled ?? false}
            onChange={() => onChange(one)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
