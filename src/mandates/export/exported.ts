import { sha256Hex } from '../../base/digest.ts';
import { canonicalJson } from '../../base/json.ts';
import type { MandateSet } from '../../terms/mandate-set.ts';
import { setId } from '../compile.ts';
import { assumptionsOf, claimOf } from '../prove/commitments.ts';
import type { Scenario } from '../scenario.ts';
import { conformancePack } from './conformance.ts';
import {
  cedarFiles,
  conformanceFiles,
  type ExportedClaim,
  type Files,
  type IdentifiedSet,
  smtFiles,
} from './export-files.ts';

/** The forms in which a set is written for tools of others. */
export const FORMS = ['cedar', 'smt', 'conformance'] as const;
export type Form = (typeof FORMS)[number];

export const DEFAULT_SEED = 1;
/** Requests at random that stand at the end of a conformance pack. */
const RANDOM_REQUESTS = 1_000;

/**
 * A set in one form: what `remit mandate export` writes, and what is published of the set in force. Pure: the same set and commitments give the
 * same texts.
 * @param seed of the requests at random; of `conformance` only
 */
export function exportedFiles(
  form: Form,
  set: MandateSet,
  scenario: Pick<Scenario, 'commitments' | 'vocabulary'>,
  seed = DEFAULT_SEED,
): Files {
  const text = canonicalJson(set);
  // A set has one text and one id, but its words may lie in memory in the order of the documents or in that of the text.
  const whole = { set: JSON.parse(text) as MandateSet, id: sha256Hex(text) };
  switch (form) {
    case 'cedar':
      return cedarFiles(whole);
    case 'smt':
      return smtFiles(claimsOf(whole, scenario), assumptionsOf(scenario.vocabulary));
    case 'conformance':
      return conformanceFiles(whole, conformancePack(whole.set, { seed, random: RANDOM_REQUESTS }), seed);
  }
}

/** Both claims of each commitment that is a rule, as `remit mandate prove` proves them. */
function claimsOf(whole: IdentifiedSet, { commitments }: Pick<Scenario, 'commitments'>): ExportedClaim[] {
  const promises = new Set(commitments.map(({ id }) => id));
  const alone = { ...whole.set, rules: whole.set.rules.filter(({ id }) => !promises.has(id)) };
  const mandates = { set: alone, id: setId(alone) };
  return commitments.flatMap((commitment) => {
    if (commitment.form !== 'rule') return [];
    const { id, text } = commitment;
    const claim = claimOf(commitment);
    const told = `commitment ${id}: ${text.trim()}`;
    return [
      { name: id, told: [told, 'over all that is in force: as the room decides'], of: whole, claim },
      { name: `${id}.mandates-alone`, told: [told, 'over the mandates alone'], of: mandates, claim },
    ];
  });
}
