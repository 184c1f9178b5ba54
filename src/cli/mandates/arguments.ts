import type { Scenario } from '../../mandates/scenario.ts';
import { DEFAULT_EXERCISE } from '../defaults.ts';
import { numberOption } from '../options.ts';
import { readWithDraftOr66 } from '../scenario-argument.ts';

const BUDGET_MAX = 100_000_000;

/** Parts that a proof may look at. @throws CommandEnds */
export function budgetOption(text: string | undefined): { readonly budget?: number } {
  return text === undefined ? {} : { budget: numberOption('budget', text, { min: 1, max: BUDGET_MAX }) };
}

/** The scenario of a folder, a name or a mandate's file, or the one that is taken where none is given. @throws CommandEnds */
export async function scenarioOf(name: string | undefined): Promise<Scenario> {
  return await readWithDraftOr66(name ?? DEFAULT_EXERCISE);
}
