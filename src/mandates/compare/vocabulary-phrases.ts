import type { Cleared } from '../../terms/axes.ts';
import type { Coerciveness, Safety, Standing } from '../../terms/mandate-set.ts';
import type { VocabularyKind } from './vocabulary-changes.ts';

/** How differences of vocabularies are told in one language. */
export type VocabularyPhrases = {
  readonly kinds: Readonly<Record<VocabularyKind, string>>;
  readonly head: {
    /** `name`: with what stands before it, or nothing. */
    readonly added: (kind: string, id: string, name: string) => string;
    readonly removed: (kind: string, id: string, name: string) => string;
    readonly changed: (kind: string, id: string) => string;
  };
  readonly fields: Readonly<Record<string, string>>;
  readonly notWritten: string;
  readonly yes: string;
  readonly no: string;
  /** Words of fields that are the same in every event. */
  readonly standing: Readonly<Record<Standing, string>>;
  readonly coerciveness: Readonly<Record<Coerciveness, string>>;
  readonly safety: Readonly<Record<Safety, string>>;
  readonly clearance: Readonly<Record<Cleared, string>>;
};

const ENGLISH: VocabularyPhrases = {
  kinds: {
    vocabulary: 'vocabulary',
    agency: 'agency',
    component: 'component',
    office: 'office',
    role: 'role',
    activity: 'activity',
    'activity-group': 'group of activities',
    purpose: 'purpose',
    place: 'place',
    room: 'room',
    desk: 'desk',
    'incident-category': 'category of incidents',
    'zone-kind': 'kind of zones',
    zone: 'zone',
    phase: 'phase',
  },
  head: {
    added: (kind, id, name) => `${kind} ${id} added${name}`,
    removed: (kind, id, name) => `${kind} ${id} removed${name}`,
    changed: (kind, id) => `${kind} ${id} changed`,
  },
  fields: {
    id: 'id',
    version: 'version',
    name: 'name',
    state: 'state',
    standing: 'standing',
    agency: 'agency',
    coerciveness: 'coerciveness',
    power: 'power',
    clearance: 'clearance needed',
    safety: 'safety act',
    members: 'members',
    within: 'lies in',
    position: 'position',
    approximate: 'approximate',
    source: 'source',
    owner: 'owner',
    place: 'place',
    roles: 'roles',
    agencies: 'held by',
    kind: 'kind',
    places: 'places',
    from: 'from',
    until: 'until',
  },
  notWritten: '(not written)',
  yes: 'yes',
  no: 'no',
  standing: {
    'host-authority': 'the host authority',
    host: 'of the host',
    organiser: 'organiser',
    guest: 'guest',
    room: 'the room',
  },
  coerciveness: { none: 'not coercive', presence: 'presence', protective: 'protective', coercive: 'coercive' },
  safety: { none: 'of nobody', host: 'of the host', everyone: 'of everyone' },
  clearance: { person: 'of the person', weapon: 'of the weapon', vehicle: 'of the vehicle' },
};

const ITALIAN: VocabularyPhrases = {
  kinds: {
    vocabulary: 'vocabolario',
    agency: 'agenzia',
    component: 'componente',
    office: 'ufficio',
    role: 'ruolo',
    activity: 'attività',
    'activity-group': 'gruppo di attività',
    purpose: 'scopo',
    place: 'luogo',
    room: 'sala',
    desk: 'postazione',
    'incident-category': 'categoria di eventi',
    'zone-kind': 'tipo di zone',
    zone: 'zona',
    phase: 'fase',
  },
  head: {
    added: (kind, id, name) => `${kind} ${id} c’è in più${name}`,
    removed: (kind, id, name) => `${kind} ${id} non c’è più${name}`,
    changed: (kind, id) => `${kind} ${id} si legge diversamente`,
  },
  fields: {
    id: 'id',
    version: 'versione',
    name: 'nome',
    state: 'Stato',
    standing: 'posizione',
    agency: 'agenzia',
    coerciveness: 'coercizione',
    power: 'potere',
    clearance: 'nulla osta richiesto',
    safety: 'atto di sicurezza',
    members: 'membri',
    within: 'si trova in',
    position: 'coordinate',
    approximate: 'approssimativo',
    source: 'fonte',
    owner: 'titolare',
    place: 'luogo',
    roles: 'ruoli',
    agencies: 'occupata da',
    kind: 'tipo',
    places: 'luoghi',
    from: 'dal',
    until: 'al',
  },
  notWritten: '(non scritto)',
  yes: 'sì',
  no: 'no',
  standing: {
    'host-authority': 'l’autorità ospitante',
    host: 'del paese ospitante',
    organiser: 'organizzatore',
    guest: 'ospite',
    room: 'la sala',
  },
  coerciveness: { none: 'non coercitiva', presence: 'presenza', protective: 'di protezione', coercive: 'coercitiva' },
  safety: { none: 'di nessuno', host: 'del paese ospitante', everyone: 'di tutti' },
  clearance: { person: 'della persona', weapon: 'dell’arma', vehicle: 'del veicolo' },
};

/** The phrases by the language. */
export const VOCABULARY_PHRASES: Readonly<Record<'en' | 'it', VocabularyPhrases>> = { en: ENGLISH, it: ITALIAN };
