import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { LIMITS } from '../../base/limits.ts';
import { useText } from '../messages/language.tsx';
import { useDraft } from '../session/draft.ts';
import type { SentAct } from '../signing/acting.tsx';
import type { ActDraft } from '../signing/compose.ts';
import { Button, type ButtonLook } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { Row, Stack } from '../ui/frame.tsx';
import { Decision } from './decision.tsx';
import { PasskeyNote } from './passkey-note.tsx';
import { usePreview } from './preview.ts';

type SignStepProps = {
  /** What the step is called, on its button: `Begin`. */
  readonly label: string;
  /** Name of the draft, with the record it is about: `withdraw REQ-us-ice-1`. */
  readonly name: string;
  /** Of the screen, so that what was signed stays visible when the record leaves the list. */
  readonly act: SentAct;
  readonly look?: ButtonLook;
  /** What stands over the decision: what will happen, in words. */
  readonly explained?: ReactNode;
  /** The field of words, where the act takes some. */
  readonly words?: { readonly label: string; readonly required: boolean };
  readonly draft: (words: string) => ActDraft;
};

/** One act on one record: a button that opens what it means and what would be decided, and there the one that signs. Esc closes it. */
export function SignStep(props: SignStepProps) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const { label, look } = props;
  const id = useId();
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <div className="r-step" data-open={open || undefined}>
      <Button
        ref={opener}
        look={open ? 'plain' : (look ?? 'plain')}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {label}
      </Button>
      {open && (
        <div id={id}>
          <Opened {...props} onClose={close} />
        </div>
      )}
    </div>
  );
}

function Opened(props: SignStepProps & { readonly onClose: () => void }) {
  const { label, name, act, explained, words, draft, onClose } = props;
  const { t } = useText();
  const [text, setText, clear] = useDraft(name, '');
  const missing = words?.required === true && text.trim() === '' ? [words.label] : [];
  const proposal = missing.length > 0 ? null : draft(text.trim());
  const previewed = usePreview(proposal);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, button')?.focus(), []);
  const sign = async (event: FormEvent) => {
    event.preventDefault();
    if (proposal === null || act.busy) return;
    const state = await act.send(proposal);
    if (state.is !== 'recorded' || state.answer.outcome !== 'permitted') return;
    clear();
    onClose();
  };
  return (
    <form
      ref={form}
      className="r-step-form"
      aria-label={label}
      onSubmit={(event) => void sign(event)}
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
    >
      <Stack>
        {explained !== undefined && <div>{explained}</div>}
        {words !== undefined && (
          <TextField label={words.label} value={text} maxLength={LIMITS.lineChars} onChange={setText} />
        )}
        <Decision previewed={previewed} missing={missing} />
        <Row>
          <Button submit look="main" disabled={proposal === null || act.busy}>
            {t('deciding.sign', { step: label })}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {t('deciding.leave')}
          </Button>
          <PasskeyNote kind={proposal?.kind} />
        </Row>
      </Stack>
    </form>
  );
}
