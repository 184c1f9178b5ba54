import { useId, useState } from 'react';
import { useText } from '../../../messages/language.tsx';
import { Button } from '../../../ui/button.tsx';
import { choicesWith } from '../../../ui/choice.ts';
import { TextField } from '../../../ui/fields.tsx';
import type { ListChoice } from './axis-choices.ts';

type CheckListProps = {
  /** Of what, read out. */
  readonly label: string;
  readonly choices: readonly ListChoice[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  /** Few enough to stand open. */
  readonly few?: boolean;
};

/** With more choices than that one looks for them by typing. */
const FILTERED_FROM = 12;

/** Words out of a list: what is chosen in a line, and the list under a button. Words that the list has not are shown as they were written. */
export function CheckList({ label, choices, chosen, onChange, few = false }: CheckListProps) {
  const { t } = useText();
  const [open, setOpen] = useState(chosen.length === 0);
  const [typed, setTyped] = useState('');
  const id = useId();
  const strangers = chosen.filter((word) => !choices.some(({ value }) => value === word));
  const all = [
    ...strangers.map((word): ListChoice => ({ value: word, label: t('draft.unknownWord', { word }) })),
    ...choices,
  ];
  const labelOf = (word: string) => all.find(({ value }) => value === word)?.label ?? word;
  const toggle = (word: string, on: boolean) =>
    onChange(on ? [...chosen, word] : chosen.filter((other) => other !== word));
  const isOpen = few || open;
  return (
    <div className="r-check-list">
      {!few && (
        <>
          <div className={chosen.length === 0 ? 'r-warning' : undefined}>
            {chosen.length === 0 ? t('draft.noneChosen') : chosen.map(labelOf).join('; ')}
          </div>
          <div className="r-unfold">
            <Button
              look="quiet"
              aria-expanded={open}
              aria-controls={open ? id : undefined}
              aria-label={t(open ? 'draft.closeList' : 'draft.openList', { list: label })}
              onClick={() => setOpen(!open)}
            >
              {t(open ? 'draft.close' : 'draft.choose')}
            </Button>
          </div>
        </>
      )}
      {isOpen && (
        <div id={id} className="r-checks-around">
          {all.length > FILTERED_FROM && (
            <TextField
              label={t('draft.filter', { list: label })}
              labelHidden
              placeholder={t('draft.filterShort')}
              value={typed}
              onChange={setTyped}
            />
          )}
          <ul className="r-checks" aria-label={label}>
            {choicesWith(all, typed).map((choice) => (
              <Check key={choice.value} choice={choice} chosen={chosen} all={all} onToggle={toggle} />
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

type CheckProps = {
  readonly choice: ListChoice;
  readonly chosen: readonly string[];
  readonly all: readonly ListChoice[];
  readonly onToggle: (word: string, on: boolean) => void;
};

/** What lies in something that is chosen is chosen with it. */
function Check({ choice: { value, label, depth = 0, note }, chosen, all, onToggle }: CheckProps) {
  const { t } = useText();
  const isCovered = all.some(({ value: other, covers }) => chosen.includes(other) && covers?.includes(value) === true);
  const isChosen = chosen.includes(value);
  return (
    <li data-depth={Math.min(depth, 5)}>
      <label>
        <input
          type="checkbox"
          checked={isChosen || isCovered}
          disabled={isCovered && !isChosen}
          onChange={(event) => onToggle(value, event.currentTarget.checked)}
        />
        <span>
          {label}
          {isCovered && !isChosen && <span className="r-dim"> {t('draft.covered')}</span>}
          {note !== undefined && <span className="r-dim r-note"> {note}</span>}
        </span>
      </label>
    </li>
  );
}
