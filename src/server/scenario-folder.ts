import { basename } from 'node:path';
import { StartRefused } from '../ledger/store/postgres-connection.ts';
import type { Scenario } from '../mandates/scenario.ts';
import { folderMeant, problemLines, readScenarioFolder } from '../scenarios/read.ts';
import type { Mode } from '../terms/act.ts';

/** Problems that are named; more are counted. */
const NAMED_MAX = 5;

/**
 * Reads the scenario of a folder, or of a supplied name, for a mode.
 * @throws StartRefused where it is missing, has problems, or does not run in that mode
 */
export async function loadScenario(nameOrFolder: string, mode: Mode): Promise<Scenario> {
  const folder = folderMeant(nameOrFolder);
  if (typeof folder !== 'string') throw new StartRefused(folder.refused);
  const read = await readScenarioFolder(folder);
  if (!read.ok) {
    const lines = problemLines(read.problems);
    const more = lines.length > NAMED_MAX ? [`and ${lines.length - NAMED_MAX} more`] : [];
    const named = [...lines.slice(0, NAMED_MAX), ...more].join('\n  ');
    throw new StartRefused(`the scenario \`${basename(folder)}\` is not in order:\n  ${named}`);
  }
  const { scenario } = read;
  if (!scenario.modes.includes(mode)) {
    throw new StartRefused(
      `the scenario \`${scenario.id}\` does not run ${mode === 'live' ? 'live' : 'as an exercise'}`,
    );
  }
  return scenario;
}
