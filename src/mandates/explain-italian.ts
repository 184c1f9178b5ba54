import type { Phrases } from './explain.ts';
import { HOUSE_RULES_ITALIAN } from './house-rules-italian.ts';
import { PROSE_ITALIAN } from './prose/italian.ts';
import { joined } from './prose/joined.ts';

/**
 * Explanations in Italian. Names of axes carry their article, and the words that are told of them are such as fit any gender; the marks of
 * handling (clear, green …) are said in English everywhere.
 */
export const ITALIAN: Phrases = {
  outcomes: {
    permitted: 'consentito',
    'needs-approval': 'richiede approvazione',
    prohibited: 'vietato',
    outside: 'fuori da ogni mandato',
  },
  axes: {
    agency: 'l’agenzia',
    accompaniment: 'l’accompagnamento di un agente del paese ospitante',
    approval: 'l’approvazione del paese ospitante',
    clearance: 'il nulla osta del paese ospitante',
    component: 'la componente',
    conferral: 'il conferimento del potere',
    consent: 'il consenso dell’originatore',
    direction: 'la direzione',
    handling: 'il trattamento',
    place: 'il luogo',
    purpose: 'lo scopo',
    recipient: 'il destinatario',
    role: 'il ruolo',
    room: 'la sala',
    time: 'l’orario',
  },
  houseRules: HOUSE_RULES_ITALIAN,
  zone: (kind) => `la zona «${kind}»`,
  words: {
    given: 'presente',
    granted: 'presente',
    held: 'presente',
    host: 'del paese ospitante',
    inside: 'dentro',
    missing: 'assente',
    no: 'no',
    none: 'assente',
    'not-held': 'assente',
    'not-needed': 'non richiesto',
    outside: 'fuori',
    own: 'della propria agenzia',
    unknown: 'non accertabile',
    yes: 'sì',
  },
  quote: (text) => `«${text}»`,
  and: (items) => joined(items, 'e'),
  or: (items) => joined(items, 'o'),
  others: 'altri',
  window: (from, until) => {
    if (from === undefined) return until === undefined ? 'in qualsiasi momento' : `prima delle ${until}`;
    return until === undefined ? `dalle ${from} in poi` : `dalle ${from} alle ${until}`;
  },
  decided: (outcome, clauses) => (clauses === '' ? `${outcome}.` : `${outcome} in base a ${clauses}.`),
  nearly: (clause, axes, details) => `${clause} si applicherebbe, se non fosse per ${axes}: ${details}.`,
  failed: (axis, was, wanted) => `${axis} risulta ${was} e deve essere ${wanted}`,
  unknown: (facts, count, outcome) => {
    const clauses = outcome === 'prohibited' ? 'le clausole che vietano' : 'le clausole che chiedono un’approvazione';
    return count === 1
      ? `non è dato sapere quale sia ${facts}: ${clauses} valgono come se il dato fosse quello che nominano.`
      : `non è dato sapere quali siano ${facts}: ${clauses} valgono come se i dati fossero quelli che nominano.`;
  },
  unknownMissing: (facts, count) =>
    count === 1 ? `${facts} non risulta, e vale come assente.` : `${facts} non risultano, e valgono come assenti.`,
  missing: (axis) => `manca ${axis}`,
  notKnown: (axis) => `${axis} non è accertabile`,
  elsewhere: (place) => `${place} (altrove al suo interno)`,
  region: {
    anybody: 'chiunque',
    unknownAgency: 'un’agenzia non accertabile',
    anything: 'qualsiasi attività',
    anyOther: 'ogni altro',
    deed: (activity, agency) => `${activity}, da parte di ${agency}`,
    where: (axis, words) => `${axis} risulta ${words}`,
    but: (words) => `altro da ${words}`,
    known: 'tutto è accertabile',
    knownBeside: 'tutto il resto è accertabile',
    approved: 'il paese ospitante ha approvato',
    notApproved: 'il paese ospitante non ha approvato',
    claims: {
      always: (acts) => `sempre consentito: ${acts}`,
      never: (acts) => `mai consentito: ${acts}`,
      'no-new-permission-since': (acts) => `non più consentito di prima, né più vicino con un’approvazione: ${acts}`,
      equivalent: (acts) => `con lo stesso esito di prima: ${acts}`,
      'unless-approved': (acts) => `mai consentito senza l’approvazione del paese ospitante: ${acts}`,
    },
    acts: (deed, wheres) => (wheres === '' ? deed : `${deed}, quando ${wheres}`),
    by: (clauses) => `secondo ${clauses}`,
    moreClauses: (count) => (count === 1 ? 'un’altra' : `altre ${count}`),
    told: (deed, outcome, other, wheres) =>
      `${deed}: ${outcome}${other === undefined ? '' : ` (prima: ${other})`}${wheres === '' ? ', in ogni caso' : `, quando ${wheres}`}.`,
  },
  prose: PROSE_ITALIAN,
};
