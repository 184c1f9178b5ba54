import { EXIT } from '../command.ts';
import { parseOptions, wrongUsage } from '../options.ts';
import type { SubCommand } from '../sub-command.ts';
import { openedWitness, orRefused } from './opened.ts';

export const trust: SubCommand = {
  usage: 'trust FOLDER VKEY',
  help: 'cosigns the ledger of this key from now on, also while the witness runs. VKEY is the line in the published file `ledger/vkey`; compare\nit by another way (a telephone) with whoever runs the room. Of several keys of one ledger the one trusted last is the newest: once it has\nsigned, those before it no longer count',
  async run(argv, io) {
    const { positionals } = parseOptions(argv, {}, 2);
    const [folder, vkey] = positionals;
    if (folder === undefined || vkey === undefined) throw wrongUsage('a folder and the key of a ledger are wanted');
    const known = await orRefused(async () => (await openedWitness(folder)).trust(vkey));
    io.out(`${known === 'new' ? 'trusted ' : 'known   '}  ${vkey}\n`);
    return EXIT.done;
  },
};
