import { useState } from 'react';
import { useText } from '../messages/language.tsx';
import { useDraftCount } from '../session/draft.ts';
import { useMe, useSession } from '../session/session.tsx';
import { useWaiting } from '../signing/acting.tsx';
import { Button } from '../ui/button.tsx';
import { Row, Stack } from '../ui/frame.tsx';
import { Dialog } from '../ui/layers.tsx';
import { Notice } from '../ui/notice.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

/** What ends by signing out and what stays, with what is unfinished in this browser, before it is done. */
export function SignOutDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const { signOut } = useSession();
  const { desk } = useMe();
  const waiting = useWaiting();
  const [drafts] = useState(useDraftCount());
  const [failed, setFailed] = useState<unknown>(null);
  return (
    <Dialog title={t('signOut.title')} open onClose={onClose}>
      <Stack>
        {drafts > 0 && (
          <Notice icon="triangle" tone="warning">
            {t('signOut.drafts', { count: drafts })}
          </Notice>
        )}
        {waiting > 0 && (
          <Notice icon="diamond" tone="warning">
            {t('signOut.waiting', { count: waiting })}
          </Notice>
        )}
        <p>{t('signOut.ends')}</p>
        {desk !== null && <p>{t('signOut.desk', { desk: desk.name })}</p>}
        {failed !== null && <ProblemNote error={failed} />}
        <Row>
          <Button look="main" onClick={() => void signOut().catch(setFailed)}>
            {t('signOut.leave')}
          </Button>
          <Button onClick={onClose}>{t('signOut.stay')}</Button>
        </Row>
      </Stack>
    </Dialog>
  );
}
