import type { deskEn } from '../en/desk.ts';

export const deskIt: Record<keyof typeof deskEn, string> = {
  'desk.title': 'Postazione',
  'desk.why': 'Si agisce da una postazione. Prenderla è un atto firmato: apre il turno, e gli atti lo mostrano.',
  'desk.choose': 'Scegliere una postazione',
  'desk.wanted': 'il collegamento è per questa postazione',
  'desk.taken': 'occupata da altri',
  'desk.free': 'libera',
  'desk.signOn': 'Prendi servizio',
  'desk.signOff': 'Lascia la postazione',
  'desk.none': 'Gli atti non danno diritto ad alcuna postazione. Si può leggere ciò che è visibile.',
  'desk.noneSigns':
    'Non ti serve una postazione: firmi mandati, e firmando dichiari dove ti trovi. Ciò che ti attende si trova in',
  'desk.without': 'Continua senza postazione',
  'desk.notAdmitted':
    'Ora nessun mandato in vigore ammette la tua componente, perciò anche lasciare la postazione sarebbe rifiutato: il tuo turno resta com’è finché non sei di nuovo ammesso. Le ricevute dei tuoi atti restano a tua disposizione, nella pagina del tuo account; il conteggio di chiusura del turno arriva quando lasci la postazione.',
  'desk.held': 'Questa postazione è tua.',
  'desk.room': 'Sala',
  'desk.desk': 'Postazione',
  'desk.state': 'Stato',
};
