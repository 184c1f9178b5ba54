import { joined } from './joined.ts';
import type { ProsePhrases } from './phrases.ts';

/** Mandates in Italian. */
export const PROSE_ITALIAN: ProsePhrases = {
  locale: 'it-IT',
  or: (items) => joined(items, 'o'),
  allOf: (place) => `tutto ciò che è in ${place}`,
  anyAgency: 'qualsiasi agenzia',
  anythingAtAll: 'qualsiasi attività',
  rule: {
    permit: (who, what) => `Può farlo senza chiedere ${who}: ${what}.`,
    'permit-with-approval': (who, what) =>
      `Può farlo, una volta che il paese ospitante ha approvato proprio quell’atto, ${who}: ${what}.`,
    forbid: (who, what) => `Non può farlo, qualunque altra cosa sia consentita, ${who}: ${what}.`,
    'require-approval': (who, what) =>
      `Può farlo, se mai è consentito, solo una volta che il paese ospitante ha approvato proprio quell’atto, ${who}: ${what}.`,
  },
  onlyWhere: (axis, words) => `Solo quando ${axis} risulta ${words}.`,
  onlyWith: (axis) => `Solo con ${axis}.`,
  whereOrUnknown: (axis, words) => `Vale quando ${axis} risulta ${words}, e quando non è accertabile.`,
  anyUnit: 'S’intende qualsiasi reparto.',
  whatever: (axes) => `Non importa quali siano, né se siano accertabili: ${axes}.`,
  nothing: 'Qui non nomina alcuna parola, e perciò non si applica mai.',
  always: 'In qualsiasi momento.',
  onlyDuring: (windows) => `Solo ${windows}.`,
  between: (from, until) => {
    if (from === undefined)
      return until === undefined ? 'in qualsiasi momento' : `nel periodo che finisce così: ${until}`;
    return `nel periodo ${from} – ${until ?? 'senza fine'}`;
  },
  daily: (from, until, first, last) => `dalle ${from} alle ${until} di ogni giorno, nel periodo ${first} – ${last}`,
  guarded: (what) =>
    `Per un ospite ha effetto solo se il paese ospitante ha conferito il potere, un suo agente accompagna ed esso ha approvato proprio quell’atto (R-05): ${what}.`,
  neverHeldUp: (what) => `Nulla lo trattiene (R-22), e perciò la clausola non vi cambia nulla: ${what}.`,
  basis: {
    assumption: (sources) =>
      `Poggia su un’ipotesi tratta da ${sources}: può reggere un’esercitazione, mai un evento reale.`,
    instrument: (sources) => `Poggia sullo strumento; fonte: ${sources}.`,
  },
  noSource: 'nulla che sia citato',
  mandate: (title, issuer, holder) => `${title}. Dato da ${issuer} a ${holder}.`,
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
  promise: (by, date) => `Un impegno di ${by}${date === undefined ? '' : `, ${date}`}.`,
  binds: (who) => `Impegna ${who}.`,
  everyone: 'chiunque',
  guests: 'tutti gli ospiti',
  noRule: (why) => `Non può essere una regola: ${why}`,
};
