import { assembleSet, setId } from '../../mandates/compile.ts';
import { prepare } from '../../mandates/decider.ts';
import { explainDecision } from '../../mandates/explain.ts';
import { EXIT } from '../command.ts';
import { parseOptions, wrongUsage } from '../options.ts';
import { plain } from '../plain-text.ts';
import type { SubCommand } from '../sub-command.ts';
import { scenarioOf, WITH } from './arguments.ts';
import { factsOfFile, factsOfPairs } from './facts-argument.ts';
import { tellerOf } from './teller.ts';

const OPTIONS = {
  ...WITH,
  json: { type: 'boolean' },
  italian: { type: 'boolean' },
  facts: { type: 'string' },
} as const;
const PAIRS_MAX = 60;

export const decide: SubCommand = {
  usage:
    'decide [FOLDER] [--with FILES] activity=WORD [AXIS=WORD …] [time=TIME] [approval=granted] [--facts FILE] [--json] [--italian]',
  help: `decides an act on these facts as the room would under all mandates of the event, and says by which clauses, and what was near. The agency
follows from component=, the zones from place= and time=, the direction from accompaniment=; what is not said is unknown. Unless it is said,
though, nobody accompanies (accompaniment=yes), no power is conferred (conferral=yes), no clearance is held where one is needed
(clearance=held), and nothing is approved (approval=granted). House rules, which ask the records of a
room, are taken as kept. --facts: a file of facts vectors as decisions record them, one a line, with the house rules that were broken`,
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 1 + PAIRS_MAX);
    const [first] = positionals;
    const isFolder = first !== undefined && !first.includes('=');
    const pairs = isFolder ? positionals.slice(1) : positionals;
    if (values.facts !== undefined && pairs.length > 0)
      throw wrongUsage('give facts in words or by `--facts`, not both');
    const scenario = await scenarioOf(isFolder ? first : undefined, values);
    const vectors = values.facts === undefined ? [factsOfPairs(pairs, scenario)] : await factsOfFile(values.facts);
    const set = assembleSet(scenario);
    const [decider, id, teller] = [prepare(set), setId(set), tellerOf([scenario], values.italian === true)];
    for (const facts of vectors) {
      const decided = decider.decide(facts);
      if (values.json === true) io.out(`${JSON.stringify({ ...decided, set: id, facts })}\n`);
      else {
        const isFar = decided.clauses.length === 0 && decided.near.length === 0;
        const far = isFar ? ` ${teller.said.decide.nothingNear}` : '';
        io.out(`${plain(`${explainDecision(decided, teller.names, teller.phrases)}${far}`)}\n`);
      }
    }
    return EXIT.done;
  },
};
