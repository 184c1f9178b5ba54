import { isoTime } from '../../base/clock.ts';
import { canonicalJson, type Json } from '../../base/json.ts';
import { type Comparison, compare as compareSets, type Fares, givesNoMore } from '../../mandates/compare/compare.ts';
import type { FactChange } from '../../mandates/compare/fact-changes.ts';
import type { WordChange } from '../../mandates/compare/in-words.ts';
import { decidedOtherwise, type Otherwise } from '../../mandates/compare/past.ts';
import { toldFactChange } from '../../mandates/compare/told-facts.ts';
import { type ToldVocabularyChange, toldVocabulary } from '../../mandates/compare/told-vocabulary.ts';
import type { Finding } from '../../mandates/findings/findings.ts';
import { toldFinding } from '../../mandates/findings/told-finding.ts';
import { toldUnkept } from '../../mandates/findings/told-unkept.ts';
import { openAxisFindings } from '../../mandates/open-axes.ts';
import type { Proof } from '../../mandates/prove/claim.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import type { LedgerRow } from '../../matters/ledger/rows.ts';
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
import { limitOptions, scenarioOf, WITH } from './arguments.ts';
import type { CommandPhrases } from './phrases.ts';
import { type Teller, tellerOf } from './teller.ts';

const OPTIONS = {
  ...WITH,
  json: { type: 'boolean' },
  italian: { type: 'boolean' },
  budget: { type: 'string' },
  regions: { type: 'string' },
  acts: { type: 'string' },
  secrets: { type: 'string' },
} as const;

export const compare: SubCommand = {
  usage:
    'compare BEFORE AFTER [--with FILES] [--acts EXPORT --secrets FILE] [--json] [--italian] [--budget N] [--regions N]',
  help: `compares the documents of two folders, or of a folder and a draft: what reads otherwise, the vocabulary among it; every act whose outcome changes (merged into
regions, with the outcome after and, in brackets, before); acts of which the vocabulary has other facts derived (what lies in a zone, what needs a clearance), with the clauses
that ask for them and the outcomes that change by it; whether anybody may do more than before, which commitments become proved, refuted or unkept (they rule over the text of a mandate that does not keep
them, which blocks: R-35), what a question leaves open in one of the two alone (R-17), and, with an export of a ledger and its secrets, which acts of
the past the documents AFTER would have decided otherwise on the same facts`,
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 2);
    const [from, to] = positionals;
    if (from === undefined || to === undefined)
      throw wrongUsage('name two folders: `remit mandate compare BEFORE AFTER`');
    if ((values.acts === undefined) !== (values.secrets === undefined)) {
      throw wrongUsage('recorded acts are read with `--acts EXPORT` and `--secrets FILE` together');
    }
    const limits = limitOptions(values);
    const [before, after] = [await scenarioOf(from), await scenarioOf(to, values)];
    const open = openChanges(before, after);
    const found = compareSets(before, after, limits);
    const more = givesNoMore(before, after, limits);
    const past =
      values.acts === undefined ? undefined : await recorded({ before, after }, values.acts, values.secrets ?? '');
    if (values.json === true)
      io.out(`${JSON.stringify({ ...found, more, open, ...(past === undefined ? {} : { past }) })}\n`);
    else {
      const teller = tellerOf([after, before], values.italian === true);
      const told = toldVocabulary(found.vocabulary, { before, after }, teller.language, teller.phrases);
      tellWords(found.words, told, teller.said.compare, io);
      tellLogic(found, teller, io);
      tellFacts(found.facts, teller, io);
      const { facts } = found;
      const isSame = worstOf([found.logic, ...facts.map(({ logic }) => logic)]) === 'proved';
      if (!isSame) io.out(`${teller.said.compare.more[worstOf([more, ...facts.map((one) => one.more)])]}\n`);
      tellPromises(found, teller, io);
      for (const one of toldUnkept(found.unkept, after, teller.language)) io.out(`${plain(one)}\n`);
      tellOpen(open, teller, io);
      if (past !== undefined) tellPast(past, teller, io);
    }
    const isSame = found.before === found.after && found.words.length + found.vocabulary.length + open.length === 0;
    return isSame && found.unkept.length === 0 ? EXIT.done : EXIT.failed;
  },
};

type Said = CommandPhrases['compare'];
type OpenChange = { readonly is: 'opened' | 'closed'; readonly finding: Finding };

/** What a question leaves open in one of the two alone, so that there a mandate never comes into force in a live room. */
function openChanges(before: Scenario, after: Scenario): OpenChange[] {
  const [was, is] = [openAxisFindings(before), openAxisFindings(after)];
  const lacks = (others: readonly Finding[]) => {
    const known = new Set(others.map((one) => JSON.stringify(one)));
    return (one: Finding) => !known.has(JSON.stringify(one));
  };
  return [
    ...is.filter(lacks(was)).map((finding) => ({ is: 'opened', finding }) as const),
    ...was.filter(lacks(is)).map((finding) => ({ is: 'closed', finding }) as const),
  ];
}

function tellOpen(changes: readonly OpenChange[], teller: Teller, io: Io): void {
  for (const { is, finding } of changes) {
    io.out(`${teller.said.compare[is]}: ${plain(toldFinding(finding, teller.language, teller))}\n`);
  }
}

function tellWords(
  words: readonly WordChange[],
  vocabulary: readonly ToldVocabularyChange[],
  said: Said,
  io: Io,
): void {
  for (const change of words) {
    const head = `${said.of[change.of]} ${change.id} ${said.changed[change.change]}`;
    if (change.change !== 'changed') {
      io.out(`${head}: ${plain(change.text)}\n`);
      continue;
    }
    io.out(`${head}\n`);
    for (const { field, before, after } of change.fields) {
      io.out(`  ${field}: ${plain(written(before, said))} → ${plain(written(after, said))}\n`);
    }
  }
  for (const { head, fields } of vocabulary) {
    io.out(`${plain(head)}\n`);
    for (const field of fields) io.out(`  ${plain(field)}\n`);
  }
  if (words.length + vocabulary.length === 0) io.out(`${said.nothingElse}\n`);
}

function written(value: Json, said: Said): string {
  if (value === null) return said.notWritten;
  return typeof value === 'string' ? value.trim() : canonicalJson(value);
}

/** What is decided otherwise of acts with the same facts. */
function tellLogic({ logic, unkept, facts }: Comparison, teller: Teller, io: Io): void {
  const { compare: said } = teller.said;
  const isOver = unkept.length > 0 && facts.length === 0;
  const same = facts.length > 0 ? said.sameFacts : said.same;
  if (logic.result === 'undecided') io.out(`${said.undecided}\n`);
  else if (logic.result === 'proved') io.out(`${isOver ? said.sameOver : same}\n`);
  else io.out(`${said.otherwise(teller.counted(logic))}\n`);
  for (const line of teller.counterexamples(logic)) io.out(`  ${plain(line)}\n`);
}

/** Acts of which the vocabulary has facts derived otherwise, and what comes of it. */
function tellFacts(facts: readonly FactChange[], { names, phrases, space, language, ...teller }: Teller, io: Io): void {
  const { compare: said } = teller.said;
  if (facts.length > 0) io.out(`${said.derived}\n`);
  for (const one of facts) {
    io.out(`  ${plain(toldFactChange(one, space, names, phrases, language))}\n`);
    const { logic } = one;
    if (logic?.result === 'proved') io.out(`    ${said.sameThere}\n`);
    if (logic?.result === 'undecided') io.out(`    ${said.undecidedThere}\n`);
    if (logic?.result !== 'refuted') continue;
    io.out(`    ${said.otherwiseThere(teller.counted(logic))}\n`);
    for (const line of teller.counterexamples(logic)) io.out(`      ${plain(line)}\n`);
  }
}

/** What all of the proofs come to; nothing was asked where there is none. */
function worstOf(proofs: readonly (Proof | null)[]): Proof['result'] {
  const results = proofs.map((proof) => proof?.result ?? 'proved');
  return results.find((one) => one === 'refuted') ?? results.find((one) => one === 'undecided') ?? 'proved';
}

function tellPromises({ promises }: Comparison, { said: { compare: said } }: Teller, io: Io): void {
  const fares = (how: Fares | null) => (how === null ? said.notThere : said.fares[how]);
  for (const { commitment, before, after } of promises) {
    io.out(`${said.promise(commitment, fares(before), fares(after))}\n`);
  }
}

function tellPast({ looked, otherwise }: Past, teller: Teller, io: Io) {
  const { compare: said } = teller.said;
  const byThis = otherwise.filter(({ changes }) => changes);
  const anyhow = otherwise.filter(({ changes }) => !changes);
  io.out(`${said.past(byThis.length, looked)}\n`);
  tellPastActs(byThis, teller, io);
  if (anyhow.length === 0) return;
  io.out(`${said.pastAnyhow(anyhow.length)}\n`);
  tellPastActs(anyhow, teller, io);
}

function tellPastActs(acts: readonly Otherwise[], teller: Teller, io: Io) {
  const { outcomes } = teller.phrases;
  const { compare: said } = teller.said;
  for (const { index, facts, outcome, draft, clauses } of acts) {
    const deed = teller.names.words.get('activity')?.get(facts.activity) ?? facts.activity;
    const entry = `${index}, ${isoTime(facts.time)}`;
    const told = said.pastAct(entry, deed, outcomes[outcome], outcomes[draft], clauses.join(', '));
    io.out(`  ${plain(told)}\n`);
  }
}

/** Decisions that the documents AFTER would take otherwise than they were taken, and of each whether those BEFORE would take it otherwise than they. */
type Past = { readonly looked: number; readonly otherwise: readonly (Otherwise & { readonly changes: boolean })[] };
type Compared = { readonly before: Scenario; readonly after: Scenario };

async function recorded({ before, after }: Compared, folder: string, secretsFile: string): Promise<Past> {
  try {
    const read = await readBoundedFile(secretsFile, SECRETS_BYTES_MAX, 'follow');
    if (read.state !== 'read') throw new CommandEnds(EXIT.unreadable, `the file \`${secretsFile}\` cannot be read`);
    const secrets = parseSecrets(read.bytes);
    const checked = await readExport(await ExportFiles.open(folder), secrets);
    const event = checked.rows.find(({ slice }) => slice === 'ledger')?.row as Partial<LedgerRow> | null | undefined;
    if (event?.scenario !== undefined && event.scenario !== after.id) {
      const told = `the export \`${folder}\` is of the event \`${event.scenario}\`, and these documents are of \`${after.id}\``;
      throw new CommandEnds(EXIT.unreadable, `${told}: its acts speak of other people and places`);
    }
    const past = await pastDecisions(checked, secrets);
    const was = new Map(decidedOtherwise(before, past).map(({ index, draft }) => [index, draft]));
    const otherwise = decidedOtherwise(after, past).map((one) => {
      return { ...one, changes: (was.get(one.index) ?? one.outcome) !== one.draft };
    });
    return { looked: past.length, otherwise };
  } catch (error) {
    if (error instanceof TransferRefused) throw new CommandEnds(EXIT.unreadable, error.message, { cause: error });
    throw error;
  }
}
