import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod';
import { Api, RoomProblem, RoomUnreachable } from './api.ts';

const Answer = z.object({ n: z.int() });
type Asked = { readonly url: string; readonly init: RequestInit };

function apiThat(answer: () => Response | Promise<Response>) {
  const asked: Asked[] = [];
  let signedOut = 0;
  const api = new Api({
    fetch: async (url, init = {}) => {
      asked.push({ url: String(url), init });
      return await answer();
    },
    onSignedOut: () => {
      signedOut += 1;
    },
  });
  return { api, asked, signedOut: () => signedOut };
}

const problem = (status: number, code: string) =>
  Response.json({ type: 'about:blank', title: 'no', status, code, detail: 'why' }, { status });

test('an answer is parsed by its schema', async () => {
  const { api, asked } = apiThat(() => Response.json({ n: 3, more: true }));
  assert.deepEqual(await api.get(Answer, '/api/x', { query: { q: 'a b', none: undefined, empty: '' } }), { n: 3 });
  assert.equal(asked[0]?.url, '/api/x?q=a+b');
  assert.equal(new Headers(asked[0]?.init.headers).has('x-csrf-token'), false);
});

test('what is not the schema is no answer', async () => {
  for (const body of ['', '{', 'null', '{"n":1.5}', '<html>']) {
    const { api } = apiThat(() => new Response(body, { headers: { 'content-type': 'application/json' } }));
    await assert.rejects(api.get(Answer, '/api/x'), RoomUnreachable, body);
  }
});

test('writing carries the token and the body', async () => {
  const { api, asked } = apiThat(() => Response.json({ n: 1 }));
  api.carryCsrf('token');
  await api.send(Answer, 'POST', '/api/x', { a: 1 });
  assert.equal(new Headers(asked[0]?.init.headers).get('x-csrf-token'), 'token');
  assert.equal(asked[0]?.init.body, '{"a":1}');
});

test('a problem is thrown with its code; the end of the session is told', async () => {
  const { api, signedOut } = apiThat(() => problem(401, 'signed-out'));
  await assert.rejects(
    api.get(Answer, '/api/x'),
    (error) => error instanceof RoomProblem && error.code === 'signed-out',
  );
  assert.equal(signedOut(), 1);
  const refused = apiThat(() => problem(403, 'not-yours'));
  await assert.rejects(refused.api.get(Answer, '/api/x'), RoomProblem);
  assert.equal(refused.signedOut(), 0);
});

test('an error that is no problem, and a connection that breaks, are unreachable', async () => {
  await assert.rejects(apiThat(() => new Response('oops', { status: 502 })).api.get(Answer, '/x'), RoomUnreachable);
  await assert.rejects(apiThat(() => Promise.reject(new TypeError('net'))).api.get(Answer, '/x'), RoomUnreachable);
});

test('own writes are asked for, the latest of them', () => {
  const { api } = apiThat(() => Response.json({}));
  assert.deepEqual(api.after, {});
  api.wrote(7);
  api.wrote(5);
  assert.deepEqual(api.after, { after: 7 });
});
