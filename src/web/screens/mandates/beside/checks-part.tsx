import { assumptionsIn } from '../../../../mandates/compile.ts';
import { openAxesOf } from '../../../../mandates/open-axes.ts';
import { useRoom } from '../../../live/room-clock.tsx';
import { useText } from '../../../messages/language.tsx';
import { usePhrase } from '../../../session/vocabulary.ts';
import { ClauseLink } from '../../../ui/clause-link.tsx';
import { EmptyState, Row } from '../../../ui/frame.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Mark } from '../../../ui/outcome-badge.tsx';
import { type Excepted, exceptionOf } from '../analysis/excepted.ts';
import type { FoundPart, ProofPart, Reading } from '../analysis/parts.ts';
import type { Analysis } from '../analysis/use-analysis.ts';
import { useDrafting } from '../drafting-context.tsx';
import { Regions } from './regions.tsx';
import { UnkeptNotice } from './unkept-notice.tsx';

type ChecksProps = Analysis & { readonly exceptions: readonly Excepted[] };

/** Whether every commitment holds under all that is in force with the draft among it, and what its author should look at. */
export function ChecksPart({ reading, proofs, findings, exceptions }: ChecksProps) {
  const { t } = useText();
  if (reading === undefined) return <EmptyState>{t('ui.loading')}</EmptyState>;
  if (reading.document === null) return <EmptyState>{t('draft.firstMend')}</EmptyState>;
  return (
    <div className="r-stack">
      <LiveRoom reading={reading} />
      <h2>{t('draft.proofs')}</h2>
      <p className="r-dim">{t('draft.proofsLead')}</p>
      {proofs === undefined ? <p className="r-dim">{t('draft.working')}</p> : <Proofs {...{ proofs, exceptions }} />}
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

type ProofsProps = { readonly proofs: readonly ProofPart[]; readonly exceptions: readonly Excepted[] };

function Proofs({ proofs, exceptions }: ProofsProps) {
  const { t, told } = useText();
  const phrase = usePhrase();
  return (
    <ul className="r-list" aria-label={t('draft.proofs')}>
      {proofs.map(({ commitment, text, by, result, cells, regions, rests, unkept, alone }) => (
        <li key={commitment} className="r-clause">
          <Row>
            <ClauseLink id={commitment} />
            <Result part={{ result, unkept, cells }} excepted={exceptionOf(commitment, exceptions) !== undefined} />
          </Row>
          <div className="r-pre">{text}</div>
          <div className="r-dim">{phrase(by)}</div>
          {result !== 'undecided' && <div className="r-dim">{told(rests)}</div>}
          {result === 'refuted' && <Regions regions={regions} />}
          {result === 'proved' && alone.result !== 'proved' && (
            <>
              {unkept ? (
                <UnkeptNotice {...{ commitment, exceptions }} />
              ) : (
                <Notice icon="triangle" tone="warning">
                  {t(`draft.alone.${alone.result}`)}
                </Notice>
              )}
              {unkept && <p>{t(`draft.unkept.${alone.result}`)}</p>}
              <Regions regions={alone.regions} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

type ResultProps = {
  readonly part: Pick<ProofPart, 'result' | 'unkept' | 'cells'>;
  readonly excepted: boolean;
};

/** A commitment that goes on ruling over a text which does not keep it is not said to hold. */
function Result({ part: { result, unkept, cells }, excepted }: ResultProps) {
  const { t } = useText();
  if (result !== 'proved' || !unkept) return <Mark {...LOOKS[result]}>{t(`draft.result.${result}`, { cells })}</Mark>;
  return (
    <Mark {...(excepted ? LOOKS.undecided : LOOKS.refuted)}>
      {t(excepted ? 'draft.result.excepted' : 'draft.result.unkept')}
    </Mark>
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
