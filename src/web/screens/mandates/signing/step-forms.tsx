import { LIMITS } from '../../../../base/limits.ts';
import { Decision } from '../../../deciding/decision.tsx';
import { SignedForm } from '../../../deciding/signed-form.tsx';
import { useRoomNow } from '../../../live/room-clock.tsx';
import { useText } from '../../../messages/language.tsx';
import { useDraft } from '../../../session/draft.ts';
import type { SentAct } from '../../../signing/acting.tsx';
import { Choices } from '../../../ui/choices.tsx';
import { TextField } from '../../../ui/fields.tsx';
import { Fact, Facts } from '../../../ui/frame.tsx';
import { TimeField, useReadTime } from '../../../ui/time-field.tsx';
import { useBothTimes } from '../../../ui/times.tsx';
import { type DraftRef, draftAct, refOf } from './acts.ts';

type FormProps = { readonly of: DraftRef; readonly act: SentAct };

/** `us-hsi 2`, as forms about it are named. */
const named = ({ mandate, version }: DraftRef) => `${mandate} ${version}`;

type HandInProps = FormProps & { readonly text: string };

/** Hands the text in: from then on it is read by others, and no longer changed. */
export function HandInForm({ of, act, text }: HandInProps) {
  const { t } = useText();
  const [reason, setReason, clear] = useDraft(`hand in ${named(of)}`, '');
  const missing = [
    ...(text.length > LIMITS.draftChars ? [t('draft.tooLong', { max: LIMITS.draftChars })] : []),
    ...(reason.trim() === '' ? [t('mandates.reason')] : []),
  ];
  return (
    <SignedForm
      name={t('draft.handIn')}
      act={act}
      draft={
        missing.length > 0 ? null : draftAct('mandate.draft', { ...refOf(of), document: text, reason: reason.trim() })
      }
      missing={missing}
      label={t('draft.handIn')}
      onDone={clear}
    >
      <p>
        {t('draft.handInWhat')} {t('draft.handInOnce')}
      </p>
      <Digest digest={of.digest} />
      <Reason value={reason} onChange={setReason} />
    </SignedForm>
  );
}

/** An opinion on the text: cleared, or objected to, with what was found. */
export function ReviewForm({ of, act }: FormProps) {
  const { t } = useText();
  const [form, setForm, clear] = useDraft(`review ${named(of)}`, NO_REVIEW);
  const { opinion, note } = form;
  const missing = [...(opinion === '' ? [t('draft.opinion')] : []), ...(note.trim() === '' ? [t('draft.note')] : [])];
  const draft =
    missing.length > 0 || opinion === ''
      ? null
      : draftAct('mandate.review', { ...refOf(of), opinion, note: note.trim() });
  return (
    <SignedForm
      name={t('draft.review')}
      act={act}
      draft={draft}
      missing={missing}
      label={t('draft.reviewSign')}
      onDone={clear}
    >
      <p>{t('draft.reviewWhat')}</p>
      <Choices
        label={t('draft.opinion')}
        required
        value={opinion}
        choices={(['cleared', 'objected'] as const).map((value) => ({ value, label: t(`draft.opinion.${value}`) }))}
        onChange={(next) => setForm({ ...form, opinion: next })}
      />
      <TextField
        label={t('draft.note')}
        value={note}
        required
        maxLength={LIMITS.lineChars}
        onChange={(next) => setForm({ ...form, note: next })}
      />
      <Digest digest={of.digest} />
    </SignedForm>
  );
}
const NO_REVIEW: { readonly opinion: 'cleared' | 'objected' | ''; readonly note: string } = { opinion: '', note: '' };

/** A signature on the digest that is shown. */
export function SignForm({ of, act }: FormProps) {
  const { t } = useText();
  return (
    <SignedForm
      name={t('draft.sign')}
      act={act}
      draft={draftAct('mandate.sign', refOf(of))}
      label={t('draft.sign')}
      onDone={NOTHING}
    >
      <p>{t('draft.signWhat')}</p>
      <Digest digest={of.digest} />
    </SignedForm>
  );
}
const NOTHING = () => undefined;

/** Puts it in force, now or from a moment on. @param until when the version ends, ms of room time; null where it states no end */
export function InForceForm({ of, act, until }: FormProps & { readonly until: number | null }) {
  const { t } = useText();
  const bothTimes = useBothTimes();
  const now = useRoomNow(NOW_EVERY_MS);
  const readTime = useReadTime('ahead');
  const [form, setForm, clear] = useDraft(`enforce draft ${named(of)}`, NO_FORCE);
  const { reason, from } = form;
  const ms = from.trim() === '' ? undefined : readTime(from);
  const isPast = ms !== undefined && ms <= now;
  const isOver = ms !== undefined && until !== null && ms >= until;
  const missing = [
    ...(reason.trim() === '' ? [t('mandates.reason')] : []),
    ...((from.trim() !== '' && ms === undefined) || isPast || isOver ? [t('draft.inForceFrom')] : []),
  ];
  const wrong = isOver && !isPast ? t('draft.inForceOver', { until: bothTimes(until) }) : t('draft.inForcePast');
  if (until !== null && until <= now) return <p className="r-dim">{t('draft.isOver', { until: bothTimes(until) })}</p>;
  const { mandate, version } = of;
  const detail = { mandate, version, reason: reason.trim(), ...(ms === undefined ? {} : { from: ms }) };
  return (
    <SignedForm
      name={t('draft.inForce')}
      act={act}
      draft={missing.length > 0 ? null : draftAct('mandate.enforce', detail)}
      missing={missing}
      decision={(previewed) => <Decision previewed={previewed} missing={missing} effectFrom={ms} />}
      label={t('draft.inForceSign')}
      onDone={clear}
    >
      <p>{t('mandates.enforceWhat')}</p>
      <TimeField
        label={t('draft.inForceFrom')}
        value={from}
        lies="ahead"
        whenEmpty={t('draft.atOnce')}
        wrong={isPast || isOver ? wrong : undefined}
        onChange={(next) => setForm({ ...form, from: next })}
      />
      <Reason value={reason} onChange={(next) => setForm({ ...form, reason: next })} />
    </SignedForm>
  );
}
const NOW_EVERY_MS = 10_000;
const NO_FORCE = { reason: '', from: '' };

/** Answers for it that a commitment may be broken. */
export function ExceptForm({ of, act, commitment }: FormProps & { readonly commitment: string }) {
  const { t } = useText();
  const [reason, setReason, clear] = useDraft(`except ${named(of)} ${commitment}`, '');
  const excepting = (words: string) => draftAct('mandate.except', { ...refOf(of), commitment, reason: words });
  const missing = reason.trim() === '' ? [t('mandates.reason')] : [];
  return (
    <SignedForm
      name={t('draft.except', { commitment })}
      act={act}
      draft={missing.length > 0 ? null : excepting(reason.trim())}
      // Whether it is theirs to sign does not depend on the words: it is told before any stand there.
      previewDraft={excepting(reason.trim() === '' ? '…' : reason.trim())}
      decision={(previewed) => (
        <Decision previewed={previewed} missing={previewed.preview?.outcome === 'permitted' ? missing : []} />
      )}
      label={t('draft.except', { commitment })}
      look="danger"
      onDone={clear}
    >
      <p>{t('draft.exceptWhat', { commitment })}</p>
      <Reason value={reason} onChange={setReason} />
    </SignedForm>
  );
}

/** Takes a draft back. @param label what that is, of this draft: one that is ordered for a time does not come into force then */
export function WithdrawForm({ of, act, label }: FormProps & { readonly label: string }) {
  const { t } = useText();
  const [reason, setReason, clear] = useDraft(`withdraw ${named(of)}`, '');
  const isWhole = reason.trim() !== '';
  return (
    <SignedForm
      name={label}
      act={act}
      draft={isWhole ? draftAct('mandate.withdraw', { ...refOf(of), reason: reason.trim() }) : null}
      missing={isWhole ? [] : [t('mandates.reason')]}
      label={label}
      look="danger"
      onDone={clear}
    >
      <Reason value={reason} onChange={setReason} />
    </SignedForm>
  );
}

function Digest({ digest }: { readonly digest: string }) {
  const { t } = useText();
  return (
    <Facts>
      <Fact name={t('draft.digest')}>
        <span className="r-mono r-pre">{digest}</span>
      </Fact>
    </Facts>
  );
}

function Reason({ value, onChange }: { readonly value: string; readonly onChange: (reason: string) => void }) {
  const { t } = useText();
  return (
    <TextField label={t('mandates.reason')} value={value} required maxLength={LIMITS.lineChars} onChange={onChange} />
  );
}
