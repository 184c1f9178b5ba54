import { WRITTEN_AXES } from '../../../../mandates/clause-schema.ts';
import { TERM_NAMES, TERM_TITLES } from '../../../../terms/mandate-terms.ts';
import { useLanguage, useText } from '../../../messages/language.tsx';
import { Panel } from '../../../ui/frame.tsx';
import { countOf, type Missing } from '../editing/missing.ts';

type MissingListProps = {
  readonly missing: Missing;
  /** What a clause is called, by its position. */
  readonly clauseId: (position: number) => string;
};

/** What is still to be written, in words: no fault of anybody who has just begun. */
export function MissingList({ missing, clauseId }: MissingListProps) {
  const { t } = useText();
  const { language } = useLanguage();
  if (countOf(missing) === 0) return null;
  const { title, instrument, terms, sources, clauses } = missing;
  const axesTold = (axes: readonly (typeof WRITTEN_AXES)[number][]) => {
    if (axes.length === WRITTEN_AXES.length) return [t('draft.toWrite.clause.allAxes', { count: axes.length })];
    const told = axes.map((axis) => t(`draft.axis.${axis}`)).join(', ');
    return axes.length === 0 ? [] : [t('draft.toWrite.clause.axes', { count: axes.length, axes: told })];
  };
  const titles = (names: Missing['terms']) => names.map((name) => TERM_TITLES[language][name]).join(', ');
  return (
    <Panel title={t('draft.toWrite', { count: countOf(missing) })}>
      <ul className="r-bullets" aria-label={t('draft.toWrite', { count: countOf(missing) })}>
        {title && <li>{t('draft.toWrite.title')}</li>}
        {instrument && <li>{t('draft.toWrite.instrument')}</li>}
        {terms.length === TERM_NAMES.length && <li>{t('draft.toWrite.allTerms', { count: terms.length })}</li>}
        {terms.length > 0 && terms.length < TERM_NAMES.length && (
          <li>{t('draft.toWrite.terms', { count: terms.length, terms: titles(terms) })}</li>
        )}
        {sources.length > 0 && <li>{t('draft.toWrite.sources', { count: sources.length, terms: titles(sources) })}</li>}
        {clauses.map(({ position, parts, axes }) => {
          const lacks = [...parts.map((part) => t(`draft.toWrite.clause.${part}`)), ...axesTold(axes)];
          return (
            <li key={position}>{t('draft.toWrite.clause', { clause: clauseId(position), lacks: lacks.join(', ') })}</li>
          );
        })}
      </ul>
    </Panel>
  );
}
