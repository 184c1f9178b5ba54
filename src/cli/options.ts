import { parseArgs } from 'node:util';
import { nearestWord } from '../base/nearest.ts';
import { isOfNoDay, parseTime } from '../mandates/document-schema.ts';
import { CommandEnds, EXIT } from './command.ts';

/** The options of a command, by name without the dashes. */
export type OptionTypes = Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly short?: string }>>;

export type OptionValues<T extends OptionTypes> = {
  readonly [Name in keyof T]?: (T[Name]['type'] extends 'boolean' ? boolean : string) | undefined;
};

export type Parsed<T extends OptionTypes> = {
  readonly values: OptionValues<T>;
  readonly positionals: readonly string[];
};

/**
 * Reads the arguments of a command. Nothing is guessed: an option that is unknown, given twice, or lacks its value ends the command, with
 * the nearest known name.
 * @throws CommandEnds
 */
export function parseOptions<T extends OptionTypes>(
  argv: readonly string[],
  types: T,
  positionalsMax: number,
): Parsed<T> {
  const { tokens } = parseArgs({
    args: [...argv],
    options: types,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Record<string, string | boolean> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const type = Object.hasOwn(types, name) ? types[name]?.type : undefined;
    if (type === undefined) throw unknownOption(rawName, name, types);
    if (Object.hasOwn(values, name)) throw wrongUsage(`\`${rawName}\` is given twice`);
    if (type === 'boolean' && value !== undefined) throw wrongUsage(`\`${rawName}\` takes no value`);
    if (type === 'string' && (value === undefined || value === '')) throw wrongUsage(`\`${rawName}\` needs a value`);
    // `--url --json` is a forgotten value far more often than one that begins with a dash.
    if (type === 'string' && inlineValue === false && value?.startsWith('-') === true) {
      throw wrongUsage(`\`${rawName}\` needs a value (one that begins with a dash is written \`${rawName}=${value}\`)`);
    }
    values[name] = type === 'boolean' ? true : (value ?? '');
  }
  const extra = positionals[positionalsMax];
  if (extra !== undefined) throw wrongUsage(`\`${extra}\` is one argument too many`);
  return { values: values as OptionValues<T>, positionals };
}

/** Ends a command for the way it was called: exit code 64, with the sentence. */
export function wrongUsage(message: string): CommandEnds {
  return new CommandEnds(EXIT.usage, message);
}

/** A whole number between two bounds. @throws CommandEnds */
export function numberOption(name: string, text: string, bounds: { min: number; max: number }): number {
  const value = /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= bounds.min && value <= bounds.max) return value;
  throw wrongUsage(`\`--${name}\` is a whole number from ${bounds.min} to ${bounds.max}, not \`${text}\``);
}

/**
 * Milliseconds of an ISO 8601 time with `Z` or an offset.
 * @param written as whoever wrote it would find it, `--deed-at` or `time=`
 * @throws CommandEnds
 */
export function timeOption(written: string, text: string): number {
  const ms = parseTime(text);
  if (ms !== undefined) return ms;
  if (isOfNoDay(text)) throw wrongUsage(`\`${written}\` is \`${text}\`: the calendar has no such day`);
  throw wrongUsage(`\`${written}\` is a time like \`2026-02-05T06:00:00Z\`, not \`${text}\``);
}

function unknownOption(rawName: string, name: string, types: OptionTypes): CommandEnds {
  const near = nearestWord(name, Object.keys(types));
  return wrongUsage(`there is no option \`${rawName}\`${near === undefined ? '' : `; did you mean \`--${near}\`?`}`);
}
