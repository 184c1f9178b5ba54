import { Composer, type CST, Lexer, LineCounter, Parser } from 'yaml';
import { assert } from '../base/assert.ts';
import { JSON_DEPTH_MAX } from '../base/json.ts';
import { LIMITS } from '../base/limits.ts';
import { jsonFaultAt } from './json-fault.ts';
import { FILE_PROBLEMS_MAX, offered, offeredAkin, type Path, type Problem } from './problem.ts';
import { syntaxFaults } from './yaml-fault.ts';
import { type Starts, type Value, valueOfYaml } from './yaml-value.ts';

/** A document that could be read, and where its parts stand. */
export class YamlDocument {
  readonly file: string;
  readonly value: Value;
  readonly problems: Problem[] = [];
  readonly #lines: LineCounter;
  readonly #starts: Starts;

  constructor(file: string, value: Value, lines: LineCounter, starts: Starts) {
    this.file = file;
    this.value = value;
    this.#lines = lines;
    this.#starts = starts;
  }

  /** Notes a problem at a path, or at the nearest part above it that is written. */
  report(path: Path, rule: string, message: string): void {
    this.problems.push({ file: this.file, ...this.#position(path, false), rule, message });
  }

  /** Notes a problem at the key that a path ends in. */
  reportKey(path: Path, rule: string, message: string): void {
    this.problems.push({ file: this.file, ...this.#position(path, true), rule, message });
  }

  /** `; did you mean `x`?`, or nothing. Looked for only while problems are still listed: comparing words costs time. */
  offer(word: string, words: Iterable<string>): string {
    return this.problems.length < FILE_PROBLEMS_MAX ? offered(word, words) : '';
  }

  /** The same, and where none is near some that are akin. */
  offerAkin(word: string, words: readonly string[]): string {
    return this.problems.length < FILE_PROBLEMS_MAX ? offeredAkin(word, words) : '';
  }

  /** What is written at a path; undefined where nothing is. */
  at(path: Path): Value | undefined {
    let value: Value | undefined = this.value;
    for (const step of path) {
      if (value === null || typeof value !== 'object') return undefined;
      if (Array.isArray(value)) value = typeof step === 'number' ? value[step] : undefined;
      else value = Object.hasOwn(value, step) ? value[step] : undefined;
    }
    return value;
  }

  #position(path: Path, wantsKey: boolean): { line: number; column: number } {
    let starts: Starts | undefined = this.#starts;
    let offset = starts.offset;
    for (const step of path) {
      starts = starts?.parts?.get(step);
      if (starts === undefined) break;
      offset = wantsKey ? (starts.keyOffset ?? starts.offset) : starts.offset;
    }
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

/**
 * Reads one YAML 1.2 document of the core schema, which may be JSON. Untrusted bytes. Refused by name: what is too large, too deep, or uses
 * too many aliases; tags, directives and merge keys; duplicate keys and keys that are no text; control characters; more
 * than one document. All problems of the text are given, not only the first.
 * @param partsMax as many parts of syntax it may have; what has more is refused before most of the work was done
 */
export function readYaml(file: string, text: string, partsMax = Number.POSITIVE_INFINITY): YamlDocument | Problem[] {
  const refused = tooLarge(file, text) ?? controlCharacter(file, text);
  if (refused !== undefined) return [refused];
  const noJson = file.endsWith('.json') ? jsonFault(file, text) : undefined;
  if (noJson !== undefined) return [noJson];
  const lines = new LineCounter();
  const problems: Problem[] = [];
  const note = (offset: number, rule: string, message: string): void => {
    if (problems.length > FILE_PROBLEMS_MAX) return;
    const { line, col } = lines.linePos(offset);
    problems.push({ file, line: Math.max(line, 1), column: Math.max(col, 1), rule, message });
  };
  const syntax = tokensOf(text, lines, partsMax);
  if ('message' in syntax) {
    note(syntax.offset, syntax.rule, syntax.message);
    return problems;
  }
  const { tokens, openQuotes } = syntax;
  const [document, second] = new Composer(OPTIONS).compose(tokens, true, text.length);
  assert(document !== undefined, 'a composer that has to gives a document');
  const errors = [...document.errors, ...document.warnings].slice(0, FILE_PROBLEMS_MAX + 1);
  for (const { offset, rule, message } of syntaxFaults(text, errors, openQuotes)) note(offset, rule, message);
  if (second !== undefined) note(second.range[0], 'several-documents', 'a second document begins here');
  if (problems.length > 0) return problems;
  if (document.directives?.yaml.explicit === true) note(0, 'directive', 'a directive `%YAML` is not allowed here');
  const { value, starts } = valueOfYaml(document.contents, note);
  dropSchemaLink(value);
  return problems.length > 0 ? problems : new YamlDocument(file, value, lines, starts);
}

/** JSON has no comments, so there the schema that an editor is to use is named by a member, which says nothing else. */
function dropSchemaLink(value: Value): void {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
  if (typeof value[SCHEMA_LINK] === 'string') delete value[SCHEMA_LINK];
}

/** Names the JSON Schema of a document, at its top. */
export const SCHEMA_LINK = '$schema';

// Unique keys are checked by valueOfYaml: the library compares each key with every other, a minute for a megabyte of keys.
const OPTIONS = {
  // Its schema is the core schema.
  version: '1.2',
  strict: true,
  stringKeys: true,
  uniqueKeys: false,
  merge: false,
  prettyErrors: false,
} as const;

/** What the parser made of a text, and where quotes open that are not closed, in their order. */
type Syntax = { readonly tokens: readonly CST.Token[]; readonly openQuotes: readonly number[] };

/** Is it a text in quotes whose end is not there? In single quotes a quote is written twice, in double ones behind a backslash. */
function isOpenQuote(lexeme: string): boolean {
  if (lexeme.startsWith("'")) return lexeme.split("'").length % 2 === 0;
  if (!lexeme.startsWith('"')) return false;
  if (lexeme.length === 1 || !lexeme.endsWith('"')) return true;
  let first = lexeme.length - 1;
  while (lexeme[first - 1] === '\\') first -= 1;
  return (lexeme.length - 1 - first) % 2 === 1;
}

/** Why a text is read no further, and from where on. */
type Given = { readonly offset: number; readonly rule: string; readonly message: string };

/**
 * The syntax of a text, up to where errors are no longer listed, or where it is nested too deep or has too many parts. Looked at token by token, because the library composes a
 * document by recursion, and slows down badly before its stack is exhausted.
 */
function tokensOf(text: string, lines: LineCounter, partsMax: number): Syntax | Given {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: CST.Token[] = [];
  let [errors, parts] = [0, 0];
  const openQuotes: number[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    parts += 1;
    if (parts > partsMax) {
      return { offset: parser.offset, rule: 'too-large', message: `more than ${partsMax} marks, spaces and words` };
    }
    if (isOpenQuote(lexeme)) openQuotes.push(parser.offset);
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === 'error') errors++;
    }
    if (errors > FILE_PROBLEMS_MAX) return { tokens, openQuotes };
    // The stack holds the document and a scalar beside the collections; the exact depth is checked by valueOfYaml.
    if (parser.stack.length > JSON_DEPTH_MAX + 8) {
      return { offset: parser.offset, rule: 'too-deep', message: `nested deeper than ${JSON_DEPTH_MAX}` };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens, openQuotes };
}

/** What a file is called, programs of others will take it for. JSON may say a key twice and be nested deep; that is refused as in YAML. */
function jsonFault(file: string, text: string): Problem | undefined {
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const fault = jsonFaultAt(text.slice(mark));
  if (fault === undefined) return undefined;
  const before = text.slice(mark, mark + fault);
  const column = before.length - before.lastIndexOf('\n');
  const message =
    mark + fault >= text.length ? 'this JSON breaks off' : 'this is no JSON from here on, but the file is named so';
  return { file, line: before.split('\n').length, column, rule: 'not-json', message };
}

function controlCharacter(file: string, text: string): Problem | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: YAML 1.2 §5.1 calls these not printable
  const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.exec(text);
  if (control === null) return undefined;
  const code = control[0].charCodeAt(0).toString(16).padStart(4, '0');
  const line = text.slice(0, control.index).split('\n').length;
  return { file, line, rule: 'control-character', message: `a control character \`U+${code}\` stands in the text` };
}

function tooLarge(file: string, text: string): Problem | undefined {
  const max = LIMITS.documentBytes;
  // A text has at least as many bytes in UTF-8 as it has UTF-16 units, so most are refused without encoding them.
  if (text.length <= max && new TextEncoder().encode(text).length <= max) return undefined;
  return { file, line: 1, rule: 'too-large', message: `larger than ${max} bytes` };
}
