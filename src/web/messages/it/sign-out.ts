import type { signOutEn } from '../en/sign-out.ts';

export const signOutIt: Record<keyof typeof signOutEn, string> = {
  'signOut.title': 'Uscire?',
  'signOut.drafts':
    '{count, plural, one {# modulo contiene} other {# moduli contengono}} testo scritto e non firmato. Resta in questo browser per quando torni; non viene mostrato a nessun altro.',
  'signOut.waiting':
    '{count, plural, one {# atto firmato non è ancora arrivato} other {# atti firmati non sono ancora arrivati}} alla sala. Parte quando accedi di nuovo qui.',
  'signOut.ends': 'Questo chiude la tua sessione in questo browser. Non viene registrato nulla.',
  'signOut.desk': 'Il turno alla postazione {desk} continua. Per finirlo, lascia prima la postazione.',
  'signOut.leave': 'Esci ora',
  'signOut.stay': 'Resta',
};
