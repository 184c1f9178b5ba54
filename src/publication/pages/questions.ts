import { html } from '../html.ts';
import { eventText, type Page } from './frame.ts';
import { sources } from './guests.ts';

/** What no source says, shown open. */
export const QUESTIONS_PAGE: Page = {
  id: 'questions',
  body(view, words) {
    const text = words.questions;
    const { questions, mandates } = view.scenario;
    const items = questions.map((question) => {
      const open = mandates.filter(({ openQuestions }) => openQuestions.includes(question.id));
      const left = open.length === 0 ? '' : html` ${text.mandates} ${open.map(({ mandate }) => mandate).join(', ')}`;
      const about =
        question.source.length === 0
          ? ''
          : html`<br><span class="quiet">${sources(question.source, view, words)}</span>`;
      const beside = left === '' ? '' : html`<br><span class="quiet">${left}</span>`;
      return html`<li id="${question.id}"><strong>${question.id}</strong> ${eventText(question.text, words)}${beside}${about}</li>\n`;
    });
    return html`<p class="lead">${text.lead}</p>
${items.length === 0 ? html`<p>${text.none}</p>` : html`<ul class="questions">\n${items}</ul>`}`;
  },
};
