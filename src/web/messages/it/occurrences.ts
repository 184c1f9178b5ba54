import type { occurrencesEn } from '../en/occurrences.ts';

export const occurrencesIt: Record<keyof typeof occurrencesEn, string> = {
  'occurrences.title': 'Fatti',
  'occurrences.report': 'Segnala un fatto',
  'occurrences.always':
    'Una segnalazione è sempre accettata. Nessun mandato, nessuna regola e nessuna persona può trattenerla, chiunque abbia agito e chiunque segnali.',
  'occurrences.verdictMeans':
    'Il giudizio accanto dice che cosa i mandati in vigore all’ora del fatto dicono di quel fatto, come lo descrivi. Non prova che sia accaduto e non giudica nessuno.',
  'occurrences.sign': 'Firma la segnalazione',
  'occurrences.activity': 'Che cosa è stato fatto',
  'occurrences.agency': 'Da personale di chi',
  'occurrences.component': 'Componente',
  'occurrences.role': 'Ruolo',
  'occurrences.purpose': 'Per quale scopo, per quanto sai',
  'occurrences.time': 'Quando è stato fatto',
  'occurrences.now': 'vuoto: adesso',
  'occurrences.text': 'Che cosa hai visto o ti è stato detto',
  'occurrences.unknown': 'sconosciuto',
  'occurrences.unknownAgency': 'agenzia sconosciuta',
  'occurrences.verdict': 'Giudizio',
  'occurrences.wouldBe': 'Il giudizio accanto sarebbe',
  'occurrences.missing': 'Prima di firmare: {what}.',
  'occurrences.missing.activity': 'che cosa è stato fatto',
  'occurrences.missing.time': 'un orario leggibile',
  'occurrences.missing.future': 'un orario che non sia nel futuro',
  'occurrences.missing.text': 'che cosa hai visto o ti è stato detto',
  'occurrences.reported': 'Segnalati',
  'occurrences.none': 'Non è segnalato alcun fatto che tu possa vedere. Chi è segnalato non ne viene informato.',
  'occurrences.older': 'Leggi le segnalazioni precedenti',
  'occurrences.deed': 'Fatto, e con quali parole',
  'occurrences.reporter': 'Segnalato da',
  'occurrences.whole': 'la pratica con la sua storia',
};
