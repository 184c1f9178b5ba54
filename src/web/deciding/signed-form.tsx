import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import * as z from 'zod';
import { useText } from '../messages/language.tsx';
import { useView } from '../shell/router.tsx';
import { type SentAct, useAct } from '../signing/acting.tsx';
import type { ActDraft } from '../signing/compose.ts';
import type { DoorAnswer } from '../signing/outbox.ts';
import { Button, type ButtonLook } from '../ui/button.tsx';
import { Row, Stack } from '../ui/frame.tsx';
import { Decision } from './decision.tsx';
import { DesklessPlace, useDesklessPlace } from './deskless-place.tsx';
import { PasskeyNote } from './passkey-note.tsx';
import { type Previewed, usePreview } from './preview.ts';
import { SignedNote } from './signed-note.tsx';

type SignedFormProps = {
  /** What is done, read out. */
  readonly name: string;
  /** The act as the fields stand; null while something is missing. */
  readonly draft: ActDraft | null;
  /** An act to be previewed while the other is not whole yet; default `draft`. */
  readonly previewDraft?: ActDraft | null;
  /** What is missing, in words. */
  readonly missing?: readonly string[];
  readonly label: string;
  readonly look?: ButtonLook;
  /** Of the screen, where what was signed is to stay visible when the form goes. */
  readonly act?: SentAct;
  /** How the decision before signing is told; default as for any proposal. */
  readonly decision?: (previewed: Previewed) => ReactNode;
  /** The act took effect, or is a report: the form clears its draft here. */
  readonly onDone: (answer: DoorAnswer) => void;
  readonly children: ReactNode;
};

/** A form that ends in an act: its fields, what would be decided, the button that signs, and how far it came. */
export function SignedForm(props: SignedFormProps) {
  const { name, label, look = 'main', decision, onDone, children } = props;
  const { t } = useText();
  const own = useAct();
  const act = props.act ?? own;
  const place = useDesklessPlace(name);
  const draft = place.on(props.draft);
  const previewDraft = props.previewDraft === undefined ? draft : place.on(props.previewDraft);
  const shown = props.draft ?? props.previewDraft ?? null;
  const missing = [...(props.missing ?? []), ...(place.isMissing(shown) ? [t('deciding.whereMissing')] : [])];
  const previewed = usePreview(previewDraft);
  const reveal = useReveal(draft?.kind);
  const sign = async (event: FormEvent) => {
    event.preventDefault();
    if (draft === null || act.busy) return;
    const state = await act.send(draft);
    if (state.is !== 'recorded') return;
    const { answer } = state;
    const took = draft.form === 'report' || answer.outcome === 'permitted' || answer.outcome === 'needs-approval';
    if (!took) return;
    place.clear();
    onDone(answer);
  };
  return (
    <form ref={reveal} aria-label={name} onSubmit={(event) => void sign(event)}>
      <Stack>
        {children}
        {place.isAsked(shown) && <DesklessPlace place={place} />}
        {decision === undefined ? <Decision previewed={previewed} missing={missing} /> : decision(previewed)}
        <Row>
          <Button submit look={look} disabled={draft === null || act.busy}>
            {label}
          </Button>
          <PasskeyNote kind={draft?.kind} />
          {props.act === undefined && <SignedNote act={act} />}
        </Row>
      </Stack>
    </form>
  );
}

const Search = z.record(z.string(), z.unknown());

/** An address that names an act leads to the form that it fills in, also where other things stand above it: once, then the reader scrolls. */
function useReveal(kind: string | undefined) {
  const form = useRef<HTMLFormElement>(null);
  const [search] = useView(Search);
  const revealedFor = useRef<unknown>(null);
  useEffect(() => {
    if (kind === undefined || search['kind'] !== kind || revealedFor.current === search) return;
    revealedFor.current = search;
    form.current?.scrollIntoView({ block: 'nearest' });
  }, [kind, search]);
  return form;
}
