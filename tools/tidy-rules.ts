import { dirname, join } from 'node:path';
import { unusedInConsole } from './tidy-console.ts';

const FILE_LINES_MAX = 300;
const TEST_LINES_MAX = 600;
const VAGUE_FOLDERS = ['common', 'utils', 'util', 'lib', 'helpers', 'misc', 'shared'];
/** Words of unfinished work. Put together here, so that this file does not find itself. */
const UNFINISHED = new RegExp(
  ['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'for ' + 'now,', 'not ' + 'implemented', 'simplified ' + 'for'].join('|'),
);
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

/** The files of a repository by path below its root. `read` is asked only for what is text; `exists` also knows folders. */
export type Repository = {
  readonly files: readonly string[];
  read(file: string): string;
  exists(path: string): boolean;
};

/**
 * The house style (CONTRIBUTING.md) as far as a program can see it.
 * @returns one line a breach, with file and, where there is one, line
 */
export function breachesOf({ files, read, exists }: Repository): string[] {
  const texts = files.filter((file) => /\.(tsx?|css|html)$/.test(file)).map((file) => [file, read(file)] as const);
  return [
    ...files.flatMap((file) => [
      ...(/\.(ts|tsx|js)$/.test(file) ? inCode(file, read(file)) : []),
      ...(file.endsWith('.md') ? inDocument(file, read(file), exists) : []),
      ...(isText(file) ? inText(file, read(file)) : []),
      ...vagueFolders(file),
    ]),
    ...files.filter(isMatter).flatMap((file) => actsInOneFile(file, read(file))),
    ...PAPERS.filter((paper) => !files.includes(paper)).map((paper) => `${paper}: missing`),
    ...unusedInConsole(new Map(texts)),
  ];
}

function isText(file: string): boolean {
  return (
    /\.(ts|tsx|js|md|ya?ml|json|css|html)$/.test(file) && file !== 'package-lock.json' && !file.includes('/vectors/')
  );
}

function isMatter(file: string): boolean {
  return file.startsWith('src/matters/') && !file.endsWith('.test.ts');
}

function vagueFolders(file: string): string[] {
  return dirname(file)
    .split('/')
    .filter((folder) => VAGUE_FOLDERS.includes(folder))
    .map((folder) => `${file}: the folder \`${folder}\` says nothing about what is in it`);
}

function inCode(file: string, text: string): string[] {
  const lines = text.split('\n').length - 1;
  const test = /\.test\.ts$|^test\/|^sim\/|\/contract[^/]*\.ts$/.test(file);
  const max = test ? TEST_LINES_MAX : FILE_LINES_MAX;
  const runs = !test && !file.includes('/testing/');
  const prints = runs && /^src\/(?!cli|verify\/(cli|main))/.test(file);
  const asserts = !file.endsWith('.test.ts') || /assert|\bit(Refuses|Accepts)\w*\(|Contract\(/.test(text);
  return [
    ...(lines > max ? [`${file}: ${lines} lines, at most ${max}: split it by what it is about`] : []),
    ...(/(^|\/)index\.ts$/.test(file) ? [`${file}: no barrels`] : []),
    ...each(
      file,
      text,
      /\b(describe|it|test)\.(skip|only|todo)\b|\{\s*(skip|only|todo):\s*true/,
      'a test that is left out',
    ),
    ...each(file, text, /@ts-(ignore|expect-error|nocheck)/, 'the types are silenced'),
    ...each(file, text, UNFINISHED, 'unfinished work'),
    ...(asserts ? [] : [`${file}: a test without an assertion`]),
    ...(prints ? each(file, text, /\bconsole\.(log|error|warn|info)\b/, 'prints; only the command line does') : []),
    ...(runs && file.startsWith('src/') ? withoutDocstring(file, text) : []),
  ];
}

/** Public functions say what they take and give. */
function withoutDocstring(file: string, text: string): string[] {
  return [...text.matchAll(/^export (?:async )?function\*? (\w+)/gm)]
    .filter(({ index }) => !/\*\/\s*$/.test(text.slice(0, index)))
    .map(([, name]) => `${file}: \`${name}\` is public and has no docstring`);
}

function inText(file: string, text: string): string[] {
  return [
    ...(text.includes('\r') ? [`${file}: CRLF line ends`] : []),
    ...(text !== '' && !text.endsWith('\n') ? [`${file}: no line feed at the end`] : []),
    ...each(file, text, /(?<![\w.])\/(work|root|home)\/\w/, 'a path of a machine'),
    ...each(file, text, new RegExp('\\.\\./' + 'shared'), 'a folder outside the project'),
  ];
}

function inDocument(file: string, text: string, exists: Repository['exists']): string[] {
  return [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].flatMap(([, target = '']) =>
    /^[a-z]+:/.test(target) || exists(join(dirname(file), target))
      ? []
      : [`${file}: the link \`${target}\` leads nowhere`],
  );
}

/** One act a file: schema, plan and example together, under the folder of its matter. */
function actsInOneFile(file: string, text: string): string[] {
  const acts = text.match(/= defineAct\(/g)?.length ?? 0;
  return acts > 1 ? [`${file}: ${acts} acts in one file`] : [];
}

function each(file: string, text: string, pattern: RegExp, what: string): string[] {
  return text.split('\n').flatMap((line, n) => (pattern.test(line) ? [`${file}:${n + 1}: ${what}`] : []));
}
