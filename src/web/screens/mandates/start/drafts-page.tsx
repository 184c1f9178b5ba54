import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useText } from '../../../messages/language.tsx';
import { useKeptDrafts } from '../../../session/draft.ts';
import { useNames } from '../../../session/vocabulary.ts';
import { Button } from '../../../ui/button.tsx';
import { Choices } from '../../../ui/choices.tsx';
import { Select, TextField } from '../../../ui/fields.tsx';
import { EmptyState, Panel, Row, Stack } from '../../../ui/frame.tsx';
import { Mark } from '../../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { useDrafting } from '../drafting-context.tsx';
import type { MandateDraft } from '../signing/acts.ts';
import { KEPT_AS, keyOf, nextFree, readKey } from './begin.ts';
import { RenewalField, renewalOf } from './renewal.tsx';

type DraftsPageProps = {
  readonly drafts: readonly MandateDraft[];
  /** The drafts of the room could not be read. */
  readonly error: unknown;
  readonly onBegin: (begun: { readonly draft: string; readonly until?: string; readonly holder?: string }) => void;
};

/** Where drafts begin, and those that were begun: handed in, or kept in this browser. */
export function DraftsPage({ drafts, error, onBegin }: DraftsPageProps) {
  const { t } = useText();
  // What was handed in to the letter is not kept here for anything.
  const kept = useKeptDrafts(KEPT_AS).flatMap(([key, text]) => {
    const isHandedIn = drafts.some((draft) => keyOf(draft) === key && draft.document === text);
    return readKey(key) === undefined || isHandedIn ? [] : [key];
  });
  return (
    <Stack>
      <BeginForm drafts={drafts} onBegin={onBegin} />
      <Panel title={t('draft.keptHere')}>
        {kept.length === 0 && <EmptyState>{t('draft.noneKept')}</EmptyState>}
        <ul className="r-list">
          {kept.map((key) => (
            <li key={key}>
              <Link className="r-mono" to={'/mandates/draft' as string} search={{ draft: key } as never}>
                {key}
              </Link>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t('draft.handedIn')}>
        {error !== null && <ProblemNote error={error} />}
        {drafts.length === 0 && error === null && <EmptyState>{t('draft.noneHandedIn')}</EmptyState>}
        <ul className="r-list">
          {drafts.map((draft) => (
            <HandedIn key={`${keyOf(draft)} ${draft.digest}`} draft={draft} />
          ))}
        </ul>
      </Panel>
    </Stack>
  );
}

const OPEN = new Set(['draft', 'cleared', 'signed', 'due']);

function HandedIn({ draft }: { readonly draft: MandateDraft }) {
  const { t } = useText();
  const name = useNames();
  const { title, holder, status, needs, digest, against, exceptions } = draft;
  const [next] = needs;
  const isExcepted = (id: string) => exceptions.some(({ commitment }) => commitment === id);
  // Of what others do not keep, they answer.
  const unkept = against.unkept.filter((id) => !isExcepted(id));
  const heldUp = needs.length > 0 ? unkept : [];
  return (
    <li className="r-clause">
      <Row>
        <Link
          className="r-mono"
          to={'/mandates/draft' as string}
          search={{ draft: keyOf(draft), digest, part: 'steps' } as never}
        >
          {keyOf(draft)}
        </Link>
        <span>{title}</span>
        <span className="r-dim">{name(holder.id)}</span>
        <Mark
          icon={OPEN.has(status) ? 'diamond' : status === 'in-force' ? 'check' : 'octagon'}
          tone={OPEN.has(status) ? 'warning' : 'dim'}
        >
          {t(`draft.status.${status}`)}
        </Mark>
        {heldUp.length > 0 && (
          <Mark icon="octagon" tone="warning">
            {t('draft.heldUp', { commitments: heldUp.join(', ') })}
          </Mark>
        )}
        {next !== undefined && <span className="r-dim">{t('draft.nextIs', { step: t(`draft.need.${next}`) })}</span>}
      </Row>
    </li>
  );
}

function BeginForm({ drafts, onBegin }: Pick<DraftsPageProps, 'drafts' | 'onBegin'>) {
  const { t } = useText();
  const name = useNames();
  const drafting = useDrafting();
  const mandates = [...new Set(drafting.known.map(({ document }) => document.mandate))];
  const [how, setHow] = useState<'next' | 'renew' | 'new'>('next');
  const [mandate, setMandate] = useState(mandates[0] ?? '');
  const [until, setUntil] = useState('');
  const [id, setId] = useState('');
  const [holder, setHolder] = useState('');
  const wanted = how === 'new' ? id.trim() : mandate;
  const key = keyOf({ mandate: wanted, version: nextFree(wanted, drafting, drafts) });
  const isTaken = how === 'new' && mandates.includes(wanted);
  const renewal = renewalOf(drafting, mandate, until);
  const isWhole =
    readKey(key) !== undefined && !isTaken && (how !== 'renew' || renewal.isLater) && (how !== 'new' || holder !== '');
  const titleOf = (one: string) =>
    drafting.known.find(({ document }) => document.mandate === one)?.document.title ?? '';
  return (
    <Panel title={t('draft.begin')}>
      <form
        aria-label={t('draft.begin')}
        className="r-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole)
            onBegin({ draft: key, ...(how === 'renew' ? { until } : {}), ...(how === 'new' ? { holder } : {}) });
        }}
      >
        <Choices
          label={t('draft.beginHow')}
          value={how}
          choices={(['next', 'renew', 'new'] as const).map((value) => ({ value, label: t(`draft.how.${value}`) }))}
          onChange={setHow}
        />
        {how === 'new' ? (
          <div className="r-draft-grid" data-wide>
            <TextField
              label={t('draft.id')}
              hint={t('draft.idHint')}
              value={id}
              maxLength={64}
              error={isTaken ? t('draft.idTaken') : undefined}
              onChange={setId}
            />
            <Select
              label={t('mandates.holder')}
              value={holder}
              empty={t('draft.chooseAgency')}
              choices={drafting.scenario.vocabulary.agencies.map((agency) => ({
                value: agency.id,
                label: name(agency.id),
              }))}
              onChange={setHolder}
            />
          </div>
        ) : (
          <div className="r-draft-grid" data-wide>
            <Select
              label={t('draft.mandate')}
              value={mandate}
              choices={mandates.map((one) => ({ value: one, label: `${one} · ${titleOf(one)}` }))}
              onChange={setMandate}
            />
            {how === 'renew' && <RenewalField renewal={renewal} until={until} onUntil={setUntil} />}
          </div>
        )}
        <div>
          <Button submit look="main" disabled={!isWhole}>
            {t('draft.beginNow', { draft: readKey(key) === undefined ? '' : key })}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
