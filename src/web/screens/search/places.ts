import { useText } from '../../messages/language.tsx';
import { useMe } from '../../session/session.tsx';
import { SCREENS } from '../screens.tsx';
import { citedPath, entryNumber, type Found } from './found.ts';

/** Screens whose name holds the words, an entry by its number, a clause by its citation. */
export function usePlaces(q: string): readonly Found[] {
  const { t } = useText();
  const me = useMe();
  const number = entryNumber(q);
  const cited = citedPath(q);
  const wanted = q.toLowerCase();
  const screens = SCREENS.filter(({ inNavigation, shownTo }) => inNavigation === true && (shownTo?.(me) ?? true))
    .map(({ path, title }) => ({ id: path, name: t(title), text: '', path }))
    .filter(({ name }) => name.toLowerCase().includes(wanted));
  const entries =
    number === undefined
      ? []
      : [{ id: 'number', name: `#${number}`, text: t('shell.searchEntry', { number }), path: `/entry/${number}` }];
  const clauses = cited === undefined ? [] : [{ ...cited, text: t('search.mandates') }];
  return [...entries, ...clauses, ...screens];
}
