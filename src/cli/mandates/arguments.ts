import type { ProofLimits } from '../../mandates/prove/prove.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import { DEFAULT_EXERCISE } from '../defaults.ts';
import { numberOption } from '../options.ts';
import { NoSuchFolder, readWithDraftOr66, withMandatesOr66 } from '../scenario-argument.ts';

const BUDGET_MAX = 100_000_000;
/** What they take is bounded: a region in the low kilobytes, so these some hundred megabytes. */
const REGIONS_MAX = 200_000;

/** Parts that a proof may look at. @throws CommandEnds */
export function budgetOption(text: string | undefined): { readonly budget?: number } {
  return text === undefined ? {} : { budget: numberOption('budget', text, { min: 1, max: BUDGET_MAX }) };
}

/** Parts that a proof may look at, and regions that it gathers. @throws CommandEnds */
export function limitOptions(texts: {
  readonly budget?: string | undefined;
  readonly regions?: string | undefined;
}): ProofLimits {
  const { regions } = texts;
  const gathered =
    regions === undefined ? {} : { regions: numberOption('regions', regions, { min: 1, max: REGIONS_MAX }) };
  return { ...budgetOption(texts.budget), ...gathered };
}

/** What every command takes that reads documents: files of mandates that count in the place of the folder's, or beside them. */
export const WITH = { with: { type: 'string' } } as const;

type Asked = {
  /** Names of files, with commas between. */
  readonly with?: string | undefined;
  /** How a mandate is named, for who named one in the place of a folder. */
  readonly howNamed?: (name: string) => string;
};

/**
 * The scenario of a folder, a name or a mandate's file, or the one that is taken where none is given; with the files that are named beside.
 * @throws CommandEnds
 */
export async function scenarioOf(name: string | undefined, asked: Asked = {}): Promise<Scenario> {
  const { with: files, howNamed = byItsFile } = asked;
  try {
    const scenario = await readWithDraftOr66(name ?? DEFAULT_EXERCISE);
    return files === undefined ? scenario : await withMandatesOr66(scenario, files.split(','));
  } catch (error) {
    if (!(error instanceof NoSuchFolder) || name === undefined) throw error;
    throw new NoSuchFolder(`${error.message}. ${howNamed(name)}`, error.problems);
  }
}

function byItsFile(name: string): string {
  const [mandate] = name.split('/');
  return `A mandate is named by its file: \`harbour-summit/mandates/${mandate}.yaml\``;
}
