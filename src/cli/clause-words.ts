import { namesOf } from '../mandates/explain.ts';
import { readScenarioFolder, scenarioFolder } from '../scenarios/read.ts';
import { HOUSE_RULE_LIST } from '../terms/house-rules.ts';

/**
 * What clauses, commitments and house rules say, by the id under which a decision cites them. From the supplied documents of the room's
 * scenario; of a scenario that is not among them only the house rules are known here.
 */
export async function clauseWords(scenario: string): Promise<ReadonlyMap<string, string>> {
  const houseRules = new Map<string, string>(HOUSE_RULE_LIST.map(({ id, text }) => [id, text]));
  if (!/^[a-z0-9][a-z0-9-]*$/.test(scenario)) return houseRules;
  const read = await readScenarioFolder(scenarioFolder(scenario));
  return read.ok ? namesOf(read.scenario).clauses : houseRules;
}
