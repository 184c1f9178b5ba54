import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as later } from 'node:timers/promises';
import { systemClock } from '../../base/clock.ts';
import { seededRandom } from '../../base/seeded-random.ts';
import { MemoryFiles } from '../files/memory.ts';
import { encodeVkey } from '../note.ts';
import { parsePolicy } from '../policy.ts';
import { Publisher } from '../publisher.ts';
import { Signer } from '../signer.ts';
import type { AskWitness } from '../witness-asking.ts';
import { Witnessing } from '../witnessing.ts';
import { TEST_ORIGIN, TestWriter } from './entries.ts';

/** A witness as a policy names it: where it is and by which key it is known. */
export type NamedWitness = { readonly name: string; readonly vkey: string; readonly url: string | undefined };

/** What a test's witness at the other end of a socket does with a request. */
export type Handler = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void | Promise<void>;

/** A ledger of a room, with its publisher, which is closed in the test's end. */
export async function roomWithLedger(origin = TEST_ORIGIN, seed = 1) {
  const files = new MemoryFiles();
  const signer = await Signer.create({ files: new MemoryFiles(), name: origin, random: seededRandom(seed).bytes });
  const writer = new TestWriter(origin);
  const open = () => Publisher.open({ files, store: writer.store, signer, stored: writer.frontier });
  const publisher = await open();
  const grow = async (count: number) => {
    await publisher.publishTo(await writer.append(count));
    return publisher.published?.note ?? '';
  };
  const published = async (path: string) => Buffer.from((await files.read(`ledger/${path}`)) ?? []).toString('utf8');
  return { origin, files, signer, publisher, open, grow, published, vkey: encodeVkey(signer.verifier) };
}

export type LedgerRoom = Awaited<ReturnType<typeof roomWithLedger>>;

/** Begins to ask these witnesses; failures are tried again soon. */
export function witnessingOf(
  room: { readonly publisher: Publisher },
  witnesses: readonly NamedWitness[],
  ask: AskWitness,
  options: {
    readonly rule?: string;
    readonly freshMs?: number;
    readonly answerMs?: number;
    readonly clock?: typeof systemClock;
  } = {},
) {
  const { rule = 'all', freshMs = 3_600_000, answerMs = 10_000, clock = systemClock } = options;
  const lines = witnesses.map(({ name, vkey, url = '' }) => `witness ${name} ${vkey} ${url}\n`).join('');
  const text = `${lines}group everybody ${rule} ${witnesses.map(({ name }) => name).join(' ')}\nquorum everybody\n`;
  const said: string[] = [];
  const fatal: unknown[] = [];
  const witnessing = new Witnessing({
    policy: parsePolicy(Buffer.from(text)),
    log: room.publisher,
    ask,
    clock,
    warn: (message) => said.push(message),
    fatal: (error) => fatal.push(error),
    paces: { retryMs: 5, freshMs, answerMs },
  });
  return { witnessing, said, fatal };
}

/** A server on a free port of this machine, closed with all its connections. */
export async function serving(
  handler: Handler,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void handler(request, response, Buffer.concat(chunks)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** Looks again until it holds, for twenty seconds at most: a test that fails must also end. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const last = performance.now() + 20_000;
  while (!(await holds())) {
    assert.ok(performance.now() < last, `${holds} does not come true`);
    await later(2);
  }
}
