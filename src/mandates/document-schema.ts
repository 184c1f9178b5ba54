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
  const day = TIME.exec(text)?.[1];
  if (day === undefined || !isDay(day)) return undefined;
  const ms = Date.parse(text);
  return Number.isSafeInteger(ms) && ms >= 0 && ms <= TIME_MAX ? ms : undefined;
}

/** An ISO 8601 time as text, read to milliseconds. */
export const IsoTime = z
  .string()
  .meta({ pattern: TIME.source, examples: ['2026-02-05T06:00:00Z', '2026-02-05T07:00:00+01:00'] })
  .refine(
    (text) => parseTime(text) !== undefined,
    'a time is written like `2026-02-05T06:00:00Z` or `2026-02-05T07:00:00+01:00`',
  )
  .transform((text) => parseTime(text) ?? 0);

/** An object in which every key must be known; an unknown one is offered the nearest that is. */
export function known<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, { error: (issue) => unknownKeys(issue, Object.keys(shape)) });
}

function unknownKeys(issue: { code?: string; keys?: unknown }, shape: readonly string[]): string | undefined {
  if (issue.code !== 'unrecognized_keys') return undefined;
  const keys = Array.isArray(issue.keys) ? issue.keys.map(String) : [];
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

/** An item of a list in a document, and where it stands. */
export type Item<T> = { readonly value: T; readonly path: Path };

/** Reads a list item by item, so that one bad item hides no problem of the others. `schema` may depend on the item as written. */
export function readItems<T>(
  document: YamlDocument,
  path: Path,
  schema: z.ZodType<T> | ((written: Value | undefined) => z.ZodType<T>),
): Item<T>[] {
  const list = document.at(path);
  if (!Array.isArray(list)) {
    document.report(path, 'wrong-type', `${nameOf(path)} must be a list, not ${sort(list)}`);
    return [];
  }
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
  const path: Path = [...base, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  const value = document.at(path);
  switch (issue.code) {
    case 'unrecognized_keys':
      issue.keys.forEach((key, n) => {
        document.reportKey([...path, key], 'unknown-key', issue.message.split('\n')[n] ?? `unknown key ${quoted(key)}`);
      });
      return;
    case 'invalid_type':
      if (value === undefined) document.report(path, 'missing', missing(path, issue.message));
      else document.report(path, 'wrong-type', `${nameOf(path)} must be ${wanted(issue.expected)}, not ${sort(value)}`);
      return;
    case 'invalid_value': {
      const words = issue.values.map(String);
      if (value === undefined) document.report(path, 'missing', missing(path, issue.message));
      else {
        const instead = `must be one of ${words.join(', ')}, not ${sort(value)}${nearestTo(value, words)}`;
        document.report(path, 'unknown-word', `${nameOf(path)} ${instead}`);
      }
      return;
    }
    case 'invalid_union':
      noteUnion(document, path, issue, value);
      return;
    case 'too_big':
      document.report(path, 'too-large', `${nameOf(path)} is over its limit of ${issue.maximum}`);
      return;
    case 'too_small':
      document.report(path, 'too-small', `${nameOf(path)} is under its minimum of ${issue.minimum}`);
      return;
    default:
      document.report(path, 'malformed', `${issue.message}, not ${sort(value)}`);
  }
}

/** Shows the issues of the alternative that was meant: one whose kind of value fits, with the fewest issues. */
function noteUnion(
  document: YamlDocument,
  path: Path,
  issue: Issue & { code: 'invalid_union' },
  value: Value | undefined,
): void {
  if (value === undefined) {
    document.report(path, 'missing', missing(path, issue.message));
    return;
  }
  if (issue.errors.length === 0) {
    const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
    const instead = `must be one of ${options.join(', ')}, not ${sort(value)}${nearestTo(value, options)}`;
    document.report(path, 'unknown-word', `${nameOf(path)} ${instead}`);
    return;
  }
  const meant = issue.errors
    .filter((issues) => issues.every((inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys'))
    .sort((a, b) => a.length - b.length)[0];
  if (meant !== undefined) {
    for (const inner of meant) noteIssue(document, path, inner);
    return;
  }
  const instead = issue.message === 'Invalid input' ? 'cannot be' : `must be ${issue.message}, not`;
  document.report(path, 'wrong-type', `${nameOf(path)} ${instead} ${sort(value)}`);
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
function sort(value: Value | undefined): string {
  if (value === undefined) return 'nothing';
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
