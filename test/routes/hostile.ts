// What a hostile client sends, made from a route's own schema: things that fit, things that nearly fit, and things that fit nothing.
import type { Chance } from '../../sim/chance.ts';
import type { JsonSchema } from './described.ts';

/** Values that broke something somewhere: wrong kinds, ends of ranges, names with a meaning, markup, direction marks, half characters. */
export const HOSTILE: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  -0,
  2 ** 53,
  1e308,
  '',
  ' ',
  'none',
  'unknown',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '%00',
  '\u0000',
  '\ud800',
  '\u202Eevil\u202C',
  '<img src=x onerror=alert(1)>',
  "'; drop table sessions; --",
  '#{7*7}{{7*7}}',
  '=HYPERLINK("http://evil.example")',
  'a'.repeat(5_000),
  '🦊'.repeat(600),
  [],
  [[[[[[[[[[]]]]]]]]]],
  {},
  { length: 1e9 },
  { toString: 'no' },
  Array.from({ length: 2_000 }, () => 0),
];

/** A value that fits the schema, more or less; one time in six something hostile stands in its place. */
export function invented(schema: JsonSchema | undefined, chance: Chance, depth = 0): unknown {
  if (schema === undefined || depth > 8 || chance.is(1 / 6)) return chance.pick(HOSTILE);
  const { const: fixed, enum: words, anyOf, oneOf, type } = schema;
  if (fixed !== undefined) return fixed;
  if (Array.isArray(words)) return chance.pick(words);
  const choices = (anyOf ?? oneOf) as readonly JsonSchema[] | undefined;
  if (Array.isArray(choices)) return invented(chance.pick(choices), chance, depth + 1);
  switch (Array.isArray(type) ? chance.pick(type) : type) {
    case 'object':
      return object(schema, chance, depth);
    case 'array':
      return Array.from({ length: chance.between(0, 3) }, () =>
        invented(schema['items'] as JsonSchema, chance, depth + 1),
      );
    case 'integer':
    case 'number':
      return chance.pick([0, 1, 7, Number(schema['minimum'] ?? 0), Number(schema['maximum'] ?? 10), Date.now()]);
    case 'boolean':
      return chance.is(1 / 2);
    case 'string':
      return chance.pick(['a', 'milan', 'room-duty', 'REQ-us-ice-1', 'k0123456789abcdef', 'A'.repeat(43)]);
    default:
      return chance.pick(HOSTILE);
  }
}

function object(schema: JsonSchema, chance: Chance, depth: number): Record<string, unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, JsonSchema>;
  const made: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(properties)) {
    if (!chance.is(1 / 8)) made[name] = invented(member, chance, depth + 1);
  }
  if (chance.is(1 / 8))
    made[chance.pick(['extra', 'constructor', 'toString', 'a'.repeat(300)]) ?? ''] = chance.pick(HOSTILE);
  return made;
}

const CUT = [
  '',
  'null',
  '"',
  '{"a":1,"a":2}',
  '{"__proto__":{}}',
  '['.repeat(20_000),
  '\u0000\u0001',
  '1e999',
] as const;

/** The bytes of a body: mostly JSON of it; sometimes cut off, doubled, of another kind or none at all. */
export function bodyBytes(value: unknown, chance: Chance): string {
  const json = JSON.stringify(value) ?? 'undefined';
  if (chance.is(1 / 12)) return json.slice(0, chance.between(0, json.length));
  if (chance.is(1 / 20)) return `${json}${json}`;
  if (chance.is(1 / 20)) return chance.pick(CUT) ?? '';
  return json;
}

/** A value as it stands in an address. */
export function inAddress(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.toWellFormed().slice(0, 1_500);
}
