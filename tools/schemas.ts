// `npm run schemas`: writes the JSON Schemas of an event's documents to schemas/. A test says when what is committed is not what this writes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DOCUMENT_NAMES, schemaFile, schemaText } from '../src/mandates/json-schema.ts';

const folder = resolve(import.meta.dirname, '..', 'schemas');
mkdirSync(folder, { recursive: true });
for (const name of DOCUMENT_NAMES) writeFileSync(join(folder, schemaFile(name)), schemaText(name));
console.log(`schemas: ${DOCUMENT_NAMES.length} written`);
