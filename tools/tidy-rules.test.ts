import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breachesOf } from './tidy-rules.ts';

/** Put together here, so that the rules do not find this file. */
const LEFT_OUT = `test.${'only'}('x', () => undefined);`;
const SILENCED = `// @ts-${'ignore'}`;
const UNFINISHED = `// TO${'DO'} the rest`;
const MACHINE = `/ho${'me'}/somebody`;
const OUTSIDE = `../sha${'red'}/x.md`;

const PAPERS = [
  'README.md',
  'ARCHITECTURE.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'LICENSE',
  'publiccode.yml',
  'docs/formats.md',
  'docs/acts.md',
  'docs/guides/adding-an-act.md',
];
const DOCUMENTED = '/** Opens the room. */\nexport function open(): void {}\n';
const ORDERLY: Readonly<Record<string, string>> = {
  ...Object.fromEntries(PAPERS.map((paper) => [paper, 'words\n'])),
  'README.md': '[acts](docs/acts.md), [the desk](src/desk), [the web](https://example.org/), [below](#below)\n',
  'src/desk/door.ts': DOCUMENTED,
  'src/desk/door.test.ts': "assert.equal(1, 1);\nconsole.log('seen');\n",
  'src/desk/testing/room.ts': "export function testRoom(): void {\n  console.log('open');\n}\n",
  'src/cli/main.ts': "console.log('started');\n",
  'src/matters/log/line.ts': 'const line = defineAct({});\n',
};

function found(changed: Readonly<Record<string, string>>, without: readonly string[] = []): string[] {
  const texts = new Map(Object.entries({ ...ORDERLY, ...changed }));
  for (const file of without) texts.delete(file);
  const files = [...texts.keys()];
  return breachesOf({
    files,
    read: (file) => texts.get(file) ?? assert.fail(file),
    exists: (path) => files.some((file) => file === path || file.startsWith(`${path}/`)),
  });
}

test('an orderly repository has no breach', () => {
  assert.deepEqual(found({}), []);
});

test('each rule reports what offends against it, with file and line', () => {
  const lines = (count: number) => `${'const x = 1;\n'.repeat(count)}`;
  const offences: readonly (readonly [file: string, text: string, breach: string])[] = [
    ['src/desk/long.ts', lines(301), '301 lines, at most 300: split it by what it is about'],
    ['src/desk/long.test.ts', `assert(true);\n${lines(600)}`, '601 lines, at most 600: split it by what it is about'],
    ['src/desk/index.ts', lines(1), 'no barrels'],
    ['src/desk/a.test.ts', `assert(true);\n${LEFT_OUT}\n`, '2: a test that is left out'],
    ['src/desk/a.test.ts', `assert(true, { ${'skip'}: true });\n`, '1: a test that is left out'],
    ['src/desk/silent.ts', `${SILENCED}\n`, '1: the types are silenced'],
    ['src/desk/later.ts', `\n${UNFINISHED}\n`, '2: unfinished work'],
    ['src/desk/empty.test.ts', "test('x', () => undefined);\n", 'a test without an assertion'],
    ['src/desk/loud.ts', "console.warn('x');\n", '1: prints; only the command line does'],
    ['src/desk/bare.ts', 'export async function bare(): Promise<void> {}\n', '`bare` is public and has no docstring'],
    ['src/desk/windows.ts', 'const x = 1;\r\n', 'CRLF line ends'],
    ['docs/cut.md', 'words', 'no line feed at the end'],
    ['docs/mine.md', `words\n${MACHINE}\n`, '2: a path of a machine'],
    ['docs/theirs.yaml', `see: ${OUTSIDE}\n`, '1: a folder outside the project'],
    ['docs/lost.md', '[gone](gone.md)\n', 'the link `gone.md` leads nowhere'],
    ['src/matters/log/two.ts', 'const a = defineAct({});\nconst b = defineAct({});\n', '2 acts in one file'],
    ['src/desk/utils/x.ts', lines(1), 'the folder `utils` says nothing about what is in it'],
    ['src/web/now.css', '.r-nobody {\n}\n', 'no element has the class `r-nobody`'],
  ];
  for (const [file, text, breach] of offences) {
    const separator = /^\d+: /.test(breach) ? ':' : ': ';
    assert.deepEqual(found({ [file]: text }), [`${file}${separator}${breach}`]);
  }
});

test('each paper that is missing is named', () => {
  const linked = { 'README.md': 'words\n' };
  for (const paper of PAPERS) {
    assert.deepEqual(found(paper === 'README.md' ? {} : linked, [paper]), [`${paper}: missing`]);
  }
});

test('what a rule is not about is let be', () => {
  assert.deepEqual(
    found({
      'test/long.ts': 'const x = 1;\n'.repeat(600),
      'src/verify/main.ts': "console.error('no');\n",
      'src/desk/vectors/odd.json': '{}',
      'src/matters/log/all.test.ts': 'assert(true);\nconst a = defineAct({});\nconst b = defineAct({});\n',
      'docs/urls.md': 'https://example.org/work/x and src/home/x\n',
    }),
    [],
  );
});
