#!/usr/bin/env node
// Starts the command line. Plain JavaScript for Node 20, because it may be read by that.
import { runWithTypes } from './with-types.js';

await runWithTypes(new URL('../src/cli/main.ts', import.meta.url));
