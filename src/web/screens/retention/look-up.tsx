import { type FormEvent, useState } from 'react';
import { useText } from '../../messages/language.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Panel, Row, Stack } from '../../ui/frame.tsx';
import { namedRecord, nameOf } from './retention-form.ts';

type LookUpProps = { readonly of: string; readonly onLookUp: (of: string) => void };

/** Finds any record by its number or entry, whether it is up for review or not. */
export function LookUp({ of, onLookUp }: LookUpProps) {
  const { t } = useText();
  const [typed, setTyped] = useState(of);
  const [tried, setTried] = useState(false);
  const named = namedRecord(typed);
  const lookUp = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (named !== undefined) onLookUp(nameOf(named));
  };
  return (
    <Panel title={t('retention.lookUp')}>
      <form aria-label={t('retention.lookUp')} onSubmit={lookUp}>
        <Stack>
          <TextField
            label={t('retention.which')}
            value={typed}
            maxLength={160}
            placeholder="OCC-us-ice-1"
            hint={t('retention.whichHint')}
            error={tried && named === undefined ? t('retention.noNumber') : undefined}
            onChange={setTyped}
          />
          <Row>
            <Button submit>{t('retention.look')}</Button>
          </Row>
        </Stack>
      </form>
    </Panel>
  );
}
