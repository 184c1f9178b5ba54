import { Link } from '@tanstack/react-router';
import { useText } from '../../messages/language.tsx';
import { useNames } from '../../session/vocabulary.ts';
import { Fact } from '../../ui/frame.tsx';
import { TimeText } from '../../ui/times.tsx';
import type { Mandate } from './arrangement.ts';

type SinceProps = { readonly since: NonNullable<Mandate['halted']> & { readonly byClock?: boolean } };

/** Since when a mandate stands as it does, from which desk, and the reason that the act states; whose word it was stands in no place that is for everyone. */
export function SinceFacts({ since: { index, at, desk, reason, byClock = false } }: SinceProps) {
  const { t } = useText();
  const name = useNames();
  return (
    <>
      <Fact name={t('halt.since')}>
        <TimeText ms={at} local age /> <Link to={`/entry/${index}` as string}>#{index}</Link>
      </Fact>
      {byClock && <Fact name={t('halt.how')}>{t('said.byClock')}</Fact>}
      {desk !== null && <Fact name={t(byClock ? 'halt.orderedBy' : 'halt.by')}>{name(desk)}</Fact>}
      {reason !== null && (
        <Fact name={t('halt.reason')}>
          <bdi className="r-pre">{reason}</bdi>
        </Fact>
      )}
    </>
  );
}
