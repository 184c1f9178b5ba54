import { type FormEvent, useState } from 'react';
import { LIMITS } from '../../../base/limits.ts';
import { DUTY_OFFICER_ROLE } from '../../../terms/act-kinds.ts';
import { ActDetail } from '../../../terms/api/acts.ts';
import { useText } from '../../messages/language.tsx';
import { useDraft } from '../../session/draft.ts';
import { useAnswer } from '../../session/services.tsx';
import { useMe } from '../../session/session.tsx';
import { ActProgress } from '../../signing/act-progress.tsx';
import { type SentAct, useAct } from '../../signing/acting.tsx';
import { Button } from '../../ui/button.tsx';
import { TextArea, TextField } from '../../ui/fields.tsx';
import { Panel, Row, Stack } from '../../ui/frame.tsx';

/** Corrects a log line: one's own, or one of the room where one is the duty officer (R-09). The line itself stays. */
export function CorrectLine({ detail }: { readonly detail: ActDetail }) {
  const { row } = detail;
  const { person, desk, role } = useMe();
  const mayCorrect = row.person === person || (role.id === DUTY_OFFICER_ROLE && desk?.room.id === row.room);
  if (row.kind !== 'log.line' || row.outcome !== 'permitted' || desk === null || !mayCorrect) return null;
  return <Correcting detail={detail} />;
}

function Correcting({ detail }: { readonly detail: ActDetail }) {
  const last = detail.corrections.at(-1)?.index;
  const corrected = useCorrectedText(last);
  // Of the screen: it outlives the form, which begins anew with every correction.
  const act = useAct();
  const { text } = detail.detail;
  const first = typeof text === 'string' ? text : detail.row.summary;
  if (last !== undefined && corrected === undefined) return null;
  return (
    <Form
      key={last ?? 'first'}
      name={`correct ${detail.row.index}${last === undefined ? '' : ` after ${last}`}`}
      entry={detail.row.index}
      before={corrected ?? first}
      act={act}
    />
  );
}

/** The text as a correction left it, whole, which only the entry itself holds; undefined without one, and until it is known. */
function useCorrectedText(index: number | undefined): string | undefined {
  const { data } = useAnswer(ActDetail, `/api/acts/${index ?? 0}`, {}, index !== undefined);
  if (index === undefined || data?.row.index !== index) return undefined;
  const { text } = data.detail;
  return typeof text === 'string' ? text : undefined;
}

type FormProps = {
  /** Of the draft. */
  readonly name: string;
  readonly entry: number;
  /** As the line reads now: what it was last corrected to. */
  readonly before: string;
  readonly act: SentAct;
};

function Form({ name, entry, before, act }: FormProps) {
  const { t } = useText();
  const [initial] = useState({ text: before, reason: '' });
  const [draft, setDraft, clear] = useDraft(name, initial);
  const ready = draft.text.trim() !== '' && draft.text !== before && draft.reason.trim() !== '';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready || act.busy) return;
    const state = await act.send({
      kind: 'log.correct',
      detail: { entry, text: draft.text, reason: draft.reason },
    });
    if (state.is === 'recorded' && state.answer.outcome === 'permitted') clear();
  };
  return (
    <Panel title={t('entry.correct')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <p className="r-dim">{t('entry.stays')}</p>
          <TextArea
            label={t('entry.correctText')}
            value={draft.text}
            maxLength={LIMITS.textChars}
            onChange={(text) => setDraft({ ...draft, text })}
          />
          <TextField
            label={t('entry.correctReason')}
            value={draft.reason}
            maxLength={LIMITS.lineChars}
            onChange={(reason) => setDraft({ ...draft, reason })}
          />
          <Row>
            <Button submit disabled={!ready || act.busy}>
              {t('entry.correctSign')}
            </Button>
            <ActProgress act={act} />
          </Row>
        </Stack>
      </form>
    </Panel>
  );
}
