import { type FormEvent, useEffect, useRef, useState } from 'react';
import { LIMITS } from '../../../base/limits.ts';
import { Decision } from '../../deciding/decision.tsx';
import { usePreview } from '../../deciding/preview.ts';
import { SignedNote } from '../../deciding/signed-note.tsx';
import { useRoomNow } from '../../live/room-clock.tsx';
import type { MessageId } from '../../messages/catalog.ts';
import { useText } from '../../messages/language.tsx';
import { useDraft } from '../../session/draft.ts';
import { useMe } from '../../session/session.tsx';
import { useView } from '../../shell/router.tsx';
import { useAct } from '../../signing/acting.tsx';
import { Button } from '../../ui/button.tsx';
import { Choices } from '../../ui/choices.tsx';
import { TextArea } from '../../ui/fields.tsx';
import { Panel, Row, Stack } from '../../ui/frame.tsx';
import { TimeField, useReadTime } from '../../ui/time-field.tsx';
import { TimeText } from '../../ui/times.tsx';
import { ActivityField, PlaceField, PurposeField } from '../../words/word-fields.tsx';
import { answerBy, type DeedForm, DeedPrefill, deedDraft, EMPTY_DEED, prefilled } from './deed-form.ts';

const NOW_EVERY_MS = 10_000;
const MODES = ['propose', 'report'] as const;

/** The form of a deed, what would be decided beside it, and how far the act is once it is signed. */
export function DeedFormPanel() {
  const { t } = useText();
  const { desk } = useMe();
  const [initial] = useState<DeedForm>(() => ({ ...EMPTY_DEED, place: desk?.place ?? '' }));
  const [form, setForm, clear] = useDraft('deed', initial);
  usePrefill(form, setForm, initial.place);
  const act = useAct();
  const now = useRoomNow(NOW_EVERY_MS);
  const read = { ahead: useReadTime('ahead'), back: useReadTime('back') };
  const made = deedDraft(form, read, now);
  const draft = 'draft' in made ? made.draft : null;
  const missing = 'missing' in made ? made.missing.map((field) => t(`act.missing.${field}` as MessageId)) : [];
  const previewed = usePreview(draft);
  const sign = async (event: FormEvent) => {
    event.preventDefault();
    if (draft === null || act.busy) return;
    const state = await act.send(draft);
    // What was refused stays in the form, to be mended.
    if (state.is === 'recorded' && (form.mode === 'report' || takesEffect(state.answer.outcome))) clear();
  };
  return (
    <Panel title={t('act.form')}>
      <form aria-label={t('act.form')} onSubmit={(event) => void sign(event)}>
        <div className="r-beside">
          <Fields form={form} onChange={setForm} />
          <Stack>
            <h3>{t('deciding.label')}</h3>
            <Decision
              previewed={previewed}
              missing={missing}
              isReport={form.mode === 'report'}
              opensRequest={<AnswerDue from={draft?.deedAt ?? now} now={now} />}
            />
            <Row>
              <Button submit look="main" disabled={draft === null || act.busy}>
                {t(form.mode === 'report' ? 'act.signReport' : 'act.signProposal')}
              </Button>
              <SignedNote act={act} />
            </Row>
            {desk === null && <p className="r-warning">{t('act.noDesk')}</p>}
          </Stack>
        </div>
      </form>
    </Panel>
  );
}

function takesEffect(outcome: string): boolean {
  return outcome === 'permitted' || outcome === 'needs-approval';
}

function AnswerDue({ from, now }: { readonly from: number; readonly now: number }) {
  const { t } = useText();
  return (
    <p>
      {t('act.answerDue')} <TimeText ms={answerBy(now, from)} age />. <span className="r-dim">{t('act.moreTime')}</span>
    </p>
  );
}

function Fields({ form, onChange }: { readonly form: DeedForm; readonly onChange: (form: DeedForm) => void }) {
  const { t } = useText();
  const change = (part: Partial<DeedForm>) => onChange({ ...form, ...part });
  const reports = form.mode === 'report';
  return (
    <Stack>
      <Choices
        label={t('act.mode')}
        value={form.mode}
        choices={MODES.map((value) => ({ value, label: t(`act.mode.${value}`) }))}
        onChange={(mode) => change({ mode, from: '' })}
      />
      <ActivityField value={form.activity} onChange={(activity) => change({ activity })} />
      <div className="r-pairs">
        <PurposeField value={form.purpose} onChange={(purpose) => change({ purpose })} />
        <PlaceField value={form.place} orUnknown={reports} onChange={(place) => change({ place })} />
      </div>
      {reports ? (
        <TimeField
          key="report"
          label={t('act.done')}
          lies="back"
          value={form.from}
          whenEmpty={t('act.doneNow')}
          onChange={(from) => change({ from })}
        />
      ) : (
        <div className="r-pair">
          <TimeField
            label={t('deed.from')}
            lies="ahead"
            value={form.from}
            whenEmpty={t('act.fromNow')}
            picks={['+15m', '+1h']}
            onChange={(from) => change({ from })}
          />
          <TimeField
            label={t('deed.until')}
            lies="ahead"
            value={form.until}
            whenEmpty={t('act.untilWanted')}
            picks={['+1h', '+2h', '+4h']}
            onChange={(until) => change({ until })}
          />
        </div>
      )}
      <TextArea
        label={t('deed.what')}
        value={form.what}
        rows={2}
        maxLength={LIMITS.lineChars}
        placeholder={t('act.whatHint')}
        onChange={(what) => change({ what })}
      />
    </Stack>
  );
}

/** Takes what the address says into the form, once, and out of the address: a reload then keeps what was typed since. */
function usePrefill(form: DeedForm, setForm: (form: DeedForm) => void, place: string): void {
  const [said, setSaid] = useView(DeedPrefill);
  const taken = useRef<DeedPrefill | null>(null);
  useEffect(() => {
    const next = prefilled(form, said);
    if (next === undefined || taken.current === said) return;
    taken.current = said;
    setForm(next.place === '' ? { ...next, place } : next);
    const nothing = { kind: undefined, activity: undefined, purpose: undefined, place: undefined };
    setSaid({ ...nothing, detail: undefined, from: undefined, until: undefined, what: undefined });
  }, [form, said, setForm, setSaid, place]);
}
