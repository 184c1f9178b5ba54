import { otherName } from '../../terms/names.ts';
import { type Html, html, type Piece } from '../html.ts';
import type { PublicView } from '../public-view.ts';
import type { Words } from '../words/english.ts';

export type PageId = keyof Words['pages'];

/** A page's own part; the frame around it is the same for all. */
export type Page = {
  readonly id: PageId;
  /** Rendered below the heading, in order. */
  readonly body: (view: PublicView, words: Words) => Piece;
  /** The page brings the script of the site. */
  readonly script?: boolean;
};

/** In which language the documents of a scenario are written; the pages mark it wherever they are in another. */
export const SCENARIO_LANGUAGE = 'en';

const ITALIAN_FOLDER = 'it';

/** Where a page lies in this language, relative to the public folder. */
export function pagePath(id: PageId, language: string): string {
  return language === 'it' ? `${ITALIAN_FOLDER}/${id}.html` : `${id}.html`;
}

/** The way from a page in this language to the public folder. */
export function toRoot(words: Words): string {
  return words.language === 'it' ? '../' : '';
}

/** A text of the event: isolated, so that its direction turns nothing around it, and with its language where that is not the page's. */
export function eventText(text: string, { language }: Words): Html {
  return language === SCENARIO_LANGUAGE
    ? html`<bdi>${text}</bdi>`
    : html`<bdi lang="${SCENARIO_LANGUAGE}">${text}</bdi>`;
}

/** What a word of the event is called on a page: in the page's own language where the event names it so, else as a text of the event. */
export function eventName(word: { readonly id: string; readonly name: string }, view: PublicView, words: Words): Html {
  const { names } = view.scenario;
  const other = otherName(word.id, words.language, names);
  return other === undefined ? eventText(word.name, words) : html`<bdi>${other}</bdi>`;
}

/** A short text of the event, as {@link eventName} tells a word: the event may say it in the page's own language. */
export function eventPhrase(text: string, view: PublicView, words: Words): Html {
  return eventName({ id: text, name: text }, view, words);
}

/**
 * A whole page as HTML text.
 * @param updated the day on which what it shows last changed, `2026-02-05`
 */
export function pageText(page: Page, ids: readonly PageId[], view: PublicView, words: Words, updated: string): string {
  const { scenario, mode, ledger } = view;
  const root = toRoot(words);
  const title = words.pages[page.id];
  const other = words.otherLanguage;
  const otherPath = other.language === 'it' ? pagePath(page.id, 'it') : `../${pagePath(page.id, 'en')}`;
  const exercise = mode === 'exercise';
  const menu = ids.map((id) => {
    const current: Piece = id === page.id ? html` aria-current="page"` : '';
    return html`<li><a href="${id}.html"${current}>${words.pages[id]}</a></li>\n`;
  });
  return html`<!DOCTYPE html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${exercise ? `${words.exercise.split('.')[0]}: ` : ''}${title} – ${scenario.title}</title>
<link rel="icon" type="image/svg+xml" href="${root}icon.svg">
<link rel="stylesheet" href="${root}public.css">
${page.script === true ? html`<script type="module" src="${root}verify.js"></script>\n` : ''}</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
<header>
<p class="${exercise ? 'mark exercise' : 'mark'}">${exercise ? words.exercise : words.live}</p>
<div class="head">
<p class="site">${words.siteName}</p>
<p class="event">${eventText(scenario.title, words)}</p>
<p class="language"><a href="${otherPath}" lang="${other.language}" hreflang="${other.language}">${other.name}</a></p>
<nav aria-label="${words.menu}">
<ul class="menu-wide">
${menu}</ul>
<details class="menu-folded">
<summary>${words.menu}: ${title}</summary>
<ul>
${menu}</ul>
</details>
</nav>
</div>
</header>
<main id="content" tabindex="-1">
<h1>${title}</h1>
${page.body(view, words)}
</main>
<footer>
<p>${words.updated}: <time datetime="${updated}">${dayText(updated)}</time>${exercise ? ` ${words.realDate}` : ''}</p>
<p>${words.ledger}: <code>${ledger}</code></p>
<p>${feedbackLink(view, words, ' · ')}<a href="accessibility.html">${words.pages.accessibility}</a></p>
${words.asWritten === '' ? '' : html`<p>${words.asWritten}</p>\n`}</footer>
</body>
</html>
`.text;
}

/** Where readers write to, and what stands after it; nothing where there is no such address. */
export function feedbackLink({ feedback }: Pick<PublicView, 'feedback'>, words: Words, after: Piece = ''): Piece {
  return feedback === null ? '' : html`<a href="${feedback}">${words.feedback}</a>${after}`;
}

/** The day at which a page that lies there says it was last changed; undefined where it says none. */
export function updatedOf(text: string): string | undefined {
  return /<footer>\n<p>[^<]*<time datetime="(\d{4}-\d{2}-\d{2})">/.exec(text)?.[1];
}

/** `05/02/2026` for `2026-02-05`; what is no such day stays as it is. */
export function dayText(day: string): string {
  return day.split('-').reverse().join('/');
}

/** Room time to the minute, `05/02/2026 06:00 Z`. */
export function timeText(ms: number): Html {
  const iso = `${new Date(ms).toISOString().slice(0, 16)}Z`;
  return html`<time datetime="${iso}">${timeWords(ms)}</time>`;
}

/** The same as plain text. */
export function timeWords(ms: number): string {
  const iso = new Date(ms).toISOString();
  return `${dayText(iso.slice(0, 10))} ${iso.slice(11, 16)} Z`;
}

/**
 * A table that scrolls by itself where the screen is narrow, and can be reached with the keyboard for it.
 * @param rows each a row of cells; the first cell of a row is its header
 */
export function table(
  caption: Piece,
  label: string,
  heads: readonly Piece[],
  rows: readonly (readonly Piece[])[],
): Html {
  return html`<div class="wide" role="region" aria-label="${label}" tabindex="0">
<table>
<caption>${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ([first = '', ...rest]) =>
    html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>\n`,
)}</tbody>
</table>
</div>`;
}

/**
 * A table of texts, whose rows stand one below the other where the screen is narrow, each cell under its head. The roles are written out,
 * for a table that is laid out otherwise is none to some programs that read aloud.
 */
export function textTable(caption: Piece, heads: readonly string[], rows: readonly (readonly Piece[])[]): Html {
  return html`<table class="stacks" role="table">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${heads.map((head) => html`<th scope="col" role="columnheader">${head}</th>`)}</tr></thead>
<tbody role="rowgroup">
${rows.map(
  ([first = '', ...rest]) =>
    html`<tr role="row"><th scope="row" role="rowheader">${first}</th>${rest.map(
      (cell, n) => html`<td role="cell" data-head="${heads[n + 1] ?? ''}">${cell}</td>`,
    )}</tr>\n`,
)}</tbody>
</table>`;
}
