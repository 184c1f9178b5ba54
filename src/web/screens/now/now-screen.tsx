import './now.css';
import { useText } from '../../messages/language.tsx';
import { useMe } from '../../session/session.tsx';
import { Page } from '../../ui/frame.tsx';
import { Alerts } from './alerts.tsx';
import { AnswersToMe } from './answers-to-me.tsx';
import { BeganForMe } from './began-for-me.tsx';
import { BesideMe } from './beside-me.tsx';
import { ChallengedMine } from './challenged-mine.tsx';
import { EndedForMe } from './ended-for-me.tsx';
import { HaltedForMe } from './halted-for-me.tsx';
import { MayHere } from './may-here.tsx';
import { RoomLines } from './room-lines.tsx';
import { WaitsForMe } from './waits-for-me.tsx';

/** The first screen: what is alarming, what of my mandates is halted, or came into force, what waits for my answer, who is beside me, what of mine is challenged, what ended for me, what I may do here and until when, what was said in my room. */
export function NowScreen() {
  const { t } = useText();
  const { desk } = useMe();
  return (
    <Page
      title={t('now.title')}
      beside={<span className="r-dim">{desk === null ? t('now.noDesk') : `${desk.room.name} · ${desk.name}`}</span>}
    >
      <Alerts />
      <HaltedForMe />
      <div className="r-now">
        <div>
          <WaitsForMe />
          <BeganForMe />
          <BesideMe />
          <ChallengedMine />
          <EndedForMe />
          <AnswersToMe />
          <RoomLines />
        </div>
        <div>
          <MayHere />
        </div>
      </div>
    </Page>
  );
}
