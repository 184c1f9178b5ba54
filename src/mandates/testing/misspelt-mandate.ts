import assert from 'node:assert/strict';
import { parse, stringify } from 'yaml';
import { problemsOf } from './refusal-table.ts';
import { smallScenario } from './scenario-fixture.ts';

/** A mandate with more than one fault: what is told of it, and whether a misspelt word of it is. */

type Mapping = Record<string, unknown>;
type Written = Mapping & { clauses: Mapping[] };

export const FILE = 'mandates/visit.yaml';

/** Of every problem of the visit, or of another file of the event, as it is changed: file, rule and message. */
export function rulesOf(change: (mandate: Written) => void, file = FILE): string[] {
  const files = smallScenario({
    [file]: (text) => {
      const mandate = parse(text) as Written;
      change(mandate);
      return stringify(mandate, { aliasDuplicateObjects: false });
    },
  });
  return problemsOf(files).map((told) => /^(\S+):\d+ \[([a-z-]+)\] (.*)$/s.exec(told)?.slice(1, 4).join(' ') ?? told);
}

export const clauseOf = (mandate: Written, n: number) => mandate.clauses[n] ?? assert.fail();
export const NEAR = (rule: string, word: string, meant: string) =>
  `unknown ${rule} \`${word}\`; did you mean \`${meant}\`?`;
/** Of each member of a clause a word that is nearly one, and what is told of it. */
export const MISSPELT = {
  place: [['consulat'], NEAR('place', 'consulat', 'consulate')],
  purpose: [['securty'], NEAR('purpose', 'securty', 'security')],
  source: [['X9'], 'unknown source `X9`'],
  agency: [['gest'], NEAR('agency', 'gest', 'guest')],
  component: [['guest.analyst'], NEAR('component', 'guest.analyst', 'guest.analysts')],
  zones: [{ maximun: ['inside'] }, NEAR('zone kind', 'maximun', 'maximum')],
  activity: [['asess'], NEAR('activity', 'asess', 'assess')],
} as const;
export type Misspelt = keyof typeof MISSPELT;

export function isTold(told: readonly string[], word: Misspelt, beside: string): void {
  const [, message] = MISSPELT[word];
  assert(
    told.some((one) => one.includes(message)),
    `${message}, beside ${beside}, among: ${told.join(' | ')}`,
  );
}
