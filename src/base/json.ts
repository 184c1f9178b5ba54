/** A JSON value as the room uses it: integers only, no floats (docs/formats.md §1). */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/** How deep a value may be nested; also what the verifier accepts. */
export const JSON_DEPTH_MAX = 32;

/**
 * The canonical form of a value: RFC 8785, restricted as docs/formats.md §1 says. Members that are `undefined` are left out, as JSON
 * does. Checked and written in one pass, for the line writes every act three times; json.test.ts compares it with the
 * package `canonicalize`.
 * @throws TypeError where a number is no safe integer, a string holds a lone surrogate, or nesting is too deep:
 *   such a value was built wrongly by us, for what comes from outside is checked by schema before.
 */
export function canonicalJson(value: unknown): string {
  if (value === undefined) throw new TypeError('a canonical form of `undefined` was asked for');
  return written(value, 0);
}

function written(value: unknown, depth: number): string {
  if (depth > JSON_DEPTH_MAX) throw new TypeError(`JSON is nested deeper than ${JSON_DEPTH_MAX}`);
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new TypeError(`\`${value}\` is no safe integer`);
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? writtenArray(value, depth) : writtenObject(value as Record<string, unknown>, depth);
    default:
      throw new TypeError(`a ${typeof value} has no JSON form`);
  }
}

function writtenArray(items: readonly unknown[], depth: number): string {
  let text = '';
  for (const item of items) text += `${text === '' ? '' : ','}${written(item ?? null, depth + 1)}`;
  return `[${text}]`;
}

function writtenObject(members: Record<string, unknown>, depth: number): string {
  // A date or a buffer: what it would be as JSON is nothing that an act or an entry holds.
  if (typeof members['toJSON'] === 'function')
    throw new TypeError('an object with a JSON form of its own is none of ours');
  const names = Object.keys(members);
  // Ascending by code unit, as RFC 8785 has it; many are in order already.
  if (!isAscending(names)) names.sort();
  let text = '';
  for (const name of names) {
    const member = members[name];
    if (member !== undefined) text += `${text === '' ? '' : ','}${quoted(name)}:${written(member, depth + 1)}`;
  }
  return `{${text}}`;
}

function isAscending(names: readonly string[]): boolean {
  for (let n = 1; n < names.length; n++) if ((names[n - 1] ?? '') > (names[n] ?? '')) return false;
  return true;
}

/** Most texts are plain ASCII without anything to escape. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new TypeError('a string or a member name holds a lone surrogate');
  return JSON.stringify(text);
}
