import { type Replay, replayExercise } from '../../exercise/replay.ts';
import { withVersionsAtHand } from '../../exercise/versions-at-hand.ts';
import { EXIT } from '../command.ts';
import { parseOptions } from '../options.ts';
import { plain } from '../plain-text.ts';
import type { SubCommand } from '../sub-command.ts';
import { scenarioOf, WITH } from './arguments.ts';
import { COMMAND_PHRASES } from './phrases.ts';

const OPTIONS = { ...WITH, json: { type: 'boolean' }, italian: { type: 'boolean' } } as const;

export const simulate: SubCommand = {
  usage: 'simulate [FOLDER] [--with FILES] [--json] [--italian]',
  help: `plays the exercise of the folder through the room's one door, in memory, under its mandates as they stand, and shows each act that
comes out otherwise than its script expects: what a change of the documents does to three days of work. Where the script puts a version in force that
is not there, the one that is there stands in its place, and that is said`,
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 1);
    const { scenario, instead } = withVersionsAtHand(await scenarioOf(positionals[0], values));
    const { result }: Replay = await replayExercise(scenario);
    if (values.json === true) io.out(`${JSON.stringify({ ...result, instead })}\n`);
    else {
      const { simulate: said } = COMMAND_PHRASES[values.italian === true ? 'it' : 'en'];
      for (const { mandate, scripted, atHand } of instead) {
        io.out(`${plain(said.instead(mandate, scripted, atHand))}\n`);
      }
      for (const { id, expected, got, source } of result.differing) {
        io.out(`${plain(said.differing(id, got, expected, source))}\n`);
      }
      io.out(`${said.summary(result.acts, result.heldUp, result.differing.length)}\n`);
    }
    return result.differing.length === 0 ? EXIT.done : EXIT.failed;
  },
};
