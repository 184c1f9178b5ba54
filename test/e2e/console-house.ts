// The whole server in memory with the console mounted, for browsers: an exercise that was played up to a step, and people who come in by a link.
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { systemClock } from '../../src/base/clock.ts';
import { ExerciseRun } from '../../src/exercise/run.ts';
import type { FilePort } from '../../src/ledger/files/port.ts';
import { builtConsole } from '../../src/server/console/build.ts';
import type { ExerciseRoom } from '../../src/server/exercise-room.ts';
import { PublicPages } from '../../src/server/public-pages.ts';
import { linkFor } from '../../src/server/sign-in/sign-in.ts';
import { type House, type HouseOptions, openHouse } from '../house/house.ts';
import { openWindow, type Watched } from './browser.ts';
import { everythingIncluded } from './public-site.ts';

export type ConsoleHouse = {
  readonly house: House;
  /** `http://localhost:<port>`: passkeys want a name. */
  readonly origin: string;
  /** Signs a person in in a new window, as a one-time link does, and waits until the console stands. */
  visit(browser: Browser, person: string, options?: Visit): Promise<Watched>;
  /** Writes the public pages as they are now; they are served at `/public/`. */
  publish(): Promise<void>;
  /** From now on no checkpoint is published; what is given back lets them go on. */
  holdCheckpoints(): () => void;
  close(): Promise<void>;
};
export type Visit = {
  /** Below `/console`; default: the first screen. */
  readonly path?: string;
  readonly theme?: 'dark' | 'light';
  readonly language?: 'en' | 'it';
  readonly window?: BrowserContextOptions;
};

export type ConsoleHouseOptions = Omit<HouseOptions, 'mount'> & {
  /** The script goes on at the speed of the wall and obeys its director; else the exercise is there to be asked about, and nobody plays on. */
  readonly playsOn?: boolean;
};

/** Builds the console where that is not done yet, and opens the house with it. */
export async function openConsoleHouse({ playsOn, ...options }: ConsoleHouseOptions = {}): Promise<ConsoleHouse> {
  const { folder } = await builtConsole();
  const ending = new AbortController();
  let played: Promise<unknown> = Promise.resolve();
  let pages: PublicPages | undefined;
  let holdFiles: ReturnType<typeof holdable> | undefined;
  const house = await openHouse({
    ...options,
    mount: async (parts) => {
      pages = publicPagesOf(parts);
      holdFiles = holdable(parts.folders.public);
      const exercise = exerciseRun(parts, playsOn === true ? ending.signal : AbortSignal.abort());
      if (playsOn === true) {
        exercise.peopleHere();
        played = exercise.play().then(() => exercise.closed());
      }
      return { console: { folder }, exercise };
    },
  });
  const origin = `http://localhost:${await house.http.listen(0)}`;
  return {
    house,
    origin,
    async visit(browser, person, { path, theme = 'dark', language = 'en', window = {} } = {}) {
      const opened = await openWindow(browser, origin, { viewport: { width: 1280, height: 900 }, ...window });
      await opened.context.addInitScript(
        `localStorage.setItem('remit.theme', '${theme}'); localStorage.setItem('remit.language', '${language}');`,
      );
      const link = await linkFor(house.signIn, person, null);
      await opened.page.goto(`${origin}${link.path}`);
      await opened.page.getByRole('navigation').waitFor();
      if (path !== undefined) await opened.page.goto(`${origin}/console${path}`);
      return opened;
    },
    async publish() {
      await everythingIncluded(house.room);
      await pages?.write();
    },
    holdCheckpoints() {
      if (holdFiles === undefined) throw new RangeError('the house is not open yet');
      return holdFiles();
    },
    async close() {
      ending.abort();
      await played;
      await pages?.stop();
      await house.close();
    },
  };
}

/** Makes files wait before they write: gives how to hold them, which gives how to let them go on. */
function holdable(files: FilePort): () => () => void {
  const write = files.write.bind(files);
  let held = Promise.resolve();
  files.write = async (path, bytes) => {
    await held;
    await write(path, bytes);
  };
  return () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    held = promise;
    return resolve;
  };
}

function publicPagesOf({ room, store }: ExerciseRoom): PublicPages {
  const script = { failed: 'nothing is verified here' };
  const warn = (message: string) => {
    throw new Error(message);
  };
  return new PublicPages({ room, store, files: room.folders.public, clock: systemClock, feedback: null, script, warn });
}

function exerciseRun({ room, store }: ExerciseRoom, signal: AbortSignal): ExerciseRun {
  const nothing = () => undefined;
  const { scenario } = room.directory;
  return new ExerciseRun({ room, store, scenario, signal, slowsForPeople: true, differs: nothing, say: nothing });
}
