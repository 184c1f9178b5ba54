import { lockDataFolder } from '../data-folder-lock.ts';
import { openDatabase } from '../database.ts';

/**
 * For the tests: a process that locks a data folder, opens its database and then waits to be killed. Prints one line
 * of JSON once it is open.
 */
const [folder = ''] = process.argv.slice(2);
lockDataFolder(folder);
console.log(JSON.stringify({ locked: true }));
const { address } = await openDatabase({ dataFolder: folder, log: { info: () => {}, warn: () => {} } });
console.log(JSON.stringify({ address }));
setInterval(() => {}, 60_000);
