/** A JSON value as the room uses it: integers only, no floats (docs/formats.md §1). */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/** How deep a value may be nested; also what the verifier accepts. */
export const JSON_DEPTH_MAX = 32;

/**
 * The canonical form of a value: RFC 8785, restricted as docs/formats.md §1 says. Members that are `undefined` are left out, as JSON
 * does. It is checked and put in order first and then written by the engine, in one piece: put together here, each member would leave half a dozen strings to
 * collect, and the line writes some kilobytes an act. json.test.ts compares it with the package `canonicalize`.
 * @throws TypeError where a number is no safe integer, a string holds a lone surrogate, or nesting is too deep:
 *   such a value was built wrongly by us, for what comes from outside is checked by schema before.
 */
export function canonicalJson(value: unknown): string {
  if (value === undefined) throw new TypeError('a canonical form of `undefined` was asked for');
  const inOrder = ordered(value, 0);
  return inOrder === NO_ORDER ? written(value, 0) : JSON.stringify(inOrder);
}

/** The value has a member whose place or meaning an object does not leave to who sets it. */
const NO_ORDER = Symbol();
/** Of more names than these, sorting by insertion would take longer the more somebody sends. */
const FEW_NAMES = 32;

/** A copy with members in the order in which they are written, so that nothing of the original (a prototype, a `toJSON`) has a say in that. */
function ordered(value: unknown, depth: number): unknown {
  if (depth > JSON_DEPTH_MAX) throw tooDeep();
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value !== 'object' || value === null) return plain(value);
  if (!Array.isArray(value)) return orderedObject(value as Record<string, unknown>, depth);
  const items: unknown[] = [];
  // By index: what an array has besides its items is not written.
  for (let n = 0; n < value.length; n++) {
    const item = ordered(value[n] ?? null, depth + 1);
    if (item === NO_ORDER) return NO_ORDER;
    items.push(item);
  }
  return items;
}

function orderedObject(members: Record<string, unknown>, depth: number): object | typeof NO_ORDER {
  if (typeof members['toJSON'] === 'function') throw notOurs();
  const copy: Record<string, unknown> = {};
  for (const name of sortedNames(members)) {
    const first = name.charCodeAt(0);
    // Numbers come first in every object, whenever they are set (ECMA-262, OrdinaryOwnPropertyKeys); this name sets a prototype.
    if ((first >= DIGIT_0 && first <= DIGIT_9) || name === '__proto__') return NO_ORDER;
    const member = members[name];
    if (member === undefined) continue;
    const within = ordered(member, depth + 1);
    if (within === NO_ORDER) return NO_ORDER;
    copy[wellFormed(name)] = within;
  }
  return copy;
}

const [DIGIT_0, DIGIT_9] = [0x30, 0x39];

/** Ascending by code unit, as RFC 8785 has it. Most objects have few members, which are nearly in order. */
function sortedNames(members: object): string[] {
  const names = Object.keys(members);
  if (names.length > FEW_NAMES) return names.sort();
  for (let n = 1; n < names.length; n++) {
    const name = names[n] ?? '';
    let at = n;
    for (; at > 0 && (names[at - 1] ?? '') > name; at--) names[at] = names[at - 1] ?? '';
    names[at] = name;
  }
  return names;
}

/** The same, member by member, for what {@link ordered} could not put in order. */
function written(value: unknown, depth: number): string {
  if (depth > JSON_DEPTH_MAX) throw tooDeep();
  if (typeof value === 'string') return JSON.stringify(wellFormed(value));
  if (typeof value !== 'object' || value === null) return JSON.stringify(plain(value));
  if (Array.isArray(value)) return `[${Array.from(value, (item) => written(item ?? null, depth + 1)).join(',')}]`;
  const members = value as Record<string, unknown>;
  // A date or a buffer: what it would be as JSON is nothing that an act or an entry holds.
  if (typeof members['toJSON'] === 'function') throw notOurs();
  const parts = sortedNames(members).flatMap((name) => {
    const member = members[name];
    return member === undefined ? [] : [`${JSON.stringify(wellFormed(name))}:${written(member, depth + 1)}`];
  });
  return `{${parts.join(',')}}`;
}

/** A value without parts that JSON has; no texts. */
function plain(value: unknown): number | boolean | null {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new TypeError(`\`${value}\` is no safe integer`);
    return value;
  }
  if (typeof value === 'boolean' || value === null) return value;
  throw new TypeError(`a ${typeof value} has no JSON form`);
}

function wellFormed(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('a string or a member name holds a lone surrogate');
  return text;
}

function tooDeep(): TypeError {
  return new TypeError(`JSON is nested deeper than ${JSON_DEPTH_MAX}`);
}

function notOurs(): TypeError {
  return new TypeError('an object with a JSON form of its own is none of ours');
}
