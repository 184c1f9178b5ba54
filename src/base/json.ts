import canonicalize from 'canonicalize';

/** A JSON value as the room uses it: integers only, no floats (docs/formats.md §1). */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/** How deep a value may be nested; also what the verifier accepts. */
export const JSON_DEPTH_MAX = 32;

/**
 * The canonical form of a value: RFC 8785, restricted as docs/formats.md §1 says.
 * Members that are `undefined` are left out, as JSON does.
 * @throws TypeError where a number is no safe integer, a string holds a lone surrogate, or nesting is too deep:
 *   such a value was built wrongly by us, for what comes from outside is checked by schema before.
 */
export function canonicalJson(value: unknown): string {
  checkValue(value, 0);
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('a canonical form of `undefined` was asked for');
  return text;
}

function checkValue(value: unknown, depth: number): void {
  if (depth > JSON_DEPTH_MAX) throw new TypeError(`JSON is nested deeper than ${JSON_DEPTH_MAX}`);
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new TypeError('a string holds a lone surrogate');
      return;
    case 'number':
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
        throw new TypeError(`\`${value}\` is no safe integer`);
      }
      return;
    case 'boolean':
    case 'undefined':
      return;
    case 'object':
      if (value === null) return;
      if (Array.isArray(value)) for (const item of value) checkValue(item ?? null, depth + 1);
      else
        for (const [name, member] of Object.entries(value)) {
          if (!name.isWellFormed()) throw new TypeError('a member name holds a lone surrogate');
          checkValue(member, depth + 1);
        }
      return;
    default:
      throw new TypeError(`a ${typeof value} has no JSON form`);
  }
}
