import type { statementsEn } from '../en/statements.ts';

export const statementsIt: Record<keyof typeof statementsEn, string> = {
  'statements.title': 'Dichiarazioni pubbliche',
  'statements.lead':
    'Ciò che hanno detto in pubblico gli uffici legati all’accordo, con parole nostre. Dove si contraddicono restano entrambe, una accanto all’altra, e nulla viene risolto. Chi critica non viene schedato.',
  'statements.search': 'Cerca nelle dichiarazioni',
  'statements.registered': 'Registrate in questa sala',
  'statements.noneRegistered': 'In questa sala non è ancora registrato nulla.',
  'statements.noneFound': 'Nessuna dichiarazione contiene queste parole.',
  'statements.reported': 'Riportate prima dell’apertura della sala',
  'statements.together': 'Queste si contraddicono',
  'statements.noTopic': 'senza tema',
  'statements.topic': 'Tema: {topic}',
  'statements.contradicts': 'Contraddice {ids}',
  'statements.undated': 'senza data',
  'statements.source': 'Fonte: {source}',
  'statements.by': 'Registrata da {desk}',
  'statements.form': 'Registra una dichiarazione',
  'statements.office': 'Ufficio',
  'statements.officeHint':
    'solo uffici del vocabolario; uno per cui non parla nessuna agenzia dell’accordo viene rifiutato (R-25)',
  'statements.choose': 'scegli',
  'statements.saidOn': 'Detto il',
  'statements.saidOnHint': 'si scrive 2026-01-27',
  'statements.noDay': 'questo non è un giorno; si scrive 2026-01-27',
  'statements.where': 'Dove',
  'statements.whereHint': 'vuoto dove nessuno lo dice',
  'statements.text': 'Che cosa è stato detto, con parole nostre',
  'statements.sourceField': 'Fonte',
  'statements.sourceHint': 'sigla di una fonte dell’accordo, come R4, o un nome di più parole',
  'statements.contradictsField': 'Contraddice',
  'statements.sign': 'Registra',
};
