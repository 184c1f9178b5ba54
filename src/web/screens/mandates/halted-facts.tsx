import { Link } from '@tanstack/react-router';
import { useText } from '../../messages/language.tsx';
import { useNames } from '../../session/vocabulary.ts';
import { Fact } from '../../ui/frame.tsx';
import { TimeText } from '../../ui/times.tsx';
import type { Mandate } from './arrangement.ts';

type HaltedProps = { readonly halted: NonNullable<Mandate['halted']> };

/** Since when a mandate is suspended, from which desk, and the reason that the act states; whose word it was stands in no place that is for everyone. */
export function HaltedFacts({ halted: { index, at, desk, reason } }: HaltedProps) {
  const { t } = useText();
  const name = useNames();
  return (
    <>
      <Fact name={t('halt.since')}>
        <TimeText ms={at} local age /> <Link to={`/entry/${index}` as string}>#{index}</Link>
      </Fact>
      <Fact name={t('halt.by')}>{desk === null ? null : name(desk)}</Fact>
      <Fact name={t('halt.reason')}>{reason === null ? null : <bdi className="r-pre">{reason}</bdi>}</Fact>
    </>
  );
}
