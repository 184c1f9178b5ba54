import { MatterDetail } from '../../../terms/api/matters.ts';
import { useText } from '../../messages/language.tsx';
import { DeedFacts } from '../../records/deed-facts.tsx';
import { sliceOfNumber } from '../../records/record-path.ts';
import type { MatterShown } from '../../records/records.ts';
import { DeedRow, OccurrenceRow } from '../../records/rows.ts';
import { useAnswer } from '../../session/services.tsx';
import { useNames } from '../../session/vocabulary.ts';
import { Fact, Facts } from '../../ui/frame.tsx';
import { TimeText } from '../../ui/times.tsx';

/** The deed that is challenged as its doer entered it: who, what, where, when, in their own words. */
export function ChallengedDeed({ of }: { readonly of: string }) {
  const { t } = useText();
  const slice = sliceOfNumber(of) ?? 'deeds';
  const { data, error } = useAnswer(MatterDetail, `/api/matters/${slice}/${encodeURIComponent(of)}`);
  // Its record may be erased, and the challenge of it stand.
  if (error !== null) return <p className="r-dim">{t('problem.notThere')}</p>;
  if (data === undefined) return <p className="r-dim">{t('ui.loading')}</p>;
  return (
    <section aria-label={t('challenges.asEntered')}>
      <h3>{t('challenges.asEntered')}</h3>
      {slice === 'deeds' ? <OwnDeedFacts matter={data.matter} /> : <ReportFacts matter={data.matter} />}
    </section>
  );
}

function OwnDeedFacts({ matter: { row, changed } }: { readonly matter: MatterShown }) {
  const deed = DeedRow.parse(row);
  // A challenge that is answered changes the record as well, long after.
  const isEnd = changed.kind === 'deed.end' || changed.kind === 'deed.ended';
  return <DeedFacts deed={deed} ended={deed.status === 'ended' && isEnd ? changed.at : undefined} />;
}

function ReportFacts({ matter: { row, text } }: { readonly matter: MatterShown }) {
  const { t } = useText();
  const name = useNames();
  const { activity, own, deedAt, reporter } = OccurrenceRow.parse(row);
  return (
    <Facts>
      <Fact name={t('deed.what')}>
        <span className="r-pre">{text}</span>
      </Fact>
      <Fact name={t('words.activity')}>{name(activity)}</Fact>
      <Fact name={t('words.purpose')}>{own === undefined ? null : name(own.purpose)}</Fact>
      <Fact name={t('words.place')}>{own === undefined ? null : name(own.place)}</Fact>
      <Fact name={t('entry.deedAt')}>
        <TimeText ms={deedAt} local age />
      </Fact>
      <Fact name={t('deed.person')}>
        <span className="r-mono">{reporter}</span>
      </Fact>
    </Facts>
  );
}
