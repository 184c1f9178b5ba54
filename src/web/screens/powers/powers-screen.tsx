import { SignedNote } from '../../deciding/signed-note.tsx';
import { useText } from '../../messages/language.tsx';
import { useIsHost } from '../../records/records.ts';
import { useAct } from '../../signing/acting.tsx';
import { Page } from '../../ui/frame.tsx';
import { Accompaniments } from './accompaniments.tsx';
import { Clearances } from './clearances.tsx';
import { Conferrals } from './conferrals.tsx';

/** Which guest holds which power until when, what of theirs is cleared, and which officer is beside which guest. The host grants and ends both. */
export function PowersScreen() {
  const { t } = useText();
  const act = useAct();
  const isHost = useIsHost();
  return (
    <Page title={t('powers.title')}>
      <p className="r-dim">{t(isHost ? 'powers.why' : 'powers.whyGuest')}</p>
      <SignedNote act={act} />
      <Conferrals act={act} />
      <Clearances act={act} />
      <Accompaniments act={act} />
    </Page>
  );
}
