import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROOMS, wrongImports } from './boundary-rules.ts';

const found = (texts: Readonly<Record<string, string>>) => wrongImports(new Map(Object.entries(texts)));
const from = (target: string, what = '{ x }') => `import ${what} from '${target}';\n`;

test('doors that a room may open, its own files and packages are in order', () => {
  assert.deepEqual(
    found({
      'src/desk/door.ts':
        from('../ledger/store/append.ts') + from('../mandates/decide.ts') + from('./step.ts') + from('zod'),
      'src/web/console.tsx': from('../verify/check.ts') + from('./live/live.tsx'),
      'src/views/follower.ts': from('../ledger/store/port.ts', 'type { Store }'),
    }),
    [],
  );
});

test('every room is refused every door but those that it may open, and told the right one', () => {
  const rooms = Object.keys(ROOMS);
  for (const [here, { may, door }] of Object.entries(ROOMS)) {
    for (const there of rooms) {
      const file = `src/${here}/x.ts`;
      const target = `../${there}/y.ts`;
      const wrong =
        here === there || may.includes(there)
          ? []
          : [`${file}: ${here}/ may not open ${there}/ (\`${target}\`): ${door}`];
      assert.deepEqual(found({ [file]: from(target) }), wrong);
    }
  }
});

test('a door is wrong however it is opened', () => {
  const wrong = [
    'src/base/x.ts: base/ may not open desk/ (`../desk/y.ts`): base knows nobody: move what needs others to their room',
  ];
  for (const text of [
    from('../desk/y.ts'),
    from('../desk/y.ts', 'type { X }'),
    "export { x } from '../desk/y.ts';\n",
    "import '../desk/y.ts';\n",
    "const x = await import('../desk/y.ts');\n",
    "import {\n  a,\n  b,\n} from '../desk/y.ts';\n",
  ])
    assert.deepEqual(found({ 'src/base/x.ts': text }), wrong, text);
});

test('what lies outside src/ is imported by nobody', () => {
  assert.deepEqual(found({ 'src/desk/door.ts': from('../../tools/x.ts') }), [
    'src/desk/door.ts: imports `../../tools/x.ts`, outside src/',
  ]);
  assert.deepEqual(found({ 'src/desk/a/door.ts': from('../../../../x.ts') }), [
    'src/desk/a/door.ts: imports `../../../../x.ts`, outside src/',
  ]);
});

test('only desk/ and those who wire it take code of the ledger’s store', () => {
  for (const here of ['views', 'publication']) {
    assert.deepEqual(found({ [`src/${here}/x.ts`]: from('../ledger/store/postgres.ts') }), [
      `src/${here}/x.ts: only desk/ commits; ${here}/ may take types of ledger/store, not its code`,
    ]);
  }
  for (const here of ['desk', 'server', 'exercise', 'cli'])
    assert.deepEqual(found({ [`src/${here}/x.ts`]: from('../ledger/store/postgres.ts') }), [], here);
});

test('code that runs imports nothing of the tests', () => {
  assert.deepEqual(found({ 'src/desk/door.ts': from('./testing/room.ts') }), [
    'src/desk/door.ts: code that runs does not import `./testing/room.ts`',
  ]);
  assert.deepEqual(
    found({
      'src/desk/door.test.ts': from('./testing/room.ts') + from('../server/main.ts'),
      'src/desk/testing/room.ts': from('../../server/testing/x.ts'),
    }),
    [],
  );
});

test('a room that nobody knows is named', () => {
  assert.deepEqual(found({ 'src/cellar/x.ts': 'export const x = 1;\n' }), [
    'src/cellar: a room that tools/boundary-rules.ts does not know',
  ]);
});
