import type { MandatesShown } from '../../../terms/api/event.ts';
import { TERM_TITLES } from '../../../terms/mandate-terms.ts';
import { useLanguage, useText } from '../../messages/language.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { type Mandate, questionText } from './arrangement.ts';
import { SourceList } from './beside-mandates.tsx';

type TermsProps = { readonly mandate: Mandate; readonly all: MandatesShown };
type TermProps = { readonly term: Mandate['terms'][number]; readonly all: MandatesShown };

/** What a mandate says beside its clauses: what is stated, from where, and what is not. */
export function Terms({ mandate: { terms }, all }: TermsProps) {
  const { t } = useText();
  const stated = terms.filter(({ text }) => text !== null);
  const unstated = terms.filter(({ text }) => text === null);
  if (terms.length === 0) return null;
  return (
    <>
      <h3>{t('mandates.stated')}</h3>
      <p className="r-dim">{t('mandates.termsWhat')}</p>
      {stated.length === 0 && <p className="r-dim">{t('mandates.nothingStated')}</p>}
      <ul className="r-list" aria-label={t('mandates.stated')}>
        {stated.map((term) => (
          <Term key={term.name} term={term} all={all} />
        ))}
      </ul>
      {unstated.length > 0 && (
        <>
          <h3>{t('mandates.notStated')}</h3>
          <ul className="r-list" aria-label={t('mandates.notStated')}>
            {unstated.map((term) => (
              <Term key={term.name} term={term} all={all} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Term({ term: { name, text, source, open }, all }: TermProps) {
  const { t } = useText();
  const { language } = useLanguage();
  return (
    <li className="r-clause">
      <strong>{TERM_TITLES[language][name]}</strong>
      {text !== null && (
        <>
          <div className="r-pre r-reading">{text}</div>
          <SourceList all={all} ids={source} />
        </>
      )}
      {open !== null && (
        <div>
          <Mark icon="diamond" tone="warning">
            {t(text === null ? 'mandates.open' : 'mandates.partlyOpen')}
          </Mark>{' '}
          <span className="r-mono">{open}</span> {questionText(all, open)}
        </div>
      )}
    </li>
  );
}
