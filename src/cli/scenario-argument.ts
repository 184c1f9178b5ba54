import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { LIMITS } from '../base/limits.ts';
import { mandateReader } from '../mandates/mandate-text.ts';
import type { Problem } from '../mandates/problem.ts';
import type { MandateDocument, Scenario } from '../mandates/scenario.ts';
import { readBoundedFile } from '../scenarios/bounded-file.ts';
import { textOf } from '../scenarios/encoding.ts';
import { folderMeant, problemLines, readScenarioFolder, suppliedScenarios } from '../scenarios/read.ts';
import { CommandEnds, EXIT } from './command.ts';
import { plain } from './plain-text.ts';

/**
 * The scenario of a folder, or of the name of a supplied one.
 * @throws CommandEnds with 66 and every problem of its documents, by file and line
 */
export async function readScenarioOr66(name: string): Promise<Scenario> {
  return await readOr66(name, meantOr66(name));
}

/**
 * The same; or of a mandate's file in such a folder, where a draft stands in the place of the version that is listed.
 * @throws CommandEnds with 66 and every problem of the documents, by file and line
 */
export async function readWithDraftOr66(name: string): Promise<Scenario> {
  const path = resolve(name);
  const [within, ending] = [basename(dirname(path)), extname(path)];
  if (!/^\.(ya?ml|json)$/.test(ending) || (within !== 'drafts' && within !== 'mandates'))
    return await readScenarioOr66(name);
  // As it is written, so that a supplied event can be named: harbour-summit/drafts/guest-a-2.yaml.
  const above = dirname(dirname(name));
  const scenario = await readOr66(name, meantOr66(above === '.' ? dirname(dirname(path)) : above));
  const id = basename(path, ending);
  if (within === 'mandates') {
    if (scenario.mandates.some(({ mandate }) => mandate === id)) return scenario;
    throw noSuchFile(name);
  }
  const draft = scenario.drafts.find((one) => one.name === id)?.document;
  if (draft === undefined) throw noSuchFile(name);
  const isListed = scenario.mandates.some(({ mandate }) => mandate === draft.mandate);
  const replaced = scenario.mandates.map((one) => (one.mandate === draft.mandate ? draft : one));
  return { ...scenario, mandates: isListed ? replaced : [...replaced, draft] };
}

/**
 * The event with the mandates of these files, which lie anywhere, in the place of its own or beside them.
 * @throws CommandEnds with 66 and every problem of the files, by line
 */
export async function withMandatesOr66(event: Scenario, files: readonly string[]): Promise<Scenario> {
  const read = mandateReader(event, Number.POSITIVE_INFINITY);
  const problems: Problem[] = [];
  const documents: MandateDocument[] = [];
  for (const file of files) {
    const text = await textOr66(file);
    const found = typeof text === 'string' ? read(text, file) : { ok: false as const, problems: [text] };
    if (!found.ok) problems.push(...found.problems);
    else if (documents.some(({ mandate }) => mandate === found.document.mandate)) {
      const message = `another file is of the mandate \`${found.document.mandate}\` too: which one counts?`;
      problems.push({ file, line: 1, rule: 'duplicate-id', message });
    } else documents.push(found.document);
  }
  if (problems.length > 0) throw notInOrder(`what is put into the event \`${event.id}\` is not in order`, problems);
  const isReplaced = ({ mandate }: MandateDocument) => documents.some((one) => one.mandate === mandate);
  return { ...event, mandates: [...event.mandates.filter((one) => !isReplaced(one)), ...documents] };
}

async function textOr66(file: string): Promise<string | Problem> {
  const read = await readBoundedFile(file, LIMITS.documentBytes, 'follow');
  const problem = (rule: string, message: string, line = 1): Problem => ({ file, line, rule, message });
  if (read.state === 'too-large') return problem('too-large', `larger than ${LIMITS.documentBytes} bytes`);
  if (read.state !== 'read')
    return problem('unreadable', read.state === 'no-file' ? 'this is no ordinary file' : 'this cannot be read');
  const text = textOf(read.bytes);
  return typeof text === 'string' ? text : problem('no-text', text.message, text.line);
}

function meantOr66(name: string): string {
  const folder = folderMeant(name);
  if (typeof folder === 'string') return folder;
  const message = folder.refused;
  throw new NotInOrder(message, [{ file: name, line: 1, rule: 'ambiguous-name', message }]);
}

function noSuchFile(name: string): CommandEnds {
  return new CommandEnds(EXIT.unreadable, `there is no document \`${name}\``);
}

async function readOr66(name: string, folder: string): Promise<Scenario> {
  const read = await readScenarioFolder(folder);
  if (read.ok) return read.scenario;
  // As a scenario, a mandate, a clause or a commitment is called; of paths the problem itself says that nothing is there.
  if (/^[A-Za-z0-9][A-Za-z0-9-]*(\/[0-9]+)?$/.test(name) && !existsSync(folder)) {
    const supplied = (await suppliedScenarios()).map((one) => `\`${one}\``).join(', ');
    const message = `there is no folder and no supplied scenario \`${name}\`; supplied are ${supplied}`;
    throw new NoSuchFolder(message, read.problems);
  }
  const asFile = (await isFile(folder)) ? `\n  a mandate's file is read in an event: \`FOLDER --with ${name}\`` : '';
  throw notInOrder(`the scenario \`${name}\` is not in order`, read.problems, asFile);
}

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

function notInOrder(what: string, problems: readonly Problem[], more = ''): NotInOrder {
  const lines = problemLines(problems).map((line) => `\n  ${plain(line)}`);
  return new NotInOrder(`${what}:${lines.join('')}${plain(more)}`, problems);
}

/** Documents are not in order: said in words, and with the problems for who tells them otherwise. */
export class NotInOrder extends CommandEnds {
  readonly problems: readonly Problem[];

  constructor(message: string, problems: readonly Problem[]) {
    super(EXIT.unreadable, message);
    this.problems = problems;
  }
}

/** There is no folder of a plain name, which may have been meant for something in one. */
export class NoSuchFolder extends NotInOrder {}
