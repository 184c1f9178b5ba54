/** The script of the page "verify in this browser". It needs no more of the page than the elements `verify-…`. */
import { httpSource } from '../http.ts';
import type { Finding, Report, Status } from '../report.ts';
import type { Source } from '../source.ts';
import { verifyLedger } from '../verify.ts';
import { browserPins } from './browser-pins.ts';
import { browserPrimitives } from './primitives.ts';
import { type PageWords, pageWords } from './words.ts';

const looks: Record<Status, string> = {
  OK: 'ok',
  INVALID: 'bad',
  EQUIVOCATION: 'bad',
  UNWITNESSED: 'unclear',
  UNREADABLE: 'unclear',
};
const signs: Record<Status, string> = { OK: '✓', INVALID: '✗', EQUIVOCATION: '✗', UNWITNESSED: '?', UNREADABLE: '?' };

const words = pageWords(document.documentElement.lang);
const start = element('verify-start', HTMLButtonElement);
const result = element('verify-result', HTMLElement);
const progress = element('verify-progress', HTMLProgressElement);
start?.addEventListener('click', () => void run());

async function run(): Promise<void> {
  if (start === undefined || result === undefined) return;
  start.disabled = true;
  result.replaceChildren();
  try {
    const primitives = await browserPrimitives();
    if (typeof primitives === 'string') {
      result.replaceChildren(verdict('unclear', `? ${words.notChecked}`, words.blocked[primitives]));
      return;
    }
    const given = element('verify-key', HTMLInputElement)?.value.trim() ?? '';
    const base = new URL(element('verify', HTMLElement)?.dataset['base'] || './', location.href);
    const report = await verifyLedger(published(base), {
      primitives,
      vkey: given === '' ? undefined : given,
      pins: browserPins(() => localStorage, 'this browser'),
      progress: ({ entries, size }) => showProgress(entries, size),
    });
    result.replaceChildren(...reported(report, words));
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    result.replaceChildren(verdict('unclear', `? ${words.notChecked}`, `${words.blocked.failed} ${why}`));
  } finally {
    if (progress !== undefined) progress.hidden = true;
    start.disabled = false;
  }
}

/** The published folder. An export is never put on the web: it is not even asked for, so that nobody reads of a file that failed. */
function published(base: URL): Source {
  const source = httpSource(base.href, { fetch: fetchNow });
  return {
    name: source.name,
    read: async (path, bytesMax) => (path === 'export.json' ? { kind: 'missing' } : await source.read(path, bytesMax)),
  };
}

/** What is published now: tiles may be kept for ever, and a copy from before would be checked instead. */
function fetchNow(input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> {
  return fetch(input, { ...init, cache: 'no-store' });
}

function showProgress(entries: number, size: number): void {
  if (progress === undefined) return;
  progress.hidden = false;
  progress.max = Math.max(size, 1);
  progress.value = entries;
  progress.textContent = words.working(entries, size);
}

function reported(report: Report, { statuses, facts }: PageWords): Node[] {
  const { status, findings, findingsTotal, pinned } = report;
  const { title, text } = statuses[status];
  const box = verdict(looks[status], `${signs[status]} ${title}`, text);
  box.dataset['status'] = status;
  const list = document.createElement('ul');
  for (const finding of findings) list.append(foundItem(finding));
  if (findingsTotal > findings.length) list.append(item(facts.more(findingsTotal - findings.length)));
  for (const warning of report.warnings) list.append(item(warning));
  if (list.childElementCount > 0) box.append(list);
  const compared = pinned === undefined ? facts.notPinned : facts.pinned(pinned.size);
  const said = pinned !== undefined && status === 'OK' ? `${compared} ${facts.continued}` : compared;
  const details = document.createElement('dl');
  const add = (name: string, value: string | undefined) => {
    if (value === undefined) return;
    const code = document.createElement('code');
    code.textContent = value;
    const dd = document.createElement('dd');
    dd.append(code);
    details.append(withText('dt', name), dd);
  };
  add(facts.origin, report.origin);
  add(facts.size, report.size?.toString());
  add(facts.checked, report.counts.entries.toString());
  add(facts.root, report.root);
  add(facts.key, report.vkey);
  const whose = report.vkeySource === 'given' ? facts.given : facts.published;
  const keyNote = withText('p', `${facts.key}: ${whose}.`);
  return status === 'OK' || pinned !== undefined
    ? [box, withText('p', said), details, keyNote]
    : [box, details, keyNote];
}

/** A finding as the checker words it: it names the file and the offset itself, in backticks. */
function foundItem({ message, file, offset }: Finding): HTMLLIElement {
  const entry = item('');
  if (file !== undefined && !message.includes(file)) {
    const place = offset === undefined ? '' : `, ${words.facts.offset} ${offset}`;
    entry.append(`${words.facts.file} `, withText('code', file), `${place}: `);
  }
  for (const [n, part] of message.split('`').entries()) entry.append(n % 2 === 1 ? withText('code', part) : part);
  return entry;
}

function verdict(look: string, title: string, text: string): HTMLElement {
  const box = document.createElement('div');
  box.className = `verdict ${look}`;
  box.append(withText('h3', title), withText('p', text));
  return box;
}

function item(text: string): HTMLLIElement {
  return withText('li', text);
}

function withText<Name extends keyof HTMLElementTagNameMap>(name: Name, text: string): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function element<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind | undefined {
  const found = document.getElementById(id);
  return found instanceof kind ? found : undefined;
}
