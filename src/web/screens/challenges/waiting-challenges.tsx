import { useText } from '../../messages/language.tsx';
import { RecordLink } from '../../records/record-link.tsx';
import { useQueue } from '../../records/records.ts';
import { ChallengeRow } from '../../records/rows.ts';
import type { SentAct } from '../../signing/acting.tsx';
import { Panel, Row, Stack } from '../../ui/frame.tsx';
import { AnswerStep } from './challenge-steps.tsx';
import { ChallengedDeed } from './challenged-deed.tsx';
import { Verdicts } from './verdicts.tsx';

/** The open challenges that wait for the reader's own answer; nothing where none does. */
export function WaitingChallenges({ act }: { readonly act: SentAct }) {
  const { t } = useText();
  const { items = [] } = useQueue();
  const waiting = items.filter(({ why }) => why === 'challenge');
  if (waiting.length === 0) return null;
  return (
    <Panel title={t('challenges.waiting', { count: waiting.length })}>
      <Stack>
        {waiting.map(({ matter, matterShown }) => {
          const row = ChallengeRow.parse(matterShown.row);
          return (
            <Stack key={matter}>
              <Row>
                <RecordLink id={row.id} />
                <span>{t('challenges.of')}</span>
                <RecordLink id={row.of} />
                <span className="r-mono">{row.person}</span>
                <bdi>{matterShown.text}</bdi>
              </Row>
              <ChallengedDeed of={row.of} />
              <Verdicts row={row} />
              <AnswerStep row={row} act={act} />
            </Stack>
          );
        })}
      </Stack>
    </Panel>
  );
}
