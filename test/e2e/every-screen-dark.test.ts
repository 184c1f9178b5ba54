import assert from 'node:assert/strict';
import { everyScreen } from './every-screen.ts';

everyScreen('dark', (found) => assert.deepEqual(found, []));
