import { assembleSet, setId } from '../../mandates/compile.ts';
import { blocks, findingsOf } from '../../mandates/findings/findings.ts';
import { toldFinding } from '../../mandates/findings/told-finding.ts';
import { toldUnkept } from '../../mandates/findings/told-unkept.ts';
import { openAxisFindings } from '../../mandates/open-axes.ts';
import { unkeptOf } from '../../mandates/promises.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import { EXIT } from '../command.ts';
import { parseOptions } from '../options.ts';
import { plain } from '../plain-text.ts';
import { NotInOrder } from '../scenario-argument.ts';
import type { SubCommand } from '../sub-command.ts';
import { budgetOption, scenarioOf, WITH } from './arguments.ts';
import { tellerOf } from './teller.ts';

const OPTIONS = {
  ...WITH,
  json: { type: 'boolean' },
  italian: { type: 'boolean' },
  budget: { type: 'string' },
} as const;

export const check: SubCommand = {
  usage: 'check [FOLDER] [--with FILES] [--json] [--italian] [--budget N]',
  help: `reads every document, and says what is not in order, by file and line; else the id of the set that all of its mandates make, and what an
author should look at: commitments that the text of a mandate does not keep (R-35), and permits that beat a narrower one with approval
(both block), permits that permit nothing, clauses that change
nothing, permits that meet a clause that forbids or a commitment, what ends before the event does, permits on an axis that a question
leaves open (which never come into force in a live room). With --json what is not in order is told, a line each, as
{"problem":{file, line, column, rule, message}}`,
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 1);
    const budget = budgetOption(values.budget);
    let scenario: Scenario;
    try {
      scenario = await scenarioOf(positionals[0], values);
    } catch (error) {
      if (values.json !== true || !(error instanceof NotInOrder)) throw error;
      for (const problem of error.problems) io.out(`${JSON.stringify({ problem })}\n`);
      return EXIT.unreadable;
    }
    const { mandates, commitments } = scenario;
    const set = assembleSet(scenario);
    const findings = [...findingsOf(scenario, budget), ...openAxisFindings(scenario)];
    const blocking = findings.filter(blocks);
    const unkept = unkeptOf(set, scenario);
    if (values.json === true) {
      const counts = { mandates: mandates.length, commitments: commitments.length, rules: set.rules.length };
      io.out(`${JSON.stringify({ set: setId(set), ...counts })}\n`);
      for (const { commitment, mandate } of unkept) {
        const finding = { finding: 'unkept', clause: mandate, other: commitment, blocks: true };
        io.out(`${JSON.stringify(finding)}\n`);
      }
      for (const finding of findings) io.out(`${JSON.stringify({ ...finding, blocks: blocks(finding) })}\n`);
    } else {
      const teller = tellerOf([scenario], values.italian === true);
      const { check: said } = teller.said;
      io.out(`${said.inOrder(mandates.length, commitments.length, set.rules.length)}\n`);
      io.out(`${said.set} ${setId(set)}\n`);
      const told = toldUnkept(unkept, scenario, teller.language);
      for (const one of told) io.out(`${plain(one)}\n`);
      for (const finding of [...blocking, ...findings.filter((one) => !blocks(one))]) {
        io.out(`${plain(toldFinding(finding, teller.language, teller))}\n`);
      }
      const toLookAt = told.length + findings.length;
      if (toLookAt > 0) io.out(`${said.toLookAt(toLookAt, told.length + blocking.length)}\n`);
    }
    return blocking.length + unkept.length === 0 ? EXIT.done : EXIT.failed;
  },
};
