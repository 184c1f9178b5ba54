const CONSOLE = 'src/web/';
const MESSAGES = /^src\/web\/messages\/(en|it)\//;

/**
 * What of the console nothing uses any more: CSS classes, messages, exported functions and constants. Read as text: a name that is put together at
 * run time counts as used where a template of this form stands somewhere (`outcome.${value}`).
 * @param texts every file of the repository's code and styles, by path
 * @returns one line a breach
 */
export function unusedInConsole(texts: ReadonlyMap<string, string>): string[] {
  const own = [...texts].filter(([file]) => file.startsWith(CONSOLE));
  const code = own.filter(([file]) => /\.(tsx?|html)$/.test(file) && !file.endsWith('.test.ts'));
  const outsideMessages = code.filter(([file]) => !MESSAGES.test(file));
  return [
    ...unusedClasses(own, textOf(outsideMessages)),
    ...unusedMessages(code, textOf(outsideMessages)),
    ...unusedExports(code, texts),
  ];
}

type Files = readonly (readonly [file: string, text: string])[];

function textOf(files: Files): string {
  return files.map(([, text]) => text).join('\n');
}

function unusedClasses(own: Files, code: string): string[] {
  const used = new Set(code.match(/\br-[a-z]+(?:-[a-z]+)*/g));
  return own.flatMap(([file, text]) => {
    if (!file.endsWith('.css')) return [];
    const classes = new Set([...text.matchAll(/\.(r-[a-z]+(?:-[a-z]+)*)/g)].map(([, name]) => name ?? ''));
    return [...classes]
      .filter((name) => !used.has(name))
      .map((name) => `${file}: no element has the class \`${name}\``);
  });
}

function unusedMessages(files: Files, code: string): string[] {
  const quoted = new Set([...code.matchAll(/['"`]([\w-]+(?:\.[\w-]+)+)['"`]/g)].map(([, id]) => id));
  const templates = [...code.matchAll(/`([\w-]+\.(?:\$\{[^}`]*\}|[^`\s$])*)`/g)].map(([, template = '']) => {
    const parts = template.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.+')}$`);
  });
  return files.flatMap(([file, text]) => {
    if (!file.startsWith(`${CONSOLE}messages/en/`)) return [];
    const ids = [...text.matchAll(/^ {2}'([^']+)':/gm)].map(([, id]) => id ?? '');
    return ids
      .filter((id) => !quoted.has(id) && !templates.some((template) => template.test(id)))
      .map((id) => `${file}: no screen says \`${id}\``);
  });
}

function unusedExports(code: Files, texts: ReadonlyMap<string, string>): string[] {
  return code.flatMap(([file, text]) => {
    const names = [...text.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)].map(([, name]) => name);
    return names
      .filter((name) => {
        const word = new RegExp(`\\b${name}\\b`);
        return text.split(word).length < 3 && ![...texts].some(([other, its]) => other !== file && word.test(its));
      })
      .map((name) => `${file}: nothing uses \`${name}\``);
  });
}
