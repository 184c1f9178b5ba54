import type { Json } from '../../../../base/json.ts';
import { WRITTEN_AXES } from '../../../../mandates/clause-schema.ts';
import type { FieldChange, WordChange } from '../../../../mandates/compare/in-words.ts';
import type { Told } from '../../../../terms/api/parts.ts';
import { ZONE_AXIS_PREFIX } from '../../../../terms/axes.ts';
import { TERM_NAMES, TERM_TITLES } from '../../../../terms/mandate-terms.ts';
import type { MessageId } from '../../../messages/catalog.ts';
import { useLanguage, useText } from '../../../messages/language.tsx';
import { dateAndMinute } from '../../../ui/date-time.ts';
import { Row } from '../../../ui/frame.tsx';
import { useDrafting, useTold } from '../drafting-context.tsx';
import { writtenText } from './written-text.ts';

type WordChangesProps = {
  readonly words: readonly WordChange[];
  /** The clauses of the draft in plain words: what an added one decides by is not what its author says of it. */
  readonly clauses: readonly { readonly id: string; readonly told: readonly Told[] }[];
};

/** What reads otherwise, field by field, in the words of the screens. */
export function WordChanges({ words, clauses }: WordChangesProps) {
  const { t, told: inWords } = useText();
  const { nameOf, tell } = useToldField();
  const told = ({ field, value }: { field: string; value: Json }) => tell(field, value) ?? t('draft.notWritten');
  return (
    <ul className="r-list" aria-label={t('draft.words')}>
      {words.map((change) => (
        <li key={`${change.of} ${change.id} ${change.change}`} className="r-clause">
          <Row>
            <span className="r-mono">{change.id}</span>
            <span className="r-dim">{t(`draft.change.${change.change}`)}</span>
          </Row>
          {change.change === 'added' && <ins className="r-pre">{change.text}</ins>}
          {change.change === 'added' &&
            clauses
              .filter(({ id }) => id === change.id)
              .flatMap(({ told: sentences }) => sentences)
              .map((sentence) => <p key={sentence.en}>{inWords(sentence)}</p>)}
          {change.change === 'removed' && <del className="r-pre">{change.text}</del>}
          {change.change === 'changed' &&
            change.fields.flatMap(apart).map(({ field, before, after }) => (
              <div key={field} className="r-pre">
                <span className="r-dim">{nameOf(field)}:</span> <del>{told({ field, value: before })}</del>{' '}
                <ins>{told({ field, value: after })}</ins>
              </div>
            ))}
        </li>
      ))}
    </ul>
  );
}

const TERM_PREFIX = 'terms.';

/** The terms of a mandate one by one, for they are read so. */
function apart(change: FieldChange): FieldChange[] {
  if (change.field !== 'terms') return [change];
  return TERM_NAMES.map((name) => {
    const [before, after] = [memberOf(change.before, name), memberOf(change.after, name)];
    return { field: `${TERM_PREFIX}${name}`, before, after };
  }).filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
}

const FIELDS: Readonly<Record<string, MessageId>> = {
  title: 'draft.title',
  version: 'mandates.version',
  holder: 'mandates.holder',
  issuer: 'mandates.issuer',
  instrument: 'mandates.instrument',
  from: 'draft.from',
  until: 'draft.until',
  openQuestions: 'draft.openQuestions',
  effect: 'draft.effect',
  text: 'draft.text',
  basis: 'draft.basis',
  source: 'draft.sources',
  agency: 'draft.axis.agency',
  activity: 'draft.axis.activity',
  ...Object.fromEntries(WRITTEN_AXES.map((axis) => [axis, `draft.axis.${axis}` as MessageId])),
};

/** What a field of a mandate is called, and what stands in it; null where nothing does. */
function useToldField() {
  const { t } = useText();
  const { language } = useLanguage();
  const { timezone } = useDrafting().scenario;
  const { word, zone } = useTold();
  const moment = (ms: Json) =>
    typeof ms === 'number' ? t('ui.localTime', { time: dateAndMinute(ms, timezone) }) : '…';
  const listed = (axis: string, words: readonly Json[]): string =>
    words.map((one) => (typeof one === 'string' ? word(axis, one) : windowOf(one))).join(', ');
  const windowOf = (window: Json): string => {
    const phase = memberOf(window, 'phase');
    if (phase !== null) return String(phase);
    const daily = memberOf(window, 'daily');
    const [from, until] = ['from', 'until'].map((end) => memberOf(daily ?? window, end));
    return daily === null ? `${moment(from ?? null)} – ${moment(until ?? null)}` : `${from}–${until}`;
  };
  const ofAxis = (axis: string, value: Json): string => {
    if (value === 'any') return t('draft.mode.any');
    if (Array.isArray(value)) return listed(axis, value);
    const but = memberOf(value, 'not');
    if (Array.isArray(but)) return `${t('draft.mode.not')}: ${listed(axis, but)}`;
    const kinds = Object.entries(typeof value === 'object' && value !== null ? value : {});
    const lies = (written: Json) => (Array.isArray(written) ? written : [written]).map(liesAs).join(', ');
    return kinds.map(([kind, written]) => `${zone(`${ZONE_AXIS_PREFIX}${kind}`)}: ${lies(written)}`).join('; ');
  };
  const liesAs = (lies: Json) =>
    lies === 'inside' || lies === 'outside' ? t(`draft.lies.${lies}`) : t('draft.mode.any');
  const isAxis = (field: string) => Object.hasOwn(FIELDS, field) && FIELDS[field]?.startsWith('draft.axis.') === true;
  return {
    nameOf(field: string): string {
      const term = TERM_NAMES.find((name) => field === `${TERM_PREFIX}${name}`);
      if (term !== undefined) return TERM_TITLES[language][term];
      const id = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
      return id === undefined ? field : t(id);
    },
    tell(field: string, value: Json): string | null {
      if (value === null) return null;
      if (field.startsWith(TERM_PREFIX)) {
        const said = [memberOf(value, 'text'), memberOf(value, 'open')].filter((part) => typeof part === 'string');
        return said.length === 0 ? null : said.join(' · ');
      }
      if (field === 'effect') return t(`mandates.${String(value)}` as MessageId);
      if (field === 'basis') return t(`mandates.basis.${String(value)}` as MessageId);
      if (field === 'holder' || field === 'issuer') return word('agency', String(value));
      if ((field === 'from' || field === 'until') && typeof value === 'number') return moment(value);
      if (field === 'source' || field === 'openQuestions') return Array.isArray(value) ? value.join(', ') : null;
      return isAxis(field) ? ofAxis(field, value) : writtenText(value);
    },
  };
}

function memberOf(value: Json, name: string): Json {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  return (value as { readonly [key: string]: Json })[name] ?? null;
}
