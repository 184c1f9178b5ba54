import { type ReactNode, useEffect, useRef, useState } from 'react';
import { LIMITS } from '../../../base/limits.ts';
import type { MandatesShown } from '../../../terms/api/event.ts';
import { MattersPage, type ShownSlice } from '../../../terms/api/matters.ts';
import { SignedForm } from '../../deciding/signed-form.tsx';
import { useText } from '../../messages/language.tsx';
import { useDraft } from '../../session/draft.ts';
import { usePages } from '../../session/services.tsx';
import { useNames } from '../../session/vocabulary.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, TextField } from '../../ui/fields.tsx';
import { Panel, Stack } from '../../ui/frame.tsx';
import { type Mandate, restingOn } from './arrangement.ts';

type FormProps = { readonly mandate: Mandate; readonly onLeave: () => void };

/** Puts a mandate in force, or resumes one that is suspended. */
export function EnforceForm({ mandate, onLeave }: FormProps) {
  const { t } = useText();
  const { id, version, status } = mandate;
  const does = status === 'suspended' ? 'resume' : 'enforce';
  const [reason, setReason, clear] = useDraft(`enforce ${id}`, '');
  const draft =
    reason.trim() === '' ? null : ({ kind: 'mandate.enforce', detail: { mandate: id, version, reason } } as const);
  return (
    <Framed title={t(`mandates.${does}Title`, { mandate: id, version })} tone="warning">
      <Stack>
        <p>{t('mandates.enforceWhat')}</p>
        <SignedForm
          name={t(`mandates.${does}Title`, { mandate: id, version })}
          draft={draft}
          missing={draft === null ? [t('mandates.reason')] : []}
          label={t(`mandates.${does}Sign`)}
          onDone={clear}
        >
          <Reason value={reason} onChange={setReason} />
        </SignedForm>
        <Leave onLeave={onLeave} />
      </Stack>
    </Framed>
  );
}

/** Suspends a mandate: the first step says what ends, the second signs. */
export function SuspendForm({ mandate, all, onLeave }: FormProps & { readonly all: MandatesShown }) {
  const { t } = useText();
  const { id } = mandate;
  const holder = useNames()(mandate.holder.id);
  const [reason, setReason, clear] = useDraft(`suspend ${id}`, '');
  const [read, setRead] = useState(false);
  const others = all.mandates.some((other) => {
    return other.id !== id && other.holder.id === mandate.holder.id && other.status === 'in-force';
  });
  const draft = reason.trim() === '' ? null : ({ kind: 'mandate.suspend', detail: { mandate: id, reason } } as const);
  return (
    <Framed title={t('mandates.suspendTitle', { mandate: id })} tone="critical">
      <Stack>
        <p>{t('mandates.suspendWhat')}</p>
        <WhatEnds mandate={mandate} holderHasOthers={others} />
        {!others && <p>{t('mandates.suspendAll', { holder })}</p>}
        <p>{t('mandates.suspendPeople', { holder })}</p>
        <p className="r-dim">{t('mandates.suspendGoesOn')}</p>
        <SignedForm
          name={t('mandates.suspendTitle', { mandate: id })}
          draft={read ? draft : null}
          previewDraft={draft}
          missing={draft === null ? [t('mandates.reason')] : []}
          label={t('mandates.suspendSign')}
          look="danger"
          onDone={clear}
        >
          <Reason value={reason} onChange={setReason} />
          <Checkbox label={t('mandates.ready')} checked={read} onChange={setRead} />
        </SignedForm>
        <Leave onLeave={onLeave} />
      </Stack>
    </Framed>
  );
}

type FramedProps = { readonly title: string; readonly tone: 'warning' | 'critical'; readonly children: ReactNode };

/** Leads the reader to itself as soon as it stands, for it may be far down. */
function Framed({ title, tone, children }: FramedProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'start' });
    place.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div ref={place} tabIndex={-1} className="r-anchor">
      <Panel title={title} tone={tone}>
        {children}
      </Panel>
    </div>
  );
}

function Reason({ value, onChange }: { readonly value: string; readonly onChange: (reason: string) => void }) {
  const { t } = useText();
  return (
    <TextField label={t('mandates.reason')} value={value} required maxLength={LIMITS.lineChars} onChange={onChange} />
  );
}

function Leave({ onLeave }: Pick<FormProps, 'onLeave'>) {
  const { t } = useText();
  return (
    <div>
      <Button look="quiet" onClick={onLeave}>
        {t('mandates.cancel')}
      </Button>
    </div>
  );
}

type EndsProps = { readonly mandate: Mandate; readonly holderHasOthers: boolean };
const ENDS = [
  'deeds',
  'approvals',
  'requests',
  'conferrals',
  'clearances',
  'consultations',
] as const satisfies readonly ShownSlice[];

function WhatEnds(props: EndsProps) {
  return (
    <ul className="r-bullets">
      {ENDS.map((slice) => (
        <Ending key={slice} slice={slice} {...props} />
      ))}
    </ul>
  );
}

function Ending({ slice, mandate, holderHasOthers }: EndsProps & { readonly slice: (typeof ENDS)[number] }) {
  const { t } = useText();
  const open = usePages(MattersPage, `/api/matters/${slice}`, { open: true, limit: 500 });
  if (open.loading) return <li className="r-dim">{t('mandates.suspendCounting')}</li>;
  return <li>{t(`mandates.ends.${slice}`, { count: restingOn(mandate, open.rows, holderHasOthers) })}</li>;
}
