import { Link } from '@tanstack/react-router';
import type * as z from 'zod';
import { MatterDetail, SHOWN_SLICES, type ShownSlice } from '../../../terms/api/matters.ts';
import { MESSAGES, type MessageId } from '../../messages/catalog.ts';
import { useCategoryName } from '../../messages/category-name.ts';
import { useKindName } from '../../messages/kind-name.ts';
import { useText } from '../../messages/language.tsx';
import { RecordLink } from '../../records/record-link.tsx';
import { sliceOfNumber } from '../../records/record-path.ts';
import { useRowText } from '../../records/row-text.ts';
import { useAnswer } from '../../session/services.tsx';
import { useNames } from '../../session/vocabulary.ts';
import { usePathPart } from '../../shell/router.tsx';
import { EmptyState, Fact, Facts, Page, Panel, Stack } from '../../ui/frame.tsx';
import { Mark, OutcomeBadge } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { TimeText } from '../../ui/times.tsx';
import { byHeading, byMember, rowWords, type Said } from './row-words.ts';

type Detail = z.infer<typeof MatterDetail>;

/** One record of any kind: how it stands, in words, and everything that happened to it, oldest first. */
export function RecordScreen() {
  const { t } = useText();
  const [slice, id] = [usePathPart('slice'), usePathPart('id')];
  const known = SHOWN_SLICES.find((one) => one === slice);
  if (known === undefined) return <EmptyState>{t('record.noSlice')}</EmptyState>;
  return <Known key={`${slice} ${id}`} slice={known} id={id} />;
}

function Known({ slice, id }: { readonly slice: ShownSlice; readonly id: string }) {
  const { t } = useText();
  const { data, error, refetch } = useAnswer(MatterDetail, `/api/matters/${slice}/${encodeURIComponent(id)}`);
  const title = t('record.title', { slice: t(`slice.${slice}`), id });
  if (error !== null) {
    return (
      <Page title={title}>
        <p>{t('record.notThere')}</p>
        <ProblemNote error={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  if (data === undefined) return <EmptyState>{t('ui.loading')}</EmptyState>;
  return (
    <Page
      title={title}
      beside={
        <Mark icon={data.matter.open ? 'circle' : 'check'} tone="dim">
          {t(data.matter.open ? 'record.open' : 'record.over')}
        </Mark>
      }
    >
      <Stands detail={data} />
      <History detail={data} />
    </Page>
  );
}

function Stands({ detail: { matter } }: { readonly detail: Detail }) {
  const { t } = useText();
  const memberName = useMemberName();
  const facts = rowWords(matter.row);
  const headings = byHeading(facts);
  const { opened, changed, text } = matter;
  return (
    <Panel title={t('record.stands')}>
      <Stack>
        {text !== '' && !facts.some(({ value }) => value === text) && <div className="r-pre">{text}</div>}
        {[...headings].map(([heading, under]) => (
          <Stack key={heading}>
            {heading !== '' && <h3>{heading.split('.').map(memberName).join(' · ')}</h3>}
            <RowFacts facts={under} />
          </Stack>
        ))}
        <Facts>
          <Fact name={t('record.opened')}>
            <TimeText ms={opened.at} age /> <Link to={`/entry/${opened.index}` as string}>#{opened.index}</Link>{' '}
            {opened.person !== null && <span className="r-mono">{opened.person}</span>}
          </Fact>
          <Fact name={t('record.changed')}>
            <TimeText ms={changed.at} age /> <Link to={`/entry/${changed.index}` as string}>#{changed.index}</Link>
          </Fact>
        </Facts>
      </Stack>
    </Panel>
  );
}

function RowFacts({ facts }: { readonly facts: readonly Said[] }) {
  const memberName = useMemberName();
  return (
    <Facts>
      {byMember(facts).map(([member, values]) => (
        <Fact key={member} name={memberName(member)}>
          {values.map((said, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: values of one member have no other name than their place
            <span key={n}>
              {n > 0 && ', '}
              <Value said={said} />
            </span>
          ))}
        </Fact>
      ))}
    </Facts>
  );
}

function Value({ said: { member, value, kind } }: { readonly said: Said }) {
  const { t } = useText();
  const name = useNames();
  const categoryName = useCategoryName();
  if (typeof value === 'number') return kind === 'time' ? <TimeText ms={value} local age /> : value;
  if (typeof value === 'boolean') return t(value ? 'record.yes' : 'record.no');
  if (kind === 'text') return <span className="r-pre">{value}</span>;
  if (sliceOfNumber(value) !== undefined) return <RecordLink id={value} />;
  const status = `status.${value}`;
  if ((member === 'status' || member === 'alert') && Object.hasOwn(MESSAGES.en, status)) return t(status as MessageId);
  const named = member === 'category' ? categoryName(value) : name(value);
  return named === value ? <span className="r-mono">{value}</span> : named;
}

/** What a member of a row is called; one without a name keeps its own. */
function useMemberName(): (member: string) => string {
  const { t } = useText();
  return (member) => {
    const id = `member.${member}`;
    return Object.hasOwn(MESSAGES.en, id) ? t(id as MessageId) : member;
  };
}

function History({ detail: { history } }: { readonly detail: Detail }) {
  const { t } = useText();
  const kindName = useKindName();
  const name = useNames();
  const rowText = useRowText();
  return (
    <Panel title={t('record.history')}>
      <ol className="r-list" aria-label={t('record.history')}>
        {history.map((row) => {
          const { index, at, kind, outcome, person, desk, clauses } = row;
          return (
            <li key={index} className="r-clause">
              <div className="r-row">
                <TimeText ms={at} />
                <Link to={`/entry/${index}` as string}>#{index}</Link>
                <strong>{kindName(kind)}</strong>
                <OutcomeBadge outcome={outcome} />
                {outcome !== 'permitted' && <span className="r-mono">{clauses.join(', ')}</span>}
                {person !== null && <span className="r-mono">{person}</span>}
                {desk !== null && <span className="r-dim">{name(desk)}</span>}
              </div>
              <div className="r-pre">{rowText(row)}</div>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
