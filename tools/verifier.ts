// `npm run verifier [FILE]`: builds the independent checker as one file of plain JavaScript, and prints its SHA-256.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { PROGRAM_FILE, verifyProgram } from '../src/server/public-script.ts';

const file = resolve(process.argv[2] ?? PROGRAM_FILE);
const built = await verifyProgram();
if ('failed' in built) {
  console.error(`verifier: ${built.failed}`);
  process.exitCode = 1;
} else {
  writeFileSync(file, built.bytes);
  console.log(`${createHash('sha256').update(built.bytes).digest('hex')}  ${file}`);
}
