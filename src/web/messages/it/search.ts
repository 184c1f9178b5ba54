import type { searchEn } from '../en/search.ts';

export const searchIt: Record<keyof typeof searchEn, string> = {
  'search.title': 'Cerca',
  'search.lead':
    'Ogni parola deve iniziare una parola di ciò che si trova: della riga, del numero, della persona, dell’agenzia, della postazione, del luogo, dell’attività o delle clausole, come si chiamano in italiano o in inglese. Ciò che non puoi vedere non si trova.',
  'search.words': 'Parole',
  'search.type': 'Scrivi almeno due lettere.',
  'search.name': 'Numero o nome',
  'search.what': 'Che cosa',
  'search.screens': 'Schermate',
  'search.matters': 'Pratiche',
  'search.acts': 'Registrazioni',
  'search.mandates': 'Nell’accordo',
  'search.all': 'Tutto ciò che contiene “{q}”',
  'search.most': 'Si vedono le ultime {count}; con più parole si trova meno.',
};
