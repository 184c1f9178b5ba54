import { EXIT } from '../command.ts';
import { parseOptions, wrongUsage } from '../options.ts';
import type { SubCommand } from '../sub-command.ts';
import { openedWitness, orRefused, readBounded } from './opened.ts';

const OPTIONS = { link: { type: 'string' }, 'without-link': { type: 'boolean' } } as const;
/** Of a link (docs/formats.md §6). */
const LINK_BYTES_MAX = 4_096;

export const trust: SubCommand = {
  usage: 'trust FOLDER VKEY [--link FILE | --without-link]',
  help: 'cosigns the ledger of this key from now on, also while the witness runs. VKEY is the line in the published file `ledger/vkey`; compare\nit by another way (a telephone) with whoever runs the room. Of several keys of one ledger the one trusted last is the newest: once it has\nsigned, those before it no longer count. So another key of a ledger is taken only with --link, the published file `ledger/keys/<n>` by which\nthe one trusted last leads to it; of several changes take one after the other. --without-link takes it all the same, and whoever holds it can\nthen carry the ledger on in the place of whoever runs it now, for good: for a key trusted in error, or a ledger that publishes no links',
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 2);
    const [folder, vkey] = positionals;
    if (folder === undefined || vkey === undefined) throw wrongUsage('a folder and the key of a ledger are wanted');
    const { link: file, 'without-link': withoutLink = false } = values;
    if (file !== undefined && withoutLink) throw wrongUsage('`--link` and `--without-link` exclude each other');
    const known = await orRefused(async () => {
      const witness = await openedWitness(folder);
      if (file === undefined) return await witness.trust(vkey, { withoutLink });
      return await witness.trust(vkey, { link: (await readBounded(file, LINK_BYTES_MAX)).toString('utf8') });
    });
    io.out(`${known === 'new' ? 'trusted ' : 'known   '}  ${vkey}\n`);
    return EXIT.done;
  },
};
