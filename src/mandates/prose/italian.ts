import { joined } from './joined.ts';
import type { ProsePhrases } from './phrases.ts';

/** Mandates in Italian. */
export const PROSE_ITALIAN: ProsePhrases = {
  locale: 'it-IT',
  or: (items) => joined(items, 'o'),
  allOf: (place) => `tutto ciò che è in ${place}`,
  anyAgency: 'qualsiasi agenzia',
  anythingAtAll: 'qualsiasi attività',
  // Who comes first: after the verb the name of an agency without an article would read as whom they ask.
  rule: {
    permit: (who, what) => `${who} può farlo senza chiedere un’approvazione: ${what}.`,
    'permit-with-approval': (who, what) =>
      `${who} può farlo una volta che il paese ospitante ha approvato proprio quell’atto: ${what}.`,
    forbid: (who, what) => `${who} non può farlo, qualunque altra cosa sia consentita: ${what}.`,
    'require-approval': (who, what) =>
      `${who} può farlo, se mai è consentito, solo una volta che il paese ospitante ha approvato proprio quell’atto: ${what}.`,
  },
  onlyWhere: (axis, words) => `Solo quando ${axis} risulta ${words}.`,
  onlyWith: (axis) => `Solo con ${axis}.`,
  whereOrUnknown: (axis, words) => `Vale quando ${axis} risulta ${words}, e quando non è accertabile.`,
  anyUnit: 'S’intende qualsiasi componente.',
  whatever: (axes) => `Non importa quali siano, né se siano accertabili: ${axes}.`,
  nothing: 'Qui la regola non nomina alcuna parola, e perciò non si applica mai.',
  always: 'In qualsiasi momento.',
  localTimes: (zone) => `Gli orari sono locali: ${zone}.`,
  onlyDuring: (windows) => `Solo ${windows}.`,
  between: (from, until) => {
    if (from === undefined)
      return until === undefined ? 'in qualsiasi momento' : `nel periodo che finisce così: ${until}`;
    return `nel periodo ${from} – ${until ?? 'senza fine'}`;
  },
  daily: (from, until, first, last) => `dalle ${from} alle ${until} di ogni giorno, nel periodo ${first} – ${last}`,
  guarded: (what) =>
    `Per un ospite ha effetto solo se il paese ospitante ha conferito il potere, se un agente del paese ospitante accompagna l’ospite e se il paese ospitante ha approvato proprio quell’atto (R-05): ${what}.`,
  neverHeldUp: (what) =>
    `Nulla trattiene queste attività (R-22), e perciò la clausola per esse non cambia nulla: ${what}.`,
  basis: {
    assumption: (sources) =>
      `Poggia su un’ipotesi tratta da ${sources}: può reggere un’esercitazione, mai un evento reale.`,
    instrument: (sources) => `Poggia sullo strumento; fonte: ${sources}.`,
  },
  noSource: 'nulla che sia citato',
  mandate: (title, issuer, holder) => `${title}. Chi dà il mandato: ${issuer}. Chi lo riceve: ${holder}.`,
  onInstrument: (instrument) => `Poggia su questo strumento: ${instrument}.`,
  onNone: 'Non si conosce alcuno strumento su cui poggi.',
  inForce: (time) => `In vigore ${time}, una volta messo in vigore.`,
  open: (id, text) => `Questione aperta ${id}: ${text}`,
  restIsOutside: 'Ciò che nessuna clausola dice è fuori da questo mandato.',
  besideClauses: 'Accanto alle clausole dice quanto segue; nessun atto è deciso in base a ciò.',
  term: (title, { text, sources, open }) => {
    if (text === null) return `${title}: non indicato${open === null ? '' : ` (${open})`}.`;
    return `${title}: ${text} (${sources})${open === null ? '' : ` Il resto non è indicato (${open}).`}`;
  },
  promise: (by, date) => `Un impegno preso da ${by}${date === undefined ? '' : `, ${date}`}.`,
  binds: (who) => `Chi ne è vincolato: ${who}.`,
  everyone: 'chiunque',
  guests: 'tutti gli ospiti',
  noRule: (why) => `Non può essere una regola: ${why}`,
};
