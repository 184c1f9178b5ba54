import { NAME_LANGUAGES } from '../terms/names.ts';
import { namesFile } from './names.ts';
import { offered, type Problem, quoted } from './problem.ts';
import { readYaml, YamlDocument } from './yaml-document.ts';

/** Which documents an event has, by their names in its folder (docs/scenario-documents.md). */

export const SCENARIO = 'scenario.yaml';
export const VOCABULARY = 'vocabulary.yaml';
export const OPTIONAL_FILES = [
  'commitments.yaml',
  'open-questions.yaml',
  'statements.yaml',
  'roster.yaml',
  'injects.yaml',
  'publication.yaml',
  'retention.yaml',
] as const;
export const MANDATE_FILE = /^mandates\/([a-z0-9][a-z0-9-]*)\.yaml$/;
/** A version that the exercise drafts: `drafts/us-hsi-2.yaml`. */
export const DRAFT_FILE = /^drafts\/([a-z0-9][a-z0-9-]*-[1-9][0-9]{0,5})\.yaml$/;
export const DAY_FILE = /^exercise\/day-([1-9][0-9]{0,3})\.yaml$/;
/** Documents of one event. */
export const FILES_MAX = 1_000;

const NAMES: readonly string[] = [SCENARIO, VOCABULARY, ...NAME_LANGUAGES.map(namesFile), ...OPTIONAL_FILES];

/** What could be a document, by its name: YAML, or JSON, which YAML 1.2 contains. */
const DOCUMENT = /\.(ya?ml|json)$/i;

function isName(file: string): boolean {
  return NAMES.includes(file) || MANDATE_FILE.test(file) || DRAFT_FILE.test(file) || DAY_FILE.test(file);
}

/** The documents of an event by the names that they have in YAML: `mandates/us-hsi.yaml`, also where it is `mandates/us-hsi.json`. */
export type OpenedFiles = {
  /** Those that could be parsed. */
  readonly documents: ReadonlyMap<string, YamlDocument>;
  /** All that are there, and how each is really called. */
  readonly there: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
};

/**
 * Parses every file; what cannot be parsed, or has no place in a scenario, is a problem and not looked at further.
 * @param files text by path within the scenario's folder
 */
export function openFiles(files: ReadonlyMap<string, string>): OpenedFiles {
  const documents = new Map<string, YamlDocument>();
  const there = new Map<string, string>();
  const problems: Problem[] = [];
  const note = (file: string, rule: string, message: string) => problems.push({ file, line: 1, rule, message });
  if (files.size > FILES_MAX) note(SCENARIO, 'too-many-files', `more than ${FILES_MAX} files`);
  for (const [file, text] of files.size > FILES_MAX ? [] : files) {
    if (!DOCUMENT.test(file)) continue;
    const name = file.replace(/\.json$/, '.yaml');
    const other = there.get(name);
    if (!isName(name)) {
      const yaml = file.replace(/\.ya?ml$/i, '.yaml').toLowerCase();
      const near = isName(yaml) ? `; did you mean \`${yaml}\`?` : offered(file, NAMES);
      note(file, 'unknown-file', `a scenario has no file ${quoted(file)}${near}`);
    } else if (other !== undefined) {
      note(file, 'written-twice', `this document is there as ${quoted(other)} too: which one counts?`);
    } else {
      there.set(name, file);
      const read = readYaml(file, text);
      if (read instanceof YamlDocument) documents.set(name, read);
      else problems.push(...read);
    }
  }
  for (const file of [SCENARIO, VOCABULARY]) {
    if (!there.has(file)) note(file, 'missing-file', `the file \`${file}\` is missing`);
  }
  return { documents, there, problems };
}
