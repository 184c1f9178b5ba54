// Runs a TypeScript file with a Node that takes it as it stands (24 or later): the running one, or the one that `npm install` put beside
// the packages. This file is plain JavaScript for Node 20, because it may be read by that.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR_MIN = 20;
const NODE_MAJOR_WITH_TYPES = 24;
const WINDOWS = process.platform === 'win32';

/**
 * Runs the file with the arguments of this process, which ends as it ends; where it cannot, says why in one sentence and ends with 1.
 * @param main URL of the file
 */
export async function runWithTypes(main) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < NODE_MAJOR_MIN) {
    fail(
      `remit needs Node ${NODE_MAJOR_MIN} or later to start, and this is ${process.version}: install a newer Node from nodejs.org`,
    );
  } else if (!existsSync(new URL('../node_modules/zod/package.json', import.meta.url))) {
    fail('the packages of remit are not installed: run `npm ci` in its folder first');
  } else if (major >= NODE_MAJOR_WITH_TYPES && process.features.typescript) {
    await import(main.href);
  } else {
    const node = bundledNode();
    if (node === undefined) {
      fail(
        `remit runs on Node ${NODE_MAJOR_WITH_TYPES}, this is ${process.version}, and none came with the packages: ` +
          `run \`npm ci --include=optional\` in its folder, or use Node ${NODE_MAJOR_WITH_TYPES}`,
      );
    } else run(node, fileURLToPath(main));
  }
}

/** The Node of the optional packages, or undefined. */
function bundledNode() {
  const system = WINDOWS ? 'win' : process.platform;
  const names = [
    `../node_modules/node-${system}-${process.arch}/bin/node${WINDOWS ? '.exe' : ''}`,
    `../node_modules/.bin/node${WINDOWS ? '.exe' : ''}`,
  ];
  return names.map((name) => fileURLToPath(new URL(name, import.meta.url))).find((path) => existsSync(path));
}

function run(node, main) {
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both processes: the child has it already, and a second one would mean "at once". What is sent to this
  // process alone (by a supervisor, without a terminal) is passed on.
  const atTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
  process.on('SIGINT', () => {
    if (!atTerminal) child.kill('SIGINT');
  });
  for (const signal of WINDOWS ? ['SIGTERM'] : ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) =>
    fail(`the Node that came with the packages cannot be run (${error.message}): run \`npm ci\` again`),
  );
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
