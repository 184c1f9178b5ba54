import '../deciding/deciding.css';
import { useState } from 'react';
import { LIMITS } from '../../base/limits.ts';
import { SignedNote } from '../deciding/signed-note.tsx';
import { useText } from '../messages/language.tsx';
import { useDraft } from '../session/draft.ts';
import { useNames } from '../session/vocabulary.ts';
import { useWhere } from '../session/where.ts';
import { useAct } from '../signing/acting.tsx';
import { Button } from '../ui/button.tsx';
import { Choices } from '../ui/choices.tsx';
import { TextArea } from '../ui/fields.tsx';
import { Row, Stack } from '../ui/frame.tsx';
import { Dialog } from '../ui/layers.tsx';
import { PlaceField } from '../words/word-fields.tsx';

const KINDS = ['emergency', 'evacuation'] as const;
type AlertForm = { readonly alert: (typeof KINDS)[number]; readonly place: string; readonly text: string };

/** The emergency alert, from every screen, with or without a desk: one press opens it, a second raises it. Nothing holds it up, not even an empty field. */
export function EmergencyAlert() {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="danger" icon="triangle" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('emergency.open')}
      </Button>
      {open && (
        <Dialog title={t('emergency.title')} open onClose={() => setOpen(false)}>
          <Raise onClose={() => setOpen(false)} />
        </Dialog>
      )}
    </>
  );
}

function Raise({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const name = useNames();
  const { deskPlace, likely } = useWhere();
  // It asks for a place that there is.
  const here = deskPlace ?? likely ?? '';
  const [initial] = useState<AlertForm>(() => ({ alert: 'emergency', place: '', text: '' }));
  const [form, setForm, clear] = useDraft('emergency alert', initial);
  const act = useAct();
  const raised = act.state?.is === 'recorded' || act.state?.is === 'waiting';
  const { alert, text } = form;
  const place = form.place === '' ? here : form.place;
  const raise = async () => {
    const words =
      text.trim() === '' ? t('emergency.noWords', { kind: t(`emergency.${alert}`), place: name(place) }) : text;
    const state = await act.send({ kind: 'alert.raise', place, detail: { alert, text: words } });
    if (state.is === 'recorded' || state.is === 'waiting') clear();
  };
  if (raised) {
    return (
      <Stack>
        <SignedNote act={act} />
        <p>{t('emergency.raised')}</p>
        <Row>
          <Button look="main" onClick={onClose}>
            {t('ui.close')}
          </Button>
        </Row>
      </Stack>
    );
  }
  return (
    <Stack>
      <p>{t('emergency.why')}</p>
      <Choices
        label={t('emergency.kind')}
        value={alert}
        choices={KINDS.map((value) => ({ value, label: t(`emergency.${value}`) }))}
        onChange={(next) => setForm({ ...form, alert: next })}
      />
      <PlaceField value={place} onChange={(next) => setForm({ ...form, place: next })} />
      <TextArea
        label={t('emergency.text')}
        value={text}
        rows={2}
        autoFocus
        maxLength={LIMITS.textChars}
        onChange={(next) => setForm({ ...form, text: next })}
      />
      <Row>
        <Button look="danger" icon="triangle" disabled={act.busy} onClick={() => void raise()}>
          {t(`emergency.raise.${alert}`)}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('deciding.leave')}
        </Button>
        <SignedNote act={act} />
      </Row>
    </Stack>
  );
}
