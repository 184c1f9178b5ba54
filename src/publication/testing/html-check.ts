/** A small checker of the HTML that this room writes: stricter than a browser, and only as wide as these pages. */

const VOID = new Set(['meta', 'link', 'br', 'input']);
const BLOCKS = new Set([
  'p',
  'ul',
  'ol',
  'dl',
  'div',
  'table',
  'h1',
  'h2',
  'h3',
  'h4',
  'section',
  'article',
  'pre',
  'details',
  'header',
  'footer',
  'main',
  'nav',
]);
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  li: ['ul'],
  tr: ['thead', 'tbody'],
  td: ['tr'],
  th: ['tr'],
  dt: ['dl'],
  dd: ['dl'],
  caption: ['table'],
  summary: ['details'],
};

export type CheckedPage = {
  readonly problems: readonly string[];
  readonly links: readonly string[];
  readonly ids: ReadonlySet<string>;
  /** What a reader sees, without tags. */
  readonly text: string;
};

/** Reads a page and lists whatever is wrong with it. */
export function checkHtml(page: string): CheckedPage {
  const problems: string[] = [];
  const links: string[] = [];
  const ids = new Set<string>();
  const open: string[] = [];
  const seen: string[] = [];
  let heading = 0;
  let text = '';
  if (!page.startsWith('<!DOCTYPE html>\n')) problems.push('no doctype');
  const tokens = page.slice('<!DOCTYPE html>\n'.length).match(/<[^>]*>|[^<]+|</g) ?? [];
  for (const token of tokens) {
    if (!token.startsWith('<')) {
      for (const entity of token.match(/&[^;\s]{0,8};?/g) ?? []) {
        if (!/^&(amp|lt|gt|quot|#39);$/.test(entity)) problems.push(`a bare \`&\`: ${entity}`);
      }
      if (token.includes('>')) problems.push(`a bare \`>\`: ${token.slice(0, 40)}`);
      text += token;
      continue;
    }
    const closing = /^<\/([a-z][a-z0-9]*)>$/.exec(token);
    if (closing !== null) {
      if (open.pop() !== closing[1]) problems.push(`\`${token}\` closes nothing`);
      continue;
    }
    const start = /^<([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)>$/.exec(token);
    if (start === null) {
      problems.push(`no tag: ${token.slice(0, 60)}`);
      continue;
    }
    const [, name = '', written = ''] = start;
    const attributes = new Map(
      [...written.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [key, value]),
    );
    for (const key of attributes.keys())
      if (key.startsWith('on') || key === 'style') problems.push(`inline \`${key}\``);
    if (name === 'script' && !attributes.has('src')) problems.push('a script in the page');
    if (name === 'style') problems.push('a style in the page');
    const id = attributes.get('id');
    if (id !== undefined) {
      if (ids.has(id)) problems.push(`the id \`${id}\` twice`);
      if (id === '' || /\s/.test(id)) problems.push(`the id \`${id}\``);
      ids.add(id);
    }
    for (const key of ['href', 'src']) {
      const target = attributes.get(key);
      if (target !== undefined) links.push(target);
    }
    const parent = open.at(-1) ?? '';
    if (BLOCKS.has(name) && open.includes('p')) problems.push(`\`${name}\` in a paragraph`);
    const wanted = INSIDE[name];
    if (wanted !== undefined && !wanted.includes(parent)) problems.push(`\`${name}\` in \`${parent}\``);
    if (name === 'table') seen.push('table');
    if (name === 'caption') seen.push('caption');
    const level = /^h([1-6])$/.exec(name)?.[1];
    if (level !== undefined) {
      if (Number(level) > heading + 1) problems.push(`\`${name}\` after a heading of level ${heading}`);
      heading = Number(level);
    }
    seen.push(name);
    if (!VOID.has(name)) open.push(name);
  }
  if (open.length > 0) problems.push(`never closed: ${open.join(' ')}`);
  for (const once of ['html', 'head', 'title', 'body', 'h1', 'main', 'header', 'footer', 'nav']) {
    const count = seen.filter((name) => name === once).length;
    if (count !== 1) problems.push(`${count} × \`${once}\``);
  }
  const tables = seen.filter((name) => name === 'table').length;
  if (tables !== seen.filter((name) => name === 'caption').length) problems.push('a table without caption');
  if (!/^<html lang="(en|it)">/m.test(page)) problems.push('no language');
  return { problems, links, ids, text };
}
