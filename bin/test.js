// Starts the tests (`npm test`). Plain JavaScript for Node 20, because it may be read by that.
import { runWithTypes } from './with-types.js';

await runWithTypes(new URL('../tools/test.ts', import.meta.url));
