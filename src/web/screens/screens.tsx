import { lazyRouteComponent } from '@tanstack/react-router';
import type { ShownSlice } from '../../terms/api/matters.ts';
import type { MessageId } from '../messages/catalog.ts';
import { recordPath } from '../records/record-path.ts';
import { useAllWaiting, useAnswersWaiting, useDraftsWaiting } from '../records/records.ts';
import { useReviewsWaiting } from '../records/retention.ts';
import type { Me } from '../session/session.tsx';

export type Screen = {
  /** Under `/console`; `$name` is a parameter. */
  readonly path: string;
  /** Loaded once it is opened. */
  readonly component: ReturnType<typeof lazyRouteComponent>;
  readonly title: MessageId;
  /** In the navigation, in the order of this table; left out, it is reached by links. */
  readonly inNavigation?: boolean;
  /** Found by its name, though it is reached by links. */
  readonly inSearch?: boolean;
  /** A hook: how many things there wait for *my* answer. */
  readonly useWaiting?: () => number;
  readonly shownTo?: (me: Me) => boolean;
};

/** Every screen of the console. A screen is a folder beside this file and a line in this table. */
export const SCREENS: readonly Screen[] = [
  {
    path: '/now',
    component: lazyRouteComponent(() => import('./now/now-screen.tsx'), 'NowScreen'),
    title: 'now.title',
    inNavigation: true,
    useWaiting: useAllWaiting,
  },
  {
    path: '/act',
    component: lazyRouteComponent(() => import('./act/act-screen.tsx'), 'ActScreen'),
    title: 'act.title',
    inNavigation: true,
  },
  {
    path: '/approvals',
    component: lazyRouteComponent(() => import('./approvals/approvals-screen.tsx'), 'ApprovalsScreen'),
    title: 'approvals.title',
    inNavigation: true,
    useWaiting: useAnswersWaiting,
    shownTo: ofHost,
  },
  {
    path: '/powers',
    component: lazyRouteComponent(() => import('./powers/powers-screen.tsx'), 'PowersScreen'),
    title: 'powers.title',
    inNavigation: true,
  },
  {
    path: '/record/$slice/$id',
    component: lazyRouteComponent(() => import('./record/record-screen.tsx'), 'RecordScreen'),
    title: 'record.stands',
  },
  {
    path: '/log',
    component: lazyRouteComponent(() => import('./log/log-screen.tsx'), 'LogScreen'),
    title: 'log.title',
    inNavigation: true,
  },
  {
    path: '/incidents',
    component: lazyRouteComponent(() => import('./incidents/incidents-screen.tsx'), 'IncidentsScreen'),
    title: 'incidents.title',
    inNavigation: true,
  },
  {
    path: '/occurrences',
    component: lazyRouteComponent(() => import('./occurrences/occurrences-screen.tsx'), 'OccurrencesScreen'),
    title: 'occurrences.title',
    inNavigation: true,
  },
  {
    path: '/declarations',
    component: lazyRouteComponent(() => import('./declarations/declarations-screen.tsx'), 'DeclarationsScreen'),
    title: 'declarations.title',
    inNavigation: true,
  },
  {
    path: '/items',
    component: lazyRouteComponent(() => import('./items/items-screen.tsx'), 'ItemsScreen'),
    title: 'items.title',
    inNavigation: true,
  },
  {
    path: '/retention',
    component: lazyRouteComponent(() => import('./retention/retention-screen.tsx'), 'RetentionScreen'),
    title: 'retention.title',
    inNavigation: true,
    useWaiting: useReviewsWaiting,
    shownTo: ({ dataProtection }) => dataProtection,
  },
  {
    path: '/people',
    component: lazyRouteComponent(() => import('./people/people-screen.tsx'), 'PeopleScreen'),
    title: 'people.title',
    inNavigation: true,
  },
  {
    path: '/mandates',
    component: lazyRouteComponent(() => import('./mandates/mandates-screen.tsx'), 'MandatesScreen'),
    title: 'mandates.title',
    inNavigation: true,
    useWaiting: useDraftsWaiting,
  },
  {
    path: '/mandates/draft',
    component: lazyRouteComponent(() => import('./mandates/draft-screen.tsx'), 'DraftScreen'),
    title: 'draft.screen',
    inSearch: true,
  },
  {
    path: '/statements',
    component: lazyRouteComponent(() => import('./statements/statements-screen.tsx'), 'StatementsScreen'),
    title: 'statements.title',
    inNavigation: true,
  },
  {
    path: '/oversight',
    component: lazyRouteComponent(() => import('./oversight/oversight-screen.tsx'), 'OversightScreen'),
    title: 'oversight.title',
    inNavigation: true,
    shownTo: ({ oversight }) => oversight,
  },
  {
    path: '/exercise',
    component: lazyRouteComponent(() => import('./exercise/exercise-screen.tsx'), 'ExerciseScreen'),
    title: 'exercise.title',
    inNavigation: true,
    shownTo: ({ directs }) => directs,
  },
  {
    path: '/search',
    component: lazyRouteComponent(() => import('./search/search-screen.tsx'), 'SearchScreen'),
    title: 'search.title',
  },
  {
    path: '/desk',
    component: lazyRouteComponent(() => import('./desk-choice/desk-screen.tsx'), 'DeskScreen'),
    title: 'desk.title',
    inNavigation: true,
  },
  {
    path: '/account',
    component: lazyRouteComponent(() => import('./account/account-screen.tsx'), 'AccountScreen'),
    title: 'account.title',
    inNavigation: true,
  },
  {
    path: '/help',
    component: lazyRouteComponent(() => import('./help/help-screen.tsx'), 'HelpScreen'),
    title: 'help.title',
    inNavigation: true,
  },
  {
    path: '/entry/$index',
    component: lazyRouteComponent(() => import('./entry/entry-screen.tsx'), 'EntryScreen'),
    title: 'log.title',
  },
];

/** Where `/console/` leads who has a desk. */
export const FIRST_SCREEN = '/now';

/** Where a record of a slice is shown; one without a screen of its own is shown by the entry that opened it. */
export const MATTER_PATHS: Readonly<Partial<Record<ShownSlice, (id: string) => string>>> = {
  requests: (id) => recordPath('requests', id),
  deeds: (id) => recordPath('deeds', id),
  approvals: (id) => recordPath('approvals', id),
  conferrals: (id) => recordPath('conferrals', id),
  clearances: (id) => recordPath('clearances', id),
  accompaniments: (id) => recordPath('accompaniments', id),
  alerts: (id) => recordPath('alerts', id),
  mandates: (id) => `/mandates?q=${encodeURIComponent(id)}`,
  statements: (id) => `/statements?statement=${encodeURIComponent(id)}`,
};

/** Answers are given by people of the host. */
function ofHost({ agency }: Me): boolean {
  return agency.standing === 'host' || agency.standing === 'host-authority';
}
