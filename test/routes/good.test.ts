import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Asking } from './asking.ts';
import { Description } from './described.ts';
import { QUESTIONS } from './questions.ts';

/**
 * Every route of the framework's own list is asked a good question, and its answer is what the description of the interface says: its very
 * status, its content type, its body member for member. A route that nobody asks well fails here by its name.
 */

let asking: Asking;
let description: Description;

before(async () => {
  asking = await Asking.open();
  description = new Description(asking.house.http);
});
after(async () => await asking.close());

const braced = (url: string) => url.replace(/:(\w+)/g, '{$1}');

test('every route is asked a good question, and none is asked that is not there', () => {
  const routes = asking.house.http.routes.filter(({ method }) => method !== 'HEAD');
  const names = routes.map(({ method, url }) => `${method} ${url}`);
  assert(names.length > 50, 'there are routes');
  const asked = Object.keys(QUESTIONS).filter((name) => (QUESTIONS[name]?.length ?? 0) > 0);
  assert.deepEqual(
    names.filter((name) => !asked.includes(name)),
    [],
    'routes without a good question',
  );
  assert.deepEqual(
    asked.filter((name) => !names.includes(name)),
    [],
    'questions to no route',
  );
});

describe('the answer to a good question is as described', { concurrency: 1 }, () => {
  for (const [name, questions] of Object.entries(QUESTIONS)) {
    test(name, async () => {
      const [method = '', url = ''] = name.split(' ');
      const route = description.routes.find((one) => one.method === method && one.path === braced(url));
      for (const { ask, status = 200, shows, type } of questions) {
        const answer = await ask(asking);
        assert.equal(answer.statusCode, status, `${name}: ${answer.body.slice(0, 600)}`);
        assert.match(answer.body, shows, `${name} answers ${answer.body.slice(0, 600)}`);
        // Either the description says what comes, or, of pages and files, the question does.
        assert.equal(
          route === undefined,
          type !== undefined,
          `${name} is ${type === undefined ? 'not ' : ''}described`,
        );
        if (route !== undefined) description.checkNamed(route, answer, name);
        else assert.equal(String(answer.headers['content-type'] ?? '').split(';')[0], type, name);
      }
    });
  }
});

test('the description of an answer leaves no member open that it does not say', () => {
  const open: string[] = [];
  const look = (part: unknown, path: string): void => {
    if (typeof part !== 'object' || part === null) return;
    if ('properties' in part && !('additionalProperties' in part)) open.push(path);
    for (const [name, member] of Object.entries(part)) look(member, `${path}/${name}`);
  };
  for (const { method, path, operation } of description.routes) look(operation.responses, `${method} ${path}`);
  assert.deepEqual(open, []);
});
