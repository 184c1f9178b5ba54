import { assumptionsIn } from '../../../../mandates/compile.ts';
import { openAxesOf } from '../../../../mandates/open-axes.ts';
import { useRoom } from '../../../live/room-clock.tsx';
import { useText } from '../../../messages/language.tsx';
import { usePhrase } from '../../../session/vocabulary.ts';
import { ClauseLink } from '../../../ui/clause-link.tsx';
import { EmptyState, Row } from '../../../ui/frame.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Mark } from '../../../ui/outcome-badge.tsx';
import type { FoundPart, ProofPart, Reading } from '../analysis/parts.ts';
import type { Analysis } from '../analysis/use-analysis.ts';
import { useDrafting } from '../drafting-context.tsx';
import { Regions } from './regions.tsx';

/** Whether every commitment holds under all that is in force with the draft among it, and what its author should look at. */
export function ChecksPart({ reading, proofs, findings }: Analysis) {
  const { t } = useText();
  if (reading === undefined) return <EmptyState>{t('ui.loading')}</EmptyState>;
  if (reading.document === null) return <EmptyState>{t('draft.firstMend')}</EmptyState>;
  return (
    <div className="r-stack">
      <LiveRoom reading={reading} />
      <h2>{t('draft.proofs')}</h2>
      <p className="r-dim">{t('draft.proofsLead')}</p>
      {proofs === undefined ? <p className="r-dim">{t('draft.working')}</p> : <Proofs proofs={proofs} />}
      <h2>{t('draft.findings')}</h2>
      {findings === undefined ? <p className="r-dim">{t('draft.working')}</p> : <Findings findings={findings} />}
    </div>
  );
}

const LOOKS = {
  proved: { icon: 'check', tone: 'dim' },
  refuted: { icon: 'octagon', tone: 'critical' },
  undecided: { icon: 'triangle', tone: 'warning' },
} as const;

function Proofs({ proofs }: { readonly proofs: readonly ProofPart[] }) {
  const { t } = useText();
  const phrase = usePhrase();
  return (
    <ul className="r-list" aria-label={t('draft.proofs')}>
      {proofs.map(({ commitment, text, by, result, cells, regions, unkept, alone }) => (
        <li key={commitment} className="r-clause">
          <Row>
            <ClauseLink id={commitment} />
            <Mark {...LOOKS[result]}>{t(`draft.result.${result}`, { cells })}</Mark>
          </Row>
          <div className="r-pre">{text}</div>
          <div className="r-dim">{phrase(by)}</div>
          {result === 'refuted' && <Regions regions={regions} />}
          {result === 'proved' && alone.result !== 'proved' && (
            <>
              <Notice icon={unkept ? 'octagon' : 'triangle'} tone={unkept ? 'critical' : 'warning'}>
                {t(unkept ? `draft.unkept.${alone.result}` : `draft.alone.${alone.result}`)}
              </Notice>
              <Regions regions={alone.regions} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function Findings({ findings }: { readonly findings: readonly FoundPart[] }) {
  const { t, told } = useText();
  if (findings.length === 0) return <p className="r-dim">{t('draft.noFindings')}</p>;
  return (
    <ul className="r-list" aria-label={t('draft.findings')}>
      {findings.map(({ finding, clause, blocks, told: sentence }) => (
        <li key={`${finding} ${clause} ${sentence.en}`} className="r-clause">
          <Mark
            icon={blocks ? 'octagon' : 'triangle'}
            tone={blocks ? 'critical' : finding === 'dead-permit' ? 'warning' : 'dim'}
          >
            {t(blocks ? 'draft.blocks' : `draft.finding.${finding}`)}
          </Mark>
          <div className="r-pre">{told(sentence)}</div>
        </li>
      ))}
    </ul>
  );
}

/** What keeps it out of a live room: assumptions, and questions that leave an axis open. */
function LiveRoom({ reading: { document } }: { readonly reading: Reading }) {
  const { t } = useText();
  const { mode } = useRoom();
  const { scenario } = useDrafting();
  if (document === null) return null;
  const assumed = assumptionsIn(document);
  const open = openAxesOf(document, scenario.questions);
  if (assumed.length + open.length === 0) return null;
  const isLive = mode === 'live';
  return (
    <Notice icon={isLive ? 'octagon' : 'triangle'} tone={isLive ? 'critical' : 'dim'}>
      {t(isLive ? 'draft.liveBlocks' : 'draft.exerciseOnly', {
        clauses: assumed.length,
        questions: open.length,
        ids: open.map(({ question }) => question).join(', '),
      })}
    </Notice>
  );
}
