import type { Proof } from '../../mandates/prove/claim.ts';
import type { Commitment, Scenario } from '../../mandates/scenario.ts';
import { TOUCHED_AS } from '../counts/classes.ts';
import { SHOWN_MULTIPLE } from '../counts/published-counts.ts';
import { html, type Piece } from '../html.ts';
import type { PublicView } from '../public-view.ts';
import type { ShownProof, ToldBroken } from '../shown-proofs.ts';
import type { Words } from '../words/english.ts';
import { proofWords } from '../words/proofs.ts';
import { downloads } from './downloads.ts';
import { eventName, eventPhrase, eventText, type Page, textTable, timeText, toRoot } from './frame.ts';
import { sources } from './guests.ts';
import { DATA_FOLDER } from './plain.ts';

type Refuted = Extract<Proof, { readonly result: 'refuted' }>;

/** What was promised in public: whom it binds, and whether it is a rule or a statement and why. */
export const COMMITMENTS_PAGE: Page = {
  id: 'commitments',
  body(view, words) {
    const text = words.commitments;
    const { commitments } = view.scenario;
    const rows = commitments.map((commitment) => [
      html`<span id="${commitment.id}">${commitment.id}</span>`,
      eventPhrase(commitment.by, view, words),
      commitment.date === null ? text.undated : eventPhrase(commitment.date, view, words),
      eventText(commitment.text, words),
      bound(commitment, view, words),
      html`${kind(commitment, words)}${outcome(commitment, view, words)}${excepted(commitment, view, words)}${touched(commitment, view, words)}`,
      sources(commitment.source, view, words),
    ]);
    const heads = [text.id, text.by, text.date, text.text, text.binds, text.kind, text.source];
    return html`<p class="lead">${text.lead}</p>
${rows.length === 0 ? html`<p>${text.none}</p>` : textTable(text.caption, heads, rows)}
${proved(view, words)}
<p>${text.proof}</p>
<p>${text.touchedNote(SHOWN_MULTIPLE)} <a href="counts.html">${words.pages.counts}</a></p>
${downloads(view, words)}`;
  },
};

/** What the proofs are of, and where everything is that it takes to check them. */
function proved({ proofs }: PublicView, words: Words): Piece {
  const text = words.commitments;
  if (proofs === null) return html`<p>${text.noSet}</p>`;
  const root = toRoot(words);
  return html`<p>${text.provedOf} <a href="${root}sets/${proofs.set}.json"><code>${proofs.set}</code></a>.</p>
<p>${proofWords(words.language).amongRules}</p>
<p>${proofWords(words.language).reach}</p>
<p>${text.assumes} <a href="${root}${DATA_FOLDER}/proofs.json">proofs.json</a></p>`;
}

function outcome({ id }: Commitment, { proofs }: PublicView, words: Words): Piece {
  const text = words.commitments;
  const shown = proofs?.of.get(id);
  if (shown === undefined) return '';
  const { proof, told } = shown;
  if (proof.result === 'undecided') return html`<br><strong>${text.undecided}</strong>`;
  if (proof.result === 'refuted')
    return html`<br><strong>${text.broken}</strong> ${acts(proof, told, words)}${rests(shown, words)}`;
  return html`<br><strong>${text.holds}</strong> ${text.over(proof.cells)}${withoutIt(shown, words)}${rests(shown, words)}`;
}

/** The facts that are taken as they are stated, and by whom. */
function rests({ rests: { told } }: ShownProof, words: Words): Piece {
  return html`<br><span class="rests">${proofWords(words.language).assumes(told[words.language === 'it' ? 'it' : 'en'])}</span>`;
}

/** A proof under rules of which the promise is one is nearly true by construction: what the mandates would give away without it is told too. */
function withoutIt({ alone: { proof, told }, unkept }: ShownProof, words: Words): Piece {
  const text = proofWords(words.language);
  const whose = unkept.length === 0 ? '' : html` ${text.unkept(unkept.join(', '))}`;
  const those = proof.result === 'refuted' ? acts(proof, told, words) : '';
  return html`<br><span class="alone">${text.alone[proof.result]}${those}${whose}</span>`;
}

/** The acts that break a promise, in the words of the page. */
function acts(proof: Refuted, told: ToldBroken, words: Words): Piece {
  const lines = told[words.language === 'it' ? 'it' : 'en'];
  const rest = told.more > 0 || !proof.complete ? html`<br>${words.commitments.more}` : '';
  return html`${lines.map((line) => html`<br>${line}`)}${rest}`;
}

/** Exceptions are public with their reasons: a mandate whose text alone would break the promise. */
function excepted({ id }: Commitment, { exceptions }: PublicView, words: Words): Piece {
  const text = words.commitments;
  const own = exceptions.filter(({ commitment }) => commitment === id);
  return own.map(({ mandate, version, reason, at }) => {
    const of = words.guests.mandate(mandate, version);
    return html`<br><strong>${text.excepted(of)}</strong> ${timeText(at)}. ${eventText(reason, words)}`;
  });
}

/** Ids of the commitments that forbid: what acts can touch. */
export function forbidding({ commitments }: Pick<Scenario, 'commitments'>): string[] {
  return commitments.flatMap((one) => (one.form === 'rule' && one.effect === 'forbid' ? [one.id] : []));
}

/** What was recorded of it, beside what is proved of it. */
function touched({ id }: Commitment, { counts }: PublicView, words: Words): Piece {
  const text = words.commitments;
  const numbers = TOUCHED_AS.flatMap((as) => counts.touched.filter((one) => one.commitment === id && one.as === as));
  if (numbers.length === 0) return '';
  const told = numbers.map(({ as, atLeast }, n) => {
    const number = atLeast === 0 ? words.counts.fewer(SHOWN_MULTIPLE) : String(atLeast);
    return html`${n > 0 ? '; ' : ''}${text.touchedAs[as]} ${number}`;
  });
  return html`<br><span class="touched">${text.touched} ${told}.</span>`;
}

function kind(commitment: Commitment, words: Words): Piece {
  const text = words.commitments;
  if (commitment.form === 'rule') return commitment.effect === 'forbid' ? text.forbids : text.requiresApproval;
  return html`${text.statement} ${eventText(commitment.why, words)}`;
}

function bound({ binds }: Commitment, view: PublicView, words: Words): Piece {
  const text = words.commitments;
  if (binds === null) return text.nobody;
  if (binds === 'everyone') return text.everyone;
  if (binds === 'guests') return text.guests;
  const { agencies } = view.scenario.vocabulary;
  const names =
    binds.component === 'any'
      ? binds.agency.map((id) =>
          eventName(agencies.find((agency) => agency.id === id) ?? { id, name: id }, view, words),
        )
      : binds.component.map((id) => {
          const agency = agencies.find(({ components }) => components.some((one) => one.id === id));
          const component = agency?.components.find((one) => one.id === id) ?? { id, name: id };
          const name = eventName(component, view, words);
          return agency === undefined ? name : html`${name} (${eventName(agency, view, words)})`;
        });
  return names.map((name, n) => html`${n > 0 ? html`<br>` : ''}${name}`);
}
