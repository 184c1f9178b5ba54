import { EXIT } from '../command.ts';
import { parseOptions, wrongUsage } from '../options.ts';
import type { SubCommand } from '../sub-command.ts';
import { openedWitness, orRefused } from './opened.ts';

export const distrust: SubCommand = {
  usage: 'distrust FOLDER VKEY',
  help: 'no longer goes by this key of a ledger, also while the witness runs; of those left the one trusted last is the newest again. With its last key\nit no longer cosigns the ledger. What it cosigned of it stays, and counts again if it is trusted again',
  async run(argv, io) {
    const { positionals } = parseOptions(argv, {}, 2);
    const [folder, vkey] = positionals;
    if (folder === undefined || vkey === undefined) throw wrongUsage('a folder and the key of a ledger are wanted');
    const known = await orRefused(async () => (await openedWitness(folder)).distrust(vkey));
    io.out(`${known === 'gone' ? 'distrusted ' : 'unknown    '}  ${vkey}\n`);
    return EXIT.done;
  },
};
