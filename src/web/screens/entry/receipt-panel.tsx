import { useState } from 'react';
import { ReceiptAnswer } from '../../../terms/api/receipts.ts';
import type { MessageId } from '../../messages/catalog.ts';
import { useText } from '../../messages/language.tsx';
import { isNotIncluded, RECEIPT_TYPE } from '../../records/own-receipts.ts';
import { useApi } from '../../session/services.tsx';
import { Button } from '../../ui/button.tsx';
import { Panel, Row, Stack } from '../../ui/frame.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { saveFile } from '../../ui/save-file.ts';

type State =
  | { readonly is: 'idle' | 'asking' | 'early' }
  | { readonly is: 'saved'; readonly name: string; readonly opens: readonly string[] }
  | { readonly is: 'failed'; readonly error: unknown };

/** The proof of this entry, as a file to keep. */
export function ReceiptPanel({ index }: { readonly index: number }) {
  const { t } = useText();
  const api = useApi();
  const [state, setState] = useState<State>({ is: 'idle' });
  const save = async () => {
    setState({ is: 'asking' });
    try {
      const { opens, receipt } = await api.get(ReceiptAnswer, `/api/acts/${index}/receipt`, { query: api.after });
      const name = `receipt-${index}.tlog-proof`;
      saveFile(name, [receipt], RECEIPT_TYPE);
      setState({ is: 'saved', name, opens });
    } catch (error) {
      setState(isNotIncluded(error) ? { is: 'early' } : { is: 'failed', error });
    }
  };
  return (
    <Panel title={t('receipt.title')}>
      <Stack>
        <p className="r-dim">{t('receipt.why')}</p>
        <Row>
          <Button disabled={state.is === 'asking'} onClick={() => void save()}>
            {t('receipt.save')}
          </Button>
        </Row>
        <div role="status">
          {state.is === 'asking' && <p>{t('receipt.saving')}</p>}
          {state.is === 'early' && <p>{t('receipt.early')}</p>}
          {state.is === 'saved' && (
            <p>
              {t(savedMessage(state.opens), { name: state.name })}{' '}
              <a href="/public/verify.html" target="_blank" rel="noopener">
                {t('receipt.check')}
              </a>
            </p>
          )}
        </div>
        {state.is === 'failed' && <ProblemNote error={state.error} />}
      </Stack>
    </Panel>
  );
}

/** What is said of it goes by what it opens: the act, one's own act without what is protected, or what every reader sees. */
function savedMessage(opens: readonly string[]): MessageId {
  if (opens.includes('act')) return 'receipt.whole';
  return opens.includes('previousByActor') ? 'receipt.closed' : 'receipt.part';
}
