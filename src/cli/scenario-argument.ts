import { existsSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import type { Problem } from '../mandates/problem.ts';
import type { Scenario } from '../mandates/scenario.ts';
import { problemLines, readScenarioFolder, scenarioFolder, suppliedScenarios } from '../scenarios/read.ts';
import { CommandEnds, EXIT } from './command.ts';
import { plain } from './plain-text.ts';

/**
 * The scenario of a folder, or of the name of a supplied one.
 * @throws CommandEnds with 66 and every problem of its documents, by file and line
 */
export async function readScenarioOr66(name: string): Promise<Scenario> {
  return await readOr66(name, scenarioFolder(name));
}

/**
 * The same; or of a mandate's file in such a folder, where a draft stands in the place of the version that is listed.
 * @throws CommandEnds with 66 and every problem of the documents, by file and line
 */
export async function readWithDraftOr66(name: string): Promise<Scenario> {
  const path = resolve(name);
  const [within, ending] = [basename(dirname(path)), extname(path)];
  if (!/^\.(ya?ml|json)$/.test(ending) || (within !== 'drafts' && within !== 'mandates'))
    return await readScenarioOr66(name);
  // As it is written, so that a supplied event can be named: harbour-summit/drafts/guest-a-2.yaml.
  const above = dirname(dirname(name));
  const scenario = await readOr66(name, scenarioFolder(above === '.' ? dirname(dirname(path)) : above));
  const id = basename(path, ending);
  if (within === 'mandates') {
    if (scenario.mandates.some(({ mandate }) => mandate === id)) return scenario;
    throw noSuchFile(name);
  }
  const draft = scenario.drafts.find((one) => one.name === id)?.document;
  if (draft === undefined) throw noSuchFile(name);
  const isListed = scenario.mandates.some(({ mandate }) => mandate === draft.mandate);
  const replaced = scenario.mandates.map((one) => (one.mandate === draft.mandate ? draft : one));
  return { ...scenario, mandates: isListed ? replaced : [...replaced, draft] };
}

function noSuchFile(name: string): CommandEnds {
  return new CommandEnds(EXIT.unreadable, `there is no document \`${name}\``);
}

async function readOr66(name: string, folder: string): Promise<Scenario> {
  const read = await readScenarioFolder(folder);
  if (read.ok) return read.scenario;
  // As a scenario, a mandate, a clause or a commitment is called; of paths the problem itself says that nothing is there.
  if (/^[A-Za-z0-9][A-Za-z0-9-]*(\/[0-9]+)?$/.test(name) && !existsSync(folder)) {
    const supplied = (await suppliedScenarios()).map((one) => `\`${one}\``).join(', ');
    const message = `there is no folder and no supplied scenario \`${name}\`; supplied are ${supplied}`;
    throw new NoSuchFolder(message, read.problems);
  }
  const lines = problemLines(read.problems).map((line) => `\n  ${plain(line)}`);
  throw new NotInOrder(`the scenario \`${name}\` is not in order:${lines.join('')}`, read.problems);
}

/** Documents are not in order: said in words, and with the problems for who tells them otherwise. */
export class NotInOrder extends CommandEnds {
  readonly problems: readonly Problem[];

  constructor(message: string, problems: readonly Problem[]) {
    super(EXIT.unreadable, message);
    this.problems = problems;
  }
}

/** There is no folder of a plain name, which may have been meant for something in one. */
export class NoSuchFolder extends NotInOrder {}
