// `npm run tidy`: the house style (CONTRIBUTING.md) as far as a program can see it. Prints every breach with file and line.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { unusedInConsole } from './tidy-console.ts';

const FILE_LINES_MAX = 300;
const TEST_LINES_MAX = 600;
const VAGUE_FOLDERS = ['common', 'utils', 'util', 'lib', 'helpers', 'misc', 'shared'];
/** Words of unfinished work. Put together here, so that this file does not find itself. */
const UNFINISHED = new RegExp(
  ['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'for ' + 'now,', 'not ' + 'implemented', 'simplified ' + 'for'].join('|'),
);
const root = resolve(import.meta.dirname, '..');
const problems: string[] = [];

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));

for (const file of files) {
  if (/\.(ts|tsx|js)$/.test(file)) checkCode(file, read(file));
  if (/\.md$/.test(file)) checkDocument(file, read(file));
  if (/\.(ts|tsx|js|md|ya?ml|json|css|html)$/.test(file) && file !== 'package-lock.json' && !file.includes('/vectors/'))
    checkText(file, read(file));
  for (const folder of dirname(file).split('/')) {
    if (VAGUE_FOLDERS.includes(folder))
      problems.push(`${file}: the folder \`${folder}\` says nothing about what is in it`);
  }
}
checkActFiles();
checkPapers();
const texts = files.filter((file) => /\.(tsx?|css|html)$/.test(file)).map((file) => [file, read(file)] as const);
problems.push(...unusedInConsole(new Map(texts)));

for (const problem of problems) console.error(problem);
console.log(`tidy: ${problems.length === 0 ? `${files.length} files in order` : `${problems.length} breaches`}`);
process.exitCode = problems.length === 0 ? 0 : 1;

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function checkCode(file: string, text: string): void {
  const lines = text.split('\n').length - 1;
  const test = /\.test\.ts$|^test\/|^sim\/|\/contract[^/]*\.ts$/.test(file);
  const max = test ? TEST_LINES_MAX : FILE_LINES_MAX;
  if (lines > max) problems.push(`${file}: ${lines} lines, at most ${max}: split it by what it is about`);
  if (/(^|\/)index\.ts$/.test(file)) problems.push(`${file}: no barrels`);
  each(file, text, /\b(describe|it|test)\.(skip|only|todo)\b|\{\s*(skip|only|todo):\s*true/, 'a test that is left out');
  each(file, text, /@ts-(ignore|expect-error|nocheck)/, 'the types are silenced');
  each(file, text, UNFINISHED, 'unfinished work');
  if (file.endsWith('.test.ts') && !/assert|\bit(Refuses|Accepts)\(|Contract\(/.test(text))
    problems.push(`${file}: a test without an assertion`);
  if (/^src\/(?!cli|verify\/(cli|main))/.test(file) && !test && !file.includes('/testing/')) {
    each(file, text, /\bconsole\.(log|error|warn|info)\b/, 'prints; only the command line does');
  }
  if (file.startsWith('src/') && !test && !file.includes('/testing/')) checkDocstrings(file, text);
}

/** Public functions say what they take and give. */
function checkDocstrings(file: string, text: string): void {
  for (const match of text.matchAll(/^export (?:async )?function\*? (\w+)/gm)) {
    if (/\*\/\s*$/.test(text.slice(0, match.index))) continue;
    problems.push(`${file}: \`${match[1]}\` is public and has no docstring`);
  }
}

function checkText(file: string, text: string): void {
  if (text.includes('\r')) problems.push(`${file}: CRLF line ends`);
  if (text !== '' && !text.endsWith('\n')) problems.push(`${file}: no line feed at the end`);
  each(file, text, /(?<![\w.])\/(work|root|home)\/\w/, 'a path of a machine');
  each(file, text, new RegExp('\\.\\./' + 'shared'), 'a folder outside the project');
}

function checkDocument(file: string, text: string): void {
  for (const [, target] of text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
    if (target === undefined || /^[a-z]+:/.test(target)) continue;
    if (!existsSync(join(root, dirname(file), target))) problems.push(`${file}: the link \`${target}\` leads nowhere`);
  }
}

/** One act a file: schema, plan and example together, under the folder of its matter. */
function checkActFiles(): void {
  for (const file of files.filter((name) => name.startsWith('src/matters/') && !name.endsWith('.test.ts'))) {
    const acts = read(file).match(/= defineAct\(/g)?.length ?? 0;
    if (acts > 1) problems.push(`${file}: ${acts} acts in one file`);
  }
}

function checkPapers(): void {
  const wanted = [
    'README.md',
    'ARCHITECTURE.md',
    'SECURITY.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'LICENSE',
    'publiccode.yml',
  ];
  for (const paper of [...wanted, 'docs/formats.md', 'docs/acts.md', 'docs/guides/adding-an-act.md']) {
    if (!files.includes(paper)) problems.push(`${paper}: missing`);
  }
}

function each(file: string, text: string, pattern: RegExp, what: string): void {
  for (const [index, line] of text.split('\n').entries()) {
    if (pattern.test(line)) problems.push(`${file}:${index + 1}: ${what}`);
  }
}
