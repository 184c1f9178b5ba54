import { isoTime } from '../../base/clock.ts';
import { axisName, inZone, type Names, type Phrases, wordName } from '../explain.ts';
import type { Region } from '../prove/claim.ts';
import type { Space } from '../prove/space.ts';
import { toldRegion } from '../prove/told-region.ts';
import type { Finding } from './findings.ts';

type FindingPhrases = {
  readonly [Kind in Finding['finding']]: (
    finding: Extract<Finding, { readonly finding: Kind }>,
    told: {
      readonly acts: (region: Region) => string;
      readonly and: (ids: readonly string[]) => string;
      readonly at: (ms: number) => string;
      readonly axisTold: (axis: string) => string;
    },
  ) => string;
};

const NAMED_MAX = 4;

/** The first ids, and how many more there are. */
function few(ids: readonly string[], more: string): readonly string[] {
  return ids.length <= NAMED_MAX ? ids : [...ids.slice(0, NAMED_MAX - 1), `${ids.length - NAMED_MAX + 1} ${more}`];
}

const ENGLISH: FindingPhrases = {
  'beats-approval': ({ clause, other, acts: region }, { acts }) =>
    `${clause} permits without asking what ${other} says the host approves first: ${acts(region)}. It blocks.`,
  'dead-permit': ({ clause, others }, { and }) =>
    `${clause} permits nothing: all of it is forbidden by ${others.length === 0 ? 'R-05' : and(others)}.`,
  redundant: ({ clause, others }, { and }) =>
    others.length === 0
      ? `${clause} changes nothing: every act has the same outcome without it.`
      : `${clause} changes nothing beside ${and(others)}: every act has the same outcome without it.`,
  'overlaps-forbid': ({ clause, other, acts: region }, { acts }) =>
    `${clause} permits, and ${other} forbids: ${acts(region)}. It is forbidden.`,
  'touches-commitment': ({ clause, other, acts: region }, { acts }) =>
    `${clause} permits acts of which the commitment ${other} speaks: ${acts(region)}.`,
  'ends-early': ({ clause, until, event }, { at }) =>
    `${clause} ends at ${at(until)}, before the event's last phase does, at ${at(event)}.`,
  'open-axis': ({ clause, question, axis, permits }, { and, axisTold }) =>
    `${clause} never comes into force in a live room: ${question} leaves ${axisTold(axis)} open, of which every permit says something: ${and(few(permits, 'more'))}.`,
  'never-had': ({ clause, axis, acts: region }, { acts, axisTold }) =>
    `${clause} never applies to some that it names, for the facts of these never say what it wants of ${axisTold(axis)}: ${acts(region)}.`,
  undecided: ({ clause }) => `whether ${clause} makes a difference is not known: the budget ended. It blocks.`,
};

const ITALIAN: FindingPhrases = {
  'beats-approval': ({ clause, other, acts: region }, { acts }) =>
    `${clause} consente senza chiedere ciò che per ${other} il paese ospitante approva prima: ${acts(region)}. È bloccante.`,
  'dead-permit': ({ clause, others }, { and }) =>
    `${clause} non consente nulla: lo vieta per intero ${others.length === 0 ? 'R-05' : and(others)}.`,
  redundant: ({ clause, others }, { and }) =>
    others.length === 0
      ? `${clause} non cambia nulla: senza di essa ogni atto ha lo stesso esito.`
      : `${clause} non cambia nulla accanto a ${and(others)}: senza di essa ogni atto ha lo stesso esito.`,
  'overlaps-forbid': ({ clause, other, acts: region }, { acts }) =>
    `${clause} consente, e ${other} vieta: ${acts(region)}. È vietato.`,
  'touches-commitment': ({ clause, other, acts: region }, { acts }) =>
    `${clause} consente atti di cui parla l’impegno ${other}: ${acts(region)}.`,
  'ends-early': ({ clause, until, event }, { at }) =>
    `${clause} finisce il ${at(until)}, prima dell’ultima fase dell’evento, che finisce il ${at(event)}.`,
  'open-axis': ({ clause, question, axis, permits }, { and, axisTold }) =>
    `${clause} non entra mai in vigore in una sala reale: ${question} lascia in sospeso ${axisTold(axis)}, di cui ogni permesso dice qualcosa: ${and(few(permits, 'altri'))}.`,
  'never-had': ({ clause, axis, acts: region }, { acts, axisTold }) =>
    `${clause} non si applica mai a una parte di ciò che nomina, perché quei fatti non dicono mai ciò che essa vuole per ${axisTold(axis)}: ${acts(region)}.`,
  undecided: ({ clause }) =>
    `se ${clause} faccia differenza non è dato sapere: il limite di lavoro è finito. È bloccante.`,
};

const TABLES: Readonly<Record<'en' | 'it', FindingPhrases>> = { en: ENGLISH, it: ITALIAN };

/** A finding in a sentence. @param space of all acts of the set, for telling regions of it */
export function toldFinding(
  finding: Finding,
  language: 'en' | 'it',
  { space, names, phrases }: { readonly space: Space; readonly names: Names; readonly phrases: Phrases },
): string {
  const tell = TABLES[language][finding.finding] as (finding: Finding, told: object) => string;
  const at = (ms: number) => inZone(wordName('time', isoTime(ms), names, phrases), names);
  const acts = (region: Region) => toldRegion(region, space, names, phrases);
  return tell(finding, { acts, and: phrases.and, at, axisTold: (axis: string) => axisName(axis, names, phrases) });
}
