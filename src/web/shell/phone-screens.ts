import type { Me } from '../../terms/api/session.ts';

const MAIN = '/act';
/** What most people come for; there is room for so many. */
const FEW = ['/now', MAIN, '/log', '/incidents', '/occurrences'] as const;

/**
 * The few screens at the bottom of a phone. Who answers, oversees, protects data or directs proposes no deeds: their own main screen stands where
 * others propose.
 * @param answers whether requests are theirs to answer
 */
export function phoneScreens(
  { oversight, dataProtection, directs }: Pick<Me, 'oversight' | 'dataProtection' | 'directs'>,
  answers: boolean,
): readonly string[] {
  const own = [
    oversight && '/oversight',
    dataProtection && '/items',
    directs && '/exercise',
    answers && '/approvals',
  ].find((path) => path !== false);
  return FEW.map((path) => (path === MAIN ? (own ?? MAIN) : path));
}
