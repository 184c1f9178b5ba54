import type { Agency, MandateDocument } from '../../mandates/scenario.ts';
import { termsInOrder } from '../../terms/mandate-terms.ts';
import { nameIn } from '../../terms/names.ts';
import { admissionsOf } from '../admitted.ts';
import { type Html, html, type Piece } from '../html.ts';
import type { MandateStanding } from '../mandate-standings.ts';
import type { PublicView } from '../public-view.ts';
import type { Words } from '../words/english.ts';
import { eventName, eventPhrase, eventText, type Page, textTable, timeText, timeWords } from './frame.ts';

/** Who is here, under which mandate: admitted or not, every clause in words with what it rests on. */
export const GUESTS_PAGE: Page = {
  id: 'guests',
  body(view, words) {
    const { agencies } = view.scenario.vocabulary;
    const guests = agencies.filter(({ standing }) => standing === 'guest');
    const others = agencies.filter(({ standing }) => standing !== 'guest');
    return html`<p class="lead">${words.guests.lead}</p>
<p>${words.guests.basisNote}</p>
<p>${words.guests.delayNote}</p>
<h2>${words.guests.guestsTitle}</h2>
${guests.map((agency) => agencySection(agency, view, words))}
<h2>${words.guests.othersTitle}</h2>
${others.map((agency) => agencySection(agency, view, words))}`;
  },
};

function agencySection(agency: Agency, view: PublicView, words: Words): Html {
  const { scenario } = view;
  const text = words.guests;
  const held = scenario.mandates.filter(({ holder }) => holder === agency.id);
  const admissions = admissionsOf(agency.id, scenario);
  const guest = agency.standing === 'guest';
  const rows = admissions.map(({ component, name, mandates, ruledOutBy }) => {
    const called = eventName({ id: component, name }, view, words);
    const inForce = mandates.filter((id) => standingOf(id, view) === 'in-force');
    if (inForce.length > 0) return [called, text.yes(inForce.join(', '))];
    const why = mandates.map((id) => text.whyNot[notInForce(standingOf(id, view))](id));
    if (why.length > 0) return [called, html`<strong>${text.notNow(why.join('; '))}.</strong>`];
    const cited = ruledOutBy.length > 0 ? html` ${text.ruledOut(ruledOutBy.join(', '))}.` : '';
    return [called, html`<strong>${text.no}.</strong>${cited}`];
  });
  const caption = text.componentsCaption(nameIn(agency, words.language, scenario.names));
  return html`<section>
<h3 id="${agency.id}">${eventName(agency, view, words)}</h3>
<p>${guest ? (agency.state === null ? text.international : text.of(agency.state)) : ''}</p>
${rows.length === 0 ? '' : textTable(caption, [text.component, text.admitted], rows)}
${held.length === 0 && guest && admissions.every(({ mandates }) => mandates.length === 0) ? html`<p>${text.noMandate}</p>\n` : ''}${held.map((mandate) => mandateSection(mandate, view, words))}</section>
`;
}

function mandateSection(mandate: MandateDocument, view: PublicView, words: Words): Html {
  const text = words.guests;
  const { scenario } = view;
  const period =
    mandate.from === null && mandate.until === null
      ? text.open
      : text.from(boundary(mandate.from, words), boundary(mandate.until, words));
  const rows = mandate.clauses.map((clause) => [
    html`<span class="id" id="${clause.id.replace('/', '-')}">${clause.id}</span>`,
    text.effects[clause.effect],
    eventText(clause.text, words),
    text.bases[clause.basis],
    sources(clause.source, view, words),
  ]);
  const caption = text.clausesCaption(mandate.title);
  return html`<h4>${text.mandate(mandate.mandate, mandate.version)}: ${eventText(mandate.title, words)}</h4>
<dl>
<dt>${text.instrument}</dt><dd>${mandate.instrument === null ? text.noInstrument : eventText(mandate.instrument, words)}</dd>
<dt>${text.period}</dt><dd>${period}</dd>
<dt>${text.status}</dt><dd>${status(mandate, view, words)}</dd>
</dl>
${exceptionsOf(mandate, view, words)}<details${mandate.mandate === scenario.rootMandate ? '' : html` open`}>
<summary>${text.clauses(rows.length)}</summary>
${textTable(caption, [text.clause, text.effect, text.text, text.basis, text.source], rows)}
</details>
${termsSection(mandate, view, words)}${mandate.openQuestions.length === 0 ? '' : html`<p>${text.openQuestions}: ${mandate.openQuestions.map((id, n) => html`${n > 0 ? ', ' : ''}<a href="questions.html#${id}">${id}</a>`)}</p>\n`}`;
}

/** Exceptions signed for the version that is shown: it stands in force although its text alone would break a promise. */
function exceptionsOf({ mandate, version }: MandateDocument, { exceptions }: PublicView, words: Words): Piece {
  const own = exceptions.filter((one) => one.mandate === mandate && one.version === version);
  return own.map(({ commitment, reason, at }) => {
    const link = html`<a href="commitments.html#${commitment}">${commitment}</a>`;
    return html`<p><strong>${words.guests.exception} ${link}.</strong> ${words.guests.exceptionSigned} ${timeText(at)}. ${eventText(reason, words)}</p>\n`;
  });
}

/** What a mandate says beside its clauses, and what nobody has answered. */
function termsSection({ title, terms }: MandateDocument, view: PublicView, words: Words): Html {
  const text = words.guests;
  const all = termsInOrder(terms);
  const rows = all.map(({ name, text: stated, source, open }) => {
    const said =
      stated === null
        ? html`<strong>${text.notStated}</strong>`
        : html`${eventText(stated, words)}${open === null ? '' : html`<br>${text.restNotStated}`}`;
    const question = open === null ? '–' : html`<a href="questions.html#${open}">${open}</a>`;
    return [text.termTitles[name], said, question, sources(source, view, words)];
  });
  return html`<details>
<summary>${text.terms(all.filter(({ text: stated }) => stated !== null).length, all.length)}</summary>
${textTable(text.termsCaption(title), [text.term, text.stated, text.question, text.source], rows)}
</details>
`;
}

type Status = MandateStanding['status'];

/** How the shown version of a mandate stands; undefined where it was not put in force yet. */
function standingOf(id: string, { standings, scenario }: PublicView): Status | undefined {
  const standing = standings.get(id);
  const shown = scenario.mandates.find(({ mandate }) => mandate === id);
  return standing?.version === shown?.version ? standing?.status : undefined;
}

function notInForce(status: Status | undefined): Exclude<Status, 'in-force'> | 'never' {
  return status === undefined || status === 'in-force' ? 'never' : status;
}

function status(mandate: MandateDocument, { standings }: PublicView, { guests }: Words): Piece {
  const standing = standings.get(mandate.mandate);
  if (standing === undefined || standing.version !== mandate.version) return guests.never;
  const say = { 'in-force': guests.inForce, suspended: guests.suspended, expired: guests.expired }[standing.status];
  const [before = '', after = ''] = say('\n').split('\n');
  return html`${before}${timeText(standing.since)}${after}`;
}

function boundary(ms: number | null, { guests }: Words): string {
  return ms === null ? guests.open : timeWords(ms);
}

/** The sources of something, each with its title for those who point at it and read it aloud. */
export function sources(ids: readonly string[], view: PublicView, words: Words): Piece {
  if (ids.length === 0) return '–';
  return ids.map((id, n) => {
    const source = view.scenario.sources.find((one) => one.id === id);
    const link = html`<a href="statements.html#source-${id}">${id}</a>`;
    return html`${n > 0 ? html`<br>` : ''}${link} ${source === undefined ? '' : eventPhrase(source.title, view, words)}`;
  });
}
