import type { powersEn } from '../en/powers.ts';

export const powersIt: Record<keyof typeof powersEn, string> = {
  'powers.title': 'Poteri e accompagnamento',
  'powers.why':
    'Un’attività coercitiva di un ospite ha effetto solo con quel preciso potere conferito, un agente del paese ospitante accanto, e l’approvazione di quell’attività (R-05).',
  'powers.whyGuest':
    'Ciò che il paese ospitante ti ha conferito, e chi ti è accanto. Un’attività coercitiva richiede anche la sua approvazione (R-05).',
  'powers.conferrals': 'Poteri conferiti ({count})',
  'powers.noConferral': 'Nessun potere è conferito a un ospite, per quanto puoi vedere.',
  'powers.accompaniments': 'Agenti accanto agli ospiti ({count})',
  'powers.noAccompaniment': 'Nessun agente è accanto a un ospite, per quanto puoi vedere.',
  'powers.beside': 'è accanto a',
  'powers.noEnd': 'finché non è terminato, o l’agente lascia il servizio',
  'powers.grant': 'Conferisci un potere',
  'powers.signGrant': 'Firma il conferimento',
  'powers.withdraw': 'Ritira il potere',
  'powers.withdrawWhy': 'Le attività dell’ospite che usano questo potere cessano subito.',
  'powers.begin': 'Metti un agente accanto a un ospite',
  'powers.signBegin': 'Firma l’accompagnamento',
  'powers.end': 'Termina l’accompagnamento',
  'powers.endWhy':
    'Se nessun altro è accanto all’ospite, cessano le attività coercitive o consentite solo accanto a un agente.',
  'powers.guest': 'Ospite',
  'powers.power': 'Potere',
  'powers.officer': 'Agente del paese ospitante',
  'powers.officerHint': 'solo chi è in servizio',
  'powers.missing.to': 'un ospite',
  'powers.missing.power': 'un potere',
  'powers.missing.from': 'un inizio leggibile',
  'powers.missing.until': 'quando finisce',
  'powers.missing.order': 'una fine dopo l’inizio',
  'powers.missing.reason': 'un motivo',
  'powers.missing.guest': 'un ospite',
  'powers.missing.officer': 'un agente',
};
