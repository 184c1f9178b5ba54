import type { Statement } from '../../mandates/scenario.ts';
import { type Html, html, type Piece } from '../html.ts';
import type { PublicView } from '../public-view.ts';
import type { Words } from '../words/english.ts';
import { dayText, eventName, eventPhrase, eventText, type Page } from './frame.ts';
import { sources } from './guests.ts';

/** What offices said, side by side by topic; contradictions are shown and never resolved. */
export const STATEMENTS_PAGE: Page = {
  id: 'statements',
  body(view, words) {
    const text = words.statements;
    const { statements, sources: known } = view.scenario;
    const byTopic = Map.groupBy(statements, ({ topic }) => topic ?? '');
    return html`<p class="lead">${text.lead}</p>
${statements.length === 0 ? html`<p>${text.none}</p>` : ''}
${[...byTopic].map(([topic, said]) => topicSection(topic, said, view, words))}
<h2>${text.sources}</h2>
<ul>
${known.map(
  ({ id, kind, title, date, note }) =>
    html`<li id="source-${id}"><strong>${id}</strong> (${text.kinds[kind]}): ${eventPhrase(title, view, words)}${date === null ? '' : html`, ${dayText(date)}`}${note === null ? '' : html`; ${eventPhrase(note, view, words)}`}</li>\n`,
)}</ul>`;
  },
};

function topicSection(topic: string, said: readonly Statement[], view: PublicView, words: Words): Html {
  const name = eventName({ id: topic, name: topicName(topic) }, view, words);
  return html`<section>
<h2>${words.statements.topic}: ${topic === '' ? words.statements.noTopic : name}</h2>
<div class="beside">
${said.map((statement) => card(statement, view, words))}</div>
</section>
`;
}

function card(statement: Statement, view: PublicView, words: Words): Html {
  const { scenario } = view;
  const text = words.statements;
  const { id, contradicts, said, dateNote, where } = statement;
  const unknown = { id: statement.office, name: statement.office };
  const office = scenario.vocabulary.offices.find((one) => one.id === statement.office) ?? unknown;
  const when: Piece[] = said === null ? [] : [html`<time datetime="${said}">${dayText(said)}</time>`];
  const note = dateNote === null ? '' : eventPhrase(dateNote, view, words);
  if (dateNote !== null) when.push(said === null ? note : html` (${note})`);
  if (said === null && dateNote === null) when.push(text.undated);
  if (where !== null) when.push(html`, ${eventPhrase(where, view, words)}`);
  return html`<article id="${id}">
<h3>${id}: ${eventName(office, view, words)}</h3>
<p class="quiet">${when}</p>
<p>${eventText(statement.text, words)}</p>
<p class="quiet">${text.contradicts}: ${
    contradicts.length === 0
      ? text.nothing
      : contradicts.map((other, n) => html`${n > 0 ? ', ' : ''}<a href="#${other}">${other}</a>`)
  }</p>
<p class="quiet">${sources(statement.source, view, words)}</p>
</article>
`;
}

/** `c4-room` is read `room`; the number only orders. */
export function topicName(topic: string): string {
  return topic.replace(/^c\d+-/, '').replaceAll('-', ' ');
}
