import type { mandateRecordedEn } from '../en/mandate-recorded.ts';

export const mandateRecordedIt: Record<keyof typeof mandateRecordedEn, string> = {
  'draft.recorded': 'Sugli atti registrati',
  'draft.recordedLead':
    'Si decidono di nuovo, sui fatti di allora, gli atti che si possono vedere; per gli ospiti e per l’organizzatore quelli del proprio ente. Nulla di questo è registrato, e ciò che è stato fatto resta come fu deciso.',
  'draft.period': 'Registrati',
  'draft.period.day': 'nell’ultimo giorno',
  'draft.period.week': 'negli ultimi sette giorni',
  'draft.period.event': 'in tutto l’evento',
  'draft.recordedNothing': 'In quel tempo non è registrata nessuna decisione che si possa conoscere.',
  'draft.recordedFound':
    '{count, plural, =0 {La bozza non ne avrebbe decisa nessuna altrimenti} one {La bozza ne avrebbe decisa # altrimenti} other {La bozza ne avrebbe decise # altrimenti}}, su {looked, plural, one {# decisione registrata} other {# decisioni registrate}}.',
  'draft.recordedChange': 'da {from} a {to}',
  'draft.recordedMore': 'e {count, plural, one {# altro} other {altri #}}: mostra',
  'draft.recordedBy': 'secondo',
  'draft.recordedByNone': 'nessuna clausola lo consente',
  'draft.recordedReport': 'un rapporto: cambia solo il giudizio sul fatto',
  'draft.recordedAnyway':
    '{count, plural, one {Oggi # altra sarebbe decisa altrimenti} other {Oggi altre # sarebbero decise altrimenti}} con questa bozza e senza: sono in vigore altri documenti che allora.',
  'draft.recordedCut':
    'In quel tempo ce ne sono altre: si {looked, plural, one {è guardata l’ultima decisione} other {sono guardate le ultime # decisioni}}.',
  'draft.recordedFurther': 'Guarda più indietro',
};
