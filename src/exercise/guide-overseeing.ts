import type { Scenario } from '../mandates/scenario.ts';
import type { GuideStep } from '../terms/api/event.ts';

/** Those who watch, and the director of the exercise. */
export function overseeingSteps(
  kind: 'oversight' | 'data-protection' | 'director',
  scenario: Scenario,
): readonly GuideStep[] {
  if (kind === 'oversight') return OVERSIGHT;
  return kind === 'data-protection' ? DATA_PROTECTION : directorSteps(scenario);
}

const OVERSIGHT: readonly GuideStep[] = [
  {
    id: 'consult',
    text: {
      en: 'Open the record: say for what purpose, why, and for how many minutes. That you did is an entry too, and the data protection officer sees it.',
      it: 'Apri gli atti: indica lo scopo, il motivo e per quanti minuti. Anche questo diventa una registrazione, visibile al responsabile della protezione dei dati.',
    },
    doneWhen: { kind: 'consultation.open', outcome: 'permitted', by: 'me' },
    opens: {
      path: '/oversight',
      act: {
        kind: 'consultation.open',
        detail: { of: 'record', minutes: 30, reason: 'first look at the record (exercise)' },
        italian: { reason: 'primo sguardo agli atti (esercitazione)' },
      },
    },
  },
  {
    id: 'decided',
    text: {
      en: 'Find who decided: take a request that was answered, and read who answered, on which authority, at what minute, and who knew of it.',
      it: 'Trova chi ha deciso: prendi una richiesta con risposta e leggi chi ha risposto, in base a quale autorità, a che minuto, e chi ne era a conoscenza.',
    },
    doneWhen: {},
    opens: { path: '/oversight?kind=approval.answer' },
  },
  {
    id: 'refusals',
    text: {
      en: 'Look at the refusals: each names the clause or the house rule. Verdicts on reported deeds have a filter of their own: to report is never a refusal.',
      it: 'Guarda i rifiuti: ognuno indica la clausola o la regola della sala. I giudizi sui fatti segnalati hanno un filtro proprio: segnalare non è mai un rifiuto.',
    },
    doneWhen: {},
    opens: { path: '/oversight?outcome=prohibited' },
  },
  {
    id: 'change-nothing',
    text: {
      en: 'Try to write a log line. Oversight sees everything and changes nothing: no mandate permits it, and your attempt is a record.',
      it: 'Prova a scrivere nel diario. La vigilanza vede tutto e non cambia nulla: nessun mandato lo permette, e il tentativo resta agli atti.',
    },
    doneWhen: { kind: 'log.line', outcome: 'outside', by: 'me' },
    opens: {
      path: '/act',
      act: {
        kind: 'log.line',
        detail: { text: 'does oversight write here? (exercise)' },
        italian: { text: 'la vigilanza scrive qui? (esercitazione)' },
      },
    },
  },
  {
    id: 'verify',
    text: {
      en: 'Verify on the public side that nothing was removed: your browser computes the root of the ledger for itself.',
      it: 'Verifica sul lato pubblico che nulla sia stato tolto: il tuo browser ricalcola da sé la radice del registro.',
    },
    doneWhen: {},
    opens: { path: '/public/verify.html' },
  },
];

const DATA_PROTECTION: readonly GuideStep[] = [
  {
    id: 'consultations',
    text: {
      en: 'See who consulted what: each consultation bears the person, the matter, the purpose, the reason and the minutes, and was entered before the first byte was shown.',
      it: 'Guarda chi ha consultato che cosa: ogni consultazione riporta persona, oggetto, scopo, motivo e minuti, ed è stata registrata prima di mostrare il primo byte.',
    },
    doneWhen: {},
    opens: { path: '/consultations' },
  },
  {
    id: 'appears',
    text: {
      en: 'Let somebody consult something (oversight, in another window): the entry appears here at once.',
      it: 'Fai consultare qualcosa a qualcuno (la vigilanza, in un’altra finestra): la registrazione compare qui subito.',
    },
    doneWhen: { kind: 'consultation.open', outcome: 'permitted', by: 'anyone' },
    opens: { path: '/consultations' },
  },
  {
    id: 'note',
    text: {
      en: 'Note in the log what you looked at and what you found.',
      it: 'Annota nel diario che cosa hai esaminato e che cosa hai trovato.',
    },
    doneWhen: { kind: 'log.line', outcome: 'permitted', by: 'me' },
    opens: {
      path: '/act',
      act: {
        kind: 'log.line',
        detail: { text: 'consultations of the shift looked through (exercise)' },
        italian: { text: 'esaminate le consultazioni del turno (esercitazione)' },
      },
    },
  },
  {
    id: 'retention',
    text: {
      en: 'Read how long records are kept, what of it is only assumed, and of what nobody has said it. The rules come into force there, by your signature.',
      it: 'Leggi per quanto si conservano le registrazioni, che cosa è solo un’ipotesi e di che cosa nessuno l’ha detto. Le regole entrano in vigore lì, con la tua firma.',
    },
    doneWhen: {},
    opens: { path: '/retention?part=rules' },
  },
  {
    id: 'questions',
    text: {
      en: 'Read the open questions: which data, kept how long, complaints to whom. What no instrument says is shown as unanswered.',
      it: 'Leggi le domande aperte: quali dati, conservati quanto, reclami a chi. Ciò che nessuno strumento stabilisce è mostrato senza risposta.',
    },
    doneWhen: {},
    opens: { path: '/mandates?clause=Q1' },
  },
];

/** The director has no part in the exercise, and none of the others is told of an inject before it comes. */
function directorSteps({ injects }: Scenario): readonly GuideStep[] {
  const [inject] = injects;
  const direct = (
    n: number,
    detail: Readonly<Record<string, string | number>>,
    reason: string,
  ): Pick<GuideStep, 'doneWhen' | 'opens'> => ({
    doneWhen: { kind: 'exercise.direct', outcome: 'permitted', by: 'me', times: n },
    opens: { path: '/exercise', act: { kind: 'exercise.direct', detail, italian: { reason } } },
  });
  const steps: GuideStep[] = [
    {
      id: 'pause',
      text: {
        en: 'Pause the exercise: its clock stands, nothing falls due, the script waits. Every desk sees it.',
        it: 'Metti in pausa l’esercitazione: l’orologio si ferma, nulla scade, il copione attende. Lo vede ogni postazione.',
      },
      ...direct(1, { do: 'pause', reason: 'people find their desks' }, 'ciascuno trova la propria postazione'),
    },
    {
      id: 'resume',
      text: {
        en: 'Let it go on. The time it stood is not caught up.',
        it: 'Falla ripartire. Il tempo della pausa non viene recuperato.',
      },
      ...direct(2, { do: 'resume', reason: 'everybody is there' }, 'ci sono tutti'),
    },
    {
      id: 'speed',
      text: {
        en: 'Set its speed: 1 is the clock on the wall, 60 an hour in a minute. Give people time for answers.',
        it: 'Imposta la velocità: 1 è l’orologio reale, 60 un’ora al minuto. Lascia alle persone il tempo di rispondere.',
      },
      ...direct(3, { do: 'speed', speed: 5, reason: 'time for answers' }, 'tempo per le risposte'),
    },
  ];
  if (inject !== undefined) {
    steps.push({
      id: 'inject',
      text: {
        en: 'Give an inject: something happens to those who play, once. They are not told that it came from you; the ledger knows.',
        it: 'Fornisci uno spunto: succede qualcosa a chi partecipa, una volta sola. Non sanno che viene da te; il registro sì.',
      },
      ...direct(4, { do: 'inject', inject: inject.id, reason: 'a quiet hour' }, 'un’ora tranquilla'),
    });
  }
  steps.push({
    id: 'watch',
    text: {
      en: 'Watch how the room copes on the wall, and pause whenever there is something to talk about.',
      it: 'Osserva sul tabellone come reagisce la sala, e metti in pausa quando c’è qualcosa di cui parlare.',
    },
    doneWhen: {},
    opens: { path: '/exercise' },
  });
  return steps;
}
