import type { ActDetail } from '../../../terms/api/acts.ts';
import { useText } from '../../messages/language.tsx';
import { RowFacts } from '../../records/row-facts.tsx';
import { signedWords } from '../../records/row-words.ts';
import { Fact, Facts, Panel, Stack } from '../../ui/frame.tsx';
import { TimeText } from '../../ui/times.tsx';

/** The detail as it was signed, member by member, and by which key, when, under which set. */
export function Signed({ detail }: { readonly detail: ActDetail }) {
  const { t } = useText();
  const { signedAt, key, set, passkey, protected: closed } = detail;
  return (
    <Panel title={t('entry.said')}>
      <Stack>
        <RowFacts facts={signedWords(detail.detail)} />
        {closed !== null && <p className="r-dim">{t('entry.protected', { members: closed.members.join(', ') })}</p>}
        <Facts>
          <Fact name={t('entry.signedAt')}>{signedAt === null ? null : <TimeText ms={signedAt} />}</Fact>
          <Fact name={t('entry.key')}>{key === null ? null : <span className="r-mono">{key}</span>}</Fact>
          <Fact name={t('entry.signature')}>{passkey ? t('entry.passkey') : null}</Fact>
          <Fact name={t('entry.set')}>
            <span className="r-mono">{`${set.slice(0, 16)}…`}</span>
          </Fact>
        </Facts>
      </Stack>
    </Panel>
  );
}
