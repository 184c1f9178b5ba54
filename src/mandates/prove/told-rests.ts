import type { FactSource } from '../../terms/fact-sources.ts';
import { axisName, type Names, type Phrases } from '../explain.ts';
import type { Reach } from './reach.ts';
import type { Rests } from './rests-on.ts';

/** What the assumptions of a proof are called. */
type RestsPhrases = {
  readonly sources: Readonly<Record<FactSource, string>>;
  readonly fact: (axis: string) => string;
  readonly restsOn: (facts: string) => string;
  readonly aloneAlso: (facts: string) => string;
  readonly reach: Readonly<Record<Exclude<Reach, null>, string>>;
};

const AXES_ENGLISH: Readonly<Record<string, string>> = { activity: 'the activity' };
const ENGLISH: RestsPhrases = {
  sources: {
    act: 'what its actor claims and signs',
    roster: 'the roster',
    shifts: 'the shifts',
    accompaniments: 'the records of accompaniment',
    conferrals: 'the records of conferrals',
    clearances: 'the records of clearances',
    approvals: 'the records of approvals',
    items: 'the records of items and releases',
    zones: 'the table of zones',
    clock: 'the room’s clock',
  },
  fact: (axis) => AXES_ENGLISH[axis] ?? axis,
  restsOn: (facts) => `taken as stated: ${facts}`,
  aloneAlso: (facts) => `of the mandates alone also: ${facts}`,
  reach: {
    never: 'no records give an act these facts',
    nobody: 'nobody on the roster of today is such',
    somebody: 'somebody on the roster of today is such',
  },
};

const AXES_ITALIAN: Readonly<Record<string, string>> = { activity: 'l’attività' };
const ITALIAN: RestsPhrases = {
  sources: {
    act: 'ciò che il suo autore dichiara e firma',
    roster: 'l’elenco delle persone',
    shifts: 'i turni',
    accompaniments: 'i dati sugli accompagnamenti',
    conferrals: 'i dati sui conferimenti',
    clearances: 'i dati sui nulla osta',
    approvals: 'i dati sulle approvazioni',
    items: 'i dati su elementi e comunicazioni',
    zones: 'la tavola delle zone',
    clock: 'l’orologio della sala',
  },
  fact: (axis) => AXES_ITALIAN[axis] ?? axis,
  restsOn: (facts) => `preso come dichiarato: ${facts}`,
  aloneAlso: (facts) => `dei soli mandati anche: ${facts}`,
  reach: {
    never: 'nessun dato può dare a un atto questi fatti',
    nobody: 'oggi nessuno nell’elenco delle persone è tale',
    somebody: 'oggi qualcuno nell’elenco delle persone è tale',
  },
};

const phrasesOf = (language: 'en' | 'it') => (language === 'it' ? ITALIAN : ENGLISH);

/**
 * The assumptions of a proof in words, and those of the proof of the mandates alone that come on top.
 * `taken as stated: the activity (what its actor claims and signs); the agency and the component (the roster)`
 */
export function toldRests(
  { inForce, mandatesAlone }: { readonly inForce: Rests; readonly mandatesAlone: Rests },
  language: 'en' | 'it',
  names: Names,
  phrases: Phrases,
): string {
  const words = phrasesOf(language);
  const told = (rests: Rests) =>
    rests
      .map(({ source, facts }) => {
        const named = facts.map((fact) => words.fact(axisName(fact, names, phrases)));
        return `${phrases.and(named)} (${words.sources[source]})`;
      })
      .join('; ');
  const known = new Set(inForce.flatMap(({ facts }) => facts));
  const more = mandatesAlone.flatMap(({ source, facts }) => {
    const others = facts.filter((fact) => !known.has(fact));
    return others.length === 0 ? [] : [{ source, facts: others }];
  });
  const also = more.length === 0 ? '' : `; ${words.aloneAlso(told(more))}`;
  return `${words.restsOn(told(inForce))}${also}`;
}

/** Whether the records reach a counterexample, in words; undefined where that is not known. */
export function toldReach(reach: Reach, language: 'en' | 'it'): string | undefined {
  return reach === null ? undefined : phrasesOf(language).reach[reach];
}
