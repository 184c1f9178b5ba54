import { isoTime } from '../../base/clock.ts';
import { canonicalJson, type Json } from '../../base/json.ts';
import { compare as compareSets, givesNoMore } from '../../mandates/compare/compare.ts';
import type { WordChange } from '../../mandates/compare/in-words.ts';
import { decidedOtherwise, type Otherwise } from '../../mandates/compare/past.ts';
import { toldUnkept } from '../../mandates/findings/told-unkept.ts';
import type { Proof } from '../../mandates/prove/claim.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import { readBoundedFile } from '../../scenarios/bounded-file.ts';
import { CommandEnds, EXIT, type Io } from '../command.ts';
import { parseOptions, wrongUsage } from '../options.ts';
import { plain } from '../plain-text.ts';
import type { SubCommand } from '../sub-command.ts';
import { ExportFiles } from '../transfer/export-source.ts';
import { pastDecisions } from '../transfer/past-decisions.ts';
import { readExport } from '../transfer/read-export.ts';
import { TransferRefused } from '../transfer/refused.ts';
import { parseSecrets, SECRETS_BYTES_MAX } from '../transfer/secrets.ts';
import { budgetOption, scenarioOf } from './arguments.ts';
import { OTHERS, type Teller, tellerOf } from './teller.ts';

const OPTIONS = {
  json: { type: 'boolean' },
  italian: { type: 'boolean' },
  budget: { type: 'string' },
  acts: { type: 'string' },
  secrets: { type: 'string' },
} as const;

/** Whether anybody gets more, which is what most readers want to know first of a change. */
const MORE: Readonly<Record<Proof['result'], string>> = {
  proved: 'nobody may do more than before, not even with approval: proved over every possible act',
  refuted: 'somebody may do more than before, or come nearer to it by approval',
  undecided: 'whether anybody may do more than before is UNDECIDED: the budget ended',
};

/** Said where only what the commitments rule over reads otherwise. */
const SAME_OVER =
  'no act has another outcome, for the commitments that the texts do not keep rule over them: `remit mandate prove` says which acts they would permit without them\n';

export const compare: SubCommand = {
  usage: 'compare BEFORE AFTER [--acts EXPORT --secrets FILE] [--json] [--italian] [--budget N]',
  help: `compares the documents of two folders, or of a folder and a draft: what reads otherwise, every act whose outcome changes (merged into regions, with the outcome
after and, in brackets, before), whether anybody may do more than before, which commitments become proved, refuted or unkept (they rule over the text of a mandate that does not keep
them, which blocks: R-35), and, with an export of a ledger and its secrets, which acts of
the past the documents AFTER would have decided otherwise on the same facts`,
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 2);
    const [from, to] = positionals;
    if (from === undefined || to === undefined)
      throw wrongUsage('name two folders: `remit mandate compare BEFORE AFTER`');
    if ((values.acts === undefined) !== (values.secrets === undefined)) {
      throw wrongUsage('recorded acts are read with `--acts EXPORT` and `--secrets FILE` together');
    }
    const budget = budgetOption(values.budget);
    const [before, after] = [await scenarioOf(from), await scenarioOf(to)];
    const found = compareSets(before, after, budget);
    const more = givesNoMore(before, after, budget);
    const past = values.acts === undefined ? undefined : await recorded(after, values.acts, values.secrets ?? '');
    if (values.json === true)
      io.out(`${JSON.stringify({ ...found, more, ...(past === undefined ? {} : { past }) })}\n`);
    else {
      const teller = tellerOf([after, before], values.italian === true);
      tellWords(found.words, io);
      const { logic } = found;
      if (logic.result === 'undecided') io.out('which outcomes change is UNDECIDED: the budget ended\n');
      else if (logic.result === 'proved') io.out(found.unkept.length > 0 ? SAME_OVER : 'no act has another outcome\n');
      else {
        const changes = `${logic.counterexamples.length} regions${logic.complete ? '' : ` ${OTHERS}`}`;
        io.out(`other outcomes, in ${changes} (in brackets: before):\n`);
      }
      for (const line of teller.counterexamples(logic)) io.out(`  ${plain(line)}\n`);
      if (logic.result !== 'proved') io.out(`${MORE[more.result]}\n`);
      for (const { commitment, before: was, after: is } of found.promises) {
        io.out(`${commitment}: was ${was ?? 'not there'}, is ${is ?? 'not there'}\n`);
      }
      for (const one of toldUnkept(found.unkept, after, teller.language)) io.out(`${plain(one)}\n`);
      if (past !== undefined) tellPast(past, teller, io);
    }
    const isSame = found.before === found.after;
    return isSame && found.unkept.length === 0 ? EXIT.done : EXIT.failed;
  },
};

function tellWords(words: readonly WordChange[], io: Io): void {
  for (const change of words) {
    if (change.change !== 'changed') {
      io.out(`${change.of} ${change.id} ${change.change}: ${plain(change.text)}\n`);
      continue;
    }
    io.out(`${change.of} ${change.id} changed\n`);
    for (const { field, before, after } of change.fields) {
      io.out(`  ${field}: ${plain(written(before))} → ${plain(written(after))}\n`);
    }
  }
  if (words.length === 0) io.out('nothing reads otherwise\n');
}

function written(value: Json): string {
  if (value === null) return '(not written)';
  return typeof value === 'string' ? value.trim() : canonicalJson(value);
}

function tellPast(past: { readonly looked: number; readonly otherwise: readonly Otherwise[] }, teller: Teller, io: Io) {
  const { outcomes } = teller.phrases;
  io.out(`${past.otherwise.length} of ${past.looked} recorded decisions would come out otherwise\n`);
  for (const { index, facts, outcome, draft, clauses } of past.otherwise) {
    const by = clauses.length === 0 ? '' : ` by ${clauses.join(', ')}`;
    const deed = teller.names.words.get('activity')?.get(facts.activity) ?? facts.activity;
    io.out(
      plain(
        `  entry ${index}, ${isoTime(facts.time)}, ${deed}: was ${outcomes[outcome]}, would be ${outcomes[draft]}${by}`,
      ),
    );
    io.out('\n');
  }
}

async function recorded(draft: Scenario, folder: string, secretsFile: string) {
  try {
    const read = await readBoundedFile(secretsFile, SECRETS_BYTES_MAX, 'follow');
    if (read.state !== 'read') throw new CommandEnds(EXIT.unreadable, `the file \`${secretsFile}\` cannot be read`);
    const secrets = parseSecrets(read.bytes);
    const checked = await readExport(await ExportFiles.open(folder), secrets);
    const past = await pastDecisions(checked, secrets);
    return { looked: past.length, otherwise: decidedOtherwise(draft, past) };
  } catch (error) {
    if (error instanceof TransferRefused) throw new CommandEnds(EXIT.unreadable, error.message, { cause: error });
    throw error;
  }
}
