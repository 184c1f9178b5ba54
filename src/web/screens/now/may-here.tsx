import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import * as z from 'zod';
import { KIND_DEEDS } from '../../../mandates/prose/kind-deeds.ts';
import { ROOM_PURPOSE } from '../../../terms/act-kinds.ts';
import { May } from '../../../terms/api/acts.ts';
import { useLanguage, useText } from '../../messages/language.tsx';
import { useAnswer } from '../../session/services.tsx';
import { useNames, useVocabulary } from '../../session/vocabulary.ts';
import { useView } from '../../shell/router.tsx';
import { ClauseList } from '../../ui/decided.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { EmptyState, Panel, Stack } from '../../ui/frame.tsx';
import { OutcomeBadge } from '../../ui/outcome-badge.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { TimeText } from '../../ui/times.tsx';
import { PlaceField } from '../../words/word-fields.tsx';
import { type MayBundle, type MayGroup, mayGroups } from './may-groups.ts';
import { nextChange } from './next-change.ts';
import { useAgainAt } from './use-again-at.ts';

const View = z.object({ place: z.string().max(64).catch('') });
/** These two are what one comes for. */
const OPEN_AT_FIRST: readonly string[] = ['permitted', 'needs-approval'];

/** What I may do at a place, now and until when, from the mandates in force; at first where my desk is. */
export function MayHere() {
  const { t } = useText();
  const [view, setView] = useView(View);
  const vocabulary = useVocabulary();
  const { data, error, refetch } = useAnswer(May, '/api/may', view.place === '' ? {} : { place: view.place });
  useAgainAt(
    useMemo(() => nextChange(data?.rows ?? []), [data]),
    refetch,
  );
  const deeds = useMemo(() => new Set(vocabulary?.activities.map(({ id }) => id)), [vocabulary]);
  const groups = useMemo(
    () => (data === undefined ? [] : mayGroups(data.rows, (activity) => deeds.has(activity))),
    [data, deeds],
  );
  return (
    <Panel title={t('now.may')}>
      <Stack>
        <PlaceField
          label={t('now.mayAt')}
          value={view.place === '' ? (data?.place ?? '') : view.place}
          onChange={(place) => setView({ place })}
        />
        {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <EmptyState>{t('ui.loading')}</EmptyState>}
        {data !== undefined && (
          <p className="r-dim">
            {t('now.mayAsOf')} <TimeText ms={data.at} age />
          </p>
        )}
        {groups.map((group) => (
          <Group key={group.outcome} group={group} place={data?.place ?? ''} deeds={deeds} />
        ))}
      </Stack>
    </Panel>
  );
}

type GroupProps = { readonly group: MayGroup; readonly place: string; readonly deeds: ReadonlySet<string> };

function Group({ group: { outcome, count, bundles }, place, deeds }: GroupProps) {
  return (
    <Disclosure
      open={OPEN_AT_FIRST.includes(outcome)}
      summary={
        <span className="r-row">
          <OutcomeBadge outcome={outcome} /> <span className="r-dim">{count}</span>
        </span>
      }
    >
      {bundles.map((bundle, n) => (
        <Bundle
          key={bundle.key}
          bundle={bundle}
          heads={bundle.ofRoom && bundles[n - 1]?.ofRoom !== true}
          canAct={OPEN_AT_FIRST.includes(outcome)}
          explained={outcome !== 'outside'}
          place={place}
          deeds={deeds}
        />
      ))}
    </Disclosure>
  );
}

/** What a kind of the room's own acts is called where one may do it. */
function useRoomDeed(): (kind: string) => string {
  const { language } = useLanguage();
  const deeds: Readonly<Record<string, string>> = KIND_DEEDS[language];
  return (kind) => deeds[kind] ?? kind;
}

type BundleProps = {
  readonly bundle: MayBundle;
  /** The first of the room's own work, which says so. */
  readonly heads: boolean;
  readonly canAct: boolean;
  readonly explained: boolean;
  readonly place: string;
  readonly deeds: ReadonlySet<string>;
};

function Bundle({ bundle, heads, canAct, explained, place, deeds }: BundleProps) {
  const { t, told } = useText();
  const name = useNames();
  const roomDeed = useRoomDeed();
  const { activities, purposes, clauses, until, ofRoom } = bundle;
  const all = useVocabulary()?.purposes.filter(({ id }) => id !== ROOM_PURPOSE).length ?? Number.POSITIVE_INFINITY;
  const forDeeds = purposes.filter((purpose) => purpose !== ROOM_PURPOSE);
  // Where several would do, the deed's own is for the doer to say.
  const purpose = forDeeds.length === 1 ? forDeeds[0] : undefined;
  return (
    <div className="r-may">
      {heads && <h3>{t('now.roomWork')}</h3>}
      <ul className="r-activities" aria-label={t(ofRoom ? 'now.roomWork' : 'now.deeds')}>
        {activities.map((activity) => (
          <li key={activity}>
            {canAct && !ofRoom ? (
              <Link to={'/act' as string} search={{ kind: 'deed.propose', activity, place, purpose } as never}>
                {name(activity)}
              </Link>
            ) : deeds.has(activity) ? (
              name(activity)
            ) : (
              roomDeed(activity)
            )}
          </li>
        ))}
      </ul>
      {explained && !ofRoom && (
        <div className="r-dim">
          {forDeeds.length >= all ? t('now.mayForAny') : t('now.mayFor', { purposes: forDeeds.map(name).join(', ') })}
        </div>
      )}
      {until !== null && (
        <div>
          {t('now.mayUntil')} <TimeText ms={until} age />
        </div>
      )}
      {explained && (clauses.length > 0 ? <ClauseList clauses={clauses} /> : <p>{told(bundle.told)}</p>)}
    </div>
  );
}
