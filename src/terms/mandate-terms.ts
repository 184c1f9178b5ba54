/**
 * What a mandate says in words beside its clauses: what an agreement on a joint operation has to say (Council Decision 2008/616/JHA, article
 * 17(3)), and what practice adds. No act is decided by any of it.
 */
export const TERM_NAMES = [
  'competentAuthorities',
  'officerInCharge',
  'purpose',
  'area',
  'period',
  'assistance',
  'powers',
  'arms',
  'accompaniment',
  'direction',
  'dataCategories',
  'dataPurpose',
  'dataRetention',
  'costs',
  'liability',
  'immunity',
  'complaints',
  'numbers',
] as const;
export type TermName = (typeof TERM_NAMES)[number];

/** Stated where `text` is there, left open where `open` names the question that says so; both where a part of it is open. */
export type MandateTerm = {
  /** In our own words. */
  readonly text: string | null;
  /** Ids of sources; never empty where there is a text. */
  readonly source: readonly string[];
  /** Id of an open question. */
  readonly open: string | null;
};
export type MandateTerms = Readonly<Record<TermName, MandateTerm>>;

/** What people call each, in both languages. */
export const TERM_TITLES: Readonly<Record<'en' | 'it', Readonly<Record<TermName, string>>>> = {
  en: {
    competentAuthorities: 'Competent authorities',
    officerInCharge: 'Officer in charge',
    purpose: 'Purpose',
    area: 'Area',
    period: 'Period',
    assistance: 'Assistance',
    powers: 'Powers conferred',
    arms: 'Arms and equipment',
    accompaniment: 'Accompaniment',
    direction: 'Direction',
    dataCategories: 'Data exchanged',
    dataPurpose: 'Purpose of the data',
    dataRetention: 'How long data are kept',
    costs: 'Costs',
    liability: 'Liability',
    immunity: 'Immunity',
    complaints: 'Where to complain',
    numbers: 'Number of persons',
  },
  it: {
    competentAuthorities: 'Autorità competenti',
    officerInCharge: 'Funzionario responsabile',
    purpose: 'Scopo',
    area: 'Area',
    period: 'Periodo',
    assistance: 'Assistenza',
    powers: 'Poteri conferiti',
    arms: 'Armi ed equipaggiamento',
    accompaniment: 'Accompagnamento',
    direction: 'Direzione',
    dataCategories: 'Dati scambiati',
    dataPurpose: 'Finalità dei dati',
    dataRetention: 'Durata di conservazione dei dati',
    costs: 'Spese',
    liability: 'Responsabilità',
    immunity: 'Immunità',
    complaints: 'Dove presentare un reclamo',
    numbers: 'Numero di persone',
  },
};

/** Every term by name, in their order. A mandate kept from before terms were asked for states none. */
export function termsInOrder(terms: MandateTerms | undefined): (MandateTerm & { readonly name: TermName })[] {
  return TERM_NAMES.map((name) => ({ name, ...(terms?.[name] ?? { text: null, source: [], open: null }) }));
}
