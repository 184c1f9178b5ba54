import {
  createRootRoute,
  createRoute,
  createRouter,
  Navigate,
  useNavigate,
  useParams,
  useRouter,
  useSearch,
} from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type * as z from 'zod';
import { useText } from '../messages/language.tsx';
import { FIRST_SCREEN, SCREENS } from '../screens/screens.tsx';
import { useMe } from '../session/session.tsx';
import { EmptyState } from '../ui/frame.tsx';
import { ScreenBroke } from './screen-broke.tsx';
import { Shell } from './shell.tsx';
import { goesOnWithoutDesk } from './without-desk.ts';

/** The routes of the console, made from the table of screens. */
export function newRouter() {
  const root = createRootRoute({ component: Shell, notFoundComponent: NoScreen });
  const first = createRoute({ getParentRoute: () => root, path: '/', component: First });
  const screens = SCREENS.map(({ path, component }) =>
    createRoute({ getParentRoute: () => root, path, component, errorComponent: ScreenBroke }),
  );
  return createRouter({
    routeTree: root.addChildren([first, ...screens]),
    basepath: '/console',
    defaultPreload: 'intent',
    defaultPendingMs: 300,
  });
}

function First() {
  const { desk, desks } = useMe();
  const choose = desk === null && desks.length > 0 && !goesOnWithoutDesk();
  return <Navigate to={(choose ? '/desk' : FIRST_SCREEN) as string} replace />;
}

function NoScreen() {
  const { t } = useText();
  return <EmptyState>{t('shell.noScreen')}</EmptyState>;
}

/**
 * What a screen shows, kept in the URL: `const [view, setView] = useView(LogView)`. The schema gives each member a default with `.catch`, for an
 * address may hold anything; `setView` takes the members that change. Replaces the place in the history unless `push` is asked for.
 */
export function useView<T extends Record<string, unknown>>(
  schema: z.ZodType<T>,
): [view: T, setView: (change: Partial<T>, how?: 'replace' | 'push') => void] {
  const search = useSearch({ strict: false });
  const { navigate } = useRouter();
  const view = useMemo(() => schema.parse(search), [schema, search]);
  const setView = useCallback(
    (change: Partial<T>, how: 'replace' | 'push' = 'replace') => {
      const next = (before: Record<string, unknown>) => ({ ...before, ...change });
      void navigate({ to: '.', search: next as never, replace: how === 'replace' });
    },
    [navigate],
  );
  return [view, setView];
}

/** A parameter of the path of this screen: `usePathPart('index')` for `/entry/$index`. */
export function usePathPart(name: string): string {
  const parts = useParams({ strict: false }) as Readonly<Record<string, string | undefined>>;
  return parts[name] ?? '';
}

/** Goes to a path under `/console`: `const go = useGo(); go('/entry/12')`. */
export function useGo(): (path: string) => void {
  const navigate = useNavigate();
  return useCallback((path) => void navigate({ to: path }), [navigate]);
}
