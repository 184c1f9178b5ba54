import { DOCUMENT_NAMES, schemaFile } from '../../mandates/json-schema.ts';
import { html } from '../html.ts';
import { feedbackLink, type Page, table, toRoot } from './frame.ts';

/** The overview: what is here, and the numbers that come with it. */
export const HOME_PAGE: Page = {
  id: 'index',
  body({ counts, scenario }, words) {
    const { home, pages } = words;
    const parts = [
      ['guests', scenario.mandates.length],
      ['commitments', scenario.commitments.length],
      ['statements', scenario.statements.length],
      ['questions', scenario.questions.length],
      ['counts', counts.size],
    ] as const;
    return html`<p class="lead">${home.lead}</p>
<ul class="parts">
${parts.map(([id, number]) => html`<li><a href="${id}.html">${pages[id]}</a> <span class="number">${number}</span></li>\n`)}<li><a href="verify.html">${pages.verify}</a></li>
<li><a href="how-to-verify.html">${pages['how-to-verify']}</a></li>
</ul>
<p>${home.delayed}</p>
<p>${home.limits}</p>
<p>${words.noScript}</p>`;
  },
};

/** Names of the data files, in the folder {@link DATA_FOLDER}. */
export const DATA_FILES = [
  'counts.csv',
  'counts.json',
  'mandates.json',
  'proofs.json',
  'statements.json',
  'datapackage.json',
] as const;
export const DATA_FOLDER = 'data';
/** Of the JSON Schemas of an event's documents. */
export const SCHEMA_FOLDER = 'schemas';

/** The same content for programs. */
export const DATA_PAGE: Page = {
  id: 'data',
  body(_view, words) {
    const { data } = words;
    const rows = DATA_FILES.map((name) => [
      html`<a href="${toRoot(words)}${DATA_FOLDER}/${name}">${name}</a>`,
      data.files[name],
    ]);
    return html`<p class="lead">${data.lead}</p>
${table(data.caption, data.caption, [data.file, data.about], rows)}
<p>${data.schemas}</p>
<ul>
${DOCUMENT_NAMES.map(
  (name) => html`<li><a href="${toRoot(words)}${SCHEMA_FOLDER}/${schemaFile(name)}">${schemaFile(name)}</a></li>
`,
)}</ul>`;
  },
};

/** The accessibility statement. */
export const ACCESSIBILITY_PAGE: Page = {
  id: 'accessibility',
  body(view, words) {
    const { accessibility } = words;
    const feedback = feedbackLink(view, words);
    return html`<p class="lead">${accessibility.lead}</p>
<ul>
${accessibility.points.map((point) => html`<li>${point}</li>\n`)}</ul>
<p>${accessibility.known}</p>
<p>${accessibility.state}</p>${
      feedback === ''
        ? ''
        : html`
<p>${feedback}</p>`
    }`;
  },
};
