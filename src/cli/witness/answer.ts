import { writeFile } from 'node:fs/promises';
import { LIMITS } from '../../base/limits.ts';
import { CommandEnds, EXIT } from '../command.ts';
import { parseOptions, wrongUsage } from '../options.ts';
import type { SubCommand } from '../sub-command.ts';
import { aloneIn, openedWitness, orRefused, readBounded } from './opened.ts';

export const answer: SubCommand = {
  usage: 'answer FOLDER REQUEST-FILE ANSWER-FILE',
  help: 'the same by hand, where no network is between the room and the witness: reads what `remit witness ask` wrote, writes what\n`remit witness take` takes',
  async run(argv, io) {
    const { positionals } = parseOptions(argv, {}, 3);
    const [folder, requestFile, answerFile] = positionals;
    if (folder === undefined || requestFile === undefined || answerFile === undefined)
      throw wrongUsage('a folder, the file of a request and one for the answer are wanted');
    const request = await readBounded(requestFile, LIMITS.witnessRequestBytes);
    const { status, body } = await orRefused(async () => {
      const witness = await openedWitness(folder, (line) => io.out(`${line}\n`));
      return await aloneIn(folder, () => witness.answer(request));
    });
    if (status !== 200 && status !== 409) throw new CommandEnds(EXIT.failed, `refused (${status}): ${body.trimEnd()}`);
    await writeFile(answerFile, body);
    if (status === 200) return EXIT.done;
    io.err(
      `remit witness: refused (409): ${body.trimEnd()} entries of this ledger were cosigned last, which the answer says\n`,
    );
    return EXIT.failed;
  },
};
