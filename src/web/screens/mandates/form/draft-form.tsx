import { useState } from 'react';
import type { Path, Problem } from '../../../../mandates/problem.ts';
import type { Value } from '../../../../mandates/yaml-value.ts';
import { useText } from '../../../messages/language.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState, Panel, Row, Stack } from '../../../ui/frame.tsx';
import type { IconName } from '../../../ui/icon.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Mark } from '../../../ui/outcome-badge.tsx';
import type { DraftText, Edit } from '../editing/draft-text.ts';
import type { Missing } from '../editing/missing.ts';
import { newClause } from '../reading/written-mandate.ts';
import { ClauseForm } from './clause-form.tsx';
import { Fields } from './fields.tsx';
import { HeadForm, textOf } from './head-form.tsx';
import { TermsForm } from './terms-form.tsx';

/** Changes the text, one edit after the other. */
export type ChangeDraft = (...edits: readonly Edit[]) => void;

type DraftFormProps = {
  readonly draft: DraftText;
  readonly problems: readonly Problem[];
  /** What nobody has written yet. */
  readonly missing: Missing;
  /** It can be read, not changed. */
  readonly readOnly: boolean;
  /** Position of the clause that is open; -1: none is. */
  readonly open: number;
  readonly onOpen: (position: number) => void;
  readonly onDraft: (draft: DraftText) => void;
};

/** The draft as fields: its head, its clauses in a list, and the open one under its own line. */
export function DraftForm({ draft, problems, missing, readOnly, open, onOpen, onDraft }: DraftFormProps) {
  const { t } = useText();
  const [refused, setRefused] = useState(false);
  if (draft.value === undefined) return <EmptyState>{t('draft.noForm')}</EmptyState>;
  const change: ChangeDraft = (...edits) => {
    let next: DraftText | undefined = draft;
    for (const edit of edits) next = next?.edited(edit);
    setRefused(next === undefined);
    if (next !== undefined) onDraft(next);
  };
  const problemsAt = (path: Path) => {
    // A key that is not written has no place; what is said of it stands with the part that it belongs to.
    if (draft.at(path) === undefined) return [];
    const [first, last] = draft.linesOf(path);
    const isFirst = path.at(-1) === 'id' || path.at(-1) === 'mandate';
    // What a clause or a mandate lacks is said where it begins, which is at its id.
    return problems.filter(({ line, rule }) => line >= first && line <= last && !(isFirst && rule === 'missing'));
  };
  const list = draft.at(['clauses']);
  const clauses = Array.isArray(list) ? list : [];
  const append = (from: Value | undefined) => {
    const id = 1 + Math.max(0, ...clauses.map((_, n) => numberOf(draft.at(['clauses', n, 'id']))));
    const copied = from !== null && typeof from === 'object' && !Array.isArray(from) ? { ...from, id } : newClause(id);
    change({ do: 'append', clause: copied });
    onOpen(clauses.length);
  };
  return (
    <Stack>
      {refused && (
        <Notice icon="triangle" tone="warning">
          {t('draft.notByForm')}
        </Notice>
      )}
      <Panel title={t('draft.head')}>
        <Fields readOnly={readOnly}>
          <HeadForm {...{ draft, problemsAt, missing, change }} />
        </Fields>
      </Panel>
      <TermsForm {...{ draft, problemsAt, missing, change, readOnly }} />
      <Panel
        title={t('draft.clauses', { count: clauses.length })}
        actions={readOnly ? null : <Button onClick={() => append(undefined)}>{t('draft.addClause')}</Button>}
      >
        <ul className="r-list">
          {clauses.map((clause, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: while it is written a clause may have no id, or that of another
            <li key={n} className="r-clause" aria-current={open === n ? 'true' : undefined}>
              <ClauseLine
                draft={draft}
                position={n}
                wrong={problemsAt(['clauses', n]).length}
                isUnwritten={missing.clauses.some(({ position }) => position === n)}
                open={open === n}
                onOpen={() => onOpen(open === n ? -1 : n)}
              />
              {open === n && (
                <Fields readOnly={readOnly}>
                  <ClauseForm
                    draft={draft}
                    position={n}
                    problemsAt={problemsAt}
                    change={change}
                    onCopy={() => append(clause)}
                    onRemove={() => {
                      onOpen(-1);
                      change({ do: 'remove', path: ['clauses', n] });
                    }}
                  />
                </Fields>
              )}
            </li>
          ))}
        </ul>
      </Panel>
    </Stack>
  );
}

const EFFECT_ICONS: Readonly<Record<string, IconName>> = {
  permit: 'check',
  'permit-with-approval': 'diamond',
  forbid: 'octagon',
};

type LineProps = {
  readonly draft: DraftText;
  readonly position: number;
  readonly wrong: number;
  readonly isUnwritten: boolean;
  readonly open: boolean;
  readonly onOpen: () => void;
};

function ClauseLine({ draft, position, wrong, isUnwritten, open, onOpen }: LineProps) {
  const { t } = useText();
  const at = (key: string) => textOf(draft.at(['clauses', position, key]));
  const effect = at('effect');
  const icon = EFFECT_ICONS[effect];
  const id = at('id');
  return (
    <div id={`draft-clause-${position}`} className="r-unfold">
      <Row>
        <Button
          look="quiet"
          aria-expanded={open}
          aria-label={t(open ? 'draft.closeClause' : 'draft.openClause', { id })}
          onClick={onOpen}
        >
          <span className="r-mono">{id === '' ? '?' : id}</span>
        </Button>
        {icon !== undefined && (
          <Mark icon={icon} tone="dim">
            {t(`mandates.${effect as 'permit'}`)}
          </Mark>
        )}
        {isUnwritten && (
          <Mark icon="circle" tone="warning">
            {t('draft.stillToWrite')}
          </Mark>
        )}
        {wrong > 0 && (
          <Mark icon="triangle" tone="critical">
            {t('draft.problemCount', { count: wrong })}
          </Mark>
        )}
      </Row>
      {!open && <div className="r-pre r-reading">{at('text')}</div>}
    </div>
  );
}

function numberOf(value: Value | undefined): number {
  return typeof value === 'number' ? value : 0;
}
