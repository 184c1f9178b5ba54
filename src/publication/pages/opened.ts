import { type Html, html, type Piece } from '../html.ts';
import type { OpenedCell } from '../opened/opened-numbers.ts';
import type { PublicView } from '../public-view.ts';
import type { Words } from '../words/english.ts';
import { openedWords } from '../words/opened.ts';
import { eventName, textTable } from './frame.ts';

/** What is opened entry by entry, and how to count it again: a part of the page of counts. */
export function openedSection(view: PublicView, words: Words): Html {
  const text = openedWords(words.language);
  return html`<h2 id="opened">${text.title}</h2>
${openedNumbers(view, words)}`;
}

function openedNumbers(view: PublicView, words: Words): Html {
  const text = openedWords(words.language);
  if (view.opened === null) return html`<p>${text.none}</p>`;
  const { batches, numbers } = view.opened;
  if (numbers === null) return html`<p><strong>${text.altered}</strong></p>`;
  const { size, opened, withheld, erased, filler, cells } = numbers;
  const rows = cells.map((cell): Piece[] => [agencyOf(cell, view, words), classOf(cell, words), String(cell.entries)]);
  return html`<p>${text.lead(batches, size)}</p>
${textTable(text.caption, [words.counts.agency, words.counts.activityClass, text.entries], rows)}
<p>${text.parts} <span class="sum">${words.counts.sum(opened, withheld, erased, filler, size)}</span></p>
<p>${text.recount}</p>
<pre><code>npx remit verify URL</code></pre>
<p>${text.bound} <a href="how-to-verify.html">${words.pages['how-to-verify']}</a></p>`;
}

function agencyOf({ agency }: OpenedCell, view: PublicView, words: Words): Piece {
  if (agency === null) return openedWords(words.language).notOpened;
  const named = view.scenario.vocabulary.agencies.find(({ id }) => id === agency);
  return named === undefined ? agency : eventName(named, view, words);
}

function classOf({ activityClass }: OpenedCell, words: Words): string {
  const names: Readonly<Record<string, string>> = words.counts.classes;
  return activityClass === null ? openedWords(words.language).notOpened : (names[activityClass] ?? activityClass);
}
