import type { signInEn } from '../en/sign-in.ts';

export const signInIt: Record<keyof typeof signInEn, string> = {
  'signIn.title': 'Accesso',
  'signIn.exercise':
    'Questa è un’esercitazione. Persone, atti e messaggi sono inventati, e le sue chiavi non hanno alcun valore: per entrare bastano l’identificativo di una persona e la chiave di questo browser.',
  'signIn.person': 'Persona',
  'signIn.personHint': 'il proprio nome nell’elenco delle persone, come it-duty-a',
  'signIn.password': 'Password',
  'signIn.byPassword': 'Accedi con la password',
  'signIn.byPasskey': 'Accedi con una passkey',
  'signIn.byKey': 'Accedi con la chiave di questo browser',
  'signIn.byProvider': 'Accedi con {agency}',
  'signIn.entering': 'Accesso in corso…',
  'signIn.keyTitle': 'Chiave di questo browser',
  'signIn.keyNone': 'Questo browser non ha una chiave di questa persona.',
  'signIn.makeKey': 'Crea una chiave',
  'signIn.keyMade':
    'La chiave è creata e non può essere letta da questo browser. Dare questa riga al responsabile delle iscrizioni della propria agenzia; vale dopo la sua controfirma.',
  'signIn.keyLine': 'Per il responsabile delle iscrizioni',
  'signIn.ended.signed-out': 'La sessione è chiusa.',
  'signIn.ended.expired': 'La sessione è scaduta. Ciò che è stato scritto è conservato.',
  'signIn.ended.removed': 'Secondo gli atti non si è più nell’elenco delle persone.',
  'signIn.ended.suspended': 'Il mandato della propria agenzia è sospeso.',
  'signIn.ended.noMandate': 'Nessun mandato in vigore ammette più la propria componente.',
  'signIn.halt.again':
    'Si può accedere di nuovo: si vede allora ciò che era dato vedere fino ad allora, e nulla di quanto è venuto dopo.',
  'signIn.halt.mandate': 'Mandato',
  'signIn.ended.component': 'L’agenzia o la componente è cambiata. Accedere di nuovo.',
  'signIn.ended.enrolled-anew': 'La registrazione è stata rinnovata. Accedere di nuovo, con la chiave ora registrata.',
};
