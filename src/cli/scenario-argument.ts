import type { Scenario } from '../mandates/scenario.ts';
import { problemLines, readScenarioFolder, scenarioFolder } from '../scenarios/read.ts';
import { CommandEnds, EXIT } from './command.ts';
import { plain } from './plain-text.ts';

/**
 * The scenario of a folder, or of the name of a supplied one.
 * @throws CommandEnds with 66 and every problem of its documents, by file and line
 */
export async function readScenarioOr66(name: string): Promise<Scenario> {
  const read = await readScenarioFolder(scenarioFolder(name));
  if (read.ok) return read.scenario;
  const lines = problemLines(read.problems).map((line) => `\n  ${plain(line)}`);
  throw new CommandEnds(EXIT.unreadable, `the scenario \`${name}\` is not in order:${lines.join('')}`);
}
