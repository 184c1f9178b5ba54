import type { peopleEn } from '../en/people.ts';

export const peopleIt: Record<keyof typeof peopleEn, string> = {
  'people.title': 'Persone',
  'people.here': '{count, plural, one {# a una postazione} other {# alle postazioni}}',
  'people.asFarAs': 'Vedi il personale della tua agenzia e chi ti riguarda. Altri possono essere nelle sale.',
  'people.nobody': 'Nessuno che tu possa vedere è a una postazione.',
  'people.person': 'Persona',
  'people.role': 'Ruolo',
  'people.since': 'Da',
  'people.beside': 'accompagnato da {officer}',
  'people.accompanies': 'accompagna {guest}',
  'people.enrolled': 'Registrati ({count})',
  'people.noneFits': 'Nessuno corrisponde.',
  'people.more': 'Leggi gli altri',
};
