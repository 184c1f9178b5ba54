import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as z from 'zod';
import { ACT_KINDS } from '../terms/act-kinds.ts';
import { definitionOf } from './registry.ts';

/** What a schema is made of, as zod keeps it; only what the acts use. */
type Parts = {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly out?: z.ZodType;
};

/** Kinds of schema that hold no text of a sender's choosing. */
const CLOSED = ['boolean', 'enum', 'literal', 'never', 'null', 'number', 'int'];

/** All schemas of texts within a schema, each with its path. */
function textsIn(schema: z.ZodType, path: string): [path: string, text: z.ZodType][] {
  const parts = schema.def as unknown as Parts;
  if (parts.type === 'string') return [[path, schema]];
  if (CLOSED.includes(parts.type)) return [];
  const { shape = {}, element, innerType, options = [], keyType, valueType, in: from, out } = parts;
  const within = [...Object.entries(shape), ...Object.entries({ element, innerType, keyType, valueType, from, out })];
  const found = [...within, ...options.map((option, n) => [String(n), option] as const)].filter(
    (part): part is [string, z.ZodType] => part[1] !== undefined,
  );
  // A kind of schema that is new here must not hide a text.
  assert(found.length > 0 || parts.type === 'object', `${path}: what is in a \`${parts.type}\`?`);
  return found.flatMap(([name, part]) => textsIn(part, `${path}.${name}`));
}

test('no text of any act’s detail, nor any name in it, takes characters that do not read as they are written', () => {
  let tried = 0;
  for (const kind of ACT_KINDS) {
    for (const [path, schema] of textsIn(definitionOf(kind).detail, kind)) {
      for (const bad of ['\u0000', 'a\u0000b', 'x\u001b[2J', 'x\u202ey', 'x\ud800', 'x\u200by']) {
        assert.equal(schema.safeParse(bad).success, false, `${path} takes ${JSON.stringify(bad)}`);
        tried += 1;
      }
    }
  }
  assert(tried > 600, String(tried));
});
