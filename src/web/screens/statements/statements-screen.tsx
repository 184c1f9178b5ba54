import './statements.css';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ActDetail } from '../../../terms/api/acts.ts';
import { MandatesShown } from '../../../terms/api/event.ts';
import { useText } from '../../messages/language.tsx';
import { type RecordShown, useRecords } from '../../records/records.ts';
import { useAnswer, useApi } from '../../session/services.tsx';
import { useEveryName, useNames, usePhrase } from '../../session/vocabulary.ts';
import { useView } from '../../shell/router.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { EmptyState, Page, Panel, Stack } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { RegisterForm } from './register-form.tsx';
import { StatementCard } from './statement-card.tsx';
import {
  bothWays,
  byTopic,
  contradictionGroups,
  type Reported,
  StatementRow,
  StatementsView,
  topicName,
} from './statement-groups.ts';

/** What offices said: the room's own register, and what was reported before it opened; contradictions side by side, never resolved. */
export function StatementsScreen() {
  const { t } = useText();
  const [view, setView] = useView(StatementsView);
  const arrangement = useAnswer(MandatesShown, '/api/mandates');
  const registered = useRecords('statements', StatementRow);
  const error = arrangement.error ?? registered.error;
  const fits = (...texts: readonly (string | null)[]) => {
    return view.q
      .toLowerCase()
      .split(/\s+/)
      .every((word) => texts.join(' ').toLowerCase().includes(word));
  };
  const search = (
    <TextField
      label={t('statements.search')}
      labelHidden
      placeholder={t('statements.search')}
      value={view.q}
      maxLength={200}
      onChange={(q) => setView({ q })}
    />
  );
  return (
    <Page title={t('statements.title')} beside={search}>
      <p className="r-dim r-reading">{t('statements.lead')}</p>
      {error !== null && <ProblemNote error={error} onRetry={registered.retry} />}
      <Registered {...registered} fits={fits} looked={view.statement} filtered={view.q !== ''} />
      <RegisterForm sources={arrangement.data?.sources ?? []} registered={registered.records} />
      <BeforeRoom statements={arrangement.data?.statements ?? []} fits={fits} />
    </Page>
  );
}

type Fits = (...texts: readonly (string | null)[]) => boolean;
type RegisteredProps = {
  readonly records: readonly RecordShown<StatementRow>[];
  readonly more: (() => void) | undefined;
  readonly loading: boolean;
  readonly fits: Fits;
  readonly looked: string;
  readonly filtered: boolean;
};

function Registered({ records, more, loading, fits, looked, filtered }: RegisteredProps) {
  const { t } = useText();
  const everyName = useEveryName();
  useEffect(() => {
    if (looked === '' || loading) return;
    const element = document.getElementById(`statement-${looked}`);
    element?.scrollIntoView({ block: 'start' });
    element?.focus({ preventScroll: true });
  }, [looked, loading]);
  const shown = records.filter(({ matter, row }) =>
    fits(row.id, ...everyName(row.office), row.said, row.source, matter.text),
  );
  const against = bothWays(records.map(({ row }) => row));
  const groups = contradictionGroups(shown.map((record) => ({ ...record, ...record.row })));
  return (
    <Panel title={t('statements.registered')}>
      <Stack>
        {loading && <EmptyState>{t('ui.loading')}</EmptyState>}
        {!loading && groups.length === 0 && (
          <EmptyState>{t(filtered ? 'statements.noneFound' : 'statements.noneRegistered')}</EmptyState>
        )}
        {groups
          .filter((group) => group.length > 1)
          .map((group) => (
            <div key={group[0]?.id} className="r-clause">
              <Mark icon="diamond" tone="warning">
                {t('statements.together')}
              </Mark>
              <div className="r-beside">
                {group.map((record) => (
                  <RegisteredCard key={record.id} record={record} against={against} looked={looked} />
                ))}
              </div>
            </div>
          ))}
        <div className="r-beside">
          {groups
            .filter((group) => group.length === 1)
            .flat()
            .map((record) => (
              <RegisteredCard key={record.id} record={record} against={against} looked={looked} />
            ))}
        </div>
        {more !== undefined && (
          <Button look="quiet" onClick={more}>
            {t('log.older')}
          </Button>
        )}
      </Stack>
    </Panel>
  );
}

type CardProps = {
  readonly record: RecordShown<StatementRow>;
  readonly against: ReadonlyMap<string, readonly string[]>;
  readonly looked: string;
};

function RegisteredCard({ record: { matter, row }, against, looked }: CardProps) {
  const name = useNames();
  const { text, opened } = matter;
  return (
    <StatementCard
      id={row.id}
      office={name(row.office)}
      said={row.said}
      where={useWhere(row.index)}
      text={text}
      source={[row.source]}
      contradicts={against.get(row.id) ?? []}
      entry={{ index: opened.index, at: opened.at, desk: opened.desk ?? opened.person }}
      current={looked === row.id}
      level={3}
    />
  );
}

/** Where it was said stands only in the entry, which never changes: it is read once. */
function useWhere(index: number): string | null {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['where a statement was made', index],
    queryFn: ({ signal }) => api.get(ActDetail, `/api/acts/${index}`, { signal }),
  });
  const where = data?.detail['where'];
  return typeof where === 'string' ? where : null;
}

function BeforeRoom({ statements, fits }: { readonly statements: readonly Reported[]; readonly fits: Fits }) {
  const { t } = useText();
  const name = useNames();
  const phrase = usePhrase();
  const everyName = useEveryName();
  const against = bothWays(statements);
  const shown = statements.filter(({ id, office, text, where, topic, source, said }) =>
    fits(id, ...everyName(office.id), text, where, topic, topic === null ? null : phrase(topic), said, ...source),
  );
  if (shown.length === 0) return null;
  return (
    <Panel title={t('statements.reported')}>
      <Stack>
        {byTopic(shown).map(([topic, said]) => {
          const heading =
            topic === null
              ? t('statements.noTopic')
              : t('statements.topic', { topic: phrase(topic, topicName(topic)) });
          return (
            <div key={topic ?? ''}>
              <h3>{heading}</h3>
              <div className="r-beside">
                {said.map(({ id, office, said: day, dateNote, where, text, source }) => (
                  <StatementCard
                    key={id}
                    id={id}
                    office={name(office.id)}
                    said={day}
                    dateNote={dateNote}
                    where={where}
                    text={text}
                    source={source}
                    contradicts={against.get(id) ?? []}
                    level={4}
                  />
                ))}
              </div>
            </div>
          );
        })}
      </Stack>
    </Panel>
  );
}
