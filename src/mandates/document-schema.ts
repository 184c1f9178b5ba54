import * as z from 'zod';
import { isDay } from '../base/day.ts';
import { offered, type Path, quoted } from './problem.ts';
import type { YamlDocument } from './yaml-document.ts';
import type { Value } from './yaml-value.ts';

/**
 * The shapes that all documents of a scenario share, and how what zod finds becomes problems that name the place in the
 * file, the rule and the nearest known word.
 */

/** An id: `[a-z0-9][a-z0-9-]*`. */
export const Id = z
  .string()
  .max(64)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'an id has small letters, digits and hyphens');

/** An id of a part of something: `us-ice.hsi`, `international-room.duty`. */
export const DottedId = z
  .string()
  .max(96)
  .regex(/^[a-z0-9][a-z0-9-]*\.[a-z0-9][a-z0-9-]*$/, 'this id is two ids joined by a dot');

/** Any word of the vocabulary or name of one; whether it is known is checked afterwards. */
export const AnyWord = z.string().min(1).max(160);

/** `R4`, `Q2`, `K3`: an upper-case letter and digits. */
export const LetteredId = z
  .string()
  .max(8)
  .regex(/^[A-Z][0-9]+$/, 'this id is an upper-case letter and digits, like `R4`');

export const SourceList = z.array(LetteredId).max(50).describe('Where it is written: ids of sources of the scenario.');

/** A day of the calendar, where no time is meant. */
export const Day = z
  .string()
  .meta({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', examples: ['2026-01-27'] })
  .refine((text) => isDay(text), 'a day is written like `2026-01-27`');

const TIME =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?(?:Z|([+-])(0\d|1[0-4]):([0-5]\d))$/;

/** Latest time that an act can name (src/terms/act.ts), ms. */
const TIME_MAX = 8_640_000_000_000;

/** Milliseconds of an ISO 8601 time with `Z` or a numeric offset; undefined where it is no such time, or no day of the calendar. */
export function parseTime(text: string): number | undefined {
  if (!TIME.test(text) || !isDay(text.slice(0, DAY_LENGTH))) return undefined;
  const ms = Date.parse(text);
  return ms >= 0 && ms <= TIME_MAX ? ms : undefined;
}

const NO_DAY = 'the calendar has no such day';

/** An ISO 8601 time as text, read to milliseconds. */
export const IsoTime = z
  .string()
  .meta({ pattern: TIME.source, examples: ['2026-02-05T06:00:00Z', '2026-02-05T07:00:00+01:00'] })
  .refine((text) => !isOfNoDay(text), NO_DAY)
  .refine(
    (text) => isOfNoDay(text) || parseTime(text) !== undefined,
    'a time is written like `2026-02-05T06:00:00Z` or `2026-02-05T07:00:00+01:00`',
  )
  .transform((text) => parseTime(text) ?? 0);

/** Is it written like a time, of the 30 February? */
export function isOfNoDay(text: string): boolean {
  return TIME.test(text) && !isDay(text.slice(0, DAY_LENGTH));
}

const DAY_LENGTH = '2026-01-27'.length;

/** An object in which every key must be known; an unknown one is offered the nearest that is. */
export function known<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, { error: (issue) => unknownKeys(issue, Object.keys(shape)) });
}

function unknownKeys(issue: { code?: string; keys?: unknown }, shape: readonly string[]): string | undefined {
  if (!Array.isArray(issue.keys)) return undefined;
  const keys = issue.keys.map(String);
  // One line a key: each becomes a problem of its own (see `noteIssue`).
  return keys.map((key) => `unknown key ${quoted(key)}${offered(key, shape)}`).join('\n');
}

/** Reads the part of a document at `path` by a schema; undefined where it doesn't fit, and then all issues are noted. */
export function readPart<T>(document: YamlDocument, path: Path, schema: z.ZodType<T>): T | undefined {
  const read = schema.safeParse(document.at(path));
  if (read.success) return read.data;
  for (const issue of read.error.issues) noteIssue(document, path, issue);
  return undefined;
}

/**
 * What of a mapping is right where it does not fit as a whole, read without noting anything: so that one fault in it hides none of the others. Undefined where
 * nothing of it can be read.
 * @param schema what it does not fit; members that are wrong by it are left out
 * @param partial the same, of which every member may be absent
 */
export function fittingPart<T>(
  document: YamlDocument,
  path: Path,
  schema: z.ZodType,
  partial: z.ZodType<T>,
): T | undefined {
  const written = document.at(path);
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return undefined;
  const wrong = new Set<unknown>(schema.safeParse(written).error?.issues.flatMap(membersOf));
  const read = partial.safeParse(Object.fromEntries(Object.entries(written).filter(([key]) => !wrong.has(key))));
  return read.success ? read.data : undefined;
}

function membersOf(issue: z.core.$ZodIssue): readonly unknown[] {
  if (issue.path.length > 0) return issue.path.slice(0, 1);
  return issue.code === 'unrecognized_keys' ? issue.keys : [];
}

/** An item of a list in a document, and where it stands. */
export type Item<T> = { readonly value: T; readonly path: Path };

/**
 * Reads a list item by item, so that one bad item hides no problem of the others. What is no list has no items; that it is none, the schema of
 * what is around it says.
 * @param schema may depend on the item as written
 */
export function readItems<T>(
  document: YamlDocument,
  path: Path,
  schema: z.ZodType<T> | ((written: Value | undefined) => z.ZodType<T>),
): Item<T>[] {
  const list = document.at(path);
  if (!Array.isArray(list)) return [];
  const items: Item<T>[] = [];
  for (const position of list.keys()) {
    const ofItem = typeof schema === 'function' ? schema(list[position]) : schema;
    const value = readPart(document, [...path, position], ofItem);
    if (value !== undefined) items.push({ value, path: [...path, position] });
  }
  return items;
}

type Issue = z.core.$ZodIssue;

function noteIssue(document: YamlDocument, base: Path, issue: Issue): void {
  // No key of a document is a symbol.
  const path: Path = [...base, ...(issue.path as Path)];
  const value = document.at(path);
  if (value === undefined) {
    document.report(path, 'missing', missing(path, issue.message));
    return;
  }
  switch (issue.code) {
    case 'unrecognized_keys': {
      const told = issue.message.split('\n');
      issue.keys.forEach((key, n) => {
        document.reportKey([...path, key], 'unknown-key', `${told[n]}`);
      });
      return;
    }
    case 'invalid_type':
      if (path.length === 0 && value === null) {
        document.report(path, 'wrong-type', 'the document is empty');
        return;
      }
      document.report(path, 'wrong-type', `${nameOf(path)} must be ${wanted(issue.expected)}, not ${sort(value)}`);
      return;
    case 'invalid_value':
      noteWord(document, path, value, issue.values);
      return;
    case 'invalid_union':
      noteUnion(document, path, issue, value);
      return;
    case 'invalid_key':
      for (const { message } of issue.issues) {
        document.reportKey(path, 'malformed', `${message}, not ${quoted(path.at(-1))}`);
      }
      return;
    case 'too_big':
      document.report(path, 'too-large', `${nameOf(path)} is over its limit of ${issue.maximum}`);
      return;
    case 'too_small':
      document.report(path, 'too-small', `${nameOf(path)} is under its minimum of ${issue.minimum}`);
      return;
    default:
      document.report(
        path,
        'malformed',
        issue.message === NO_DAY ? `${sort(value)}: ${NO_DAY}` : `${issue.message}, not ${sort(value)}`,
      );
  }
}

/** Notes a value that is none of some words. */
function noteWord(document: YamlDocument, path: Path, value: Value, known: readonly unknown[]): void {
  const words = known.map(String);
  const instead = `must be one of ${words.join(', ')}, not ${sort(value)}${nearestTo(value, words)}`;
  document.report(path, 'unknown-word', `${nameOf(path)} ${instead}`);
}

/**
 * Shows the issues of the alternative that was meant: one whose kind of value fits, with the fewest issues. Every union says itself what it takes; only
 * that of any JSON does not, which a document always is.
 */
function noteUnion(document: YamlDocument, path: Path, issue: Issue & { code: 'invalid_union' }, value: Value): void {
  const { options } = issue as { options?: readonly unknown[] };
  if (options !== undefined) {
    noteWord(document, path, value, options);
    return;
  }
  const meant = issue.errors
    .filter((issues) => issues.every((inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys'))
    .sort((a, b) => a.length - b.length)[0];
  if (meant !== undefined) {
    for (const inner of meant) noteIssue(document, path, inner);
    return;
  }
  document.report(path, 'wrong-type', `${nameOf(path)} must be ${issue.message}, not ${sort(value)}`);
}

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: '`true` or `false`',
  int: 'a whole number',
  number: 'a number',
  object: 'a mapping',
  record: 'a mapping',
  string: 'a text',
  tuple: 'a list',
};

function wanted(expected: string): string {
  return TYPES[expected] ?? expected;
}

/** What a value is, in words, with its beginning where it is short enough to help. */
function sort(value: Value): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? quoted(value) : `the ${typeof value} ${quoted(value)}`;
}

/** What is no text is near to no word; a list or a mapping could not even be made one. */
function nearestTo(value: Value, words: readonly string[]): string {
  return typeof value === 'string' ? offered(value, words) : '';
}

function missing(path: Path, message: string): string {
  return message.startsWith('!') ? message.slice(1) : `${nameOf(path)} is missing`;
}

function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the document';
  return typeof last === 'string' ? quoted(last) : `item ${last + 1} of ${nameOf(path.slice(0, -1))}`;
}
