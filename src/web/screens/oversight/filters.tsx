import { ACT_KINDS } from '../../../terms/act-kinds.ts';
import { useKindName } from '../../messages/kind-name.ts';
import { useText } from '../../messages/language.tsx';
import { useEnrolled, useEnrolledChoices } from '../../records/enrolled.ts';
import { useVocabulary } from '../../session/vocabulary.ts';
import { Button } from '../../ui/button.tsx';
import type { Choice } from '../../ui/choice.ts';
import { SearchSelect, Select, TextField } from '../../ui/fields.tsx';
import { Panel, Row } from '../../ui/frame.tsx';
import { DateTime } from '../../ui/times.tsx';
import { ASKED_OUTCOMES, type OversightView } from './oversight-view.ts';

type FilterProps = {
  readonly view: OversightView;
  readonly setView: (change: Partial<OversightView>) => void;
};

/** What is asked of the record: words, matter, person, agency, kind, outcome and a stretch of room time. */
export function Filters({ view, setView }: FilterProps) {
  const { t } = useText();
  const kindName = useKindName();
  const vocabulary = useVocabulary();
  const people = usePeople(view.person);
  const any = t('oversight.any');
  const empty = { q: '', matter: '', person: '', agency: '', kind: '', outcome: '', from: null, until: null } as const;
  const kinds = ACT_KINDS.map((value) => ({ value: value as string, label: `${kindName(value)} (${value})` }));
  kinds.sort((a, b) => a.label.localeCompare(b.label));
  return (
    <Panel title={t('oversight.ask')}>
      <div className="r-filters">
        <TextField
          label={t('oversight.q')}
          placeholder={t('oversight.qHint')}
          value={view.q}
          maxLength={200}
          onChange={(q) => setView({ q })}
        />
        <TextField
          label={t('oversight.matter')}
          placeholder={t('oversight.matterHint')}
          value={view.matter}
          maxLength={80}
          onChange={(matter) => setView({ matter })}
        />
        <SearchSelect
          label={t('oversight.person')}
          empty={any}
          value={view.person}
          choices={people}
          clearable
          onChange={(person) => setView({ person })}
        />
        <Select
          label={t('oversight.agency')}
          value={view.agency}
          choices={[
            { value: '', label: any },
            ...(vocabulary?.agencies ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(agency) => setView({ agency })}
        />
        <Select
          label={t('oversight.kind')}
          value={view.kind}
          choices={[{ value: '', label: any }, ...kinds]}
          onChange={(kind) => setView({ kind })}
        />
        <Select
          label={t('oversight.outcome')}
          value={view.outcome}
          choices={[
            { value: '', label: any },
            ...ASKED_OUTCOMES.map((value) => ({ value, label: t(`oversight.outcome.${value}`) })),
          ]}
          onChange={(outcome) => setView({ outcome: outcome as OversightView['outcome'] })}
        />
        <DateTime label={t('oversight.from')} value={view.from} onChange={(from) => setView({ from })} />
        <DateTime label={t('oversight.until')} value={view.until} onChange={(until) => setView({ until })} />
        <Select
          label={t('oversight.order')}
          value={view.order}
          choices={[
            { value: 'asc', label: t('oversight.asc') },
            { value: 'desc', label: t('oversight.desc') },
          ]}
          onChange={(order) => setView({ order })}
        />
      </div>
      <Row>
        <Button look="quiet" onClick={() => setView(empty)}>
          {t('oversight.reset')}
        </Button>
      </Row>
    </Panel>
  );
}

/** Who can be asked about: everybody on the roster, and whoever the address names, who may have left it. */
function usePeople(asked: string): readonly Choice[] {
  const { people } = useEnrolled();
  const choices = useEnrolledChoices(people);
  if (asked === '' || choices.some(({ value }) => value === asked)) return choices;
  return [{ value: asked, label: asked }, ...choices];
}
