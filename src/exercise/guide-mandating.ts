import type { GuideStep } from '../terms/api/event.ts';
import type { GuideKind } from './guide.ts';

/** Those who lead a mandate into force: who drafts it, who reads it for the host, who signs it for a state. */
export function mandatingSteps(kind: MandatingKind): readonly GuideStep[] {
  if (kind === 'authority') return [...AUTHORITY, MANDATES];
  return [WAITING, READ, kind === 'legal-officer' ? REVIEW : SIGN, MANDATES];
}
export type MandatingKind = Extract<GuideKind, 'authority' | 'legal-officer' | 'signatory'>;

const DRAFTS = '/mandates/draft';

export const MANDATES: GuideStep = {
  id: 'mandates',
  text: {
    en: 'Read a mandate in plain words: its clauses, what they rest on, and which questions nobody has answered.',
    it: 'Leggi un mandato in parole semplici: le clausole, su che cosa si fondano, e a quali domande nessuno ha risposto.',
  },
  doneWhen: {},
  opens: { path: '/mandates' },
};

const AUTHORITY: readonly GuideStep[] = [
  {
    id: 'draft',
    text: {
      en: 'Begin the next version of a guest’s mandate, and change a clause. Beside it stands in plain words what it permits, and every commitment, proved.',
      it: 'Comincia la prossima versione del mandato di un ospite e cambia una clausola. Accanto si legge in parole semplici che cosa permette, e ogni impegno, dimostrato.',
    },
    doneWhen: {},
    opens: { path: DRAFTS },
  },
  {
    id: 'hand-in',
    text: {
      en: 'Hand it in, under “Steps”. It then waits for the legal officer of the host, who finds it under “My desk”.',
      it: 'Depositala, sotto “Passi”. Attende allora il giurista dell’autorità ospitante, che la trova in “La mia postazione”.',
    },
    doneWhen: { kind: 'mandate.draft', outcome: 'permitted', by: 'me' },
    opens: { path: DRAFTS },
  },
  {
    id: 'signed',
    text: {
      en: 'Have it reviewed and signed, in other windows: by the legal officer, by another officer of the authority, by who signs for the guest’s state. “Begin here” has a link for each.',
      it: 'Falla esaminare e firmare, in altre finestre: dal giurista, da un altro funzionario dell’autorità, da chi firma per lo Stato ospite. Sotto “Begin here” c’è un collegamento per ciascuno.',
    },
    doneWhen: { kind: 'mandate.sign', outcome: 'permitted', by: 'anyone', times: 2 },
    opens: { path: DRAFTS },
  },
  {
    id: 'enforce',
    text: {
      en: 'Put it in force: it waits for you under “My desk”. From then on it decides, and the public side shows it.',
      it: 'Mettila in vigore: ti attende in “La mia postazione”. Da quel momento decide, e il lato pubblico la mostra.',
    },
    doneWhen: { kind: 'mandate.enforce', outcome: 'permitted', by: 'me' },
    opens: { path: '/waiting' },
  },
];

const WAITING: GuideStep = {
  id: 'waiting',
  text: {
    en: 'See what waits for you: a draft of a mandate, with its next step. (None there? The authority hands one in, in another window.)',
    it: 'Guarda che cosa ti attende: una bozza di mandato, con il passo successivo. (Non ce ne sono? L’autorità ne deposita una, in un’altra finestra.)',
  },
  doneWhen: {},
  opens: { path: '/waiting' },
};

const READ: GuideStep = {
  id: 'read',
  text: {
    en: 'Read it: in plain words, against the version in force, with every commitment proved. Try acts on it.',
    it: 'Leggila: in parole semplici, a confronto con la versione in vigore, con ogni impegno dimostrato. Provala su qualche atto.',
  },
  doneWhen: {},
  opens: { path: DRAFTS },
};

const REVIEW: GuideStep = {
  id: 'review',
  text: {
    en: 'Give your opinion, under “Steps”: cleared, or objected to and why. Nobody signs what you did not clear.',
    it: 'Dai il tuo parere, sotto “Passi”: favorevole, oppure contrario e perché. Nessuno firma ciò che non hai approvato.',
  },
  doneWhen: { kind: 'mandate.review', outcome: 'permitted', by: 'me' },
  opens: { path: DRAFTS },
};

const SIGN: GuideStep = {
  id: 'sign',
  text: {
    en: 'Sign it for your state, under “Steps”. No desk is needed: you say where you are.',
    it: 'Firmala per il tuo Stato, sotto “Passi”. Non serve una postazione: dichiari dove ti trovi.',
  },
  doneWhen: { kind: 'mandate.sign', outcome: 'permitted', by: 'me' },
  opens: { path: DRAFTS },
};
