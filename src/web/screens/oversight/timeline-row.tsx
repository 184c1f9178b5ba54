import { Link } from '@tanstack/react-router';
import { UNKNOWN } from '../../../terms/axes.ts';
import { useKindName } from '../../messages/kind-name.ts';
import { useText } from '../../messages/language.tsx';
import { usePersonName } from '../../records/person-name.ts';
import { RecordLink } from '../../records/record-link.tsx';
import { ReportedDeedFacts } from '../../records/reported-deed.tsx';
import { RowOutcome } from '../../records/row-outcome.tsx';
import { useRowText } from '../../records/row-text.ts';
import { useNames } from '../../session/vocabulary.ts';
import { Button } from '../../ui/button.tsx';
import { ClauseLink } from '../../ui/clause-link.tsx';
import { Row as Line } from '../../ui/frame.tsx';
import { OutcomeBadge } from '../../ui/outcome-badge.tsx';
import { TimeText } from '../../ui/times.tsx';
import { firstKnew, type Row } from './oversight-view.ts';

type RowProps = {
  readonly row: Row;
  readonly onPerson: (person: string) => void;
  readonly onMatter: (matter: string) => void;
};

/** One entry as oversight asks about it: when done and entered, who at which desk, what, decided how, by what authority, who knew. */
export function TimelineRow({ row, onPerson, onMatter }: RowProps) {
  const { t } = useText();
  const name = useNames();
  const kindName = useKindName();
  const personName = usePersonName();
  const { index, at, deedAt, kind, person, desk, agency, component, place, matter, cause } = row;
  const rowText = useRowText();
  const where = [
    desk === null ? null : name(desk),
    name(component === null || component === UNKNOWN ? agency : component),
    place === null ? null : name(place),
  ];
  return (
    <li className="r-timeline-row">
      <div className="r-timeline-when">
        <div>
          <TimeText ms={at} /> <span className="r-dim">{t('oversight.entered')}</span>
        </div>
        {deedAt !== null && (
          <div>
            <TimeText ms={deedAt} /> <span className="r-dim">{t('oversight.deed')}</span>
          </div>
        )}
        <div>
          <Link className="r-mono" to={`/entry/${index}` as string}>
            #{index}
          </Link>{' '}
          <span className="r-dim">{kindName(kind)}</span>
        </div>
        {cause !== null && (
          <div className="r-dim">
            <Link to={`/entry/${cause}` as string}>{t('oversight.cause', { number: `#${cause}` })}</Link>
          </div>
        )}
      </div>
      <div className="r-timeline-what">
        <Line>
          {person !== null && (
            <Button look="quiet" title={t('oversight.person')} onClick={() => onPerson(person)}>
              <span className="r-mono">{personName(person)}</span>
            </Button>
          )}
          <span className="r-dim">{where.filter((part) => part !== null).join(' · ')}</span>
          {matter !== null && name(matter) === matter && <RecordLink id={matter} />}
        </Line>
        <div className="r-pre">{row.reported === null ? rowText(row) : row.summary}</div>
        {row.reported !== null && <ReportedDeedFacts deed={row.reported} />}
        {row.conditions !== null && (
          <div>
            <span className="r-dim">{t('act.conditions')}</span> <span className="r-pre">{row.conditions}</span>
          </div>
        )}
        <RelatedRecords related={row.related} onMatter={onMatter} />
        <Line>
          <RowOutcome row={row} />
          {row.touches.length > 0 && (
            <span className="r-warning">{t('log.touches', { commitments: row.touches.join(', ') })}</span>
          )}
          <span className="r-dim">{t('oversight.set', { set: `${row.set.slice(0, 12)}…` })}</span>
        </Line>
        <Authority row={row} />
      </div>
      <Knowing row={row} />
    </li>
  );
}

/** Records that belong with the one of an entry: a request and its deed are told of under numbers of their own. */
export function RelatedRecords({
  related,
  onMatter,
}: {
  readonly related: readonly string[];
  readonly onMatter: (matter: string) => void;
}) {
  const { t } = useText();
  if (related.length === 0) return null;
  return (
    <Line>
      <span className="r-dim">{t('oversight.related')}</span>
      {related.map((id) => (
        <Button key={id} look="quiet" title={t('oversight.askMatter', { matter: id })} onClick={() => onMatter(id)}>
          <span className="r-mono">{id}</span>
        </Button>
      ))}
    </Line>
  );
}

function Authority({ row: { authority, clauses, atEntry, outcome } }: { readonly row: Row }) {
  const { t } = useText();
  return (
    <div>
      {clauses.length === 0 && outcome === 'outside' && <p className="r-dim">{t('oversight.noAuthority')}</p>}
      <ul className="r-list" aria-label={t('oversight.authority')}>
        {authority.map(({ id, text, basis, mandate, instrument }) => (
          <li key={id} className="r-clause">
            <ClauseLink id={id} /> <span className="r-dim">{t(`basis.${basis}`)}</span>
            {mandate !== null && (
              <span className="r-dim">
                {' · '}
                {t('oversight.mandate', { mandate })}
                {' · '}
                {instrument === null ? t('oversight.noInstrument') : t('oversight.instrument', { instrument })}
              </span>
            )}
            <div className="r-pre">{text}</div>
          </li>
        ))}
      </ul>
      {atEntry !== null && atEntry.outcome !== outcome && (
        <Line>
          <span className="r-dim">{t('oversight.atEntry')}</span>
          <OutcomeBadge outcome={atEntry.outcome} />
          {atEntry.clauses.map((id) => (
            <ClauseLink key={id} id={id} />
          ))}
        </Line>
      )}
    </div>
  );
}

function Knowing({ row: { audience, knew } }: { readonly row: Row }) {
  const { t } = useText();
  const name = useNames();
  return (
    <div className="r-timeline-knew">
      <div>
        <span className="r-dim">{t('oversight.couldSee')}</span>{' '}
        {audience
          .map((label) => {
            const [what, id] = label.split(' ');
            if (label === 'everyone' || label === 'host') return t(`oversight.${label}`);
            if (what === 'room' && id !== undefined) return t('oversight.audienceRoom', { room: name(id) });
            if (what === 'person' && id !== undefined) return t('oversight.audiencePerson', { person: id });
            return name(label);
          })
          .join(', ')}
      </div>
      <div>
        <span className="r-dim">{t('oversight.knew')}</span>{' '}
        {knew.length === 0 && <span className="r-dim">{t('oversight.nobodyKnew')}</span>}
      </div>
      <ul className="r-list">
        {firstKnew(knew).map(({ person, at, how }) => (
          <li key={person}>
            <TimeText ms={at} /> <span className="r-mono">{person}</span>{' '}
            <span className="r-dim">{t(`oversight.${how}`)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
