import { FORMS } from '../../mandates/export/exported.ts';
import { type Html, html, type Piece } from '../html.ts';
import type { PublicView } from '../public-view.ts';
import type { Words } from '../words/english.ts';
import { textTable, toRoot } from './frame.ts';

/** Everything that it takes to check the set in force with tools of others; nothing while no set is. */
export function downloads({ exports }: PublicView, words: Words): Piece {
  const text = words.downloads;
  if (exports === null) return '';
  const root = toRoot(words);
  const set = exports.files.find(({ name }) => name === 'set.json');
  const forms = FORMS.map((form) => {
    const files = exports.files.filter((file) => file.form === form);
    const rows = files.map(({ path, name, bytes, digest }) => [
      html`<a href="${root}${path}" download>${name}</a>`,
      sizeText(bytes, words),
      html`<code class="long">${digest}</code>`,
    ]);
    const list = textTable(text.captions[form], [text.file, text.size, text.digest], rows);
    return html`<h3 id="${form}">${text.forms[form]}</h3>
<p>${text.how[form]}</p>
<details><summary>${text.captions[form]}: ${text.count(files.length)}, ${sizeText(sum(files), words)}</summary>
${list}
</details>
`;
  });
  return html`<h2 id="downloads">${text.title}</h2>
<p>${text.lead}</p>
<p><a href="${root}sets/${exports.set}.json" download>${text.set}</a>${set === undefined ? '' : html` (${sizeText(set.bytes, words)})`}: ${text.setHow} <code class="long">${exports.set}</code></p>
${forms}<p>${text.guide} <code>docs/guides/checking-with-other-tools.md</code></p>`;
}

function sum(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((all, { bytes }) => all + bytes, 0);
}

/** `92.8 kB`; a thousand bytes each, as the languages write numbers. */
function sizeText(bytes: number, { language }: Words): Html {
  const [number, unit] = bytes < 1_000_000 ? [bytes / 1_000, 'kB'] : [bytes / 1_000_000, 'MB'];
  return html`${number.toLocaleString(language, { maximumFractionDigits: 1 })} ${unit}`;
}
