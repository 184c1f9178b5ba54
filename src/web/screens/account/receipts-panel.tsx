import { useState } from 'react';
import { ReceiptsPage } from '../../../terms/api/receipts.ts';
import { useText } from '../../messages/language.tsx';
import { type OwnReceipts, ownReceipts, RECEIPT_TYPE } from '../../records/own-receipts.ts';
import { useApi } from '../../session/services.tsx';
import { useMe } from '../../session/session.tsx';
import { Button } from '../../ui/button.tsx';
import { Panel, Row, Stack } from '../../ui/frame.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { saveFile } from '../../ui/save-file.ts';

type State =
  | { readonly is: 'idle' }
  | { readonly is: 'asking'; readonly count: number }
  | { readonly is: 'saved'; readonly own: OwnReceipts }
  | { readonly is: 'failed'; readonly error: unknown };

/** The proofs of all entries that are one's own, as one file to keep: receipts one after the other, which the checker reads. */
export function ReceiptsPanel() {
  const { t } = useText();
  const api = useApi();
  const { person } = useMe();
  const [state, setState] = useState<State>({ is: 'idle' });
  const name = `receipts-${person}.tlog-proof`;
  const save = async () => {
    setState({ is: 'asking', count: 0 });
    try {
      const own = await ownReceipts({
        page: (cursor) => api.get(ReceiptsPage, '/api/receipts', { query: { ...api.after, cursor } }),
        wait: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1_000)),
        told: (count) => setState({ is: 'asking', count }),
      });
      if (own.receipts.length > 0) saveFile(name, own.receipts, RECEIPT_TYPE);
      setState({ is: 'saved', own });
    } catch (error) {
      setState({ is: 'failed', error });
    }
  };
  return (
    <Panel title={t('receipts.title')}>
      <Stack>
        <p className="r-dim">{t('receipts.why')}</p>
        <Row>
          <Button disabled={state.is === 'asking'} onClick={() => void save()}>
            {t('receipts.save')}
          </Button>
        </Row>
        <div role="status">
          {state.is === 'asking' && <p>{t('receipts.saving', { count: state.count })}</p>}
          {state.is === 'saved' && <Saved own={state.own} name={name} />}
        </div>
        {state.is === 'saved' && state.own.receipts.length > 0 && <Check person={person} name={name} />}
        {state.is === 'failed' && <ProblemNote error={state.error} />}
      </Stack>
    </Panel>
  );
}

function Saved({ own: { receipts, early }, name }: { readonly own: OwnReceipts; readonly name: string }) {
  const { t } = useText();
  if (receipts.length === 0) return <p>{t('receipts.none')}</p>;
  return (
    <>
      <p>{t('receipts.saved', { count: receipts.length, name })}</p>
      {early && <p>{t('receipts.early')}</p>}
    </>
  );
}

function Check({ person, name }: { readonly person: string; readonly name: string }) {
  const { t } = useText();
  return (
    <>
      <p className="r-dim">{t('receipts.check')}</p>
      <output className="r-mono r-pre" aria-label={t('receipts.command')}>
        {`npx remit verify --mine ${person} ${name} --vkey FILE`}
      </output>
    </>
  );
}
