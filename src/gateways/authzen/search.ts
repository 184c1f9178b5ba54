import { fromBase64url, toBase64url } from '../../base/base64url.ts';
import { decisionsOf, isPermitted } from './evaluate.ts';
import { type AccessPort, type Asked, DECISIONS_MAX, PERSON } from './port.ts';
import {
  type ActionSearch,
  type EvaluationRequest,
  PAGE_MAX,
  type Page,
  type ResourceSearch,
  type SubjectSearch,
} from './wire.ts';

type Found<Result> = { results: Result[]; page: { next_token: string; count: number } };
type Entity = { type: string; id: string };

/** Who may do it there: people whom the reader may ask about, by id. */
export function searchSubjects(port: AccessPort, { subject, page, ...asked }: SubjectSearch): Asked<Found<Entity>> {
  const people = subject.type === PERSON ? port.people() : [];
  const entity = (id: string) => ({ type: subject.type, id });
  return search(port, people, page, entity, (found) => ({ ...asked, subject: found }));
}

/** Where somebody may do it: places, rooms or zones, by id. */
export function searchResources(port: AccessPort, { resource, page, ...asked }: ResourceSearch): Asked<Found<Entity>> {
  const entity = (id: string) => ({ type: resource.type, id });
  const words = port.resources(resource.type);
  return search(port, words, page, entity, (found) => ({ ...asked, resource: found }));
}

/** What somebody may do there: activities, by name. */
export function searchActions(port: AccessPort, { page, ...asked }: ActionSearch): Asked<Found<{ name: string }>> {
  const action = (name: string) => ({ name });
  return search(port, port.activities(), page, action, (found) => ({ ...asked, action: found }));
}

/**
 * One page. So many candidates are looked at as a request may take decisions, and not so many results found: what a search costs does not depend on how
 * rare they are.
 * @param candidates sorted; the token names the last that was looked at, so that people who come and go between two pages do not move the others
 */
function search<Result>(
  port: AccessPort,
  candidates: readonly string[],
  page: Page,
  toResult: (candidate: string) => Result,
  requestOf: (result: Result) => EvaluationRequest,
): Asked<Found<Result>> {
  const after = lastOf(page?.token ?? '');
  const rest = candidates.filter((candidate) => candidate > after);
  const looked: string[] = [];
  let decisions = 0;
  for (const candidate of rest.slice(0, page?.limit ?? PAGE_MAX)) {
    const more = decisionsOf(port, requestOf(toResult(candidate)));
    if (looked.length > 0 && decisions + more > DECISIONS_MAX) break;
    looked.push(candidate);
    decisions += more;
  }
  return {
    decisions: Math.max(1, decisions),
    *answer() {
      const results: Result[] = [];
      for (const result of looked.map(toResult)) {
        yield;
        if (isPermitted(port, requestOf(result))) results.push(result);
      }
      const last = looked.at(-1);
      const isLast = last === undefined || looked.length === rest.length;
      return { results, page: { next_token: isLast ? '' : tokenOf(last), count: results.length } };
    },
  };
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
