import { useMayDo } from '../../deciding/may.ts';
import { SignStep } from '../../deciding/sign-step.tsx';
import { SignedForm } from '../../deciding/signed-form.tsx';
import type { MessageId } from '../../messages/catalog.ts';
import { useText } from '../../messages/language.tsx';
import { useGuestsAndOfficers } from '../../records/guests-and-officers.ts';
import { RecordLink } from '../../records/record-link.tsx';
import { useRecords } from '../../records/records.ts';
import { AccompanimentRow } from '../../records/rows.ts';
import { useDraft } from '../../session/draft.ts';
import { useNames } from '../../session/vocabulary.ts';
import type { SentAct } from '../../signing/acting.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { SearchSelect } from '../../ui/fields.tsx';
import { Row } from '../../ui/frame.tsx';
import { TimeText } from '../../ui/times.tsx';
import { type AccompanimentForm, accompanimentDraft } from './powers-form.ts';
import { PowersPanel } from './powers-panel.tsx';

const EMPTY: AccompanimentForm = { guest: '', officer: '' };

/** Which officer of the host is beside which guest, since when; and the form that enters one. It has no end of its own: it lasts until it is ended, or the officer goes off duty. */
export function Accompaniments({ act }: { readonly act: SentAct }) {
  const { t } = useText();
  const name = useNames();
  const mayDo = useMayDo();
  const list = useRecords('accompaniments', AccompanimentRow, { open: true });
  return (
    <PowersPanel
      title={(count) => t('powers.accompaniments', { count })}
      none={t('powers.noAccompaniment')}
      list={list}
      item={({ row }) => (
        <>
          <Row>
            <RecordLink id={row.id} />
            <span>
              <span className="r-mono">{row.officer}</span> {t('powers.beside')}{' '}
              <span className="r-mono">{row.guest}</span>
            </span>
            <span className="r-dim">{name(row.agency)}</span>
            <span>
              {t('deed.fromTime')} <TimeText ms={row.from} age />
            </span>
            <span className="r-dim">{t('powers.noEnd')}</span>
          </Row>
          {mayDo('accompaniment.end') && (
            <SignStep
              label={t('powers.end')}
              name={`end ${row.id}`}
              act={act}
              explained={t('powers.endWhy')}
              draft={() => ({ kind: 'accompaniment.end', detail: { accompaniment: row.id } })}
            />
          )}
        </>
      )}
    >
      {mayDo('accompaniment.begin') && (
        <Disclosure summary={t('powers.begin')}>
          <Begin act={act} />
        </Disclosure>
      )}
    </PowersPanel>
  );
}

function Begin({ act }: { readonly act: SentAct }) {
  const { t } = useText();
  const [form, setForm, clear] = useDraft('accompaniment', EMPTY);
  const made = accompanimentDraft(form);
  const draft = 'draft' in made ? made.draft : null;
  const missing = 'missing' in made ? made.missing.map((field) => t(`powers.missing.${field}` as MessageId)) : [];
  const { guests, officers } = useGuestsAndOfficers();
  return (
    <SignedForm
      name={t('powers.begin')}
      draft={draft}
      missing={missing}
      label={t('powers.signBegin')}
      act={act}
      onDone={clear}
    >
      <div className="r-pairs">
        <SearchSelect
          label={t('powers.guest')}
          empty={t('words.choosePlace')}
          value={form.guest}
          choices={guests}
          onChange={(guest) => setForm({ ...form, guest })}
        />
        <SearchSelect
          label={t('powers.officer')}
          hint={t('powers.officerHint')}
          empty={t('words.choosePlace')}
          value={form.officer}
          choices={officers}
          onChange={(officer) => setForm({ ...form, officer })}
        />
      </div>
    </SignedForm>
  );
}
