// A room whose exercise is over, with its public side, served as the real server serves it; and copies of it that somebody tampered with.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { playOnRoom } from '../../src/exercise/on-room.ts';
import { MemoryFiles } from '../../src/ledger/files/memory.ts';
import { MemoryStore } from '../../src/ledger/store/memory.ts';
import { buildHttpServer } from '../../src/server/http/http-server.ts';
import { PublicPages } from '../../src/server/public-pages.ts';
import { verifyProgram, verifyScript } from '../../src/server/public-script.ts';
import type { OpenRoom } from '../../src/server/room.ts';
import { supplied, TestMachine } from '../../src/server/testing/test-room.ts';
import { openWindow } from './browser.ts';

export type PublicSite = {
  readonly room: OpenRoom;
  readonly machine: TestMachine;
  readonly pages: PublicPages;
  readonly files: MemoryFiles;
  /** Plays the exercise, where that was left for later. */
  playOut(): Promise<void>;
  close(): Promise<void>;
};

/** Plays the exercise of a scenario to its end, unless told otherwise, and publishes. */
export async function openPublicSite(name: string, { play = true } = {}): Promise<PublicSite> {
  const machine = new TestMachine();
  const scenario = await supplied(name);
  const room = await machine.open({ scenario });
  const store = new MemoryStore(machine.data);
  const playOut = async () => {
    await playOnRoom(room, store, scenario);
    await everythingIncluded(room);
  };
  if (play) await playOut();
  else await everythingIncluded(room);
  const pages = new PublicPages({
    room,
    store,
    files: room.folders.public,
    clock: machine.clock,
    feedback: 'https://remit.example/feedback',
    script: await verifyScript(),
    program: await verifyProgram(),
    warn: (message) => machine.said.push(message),
  });
  await pages.write();
  const close = async () => {
    await pages.stop();
    await room.stop();
  };
  return { room, machine, pages, files: machine.folders.public, playOut, close };
}

/** Resolves when the checkpoint holds all that is recorded. */
export async function everythingIncluded(room: OpenRoom): Promise<void> {
  if (room.includedSize() === room.size()) return;
  await new Promise<void>((done) => {
    const stop = room.onIncluded((size) => {
      if (size < room.size()) return;
      stop();
      done();
    });
  });
}

/** Serves what lies in `files` at `/public/`, as the room does, while `run` runs. */
export async function served<T>(room: OpenRoom, files: MemoryFiles, run: (origin: string) => Promise<T>): Promise<T> {
  const serving = { ...room, folders: { ...room.folders, public: files } };
  const http = await buildHttpServer(serving, { wallNow: Date.now, unforeseen: () => {} });
  try {
    return await run(`http://127.0.0.1:${await http.listen(0)}`);
  } finally {
    await http.close();
  }
}

/** A copy with one byte of one file flipped; of an entry tile unless told otherwise. */
export async function flipped(files: MemoryFiles, path?: string, offset = 1_000): Promise<[MemoryFiles, string]> {
  const copy = await copyOf(files);
  const all = await files.all();
  const file = path ?? (await lastTile(files, 'ledger/tile/entries/'));
  const bytes = Uint8Array.from(all.get(file) ?? []);
  bytes[offset] = (bytes[offset] ?? 0) ^ 1;
  await copy.write(file, bytes);
  return [copy, file];
}

/** The first tile below this folder, in its longest form: shorter ones of earlier checkpoints may still lie there. */
export async function lastTile(files: MemoryFiles, folder: string): Promise<string> {
  const tiles = [...(await files.all())].filter(([name]) => name.startsWith(`${folder}000`));
  return tiles.sort(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? '';
}

/** Another folder with the same files. */
export async function copyOf(files: MemoryFiles): Promise<MemoryFiles> {
  const copy = new MemoryFiles();
  for (const [path, bytes] of await files.all()) await copy.write(path, Uint8Array.from(bytes));
  return copy;
}

/** Opens the verify page and lets it run to its verdict. */
export async function runVerify(page: Page, origin: string, language: '' | 'it/' = ''): Promise<void> {
  await page.goto(`${origin}/public/${language}verify.html`);
  await page.locator('#verify-start').click();
  await page.locator('.verdict').waitFor();
}

/** Makes the pictures of the public side again: who is here, and "verify in this browser" with OK and with INVALID. For `npm run screenshots`. */
export async function takePublicPictures(folder: string, browser: Browser): Promise<string[]> {
  const site = await openPublicSite('milano-cortina-2026');
  const tampered = (await flipped(site.files))[0];
  const taken: string[] = [];
  const take = async (name: string, files: MemoryFiles, go: (page: Page, origin: string) => Promise<unknown>) => {
    await served(site.room, files, async (origin) => {
      const { page, context } = await openWindow(browser, origin, { viewport: { width: 1000, height: 820 } });
      await go(page, origin);
      await page.screenshot({ path: join(folder, name), fullPage: name.startsWith('verify') });
      await context.close();
    });
    taken.push(name);
  };
  try {
    await take('public-guests.png', site.files, (page, origin) => page.goto(`${origin}/public/guests.html`));
    await take('verify-ok.png', site.files, runVerify);
    await take('verify-flipped.png', tampered, runVerify);
  } finally {
    await site.close();
  }
  return taken;
}
