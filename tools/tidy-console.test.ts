import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unusedInConsole } from './tidy-console.ts';

const SCREEN = 'src/web/screens/now/now-screen.tsx';
const MESSAGES = 'src/web/messages/en/now.ts';
const TEXTS = {
  [SCREEN]:
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a screen that puts an id together
    'export function NowScreen() {\n  return <p className="r-now r-dim">{t(\'now.title\')}{t(`outcome.${outcome}`)}</p>;\n}\n',
  'src/web/console.tsx': "import { NowScreen } from './screens/now/now-screen.tsx';\n",
  'src/web/now.css': '.r-now > .r-dim:hover {\n}\n',
  [MESSAGES]: "export const nowEn = {\n  'now.title': 'Now',\n  'outcome.permitted': 'permitted',\n};\n",
  'src/web/messages/catalog.ts': "import { nowEn } from './en/now.ts';\n",
};
const found = (changed: Readonly<Record<string, string>>) =>
  unusedInConsole(new Map(Object.entries({ ...TEXTS, ...changed })));

test('what is used somewhere is in order, also by a template', () => {
  assert.deepEqual(found({}), []);
});

test('a class that no element has, a message that no screen says and an export that nothing uses are named', () => {
  assert.deepEqual(found({ 'src/web/now.css': '.r-now .r-now-more {\n}\n' }), [
    'src/web/now.css: no element has the class `r-now-more`',
  ]);
  assert.deepEqual(found({ [MESSAGES]: `${TEXTS[MESSAGES]}  'now.gone': 'x',\n` }), [
    `${MESSAGES}: no screen says \`now.gone\``,
  ]);
  assert.deepEqual(found({ 'src/web/console.tsx': '' }), [`${SCREEN}: nothing uses \`NowScreen\``]);
});

test('what only a message’s own file or a test of the screen names is not used', () => {
  assert.deepEqual(
    found({
      [MESSAGES]: `${TEXTS[MESSAGES]}  'now.gone': 'x',\n`,
      'src/web/now.test.ts': "assert.equal(t('now.gone'), 'x');\n",
    }),
    [`${MESSAGES}: no screen says \`now.gone\``],
  );
});
