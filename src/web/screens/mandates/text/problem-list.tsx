import type { Problem } from '../../../../mandates/problem.ts';
import { useText } from '../../../messages/language.tsx';
import { Button } from '../../../ui/button.tsx';
import { Panel } from '../../../ui/frame.tsx';

type ProblemListProps = {
  readonly problems: readonly Problem[];
  /** What stands at a line, as the form calls it; left out where the text is read by its lines. */
  readonly placeOf?: ((line: number) => string | null) | undefined;
  readonly onGoTo: (line: number) => void;
};

/** What is wrong with the text: where, by which rule, and the nearest word that is known; a press goes to the line. */
export function ProblemList({ problems, placeOf, onGoTo }: ProblemListProps) {
  const { t } = useText();
  if (problems.length === 0) return null;
  return (
    <Panel title={t('draft.problems', { count: problems.length })} tone="critical">
      <ul className="r-problems" aria-label={t('draft.problems', { count: problems.length })}>
        {problems.map(({ line, column, rule, message }) => (
          <li key={`${line} ${column ?? 0} ${rule} ${message}`}>
            <Button look="quiet" onClick={() => onGoTo(line)}>
              <span>
                <span className="r-mono">{placeOf?.(line) ?? t('draft.line', { line })}</span>{' '}
                <span className="r-dim r-mono">{rule}</span> <span className="r-pre">{message}</span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
