import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { Witness } from '../../witness/witness.ts';
import { EXIT } from '../command.ts';
import { parseOptions, wrongUsage } from '../options.ts';
import type { SubCommand } from '../sub-command.ts';
import { orRefused, witnessPlace } from './opened.ts';

const OPTIONS = { name: { type: 'string' } } as const;

export const create: SubCommand = {
  usage: 'create FOLDER --name NAME',
  help: 'makes the key of a new witness in FOLDER, and prints the line by which others know it. NAME is like an address without `https://`,\nand yours: `witness.police.example/w1`',
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 1);
    const [folder] = positionals;
    const { name } = values;
    if (folder === undefined || name === undefined) throw wrongUsage('a folder and `--name NAME` are wanted');
    const place = await witnessPlace(folder);
    const { vkey } = await orRefused(() => Witness.create({ ...place, name, random: randomBytes }));
    io.out(`witness   ${vkey}\nfolder    ${resolve(folder)}: it holds the key; whoever has it cosigns in this name\n`);
    return EXIT.done;
  },
};
