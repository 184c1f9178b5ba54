import { MINUTE } from '../../base/clock.ts';
import { ACTIVITY_CLASSES, OUTCOME_CLASSES } from '../counts/classes.ts';
import { SHOWN_MULTIPLE } from '../counts/published-counts.ts';
import { COUNTING_PACES } from '../counts/step-counts.ts';
import { type Html, html, type Piece } from '../html.ts';
import type { PublicView } from '../public-view.ts';
import type { Words } from '../words/english.ts';
import { eventName, type Page, table, textTable, timeText } from './frame.ts';
import { openedSection } from './opened.ts';

/** Stands for an agency that a report could not name. */
export const UNKNOWN_AGENCY = 'unknown';

/** How acts were decided; the numbers add up to the size of the tree. */
export const COUNTS_PAGE: Page = {
  id: 'counts',
  body(view, words) {
    const text = words.counts;
    const { size, opened, withheld, erased, filler, until } = view.counts;
    const sum = [
      [text.opened, opened],
      [text.withheld, withheld],
      [text.erased, erased],
      [text.filler, filler],
      [html`<strong>${text.size}</strong>`, html`<strong>${size}</strong>`],
    ];
    return html`<p class="lead">${text.lead}</p>
${table(text.sumCaption, text.sumCaption, [text.part, text.entries], sum)}
<p class="sum">${text.sum(opened, withheld, erased, filler, size)}</p>
<p>${until === null ? text.nothingYet : html`${around(text.until, timeText(until))}`} ${paceText(view, words)}</p>
<p>${text.multiple(SHOWN_MULTIPLE)}</p>
<p>${text.refusals}</p>
<p>${text.reports}</p>
<h2>${text.table}</h2>
${outcomes(view, words)}
${openedSection(view, words)}`;
  },
};

function outcomes(view: PublicView, words: Words): Html {
  const text = words.counts;
  const { cells, room } = view.counts;
  const named = [
    ...view.scenario.vocabulary.agencies.map((agency) => [agency.id, eventName(agency, view, words)] as const),
    [UNKNOWN_AGENCY, text.unknownAgency] as const,
  ];
  const shown = named.filter(([id]) => cells.some(({ agency, atLeast }) => agency === id && atLeast > 0));
  const hidden = named.filter(([id]) => !shown.some(([other]) => other === id));
  const tables = shown.map(([id, name]) => {
    const rows = ACTIVITY_CLASSES.flatMap((activityClass): Piece[][] => {
      const ofRow = cells.filter((cell) => cell.agency === id && cell.activityClass === activityClass);
      if (ofRow.every(({ atLeast }) => atLeast === 0)) return [];
      return [[text.classes[activityClass], ...ofRow.map(({ atLeast }) => number(atLeast, words))]];
    });
    const heads = [text.activityClass, ...OUTCOME_CLASSES.map((outcome) => text.outcomes[outcome])];
    return textTable(name, heads, rows);
  });
  return html`${tables}
<p>${text.roomClock}: ${number(room, words)}</p>
<p>${text.noneShown} ${hidden.map(([, name], n) => html`${n > 0 ? '; ' : ''}${name}`)}.</p>`;
}

function number(atLeast: number, { counts }: Words): Piece {
  return atLeast === 0 ? html`<span class="quiet">${counts.fewer(SHOWN_MULTIPLE)}</span>` : String(atLeast);
}

function paceText({ mode, pace }: PublicView, { counts }: Words): string {
  const usual = COUNTING_PACES[mode];
  if (pace.delayMs === usual.delayMs && pace.stepMs === usual.stepMs) return counts[mode];
  return counts.paced(counts.minutes(pace.delayMs / MINUTE), counts.minutes(pace.stepMs / MINUTE));
}

/** A sentence of one gap, with a piece of HTML in it. */
function around(say: (gap: string) => string, piece: Html): Html {
  const [before = '', after = ''] = say('\n').split('\n');
  return html`${before}${piece}${after}`;
}
