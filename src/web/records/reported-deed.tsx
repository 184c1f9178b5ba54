import type { ReportedDeed } from '../../terms/api/parts.ts';
import { UNKNOWN } from '../../terms/axes.ts';
import { useText } from '../messages/language.tsx';
import { useNames } from '../session/vocabulary.ts';
import { Fact, Facts } from '../ui/frame.tsx';
import { TimeText } from '../ui/times.tsx';

type ReportedProps = {
  readonly deed: ReportedDeed;
  /** Claimed time of the deed, ms of room time; null where it stands beside. */
  readonly deedAt?: number | null;
};

/** The deed that somebody reports of somebody, by its names; what the reporter did not know says so. */
export function ReportedDeedFacts({ deed, deedAt = null }: ReportedProps) {
  const { t } = useText();
  const name = useNames();
  const said = (word: string) => (word === UNKNOWN ? t('occurrences.unknown') : name(word));
  return (
    <Facts>
      <Fact name={t('entry.activity')}>{said(deed.activity)}</Fact>
      <Fact name={t('entry.agency')}>{said(deed.agency)}</Fact>
      <Fact name={t('occurrences.component')}>{said(deed.component)}</Fact>
      <Fact name={t('occurrences.role')}>{said(deed.role)}</Fact>
      <Fact name={t('entry.place')}>{said(deed.place)}</Fact>
      <Fact name={t('entry.purpose')}>{said(deed.purpose)}</Fact>
      <Fact name={t('entry.deedAt')}>{deedAt === null ? null : <TimeText ms={deedAt} local />}</Fact>
    </Facts>
  );
}
