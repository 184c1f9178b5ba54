import { fromBase64url, toBase64url } from '../../base/base64url.ts';
import { isPermitted } from './evaluate.ts';
import { type AccessPort, PERSON } from './port.ts';
import { type ActionSearch, PAGE_MAX, type Page, type ResourceSearch, type SubjectSearch } from './wire.ts';

type Found<Result> = { results: Result[]; page: { next_token: string; count: number } };
type Entity = { type: string; id: string };

/** Who may do it there: people whom the reader may ask about, by id. */
export function searchSubjects(port: AccessPort, { subject, page, ...asked }: SubjectSearch): Found<Entity> {
  const people = subject.type === PERSON ? port.people() : [];
  const entity = (id: string) => ({ type: subject.type, id });
  return search(people, page, entity, (found) => isPermitted(port, { ...asked, subject: found }));
}

/** Where somebody may do it: places, rooms or zones, by id. */
export function searchResources(port: AccessPort, { resource, page, ...asked }: ResourceSearch): Found<Entity> {
  const entity = (id: string) => ({ type: resource.type, id });
  const words = port.resources(resource.type);
  return search(words, page, entity, (found) => isPermitted(port, { ...asked, resource: found }));
}

/** What somebody may do there: activities, by name. */
export function searchActions(port: AccessPort, { page, ...asked }: ActionSearch): Found<{ name: string }> {
  const action = (name: string) => ({ name });
  return search(port.activities(), page, action, (found) => isPermitted(port, { ...asked, action: found }));
}

/**
 * One page. So many candidates are looked at, and not so many results found: what a search costs does not depend on how rare they are.
 * @param candidates sorted; the token names the last that was looked at, so that people who come and go between two pages do not move the others
 */
function search<Result>(
  candidates: readonly string[],
  page: Page,
  toResult: (candidate: string) => Result,
  isFound: (result: Result) => boolean,
): Found<Result> {
  const after = lastOf(page?.token ?? '');
  const rest = candidates.filter((candidate) => candidate > after);
  const looked = rest.slice(0, page?.limit ?? PAGE_MAX);
  const results = looked.map(toResult).filter(isFound);
  const last = looked.at(-1);
  const isLast = last === undefined || looked.length === rest.length;
  return { results, page: { next_token: isLast ? '' : tokenOf(last), count: results.length } };
}

const TOKEN = 's1 ';

function tokenOf(last: string): string {
  return toBase64url(Buffer.from(`${TOKEN}${last}`, 'utf8'));
}

/** What is no token of ours begins at the beginning. */
function lastOf(token: string): string {
  const text = fromBase64url(token)?.toString('utf8') ?? '';
  return text.startsWith(TOKEN) ? text.slice(TOKEN.length) : '';
}
