// The whole server in memory with the console mounted, for browsers: an exercise that was played up to a step, and people who come in by a link.
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { builtConsole } from '../../src/server/console/build.ts';
import { linkFor } from '../../src/server/sign-in/sign-in.ts';
import { type House, type HouseOptions, openHouse } from '../house/house.ts';
import { openWindow, type Watched } from './browser.ts';

export type ConsoleHouse = {
  readonly house: House;
  /** `http://localhost:<port>`: passkeys want a name. */
  readonly origin: string;
  /** Signs a person in in a new window, as a one-time link does, and waits until the console stands. */
  visit(browser: Browser, person: string, options?: Visit): Promise<Watched>;
  close(): Promise<void>;
};
export type Visit = {
  /** Below `/console`; default: the first screen. */
  readonly path?: string;
  readonly theme?: 'dark' | 'light';
  readonly language?: 'en' | 'it';
  readonly window?: BrowserContextOptions;
};

/** Builds the console where that is not done yet, and opens the house with it. */
export async function openConsoleHouse(options: Omit<HouseOptions, 'mount'> = {}): Promise<ConsoleHouse> {
  const { folder } = await builtConsole();
  const house = await openHouse({ ...options, mount: async () => ({ console: { folder } }) });
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
    async close() {
      await house.close();
    },
  };
}
