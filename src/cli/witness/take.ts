import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LIMITS } from '../../base/limits.ts';
import { withCosignatures } from '../../ledger/cosigned-note.ts';
import { cosignatureIn } from '../../ledger/cosigned-pool.ts';
import { NodeFiles } from '../../ledger/files/node.ts';
import { parseCheckpoint, parseNote } from '../../ledger/note.ts';
import { type Policy, PolicyRefused, parsePolicy } from '../../ledger/policy.ts';
import { askedNotes, bringAnswer } from '../../ledger/witness-answers.ts';
import { sizeOf } from '../../ledger/witness-request.ts';
import { POLICY_FILE, WITNESS_FOLDER } from '../../server/witnesses.ts';
import { CommandEnds, EXIT } from '../command.ts';
import { parseOptions, wrongUsage } from '../options.ts';
import type { SubCommand } from '../sub-command.ts';
import { CHECKPOINT_BYTES_MAX, readBounded } from './opened.ts';

const OPTIONS = { witnesses: { type: 'string' } } as const;
const POLICY_BYTES_MAX = 131_072;

export const take: SubCommand = {
  usage: 'take DATAFOLDER ANSWER-FILE [--witnesses FILE]',
  help: 'brings the answer of a witness to the room, which publishes it within seconds while it runs, or at its next start. --witnesses is the\npolicy, where it is not `witnesses.policy` of DATAFOLDER',
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 2);
    const [folder, answerFile] = positionals;
    if (folder === undefined || answerFile === undefined)
      throw wrongUsage('a data folder and the file of an answer are wanted');
    if (!existsSync(join(folder, 'public', 'ledger')))
      throw new CommandEnds(EXIT.unreadable, `there is no ledger of a room in \`${folder}\``);
    const answer = (await readBounded(answerFile, LIMITS.witnessAnswerBytes)).toString('utf8');
    // Without its line feed it may be half a number.
    const size = answer.endsWith('\n') ? sizeOf(answer.slice(0, -1)) : undefined;
    if (size !== undefined)
      throw new CommandEnds(
        EXIT.failed,
        `the witness cosigned ${size} entries last: ask it again with \`--old ${size}\``,
      );
    const policy = await policyOr66(values.witnesses ?? join(folder, POLICY_FILE));
    const files = await NodeFiles.open(join(folder, WITNESS_FOLDER));
    // Where it was asked for from a copy, the checkpoint may still be the one that stands.
    const standing = await readBounded(join(folder, 'public', 'ledger', 'checkpoint'), CHECKPOINT_BYTES_MAX);
    for (const note of [...(await askedNotes(files)), standing.toString('utf8')]) {
      const text = parseNote(note)?.text ?? '';
      for (const { name, key } of policy.witnesses) {
        const found = cosignatureIn(answer, text, key);
        if (found === undefined) continue;
        await bringAnswer(files, withCosignatures(note, [found.line]));
        io.out(`taken     ${parseCheckpoint(text)?.size} entries, cosigned by \`${name}\`; the room publishes it\n`);
        return EXIT.done;
      }
    }
    throw new CommandEnds(EXIT.failed, 'no witness of the policy signed this for a checkpoint that was asked for here');
  },
};

async function policyOr66(file: string): Promise<Policy> {
  try {
    return parsePolicy(await readBounded(file, POLICY_BYTES_MAX));
  } catch (error) {
    if (error instanceof PolicyRefused)
      throw new CommandEnds(EXIT.failed, `\`${file}\`: ${error.message}`, { cause: error });
    throw error;
  }
}
