import type { WordChange } from '../../../../mandates/compare/in-words.ts';
import { useText } from '../../../messages/language.tsx';
import { Select } from '../../../ui/fields.tsx';
import { EmptyState, Row } from '../../../ui/frame.tsx';
import { Mark } from '../../../ui/outcome-badge.tsx';
import type { Difference, Reading } from '../analysis/parts.ts';
import { useDrafting } from '../drafting-context.tsx';
import { Regions } from './regions.tsx';
import { writtenText } from './written-text.ts';

type DifferencePartProps = {
  readonly reading: Reading | undefined;
  readonly difference: Difference | undefined;
  /** Version that it is compared with; 0: the one in force. */
  readonly against: number;
  readonly onAgainst: (version: number) => void;
};

/** How the draft differs from the version in force, or another: as it reads, in what it decides, and in what becomes of the commitments. */
export function DifferencePart({ reading, difference, against, onAgainst }: DifferencePartProps) {
  const { t } = useText();
  const { known } = useDrafting();
  if (reading === undefined) return <EmptyState>{t('ui.loading')}</EmptyState>;
  if (reading.document === null) return <EmptyState>{t('draft.firstMend')}</EmptyState>;
  const { mandate } = reading.document;
  const versions = known.flatMap(({ document }) => (document.mandate === mandate ? [document.version] : []));
  return (
    <div className="r-stack r-difference">
      <Select
        label={t('draft.against')}
        value={String(against)}
        choices={[
          { value: '0', label: t('draft.againstInForce') },
          ...versions.map((version) => ({ value: String(version), label: t('draft.againstVersion', { version }) })),
        ]}
        onChange={(version) => onAgainst(Number(version))}
      />
      {difference === undefined ? <p className="r-dim">{t('draft.working')}</p> : <Found difference={difference} />}
    </div>
  );
}

function Found({ difference: { against, words, logic, promises } }: { readonly difference: Difference }) {
  const { t } = useText();
  return (
    <>
      <p className="r-dim">
        {against === null ? t('draft.againstNothing') : t('draft.comparedWith', { version: against })}
      </p>
      <h2>{t('draft.words')}</h2>
      {words.length === 0 ? <p>{t('draft.sameWords')}</p> : <Words words={words} />}
      <h2>{t('draft.logic')}</h2>
      {logic.result === 'undecided' && (
        <Mark icon="triangle" tone="warning">
          {t('draft.logicUndecided')}
        </Mark>
      )}
      {logic.result === 'proved' && <p>{t('draft.sameLogic')}</p>}
      {logic.result === 'refuted' && (
        <>
          <p>{t('draft.otherLogic', { count: logic.regions.count })}</p>
          <Regions regions={logic.regions} />
        </>
      )}
      <h2>{t('draft.promises')}</h2>
      {promises.length === 0 && <p>{t('draft.samePromises')}</p>}
      <ul className="r-bullets">
        {promises.map(({ commitment, before, after }) => (
          <li key={commitment}>
            {t('draft.promise', {
              commitment,
              before: t(before === null ? 'draft.notThere' : `draft.came.${before}`),
              after: t(after === null ? 'draft.notThere' : `draft.came.${after}`),
            })}
          </li>
        ))}
      </ul>
    </>
  );
}

function Words({ words }: { readonly words: readonly WordChange[] }) {
  const { t } = useText();
  return (
    <ul className="r-list" aria-label={t('draft.words')}>
      {words.map((change) => (
        <li key={`${change.of} ${change.id} ${change.change}`} className="r-clause">
          <Row>
            <span className="r-mono">{change.id}</span>
            <span className="r-dim">{t(`draft.change.${change.change}`)}</span>
          </Row>
          {change.change === 'added' && <ins className="r-pre">{change.text}</ins>}
          {change.change === 'removed' && <del className="r-pre">{change.text}</del>}
          {change.change === 'changed' &&
            change.fields.map(({ field, before, after }) => (
              <div key={field} className="r-pre">
                <span className="r-dim">{field}:</span> <del>{writtenText(before) ?? t('draft.notWritten')}</del>{' '}
                <ins>{writtenText(after) ?? t('draft.notWritten')}</ins>
              </div>
            ))}
        </li>
      ))}
    </ul>
  );
}
