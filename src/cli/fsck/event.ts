import type { Scenario } from '../../mandates/scenario.ts';
import { readScenarioFolder, scenarioFolder, suppliedScenarios } from '../../scenarios/read.ts';
import { CommandEnds, EXIT } from '../command.ts';
import { readScenarioOr66 } from '../scenario-argument.ts';

/** The documents of a ledger's event, by the id that its first entry states; undefined where they are not at hand. */
export type EventOf = (scenario: string) => Promise<Scenario | undefined>;

/**
 * The event that was named, or else the supplied one of that id.
 * @throws CommandEnds where the one that was named cannot be read, or is another
 */
export function eventNamed(named: string | undefined): EventOf {
  return async (scenario) => {
    if (named === undefined) return await suppliedEvent(scenario);
    const event = await readScenarioOr66(named);
    if (event.id === scenario) return event;
    throw new CommandEnds(EXIT.unreadable, `the ledger is of the event \`${scenario}\`, not of \`${event.id}\``);
  };
}

async function suppliedEvent(scenario: string): Promise<Scenario | undefined> {
  if (!(await suppliedScenarios()).includes(scenario)) return undefined;
  const read = await readScenarioFolder(scenarioFolder(scenario));
  return read.ok && read.scenario.id === scenario ? read.scenario : undefined;
}
