import { MandateDrafts } from '../../../terms/api/mandate-drafts.ts';
import { useText } from '../../messages/language.tsx';
import { useAnswer } from '../../session/services.tsx';
import { useMe } from '../../session/session.tsx';
import { SCREENS } from '../screens.tsx';
import { citedPath, entryNumber, type Found, foundDrafts, LETTERS_MIN } from './found.ts';

/** Screens whose name holds the words, an entry by its number, a clause by its citation, drafts of mandates that one may see. */
export function usePlaces(q: string): readonly Found[] {
  const { t } = useText();
  const me = useMe();
  const { data } = useAnswer(MandateDrafts, '/api/mandates/drafts', {}, q.length >= LETTERS_MIN);
  const number = entryNumber(q);
  const cited = citedPath(q);
  const wanted = q.toLowerCase();
  const screens = SCREENS.filter(
    ({ inNavigation, inSearch, shownTo }) => (inNavigation === true || inSearch === true) && (shownTo?.(me) ?? true),
  )
    .map(({ path, title }) => ({ id: path, name: t(title), text: '', path }))
    .filter(({ name }) => name.toLowerCase().includes(wanted));
  const entries =
    number === undefined
      ? []
      : [{ id: 'number', name: `#${number}`, text: t('shell.searchEntry', { number }), path: `/entry/${number}` }];
  const clauses = cited === undefined ? [] : [{ ...cited, text: t('search.mandates') }];
  const drafts = data === undefined ? [] : foundDrafts(data.drafts, q, t('draft.screen'));
  return [...entries, ...clauses, ...screens, ...drafts];
}
