import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentName, schemaFile, schemaText } from '../json-schema.ts';

const SCHEMAS = join(import.meta.dirname, '../../../schemas');

/** The JSON Schema of a document is committed as its reader makes it, with all that it says of each member. */
export function assertCommitted(name: DocumentName): void {
  assert.equal(schemaText(name), readFileSync(join(SCHEMAS, schemaFile(name)), 'utf8'));
}
