import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useMayDo } from '../../../deciding/may.ts';
import { useText } from '../../../messages/language.tsx';
import { useMe } from '../../../session/session.tsx';
import type { useAct } from '../../../signing/acting.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { UnkeptNotice } from '../beside/unkept-notice.tsx';
import type { DraftRef, MandateDraft } from './acts.ts';
import { ExceptForm } from './step-forms.tsx';
import { exceptHint } from './steps.ts';

type ExceptionsProps = {
  readonly draft: MandateDraft;
  readonly of: DraftRef;
  readonly broken: readonly string[];
  readonly act: ReturnType<typeof useAct>;
};

/** Commitments that the draft breaks: each blocks, or somebody answers for the exception, which is published. */
export function Exceptions({ draft, of, broken, act }: ExceptionsProps) {
  const { t } = useText();
  const { exceptions, needs } = draft;
  const left = broken.filter((id) => !exceptions.some(({ commitment }) => commitment === id));
  if (exceptions.length + left.length === 0) return null;
  return (
    <section aria-label={t('draft.exceptions')} className="r-stack">
      <h2>{t('draft.exceptions')}</h2>
      {exceptions.map(({ commitment }) => (
        <UnkeptNotice key={commitment} {...{ commitment, exceptions }} />
      ))}
      {left.map((commitment) => (
        <Fragment key={commitment}>
          <UnkeptNotice {...{ commitment, exceptions }} />
          {needs.length > 0 && <Excepting draft={draft} of={of} act={act} commitment={commitment} />}
        </Fragment>
      ))}
    </section>
  );
}

type ExceptingProps = Omit<ExceptionsProps, 'broken'> & { readonly commitment: string };

/** Whose the exception is, before anybody types; and its form, with what would be decided, for whoever's desk has it. */
function Excepting({ draft, of, act, commitment }: ExceptingProps) {
  const { t } = useText();
  const me = useMe();
  const may = useMayDo();
  // Who signs for the host is of the authority, whether they hold its desk or not.
  const signsForHost = me.agency.standing === 'host-authority' && may('mandate.sign');
  const hint = exceptHint(draft, { person: me.person, mayFromDesk: may('mandate.except'), signsForHost });
  return (
    <>
      {hint !== null && (
        <p>
          {t(`draft.exceptHint.${hint}`)} {hint === 'desk' && <Link to={'/desk' as string}>{t('desk.title')}</Link>}
        </p>
      )}
      {may('mandate.except') && (
        <Disclosure summary={t('draft.except', { commitment })}>
          <ExceptForm of={of} act={act} commitment={commitment} />
        </Disclosure>
      )}
    </>
  );
}
