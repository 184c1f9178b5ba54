import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { assembleSet, setId } from '../../mandates/compile.ts';
import type { Files } from '../../mandates/export/export-files.ts';
import { DEFAULT_SEED, exportedFiles, FORMS, type Form } from '../../mandates/export/exported.ts';
import { CommandEnds, EXIT } from '../command.ts';
import { numberOption, parseOptions, wrongUsage } from '../options.ts';
import type { SubCommand } from '../sub-command.ts';
import { scenarioOf, WITH } from './arguments.ts';

const SEED_MAX = 999_999_999;

const OPTIONS = {
  ...WITH,
  as: { type: 'string' },
  to: { type: 'string' },
  seed: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export const exportSets: SubCommand = {
  usage: 'export [FOLDER] [--with FILES] --as cedar|smt|conformance --to DIR [--seed N] [--json]',
  help: `writes the set of all mandates and commitments into DIR, which is new or empty, so that tools of others can check it, with a README.txt
that says how. cedar: policies and schema, with which stock Cedar gives the same outcomes and clauses. smt: every commitment that is
a rule as an SMT-LIB script, where unsat means that it holds. conformance: requests with the decisions that are expected; --seed
draws others of those at random`,
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 1);
    const { as, to } = values;
    if (!isForm(as)) throw wrongUsage(`say in which form: ${FORMS.map((form) => `\`--as ${form}\``).join(', ')}`);
    if (to === undefined) throw wrongUsage('the folder to write is wanted: `--to DIR`');
    const seed = seedOption(values.seed, as);
    const scenario = await scenarioOf(positionals[0], values);
    const set = assembleSet(scenario);
    const id = setId(set);
    const files = exportedFiles(as, set, scenario, seed);
    await writeAll(to, files);
    const folder = resolve(to);
    if (values.json === true) io.out(`${JSON.stringify({ set: id, as, folder, files: [...files.keys()] })}\n`);
    else io.out(`set       ${id}\nfiles     ${[...files.keys()].join(', ')}\nfolder    ${folder}\n`);
    return EXIT.done;
  },
};

function isForm(as: string | undefined): as is Form {
  return FORMS.some((form) => form === as);
}

function seedOption(asked: string | undefined, as: Form): number {
  if (asked === undefined) return DEFAULT_SEED;
  if (as !== 'conformance') throw wrongUsage('`--seed` goes with `--as conformance`');
  return numberOption('seed', asked, { min: 0, max: SEED_MAX });
}

async function writeAll(folder: string, files: Files): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0) {
      throw new CommandEnds(EXIT.failed, `the folder \`${folder}\` is not empty: name one that is new or empty`);
    }
    for (const [name, text] of files) await writeFile(join(folder, name), text, { flag: 'wx' });
  } catch (error) {
    if (error instanceof CommandEnds) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'is no folder' : `cannot be written to (${code})`;
    throw new CommandEnds(EXIT.failed, `\`${folder}\` ${why}`, { cause: error });
  }
}
