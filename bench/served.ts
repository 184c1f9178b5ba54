import { browserProgram } from '../test/e2e/browser.ts';
import { browser } from './browser.ts';
import { heap, READERS } from './heap.ts';
import { http } from './http.ts';
import { LIVE_DESKS, live } from './live.ts';
import type { Measured, Size } from './measured.ts';
import { type ServedOptions, type ServedRoom, withServedRoom } from './served-room.ts';

type Served = {
  readonly names: readonly string[];
  readonly room: ServedOptions;
  readonly run: (room: ServedRoom, size: Size, asked: readonly string[]) => Promise<Measured[]>;
};

const SERVED: readonly Served[] = [
  { names: ['http', 'http-p99'], room: {}, run: http },
  { names: ['live'], room: { desks: LIVE_DESKS }, run: live },
  { names: ['paint', 'first-screen', 'log-50000'], room: { console: true }, run: browser },
  { names: ['heap'], room: { desks: READERS }, run: heap },
];
/** Everything at once, for the smoke test. */
const TINY: ServedOptions = { desks: READERS, console: browserProgram() !== undefined };

/** The benchmarks of a room that is served over HTTP by a process of its own: a new room for each, except where nothing is measured. */
export const served = {
  names: SERVED.flatMap(({ names }) => names),
  async run(size: Size, asked: readonly string[]): Promise<Measured[]> {
    const found: Measured[] = [];
    const measure = async ({ names, run }: Served, room: ServedRoom) => {
      found.push(
        ...(await run(
          room,
          size,
          names.filter((name) => asked.includes(name)),
        )),
      );
    };
    const wanted = SERVED.filter(({ names }) => names.some((name) => asked.includes(name)));
    if (size === 'tiny') {
      await withServedRoom(TINY, async (room) => {
        for (const one of wanted) await measure(one, room);
      });
      return found;
    }
    for (const one of wanted) await withServedRoom(one.room, async (room) => await measure(one, room));
    return found;
  },
};
