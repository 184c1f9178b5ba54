import type { GuideAct, GuideStep } from '../terms/api/event.ts';
import type { Told } from '../terms/api/parts.ts';
import type { GuideReader } from './guide.ts';

/** What a guest's liaison tries in the first five minutes; null where the guest's mandate has no such deed for a liaison. */
type GuestWords = {
  /** Coercive, and so prohibited: no liaison officer is conferred a power here. */
  readonly prohibited: Words;
  /** Work at the own desk. */
  readonly permitted: Words | null;
  /** In a room of the host. */
  readonly needsApproval: Words | null;
};
type Words = { readonly activity: string; readonly purpose: string; readonly place: string; readonly what: Told };

/** By event and agency. Chosen by the mandates of the event; a test plays each. */
const WORDS: Readonly<Record<string, Readonly<Record<string, GuestWords>>>> = {
  'milano-cortina-2026': {
    'us-ice': {
      prohibited: check('delegation-protection', 'milan.elsewhere'),
      permitted: {
        activity: 'liaise',
        purpose: 'counter-organised-crime',
        place: 'us-consulate-milan',
        what: {
          en: 'morning call with the liaison officers (exercise)',
          it: 'chiamata del mattino con gli ufficiali di collegamento (esercitazione)',
        },
      },
      needsApproval: briefing('viminale'),
    },
    'us-state': {
      prohibited: check('delegation-protection', 'milan.elsewhere'),
      permitted: {
        activity: 'plan-movement',
        purpose: 'delegation-protection',
        place: 'us-consulate-milan',
        what: {
          en: 'plan the journey to the rehearsal (exercise)',
          it: 'pianificare il viaggio alla prova generale (esercitazione)',
        },
      },
      needsApproval: briefing('viminale'),
    },
    'de-bundespolizei': {
      prohibited: check('event-security', 'curling-stadium'),
      permitted: {
        activity: 'liaise',
        purpose: 'event-security',
        place: 'viminale',
        what: {
          en: 'morning call with the liaison officers (exercise)',
          it: 'chiamata del mattino con gli ufficiali di collegamento (esercitazione)',
        },
      },
      needsApproval: null,
    },
  },
  'harbour-summit': {
    'guest-a-protection': {
      prohibited: check('delegation-protection', 'ferry-terminal'),
      permitted: {
        activity: 'assess-threat',
        purpose: 'delegation-protection',
        place: 'embassy-a',
        what: { en: 'threats to the delegation today (exercise)', it: 'minacce alla delegazione oggi (esercitazione)' },
      },
      needsApproval: null,
    },
    'guest-b-police': {
      prohibited: check('public-safety', 'ferry-terminal'),
      permitted: {
        activity: 'advise-crowd',
        purpose: 'public-safety',
        place: 'ministry-annex',
        what: {
          en: 'how visitors from our country move (exercise)',
          it: 'come si spostano i visitatori del nostro paese (esercitazione)',
        },
      },
      needsApproval: null,
    },
  },
};

function check(purpose: string, place: string): Words {
  return {
    activity: 'identity-check',
    purpose,
    place,
    what: { en: 'check papers at the gates (exercise)', it: 'controllare i documenti agli ingressi (esercitazione)' },
  };
}

function briefing(place: string): Words {
  return {
    activity: 'attend-briefing',
    purpose: 'delegation-protection',
    place,
    what: {
      en: 'the next briefing in the ministry, one officer at the back (exercise)',
      it: 'il prossimo briefing al ministero, un ufficiale in fondo alla sala (esercitazione)',
    },
  };
}

/** A guest's liaison: is refused with a clause, works within the mandate, asks, begins what was approved, reports what was seen. */
export function guestSteps(scenario: string, { agency }: Pick<GuideReader, 'agency'>): readonly GuideStep[] {
  const words = WORDS[scenario]?.[agency];
  const steps: (GuideStep | null)[] = [
    {
      id: 'refused',
      text: {
        en: 'Propose an identity check in the street. Before you sign, the form says that it is prohibited, and by which clauses; sign it all the same. The refusal is a record.',
        it: 'Proponi un controllo di identità in strada. Prima della firma il modulo dice che è vietato e in base a quali clausole; firma lo stesso. Il rifiuto resta agli atti.',
      },
      doneWhen: { kind: 'deed.propose', outcome: 'prohibited', by: 'me' },
      opens: { path: '/act', act: proposalOf(words?.prohibited) },
    },
    words?.permitted == null
      ? null
      : {
          id: 'within',
          text: {
            en: 'Now something that your mandate permits at your own desk. The answer names the clause, and the deed stands open until its end.',
            it: 'Ora qualcosa che il tuo mandato permette alla tua postazione. La risposta indica la clausola e l’attività resta aperta fino al suo termine.',
          },
          doneWhen: { kind: 'deed.propose', outcome: 'permitted', by: 'me' },
          opens: { path: '/act', act: proposalOf(words.permitted) },
        },
    ...(words?.needsApproval == null ? [] : askingSteps(words.needsApproval)),
    {
      id: 'occurrence',
      text: {
        en: 'Report an occurrence: what you saw somebody do, whoever it was. A report is always accepted, with the verdict on the deed beside it; oversight sees it.',
        it: 'Segnala un fatto: ciò che hai visto fare, da chiunque. Una segnalazione è sempre accettata, con accanto il giudizio sul fatto; l’organo di vigilanza la vede.',
      },
      doneWhen: { kind: 'occurrence.report', by: 'me' },
      opens: { path: '/act', act: occurrenceOf(agency, words?.prohibited.place) },
    },
    {
      id: 'mandate',
      text: {
        en: 'Read your mandate in plain words: what you may do, where, until when, and which questions nobody has answered.',
        it: 'Leggi il tuo mandato in parole semplici: che cosa puoi fare, dove, fino a quando, e a quali domande nessuno ha risposto.',
      },
      doneWhen: {},
      opens: { path: '/mandates' },
    },
  ];
  return steps.filter((step) => step !== null);
}

function askingSteps(words: Words): GuideStep[] {
  return [
    {
      id: 'ask',
      text: {
        en: 'Ask for a briefing in the host’s room. It needs the host’s approval: a request with a number and a deadline is open, and nothing takes effect yet.',
        it: 'Chiedi di assistere a un briefing nella sala del paese ospitante. Serve l’approvazione: si apre una richiesta con numero e scadenza, e per ora nulla ha effetto.',
      },
      doneWhen: { kind: 'deed.propose', outcome: 'needs-approval', by: 'me' },
      opens: { path: '/act', act: proposalOf(words) },
    },
    {
      id: 'begin',
      text: {
        en: 'When an approving officer has approved it, begin it. It is decided once more at that moment. (Nobody there? Sign in as one in another window.)',
        it: 'Quando un funzionario l’ha approvata, iniziala. In quel momento viene decisa di nuovo. (Non c’è nessuno? Accedi come funzionario in un’altra finestra.)',
      },
      doneWhen: { kind: 'deed.begin', outcome: 'permitted', by: 'me' },
      opens: { path: '/waiting' },
    },
  ];
}

function proposalOf(words: Words | undefined): GuideAct {
  if (words === undefined) return { kind: 'deed.propose', detail: {} };
  const { what, ...rest } = words;
  return { kind: 'deed.propose', ...rest, detail: { until: '+60m', what: what.en }, italian: { what: what.it } };
}

/** Something that somebody of one's own agency is said to have done. */
function occurrenceOf(agency: string, place = 'unknown'): GuideAct {
  const deed = { agency, component: 'unknown', role: 'unknown', activity: 'identity-check', purpose: 'unknown', place };
  const text = 'Exercise: two people in plain clothes asked visitors for their papers.';
  const italian = {
    text: 'Esercitazione: due persone in abiti civili hanno chiesto i documenti ai visitatori.',
  };
  return { kind: 'occurrence.report', detail: { deed, text }, italian };
}
