import type { accountEn } from '../en/account.ts';

export const accountIt: Record<keyof typeof accountEn, string> = {
  'account.title': 'Il mio account',
  'account.who': 'Chi sono qui',
  'account.person': 'Persona',
  'account.agency': 'Agenzia e componente',
  'account.roles': 'Ruoli',
  'account.method': 'Accesso con',
  'account.method.link': 'collegamento monouso',
  'account.method.key': 'chiave del browser',
  'account.method.password': 'password',
  'account.method.passkey': 'passkey',
  'account.method.oidc': 'accesso della propria agenzia',
  'account.records': 'Così risulta dagli atti; lo cambia il responsabile delle iscrizioni dell’agenzia, nessuno qui.',
  'account.password': 'Password',
  'account.passwordSet': 'Imposta una password',
  'account.passwordChange': 'Cambia la password',
  'account.passwordNone':
    'Non ne hai. La prima si imposta nel browser che custodisce la tua chiave di firma, entro 15 minuti dall’accesso.',
  'account.passwordEnds': 'Il cambio chiude tutte le altre tue sessioni.',
  'account.current': 'Password attuale',
  'account.next': 'Nuova password',
  'account.nextHint': 'almeno 12 caratteri',
  'account.passwordDone': 'La password è cambiata.',
  'account.passkeys': 'Passkey',
  'account.passkeysWhy':
    'Una passkey fa accedere e conferma le approvazioni: la sua prova sull’impronta dell’atto sta accanto alla firma.',
  'account.passkeysNone': 'Non hai passkey. La prima si crea nel browser che custodisce la tua chiave di firma.',
  'account.passkeysAddress':
    'Questa pagina è aperta a un indirizzo ({host}) e le passkey valgono solo per nomi. Aprila come localhost su questa macchina, o via https con il nome della sala.',
  'account.passkeysNot':
    'Qui le passkey non funzionano: la pagina va aperta come localhost, o via https con il nome della sala.',
  'account.label': 'Come chiami il dispositivo',
  'account.add': 'Aggiungi una passkey',
  'account.remove': 'Rimuovi {label}',
  'account.removeShort': 'Rimuovi',
  'account.removeSure': 'Rimuovila per sempre',
  'account.made': 'creata {day}',
  'account.passkeyFailed': 'Il browser non ha creato la passkey: {reason}',
  'account.key': 'Chiave di questo browser',
  'account.keyId': 'Chiave iscritta',
  'account.keyHere': 'Chiave in questo browser',
  'account.keyExercise':
    'In un’esercitazione ogni chiave si calcola da testo pubblico: chiunque può farla, perciò non prova nulla e non vale nulla.',
  'account.keyLive': 'È nata in questo browser, sta nel suo archivio e non si può leggere, neanche da noi.',
  'account.keyNone': 'Questo browser non ha una tua chiave. Senza si può leggere, non agire.',
  'account.keyOther':
    'La chiave qui non è quella iscritta. Il responsabile delle iscrizioni deve attestarla perché valga.',
  'account.keyFits': 'è quella iscritta',
  'account.makeKey': 'Crea una chiave in questo browser',
  'account.code': 'Codice per il responsabile delle iscrizioni',
  'account.codeWhy':
    'Il responsabile delle iscrizioni della tua agenzia lo esegue su una propria macchina, fuori dal server, dopo aver confrontato la chiave con te a voce o di persona:',
  'account.looks': 'Aspetto',
  'account.theme': 'Tema',
  'account.language': 'Lingua',
  'account.keys': 'Tasti',
  'account.sessions': 'Sessioni',
  'account.everywhere': 'Esci ovunque',
  'account.everywhereWhy':
    'Chiude ogni tua sessione, su ogni macchina, anche questa. Ciò che hai scritto resta in questo browser.',
  'account.everywhereSure': 'Sì, esci ovunque',
};
