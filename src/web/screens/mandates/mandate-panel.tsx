import { Link } from '@tanstack/react-router';
import type { MandatesShown } from '../../../terms/api/event.ts';
import { useRoom } from '../../live/room-clock.tsx';
import { useText } from '../../messages/language.tsx';
import { MandateHistory } from '../../records/mandate-history.tsx';
import { useNames } from '../../session/vocabulary.ts';
import { Button } from '../../ui/button.tsx';
import { dayAndMinute } from '../../ui/date-time.ts';
import { Fact, Facts, Panel, Row, Stack } from '../../ui/frame.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { TimeText } from '../../ui/times.tsx';
import { assumptions, type Clause, type Mandate, narrowedAxes, questionText } from './arrangement.ts';
import { SourceList } from './beside-mandates.tsx';
import { EnforceForm, SuspendForm } from './direct-forms.tsx';
import { Terms } from './mandate-terms.tsx';
import { SinceFacts } from './since-facts.tsx';
import { keyOf } from './start/begin.ts';

type PanelProps = {
  readonly all: MandatesShown;
  readonly mandate: Mandate;
  readonly cited: string;
  /** The reader may put mandates in force and suspend them. */
  readonly directs: boolean;
  readonly direct: string;
  readonly onDirect: (direct: string) => void;
};

const STATUS_LOOKS = {
  'in-force': { icon: 'check', tone: 'dim' },
  suspended: { icon: 'octagon', tone: 'critical' },
  expired: { icon: 'triangle', tone: 'warning' },
  'not-in-force': { icon: 'circle', tone: 'outside' },
} as const;
const EFFECT_ICONS: Readonly<Record<Clause['effect'], IconName>> = {
  permit: 'check',
  'permit-with-approval': 'diamond',
  forbid: 'octagon',
};

/** One mandate: who holds it from whom, on which instrument, for how long, how it stands, and its clauses in words. */
export function MandatePanel({ all, mandate, cited, directs, direct, onDirect }: PanelProps) {
  const { t } = useText();
  const name = useNames();
  const { id, version, title, status, root, clauses, openQuestions } = mandate;
  const resting = assumptions(mandate);
  const leave = () => onDirect('');
  const { icon, tone } = STATUS_LOOKS[status];
  return (
    <div id={`${id}-${version}`} tabIndex={-1} className="r-anchor">
      <Panel
        title={title}
        actions={
          <>
            <DraftLink mandate={mandate} all={all} />
            {directs && <DirectButtons mandate={mandate} onDirect={onDirect} />}
          </>
        }
      >
        <Stack>
          {direct === `suspend ${id}` && status === 'in-force' && !root && directs && (
            <SuspendForm mandate={mandate} all={all} onLeave={leave} />
          )}
          {direct === `enforce ${id} ${version}` && status !== 'in-force' && directs && (
            <EnforceForm mandate={mandate} onLeave={leave} />
          )}
          <Facts>
            <Fact name={t('mandates.status')}>
              <Mark icon={icon} tone={tone}>
                {t(`mandates.${status}`)}
              </Mark>
            </Fact>
            {mandate.halted !== null && <SinceFacts since={{ ...mandate.halted, byClock: status === 'expired' }} />}
            {mandate.began !== null && <SinceFacts since={mandate.began} />}
            {mandate.due !== null && (
              <Fact name={t('mandates.due', { version: mandate.due.version })}>
                <TimeText ms={mandate.due.begins} local />
              </Fact>
            )}
            <Fact name={t('mandates.holder')}>{name(mandate.holder.id)}</Fact>
            <Fact name={t('mandates.issuer')}>{name(mandate.issuer.id)}</Fact>
            <Fact name={t('mandates.instrument')}>
              {mandate.instrument ?? <span className="r-warning">{t('mandates.noInstrument')}</span>}
            </Fact>
            <Fact name={t('mandates.period')}>
              <Period mandate={mandate} />
            </Fact>
            <Fact name={t('mandates.version')}>
              <span className="r-mono">{`${id} ${version}`}</span>
            </Fact>
          </Facts>
          {mandate.unkept.map(({ commitment, excepted }) => (
            <Notice key={commitment} icon={excepted ? 'triangle' : 'octagon'} tone={excepted ? 'warning' : 'critical'}>
              {t(excepted ? 'mandates.unkeptExcepted' : 'mandates.unkept', { commitment })}
            </Notice>
          ))}
          {resting.count > 0 && (
            <Notice icon="triangle" tone="warning">
              {t('mandates.assumptions', resting)}
            </Notice>
          )}
          <ul className="r-list" aria-label={t('mandates.clauses')}>
            {clauses.map((clause) => (
              <ClauseText key={clause.id} clause={clause} all={all} cited={cited === clause.id} />
            ))}
          </ul>
          <Terms mandate={mandate} all={all} />
          <MandateHistory id={id} />
          {openQuestions.length > 0 && (
            <>
              <h3>{t('mandates.unanswered')}</h3>
              <ul className="r-list">
                {openQuestions.map((question) => (
                  <li key={question} className="r-clause">
                    <span className="r-mono">{question}</span> {questionText(all, question)}
                  </li>
                ))}
              </ul>
            </>
          )}
        </Stack>
      </Panel>
    </div>
  );
}

/** Leads to the draft of the next version, as it was begun or as this one stands. */
function DraftLink({ mandate: { id }, all }: Pick<PanelProps, 'mandate' | 'all'>) {
  const { t } = useText();
  const versions = all.mandates.filter((one) => one.id === id).map(({ version }) => version);
  const draft = keyOf({ mandate: id, version: Math.max(...versions) + 1 });
  return (
    <Link className="r-button" data-look="quiet" to={'/mandates/draft' as string} search={{ draft } as never}>
      {t('draft.nextVersion')}
    </Link>
  );
}

function DirectButtons({ mandate, onDirect }: Pick<PanelProps, 'mandate' | 'onDirect'>) {
  const { t } = useText();
  const { id, version, status, root } = mandate;
  // it never takes effect.
  if (status === 'in-force' && root) return null;
  // … and what came to its end does not come into force again; another version does.
  if (status === 'expired') return null;
  if (status === 'in-force')
    return (
      <Button look="danger" onClick={() => onDirect(`suspend ${id}`)}>
        {t('mandates.suspend')}
      </Button>
    );
  return (
    <Button onClick={() => onDirect(`enforce ${id} ${version}`)}>
      {t(status === 'suspended' ? 'mandates.resume' : 'mandates.enforce')}
    </Button>
  );
}

function Period({ mandate: { from, until } }: { readonly mandate: Mandate }) {
  const { t } = useText();
  const { timezone } = useRoom();
  const said = (ms: number) => {
    const year = new Date(ms).getUTCFullYear();
    const [day, time] = dayAndMinute(ms, 'UTC').split(' ');
    return `${day}/${year} ${time}Z (${t('ui.localTime', { time: dayAndMinute(ms, timezone) })})`;
  };
  if (from === null && until === null) return <>{t('mandates.noPeriod')}</>;
  if (from === null) return <>{t('mandates.until', { until: said(until ?? 0) })}</>;
  if (until === null) return <>{t('mandates.from', { from: said(from) })}</>;
  return <>{t('mandates.fromUntil', { from: said(from), until: said(until) })}</>;
}

type ClauseProps = { readonly clause: Clause; readonly all: MandatesShown; readonly cited: boolean };

function ClauseText({ clause, all, cited }: ClauseProps) {
  const { t } = useText();
  const name = useNames();
  const { id, effect, text, basis, source } = clause;
  return (
    <li id={`cited-${id}`} tabIndex={-1} className="r-clause r-anchor" aria-current={cited ? 'true' : undefined}>
      <Row>
        <span className="r-mono">{id}</span>
        <Mark icon={EFFECT_ICONS[effect]} tone="dim">
          {t(`mandates.${effect}`)}
        </Mark>
        <span className="r-dim">
          {basis === 'assumption' ? (
            <Mark icon="triangle" tone="dim">
              {t('mandates.basis.assumption')}
            </Mark>
          ) : (
            t('mandates.basis.instrument')
          )}
        </span>
      </Row>
      <div className="r-pre r-reading">{text}</div>
      <SourceList all={all} ids={source} />
      <details open={cited}>
        <summary>{t('mandates.written')}</summary>
        <Facts>
          {narrowedAxes(clause).map(([axis, words]) => (
            <Fact key={axis} name={axis}>
              {words.map(name).join(', ')}
            </Fact>
          ))}
        </Facts>
        <p className="r-dim">{t('mandates.everyOther')}</p>
      </details>
    </li>
  );
}
