import { useText } from '../messages/language.tsx';
import { useNames } from '../session/vocabulary.ts';
import { Fact, Facts } from '../ui/frame.tsx';
import { TimeText } from '../ui/times.tsx';
import type { DeedTerms, ReleaseTerms } from './rows.ts';

type DeedFactsProps = {
  readonly deed: DeedTerms;
  readonly changed?: DeedTerms;
  /** When it ended, ms, where it did: until when it was to last is then told as that. */
  readonly ended?: number | undefined;
};

/** A deed word for word: exactly what an approval binds. */
export function DeedFacts({ deed, changed, ended }: DeedFactsProps) {
  const { t } = useText();
  const name = useNames();
  const differs = (member: keyof DeedTerms) => changed !== undefined && changed[member] !== deed[member];
  const mark = (member: keyof DeedTerms) =>
    differs(member) ? <span className="r-warning"> {t('deed.changed')}</span> : null;
  return (
    <Facts>
      <Fact name={t('deed.what')}>
        <span className="r-pre">{deed.what}</span>
        {mark('what')}
      </Fact>
      <Fact name={t('words.activity')}>
        {name(deed.activity)}
        {mark('activity')}
      </Fact>
      <Fact name={t('words.purpose')}>
        {name(deed.purpose)}
        {mark('purpose')}
      </Fact>
      <Fact name={t('words.place')}>
        {name(deed.place)}
        {mark('place')}
      </Fact>
      <Fact name={t('deed.from')}>
        <TimeText ms={deed.from} local age />
        {mark('from')}
      </Fact>
      <Fact name={t('deed.ended')}>{ended === undefined ? null : <TimeText ms={ended} local age />}</Fact>
      <Fact name={t(ended === undefined ? 'deed.until' : 'deed.wasUntil')}>
        <TimeText ms={deed.until} local age />
        {mark('until')}
      </Fact>
      <Fact name={t('deed.person')}>
        <span className="r-mono">{deed.person}</span>
      </Fact>
    </Facts>
  );
}

/** A release word for word. */
export function ReleaseFacts({ release }: { readonly release: ReleaseTerms }) {
  const { t } = useText();
  const name = useNames();
  return (
    <Facts>
      <Fact name={t('deed.item')}>
        <span className="r-mono">{release.item}</span>
      </Fact>
      <Fact name={t('deed.to')}>
        <span className="r-mono">{release.to}</span>
        {release.toComponent !== undefined && <span className="r-dim"> {name(release.toComponent)}</span>}
      </Fact>
      <Fact name={t('words.purpose')}>{name(release.purpose)}</Fact>
      {release.place !== undefined && <Fact name={t('words.place')}>{name(release.place)}</Fact>}
      <Fact name={t('deed.person')}>
        <span className="r-mono">{release.person}</span>
      </Fact>
    </Facts>
  );
}
