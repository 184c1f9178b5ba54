import { suppliedScenario } from '../../exercise/testing/scenarios.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import { publishedCounts } from '../counts/published-counts.ts';
import { COUNTING_PACES } from '../counts/step-counts.ts';
import { Tally } from '../counts/tally.ts';
import { forbidding } from '../pages/commitments.ts';
import { UNKNOWN_AGENCY } from '../pages/counts.ts';
import type { PublicView } from '../public-view.ts';

/** A view of a supplied scenario before anything happened. */
export async function viewOf(name: string, changed: Partial<PublicView> = {}): Promise<PublicView> {
  const scenario = changed.scenario ?? (await suppliedScenario(name));
  return {
    scenario,
    mode: 'exercise',
    ledger: `${name}.exercise.remit.example/0123456789ab`,
    counts: publishedCounts(new Tally(), 0, null, agenciesOf(scenario), forbidding(scenario)),
    pace: COUNTING_PACES.exercise,
    standings: new Map(),
    exceptions: [],
    proofs: null,
    exports: null,
    witnesses: null,
    opened: null,
    feedback: 'mailto:public@remit.example',
    scriptDigest: 'ab'.repeat(32),
    programDigest: 'cd'.repeat(32),
    policy: false,
    keyChanges: 0,
    ...changed,
  };
}

/** The agencies that the counts of an event know. */
export function agenciesOf({ vocabulary }: Scenario): string[] {
  return [...vocabulary.agencies.map(({ id }) => id), UNKNOWN_AGENCY];
}
