import type { Halt, StreamEnd } from '../../../terms/api/live.ts';
import { useText } from '../../messages/language.tsx';
import { Fact, Facts, Panel, Stack } from '../../ui/frame.tsx';
import { TimeText } from '../../ui/times.tsx';

const KNOWN = ['signed-out', 'expired', 'removed', 'suspended', 'component', 'enrolled-anew'] as const;
const ENDED = ['deeds', 'requests', 'approvals', 'conferrals', 'clearances', 'consultations'] as const;

/** Why the session that was open on this page is over. Of a mandate that went, what the session's own stream said as it ended: nobody else is told it here. */
export function Ended({ end: { why, halt } }: { readonly end: StreamEnd }) {
  const { t } = useText();
  const known = KNOWN.find((word) => word === why) ?? 'expired';
  if (halt === undefined) return <p role="status">{t(`signIn.ended.${known}`)}</p>;
  return (
    <div role="status">
      <Panel tone="warning">
        <Stack>
          <p>
            {t(halt.suspended ? 'signIn.ended.suspended' : 'signIn.ended.noMandate')} {t('signIn.halt.again')}
          </p>
          <HaltFacts halt={halt} />
        </Stack>
      </Panel>
    </div>
  );
}

function HaltFacts({ halt: { at, mandate, desk, reason, ended } }: { readonly halt: Halt }) {
  const { t, told } = useText();
  const some = ENDED.filter((slice) => ended[slice] > 0);
  return (
    <Facts>
      <Fact name={t('signIn.halt.mandate')}>{mandate === '' ? null : mandate}</Fact>
      <Fact name={t('halt.since')}>
        <TimeText ms={at} local age />
      </Fact>
      <Fact name={t('halt.by')}>{desk === null ? null : told(desk)}</Fact>
      <Fact name={t('halt.reason')}>{reason === null ? null : <bdi className="r-pre">{reason}</bdi>}</Fact>
      <Fact name={t('halt.ended')}>
        {some.length === 0
          ? t('halt.endedNothing')
          : some.map((slice) => t(`mandates.ends.${slice}`, { count: ended[slice] })).join(', ')}
      </Fact>
    </Facts>
  );
}
