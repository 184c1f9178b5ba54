import type { Scenario } from '../mandates/scenario.ts';
import type { GuideStep } from '../terms/api/event.ts';
import type { GuideKind, GuideReader } from './guide.ts';
import { fieldDeed } from './guide-field-deeds.ts';
import { MANDATES, type MandatingKind } from './guide-mandating.ts';

/** Those who do the host's work, and everybody whose role the guide does not know. */
export function hostSteps(
  kind: Exclude<GuideKind, 'guest-liaison' | 'oversight' | 'data-protection' | 'director' | MandatingKind>,
  scenario: Scenario,
  reader: GuideReader,
): readonly GuideStep[] {
  switch (kind) {
    case 'duty-officer':
      return dutySteps(scenario);
    case 'approving-officer':
      return APPROVING;
    case 'loggist':
      return loggistSteps(scenario);
    case 'field':
      return fieldSteps(scenario.id, reader.agency);
    case 'other':
      return OTHER;
  }
}

const LOG_LINE: GuideStep = {
  id: 'log-line',
  text: {
    en: 'Write a log line: press N, type, Enter. “recorded” means that it cannot be lost any more, “included” that it is in a signed checkpoint.',
    it: 'Scrivi una riga nel diario: premi N, scrivi, Invio. “registrato” significa che non può più andare perduta, “incluso” che è in un punto di controllo firmato.',
  },
  doneWhen: { kind: 'log.line', outcome: 'permitted', by: 'me' },
  opens: {
    path: '/log',
    act: {
      kind: 'log.line',
      detail: { text: 'took over the desk, all quiet (exercise)' },
      italian: { text: 'preso servizio alla postazione, tutto tranquillo (esercitazione)' },
    },
  },
};

const MAY: GuideStep = {
  id: 'may',
  text: {
    en: 'See what you may do here, now and until when, each with the clause it rests on.',
    it: 'Guarda che cosa puoi fare qui, ora e fino a quando, ogni volta con la clausola su cui si fonda.',
  },
  doneWhen: {},
  opens: { path: '/may' },
};

function occurrence(activity: string): GuideStep {
  const unknown = 'unknown';
  const deed = { agency: unknown, component: unknown, role: unknown, activity, purpose: unknown, place: unknown };
  const detail = { deed, text: 'Exercise: a steward tells of it; nobody knows more yet.' };
  const italian = { text: 'Esercitazione: lo riferisce uno steward; per ora nessuno sa altro.' };
  return {
    id: 'occurrence',
    text: {
      en: 'Report an occurrence, with “unknown” for what you do not know. A report is always accepted, with the verdict on the deed beside it.',
      it: 'Segnala un fatto, con “sconosciuto” per ciò che non sai. Una segnalazione è sempre accettata, con accanto il giudizio sul fatto.',
    },
    doneWhen: { kind: 'occurrence.report', by: 'me' },
    opens: { path: '/act', act: { kind: 'occurrence.report', detail, italian } },
  };
}

/** In every event of ours; a report of it is a report whatever the verdict. */
const SEEN = 'identity-check';

function dutySteps({ vocabulary }: Scenario): readonly GuideStep[] {
  const category = vocabulary.incidentCategories[0] ?? 'crowd';
  return [
    LOG_LINE,
    {
      id: 'waiting',
      text: {
        en: 'See what waits for an answer: each request with its deadline, the clause, and who may answer it. It is answered by name, or it lapses.',
        it: 'Guarda che cosa attende una risposta: ogni richiesta con la scadenza, la clausola e chi può rispondere. Si risponde con il proprio nome, oppure decade.',
      },
      doneWhen: {},
      opens: { path: '/waiting' },
    },
    {
      id: 'incident',
      text: {
        en: 'Open an incident. It gets a number that everybody can mention.',
        it: 'Apri un evento. Riceve un numero che tutti possono citare.',
      },
      doneWhen: { kind: 'incident.open', outcome: 'permitted', by: 'me' },
      opens: {
        path: '/incidents',
        act: {
          kind: 'incident.open',
          detail: {
            title: 'queue at gate 4 (exercise)',
            category,
            gravity: 'minor',
            text: 'two hundred waiting, calm',
          },
          italian: { title: 'coda all’ingresso 4 (esercitazione)', text: 'duecento in attesa, calmi' },
        },
      },
    },
    {
      id: 'declaration',
      text: {
        en: 'Make a declaration. It is never held up, and every desk must acknowledge it: watch who has not.',
        it: 'Emetti una dichiarazione. Non viene mai trattenuta e ogni postazione deve confermarla: guarda chi manca.',
      },
      doneWhen: { kind: 'declaration.make', outcome: 'permitted', by: 'me' },
      opens: {
        path: '/declarations',
        act: {
          kind: 'declaration.make',
          detail: { state: 'heightened', text: 'all desks: check your rosters (exercise)' },
          italian: { text: 'tutte le postazioni: controllate i vostri turni (esercitazione)' },
        },
      },
    },
    {
      id: 'acknowledge',
      text: {
        en: 'Acknowledge it yourself: your desk is one of them.',
        it: 'Confermala anche tu: la tua è una delle postazioni.',
      },
      doneWhen: { kind: 'declaration.acknowledge', outcome: 'permitted', by: 'me' },
      opens: { path: '/declarations' },
    },
    MAY,
  ];
}

const APPROVING: readonly GuideStep[] = [
  {
    id: 'waiting',
    text: {
      en: 'See what waits for your answer: who asks, for what, where and until when, the clause, and the time left.',
      it: 'Guarda che cosa attende la tua risposta: chi chiede, per che cosa, dove e fino a quando, la clausola e il tempo rimasto.',
    },
    doneWhen: {},
    opens: { path: '/waiting' },
  },
  {
    id: 'answer',
    text: {
      en: 'Answer one: approve it with a reason and conditions, refuse it, or offer something else. Your answer binds exactly what was asked. (None there? Ask as a guest’s liaison in another window.)',
      it: 'Rispondi a una richiesta: approva con motivo e condizioni, rifiuta, o proponi altro. La risposta vincola esattamente ciò che è stato chiesto. (Non ce ne sono? Chiedi come ufficiale di collegamento di un ospite in un’altra finestra.)',
    },
    doneWhen: { kind: 'approval.answer', outcome: 'permitted', by: 'me' },
    opens: { path: '/waiting' },
  },
  {
    id: 'withdraw',
    text: {
      en: 'Take an approval back. Whatever was begun under it ends at once, with an entry of its own.',
      it: 'Ritira un’approvazione. Ciò che era iniziato in base ad essa termina subito, con una propria registrazione.',
    },
    doneWhen: { kind: 'approval.withdraw', outcome: 'permitted', by: 'me' },
    opens: { path: '/waiting' },
  },
  LOG_LINE,
  MANDATES,
];

function loggistSteps({ vocabulary }: Scenario): readonly GuideStep[] {
  const office = vocabulary.offices.find(({ agency }) => agency !== null)?.id;
  const steps: GuideStep[] = [
    LOG_LINE,
    {
      id: 'correct',
      text: {
        en: 'Correct your line: the first one stays, struck through, with the reason beside it.',
        it: 'Correggi la tua riga: la prima resta, barrata, con accanto il motivo.',
      },
      doneWhen: { kind: 'log.correct', outcome: 'permitted', by: 'me' },
      opens: { path: '/log' },
    },
    {
      id: 'oral',
      text: {
        en: 'Enter an approval that was given by telephone, with its giver and the channel. It takes effect at once and lapses unless the giver countersigns within two hours. (It needs a request that waits.)',
        it: 'Inserisci un’approvazione data per telefono, con chi l’ha data e il mezzo. Ha effetto subito e decade se chi l’ha data non la controfirma entro due ore. (Serve una richiesta in attesa.)',
      },
      doneWhen: { kind: 'approval.oral', outcome: 'permitted', by: 'me' },
      opens: { path: '/waiting' },
    },
  ];
  if (office !== undefined) steps.push(statementStep(office));
  return [...steps, MAY];
}

function statementStep(office: string): GuideStep {
  const detail = {
    office,
    saidOn: '2026-02-05',
    where: 'exercise',
    text: 'Exercise: the office says that everything is in order.',
    source: 'made up for the exercise',
    contradicts: [],
  };
  const italian = {
    where: 'esercitazione',
    text: 'Esercitazione: l’ufficio dice che tutto è in ordine.',
    source: 'inventato per l’esercitazione',
  };
  return {
    id: 'statement',
    text: {
      en: 'Register what an office said in public, in our own words and with its source.',
      it: 'Registra che cosa ha detto in pubblico un ufficio, con parole nostre e con la fonte.',
    },
    doneWhen: { kind: 'statement.register', outcome: 'permitted', by: 'me' },
    opens: { path: '/act', act: { kind: 'statement.register', detail, italian } },
  };
}

function fieldSteps(scenario: string, agency: string): readonly GuideStep[] {
  const act = fieldDeed(scenario, agency);
  return [
    LOG_LINE,
    {
      id: 'deed',
      text: {
        en: 'Say what you set out to do, where and until when. What your law permits is open at once.',
        it: 'Indica che cosa stai per fare, dove e fino a quando. Ciò che la legge ti permette è subito aperto.',
      },
      doneWhen:
        act === undefined
          ? { kind: 'deed.propose', by: 'me' }
          : { kind: 'deed.propose', outcome: 'permitted', by: 'me' },
      opens: { path: '/act', act: act ?? { kind: 'deed.propose', detail: {} } },
    },
    {
      id: 'end',
      text: { en: 'End it, with a note.', it: 'Concludila, con una nota.' },
      doneWhen: { kind: 'deed.end', outcome: 'permitted', by: 'me' },
      opens: { path: '/waiting' },
    },
    {
      id: 'tasking',
      text: {
        en: 'Take a tasking that your own command gave you, and report it done. (None there? Give one from the commander’s desk, in another window.)',
        it: 'Prendi un incarico del tuo comando e segnala quando è concluso. (Non ce ne sono? Assegnane uno dalla postazione del comandante, in un’altra finestra.)',
      },
      doneWhen: { kind: 'tasking.acknowledge', outcome: 'permitted', by: 'me' },
      opens: { path: '/waiting' },
    },
    occurrence(SEEN),
  ];
}

const OTHER: readonly GuideStep[] = [
  MAY,
  {
    id: 'log-line',
    text: {
      en: 'Write a log line: press N, type, Enter. Permitted or refused, the answer names the clause.',
      it: 'Scrivi una riga nel diario: premi N, scrivi, Invio. Consentito o rifiutato, la risposta indica la clausola.',
    },
    doneWhen: { kind: 'log.line', by: 'me' },
    ...(LOG_LINE.opens === undefined ? {} : { opens: LOG_LINE.opens }),
  },
  occurrence(SEEN),
  MANDATES,
];
