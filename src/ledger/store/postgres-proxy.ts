import { mkdtempSync, rmSync } from 'node:fs';
import { connect as connectSocket, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostgresAddress } from './postgres-connection.ts';

/**
 * What a proxy does once it is armed, before it cuts the connection: keep the commit from the server, keep the server's
 * answer to the commit from the writer, or keep the first answer to anything.
 */
export type Fault = 'swallow-commit' | 'swallow-answer' | 'cut-first-answer';

/** For the tests: a socket before the server's that cuts one connection once it is armed, and then is harmless again. */
export async function proxyTo(address: PostgresAddress, fault: Fault) {
  const folder = mkdtempSync(join(tmpdir(), 'remit-proxy-'));
  const sockets = new Set<Socket>();
  let armed = false;
  const server: Server = createServer((near) => {
    const far = connectSocket(`${address.host}/.s.PGSQL.5432`);
    let commitSent = false;
    const cut = () => {
      armed = false;
      near.destroy();
      far.destroy();
    };
    near.on('data', (bytes) => {
      commitSent ||= armed && bytes.includes('commit\0');
      if (armed && fault === 'swallow-commit' && commitSent) cut();
      else far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (armed && (fault === 'cut-first-answer' || (fault === 'swallow-answer' && commitSent))) cut();
      else near.write(bytes);
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => {});
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(join(folder, '.s.PGSQL.5432'), resolve));
  server.unref(); // a test that fails leaves it open
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  };
  const arm = () => {
    armed = true;
  };
  return { folder, arm, close };
}
