import { useText } from '../../../messages/language.tsx';
import { Select } from '../../../ui/fields.tsx';
import { EmptyState } from '../../../ui/frame.tsx';
import { Mark } from '../../../ui/outcome-badge.tsx';
import type { Excepted } from '../analysis/excepted.ts';
import type { Difference, Reading } from '../analysis/parts.ts';
import { useDrafting } from '../drafting-context.tsx';
import { suspendedVersion } from '../reading/drafting.ts';
import { RecordedPart, type RecordedProps } from './recorded-part.tsx';
import { Regions } from './regions.tsx';
import { UnkeptNotice } from './unkept-notice.tsx';
import { WordChanges } from './word-changes.tsx';

type DifferencePartProps = {
  readonly reading: Reading | undefined;
  readonly difference: Difference | undefined;
  /** Version that it is compared with; 0: the one in force. */
  readonly against: number;
  readonly onAgainst: (version: number) => void;
  /** Signed for this very text. */
  readonly exceptions: readonly Excepted[];
  readonly over: RecordedProps;
};

/**
 * How the draft differs from the version in force, or another: as it reads, in what it decides, in what becomes of the commitments, and over the recorded acts.
 */
export function DifferencePart({ reading, difference, against, onAgainst, exceptions, over }: DifferencePartProps) {
  const { t } = useText();
  const { known } = useDrafting();
  if (reading === undefined) return <EmptyState>{t('ui.loading')}</EmptyState>;
  if (reading.document === null) return <EmptyState>{t('draft.firstMend')}</EmptyState>;
  const { mandate } = reading.document;
  const isInForce = known.some(({ digest, status }) => digest === reading.digest && status === 'in-force');
  const isSuspended = suspendedVersion({ known }, mandate) !== undefined;
  const preset = isInForce ? 'draft.againstBefore' : isSuspended ? 'draft.againstSuspended' : 'draft.againstInForce';
  const versions = known.flatMap(({ document }) => (document.mandate === mandate ? [document.version] : []));
  return (
    <div className="r-stack r-difference">
      <Select
        label={t('draft.against')}
        value={String(against)}
        choices={[
          { value: '0', label: t(preset) },
          ...versions.map((version) => ({ value: String(version), label: t('draft.againstVersion', { version }) })),
        ]}
        onChange={(version) => onAgainst(Number(version))}
      />
      {difference === undefined ? (
        <p className="r-dim">{t('draft.working')}</p>
      ) : (
        <Found {...{ difference, exceptions }} clauses={reading.clauses} />
      )}
      <RecordedPart {...over} />
    </div>
  );
}

type FoundProps = {
  readonly difference: Difference;
  readonly exceptions: readonly Excepted[];
  readonly clauses: Reading['clauses'];
};

function Found({ difference: { against, words, logic, promises, unkept }, exceptions, clauses }: FoundProps) {
  const { t } = useText();
  return (
    <>
      <p className="r-dim">
        {against === null ? t('draft.againstNothing') : t('draft.comparedWith', { version: against })}
      </p>
      <h2>{t('draft.words')}</h2>
      {words.length === 0 ? <p>{t('draft.sameWords')}</p> : <WordChanges words={words} clauses={clauses} />}
      <h2>{t('draft.logic')}</h2>
      {logic.result === 'undecided' && (
        <Mark icon="triangle" tone="warning">
          {t('draft.logicUndecided')}
        </Mark>
      )}
      {unkept.map((commitment) => (
        <UnkeptNotice key={commitment} commitment={commitment} exceptions={exceptions} />
      ))}
      {logic.result === 'proved' && <p>{t(unkept.length > 0 ? 'draft.sameLogicOver' : 'draft.sameLogic')}</p>}
      {logic.result === 'refuted' && (
        <>
          <p>
            {t(logic.regions.complete ? 'draft.otherLogic' : 'draft.otherLogicAtLeast', { count: logic.regions.count })}
          </p>
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
