import type { Problem } from '../../../../mandates/problem.ts';
import type { Value } from '../../../../mandates/yaml-value.ts';
import { TERM_NAMES, TERM_TITLES, type TermName } from '../../../../terms/mandate-terms.ts';
import { useLanguage, useText } from '../../../messages/language.tsx';
import { usePhrase } from '../../../session/vocabulary.ts';
import { Button } from '../../../ui/button.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { Select, TextArea } from '../../../ui/fields.tsx';
import { Panel, Row } from '../../../ui/frame.tsx';
import { useDrafting } from '../drafting-context.tsx';
import type { DraftText } from '../editing/draft-text.ts';
import type { Missing } from '../editing/missing.ts';
import { newTerms } from '../reading/written-mandate.ts';
import { Framed, isWords } from './axis-field.tsx';
import { CheckList } from './check-list.tsx';
import type { ChangeDraft } from './draft-form.tsx';
import { Fields } from './fields.tsx';
import { textOf } from './head-form.tsx';

type TermsFormProps = {
  readonly draft: DraftText;
  readonly problemsAt: (path: readonly (string | number)[]) => readonly Problem[];
  readonly missing: Missing;
  readonly change: ChangeDraft;
  readonly readOnly: boolean;
};
type Written = { readonly [key: string]: Value };

/** What a mandate says beside its clauses: each term is stated with its sources, left open by a question, or both. None decides an act. */
export function TermsForm({ draft, problemsAt, missing, change, readOnly }: TermsFormProps) {
  const { t } = useText();
  const { language } = useLanguage();
  const terms = draft.at(['terms']);
  if (!isMapping(terms)) {
    return (
      <Panel title={t('draft.openTerms')}>
        <Row>
          <span className="r-warning">{t('draft.noTerms')}</span>
          {!readOnly && (
            <Button onClick={() => change({ do: 'set', path: ['terms'], value: newTerms() })}>
              {t('draft.addTerms')}
            </Button>
          )}
        </Row>
      </Panel>
    );
  }
  const stated = TERM_NAMES.filter((name) => isMapping(terms[name]) && textOf(terms[name]['text']) !== '').length;
  const open = TERM_NAMES.filter((name) => isMapping(terms[name]) && terms[name]['open'] !== undefined).length;
  const left = TERM_NAMES.filter((name) => !isSaid(terms[name])).length;
  return (
    <Panel title={t('draft.terms', { stated, open, all: TERM_NAMES.length, left })}>
      <div className="r-terms">
        {TERM_NAMES.map((name) => {
          const value = terms[name];
          const problems = problemsAt(['terms', name]);
          return (
            <Disclosure
              key={name}
              open={problems.length > 0}
              summary={
                <span>
                  {TERM_TITLES[language][name]} <span className="r-dim">{inShort(value)}</span>
                  {[...missing.terms, ...missing.sources].includes(name) && (
                    <span className="r-warning">
                      {' '}
                      {t(missing.terms.includes(name) ? 'draft.stillToWrite' : 'draft.sourceToName')}
                    </span>
                  )}
                </span>
              }
            >
              <Fields readOnly={readOnly}>
                <TermFields name={name} value={value} problems={problems} change={change} />
              </Fields>
            </Disclosure>
          );
        })}
      </div>
    </Panel>
  );
}

type FieldsProps = {
  readonly name: TermName;
  readonly value: Value | undefined;
  readonly problems: readonly Problem[];
  readonly change: ChangeDraft;
};

function TermFields({ name, value, problems, change }: FieldsProps) {
  const { t } = useText();
  const { language } = useLanguage();
  const phrase = usePhrase();
  const { sources, questions } = useDrafting().scenario;
  const term = TERM_TITLES[language][name];
  if (value !== undefined && !isMapping(value)) return <p className="r-warning">{t('draft.termOther')}</p>;
  const written = value ?? {};
  const write = (changed: Written) => {
    const { text = '', source = [], open } = { ...written, ...changed };
    const isStated = text !== '' || open === undefined || open === null;
    const stated = isStated ? { text, source } : {};
    change({
      do: 'set',
      path: ['terms', name],
      value: { ...stated, ...(open === undefined || open === null ? {} : { open }) },
    });
  };
  const { source, open } = written;
  return (
    <Framed label={term} problems={problems}>
      <TextArea
        label={t('draft.termText', { term })}
        value={textOf(written['text'])}
        rows={2}
        onChange={(text) => write({ text })}
      />
      {textOf(written['text']) !== '' && (
        <CheckList
          label={t('draft.termSources', { term })}
          choices={sources.map(({ id, title }) => ({ value: id, label: `${id} ${phrase(title)}` }))}
          chosen={isWords(source) ? source : []}
          onChange={(next) => write({ source: [...next] })}
        />
      )}
      <Select
        label={t('draft.termOpen', { term })}
        value={textOf(open)}
        empty={t('draft.termClosed')}
        choices={questions.map(({ id, text }) => ({ value: id, label: `${id} ${text.trim()}` }))}
        onChange={(question) => write({ open: question === '' ? null : question })}
      />
    </Framed>
  );
}

/** Stated, or left open by a question. */
function isSaid(value: Value | undefined): boolean {
  return isMapping(value) && (textOf(value['text']) !== '' || value['open'] !== undefined);
}

/** The beginning of what is stated, or the question that leaves it open. */
function inShort(value: Value | undefined): string {
  if (!isMapping(value)) return '';
  return [textOf(value['text']), textOf(value['open'])].filter((part) => part !== '').join(' · ');
}

function isMapping(value: Value | undefined): value is { [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
