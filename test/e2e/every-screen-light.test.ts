import assert from 'node:assert/strict';
import { everyScreen } from './every-screen.ts';

everyScreen('light', (found) => assert.deepEqual(found, []));
