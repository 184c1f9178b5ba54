import { useText } from '../../messages/language.tsx';
import { RecordLink } from '../../records/record-link.tsx';
import { useRecords } from '../../records/records.ts';
import { ChallengeRow, type Judged } from '../../records/rows.ts';
import { useNames } from '../../session/vocabulary.ts';
import { Fact, Facts, Panel, Row, Stack } from '../../ui/frame.tsx';
import { Mark, OutcomeBadge } from '../../ui/outcome-badge.tsx';

/** What a deed was declared to be and what it seems, or was found, to be, with the decision on each, side by side. */
export function Verdicts({ row: { declared, seems, found, status } }: { readonly row: ChallengeRow }) {
  const { t } = useText();
  return (
    <Stack>
      <div className="r-two">
        <Reading title={t('challenges.declared')} judged={declared} />
        {found === null ? (
          <Reading title={t('challenges.seems')} judged={seems} />
        ) : (
          <Reading title={t('challenges.foundToBe')} judged={found} />
        )}
      </div>
      {status === 'reclassified' && <p className="r-dim">{t('challenges.bothStand')}</p>}
    </Stack>
  );
}

type ReadingProps = { readonly title: string; readonly judged: Pick<Judged, 'activity' | 'purpose'> & Partial<Judged> };

function Reading({ title, judged: { activity, purpose, outcome, clauses } }: ReadingProps) {
  const { t } = useText();
  const name = useNames();
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <Facts>
        <Fact name={t('words.activity')}>{name(activity)}</Fact>
        <Fact name={t('words.purpose')}>{name(purpose)}</Fact>
        <Fact name={t('entry.verdict')}>
          {outcome === undefined ? (
            <span className="r-dim">{t('challenges.notDecided')}</span>
          ) : (
            <Row>
              <OutcomeBadge outcome={outcome} />
              <span className="r-mono">{clauses?.join(', ')}</span>
            </Row>
          )}
        </Fact>
      </Facts>
    </section>
  );
}

/** The challenges of one deed, or of the report of one, latest first; nothing where there is none. */
export function ChallengesOf({ id }: { readonly id: string }) {
  const { t } = useText();
  const { records } = useRecords('challenges', ChallengeRow);
  const own = records.filter(({ row }) => row.of === id);
  if (own.length === 0) return null;
  return (
    <Panel title={t('challenges.title')}>
      <Stack>
        {own.map(({ row, matter }) => (
          <Stack key={row.id}>
            <Row>
              <RecordLink id={row.id} />
              <Mark icon={row.status === 'open' ? 'diamond' : 'check'} tone={row.status === 'open' ? 'warning' : 'dim'}>
                {t(`status.${row.status === 'open' ? 'unanswered' : row.status}`)}
              </Mark>
              <bdi>{matter.text}</bdi>
            </Row>
            <Verdicts row={row} />
          </Stack>
        ))}
      </Stack>
    </Panel>
  );
}
