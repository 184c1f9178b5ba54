import type { ServerResponse } from 'node:http';
import { SECOND } from '../../base/clock.ts';
import { type ActsRow, isWithoutEffect } from '../../views/acts-row.ts';
import { type Viewer, visibleTo } from '../../views/audience.ts';
import type { OpenRoom } from '../room.ts';
import { roomState } from './room-route.ts';
import { StandingAlerts } from './wall-alerts.ts';
import { wallNames, wallRow } from './wall-row.ts';

/** Everything is sent at most this often. */
const TICK_MS = 250;
/** Also when nothing happens: the page sets its clocks, and both ends see that the other is there. */
const SIGN_OF_LIFE_MS = 5 * SECOND;
/** Rows kept for those who come late or come back. */
const KEPT_ROWS = 500;
/** Rows that a new page begins with. */
const FIRST_ROWS = 200;
/** Bytes that may wait for a slow reader; beyond, it is dropped, and comes back where it was. */
const BUFFER_BYTES = 262_144;
const FOLLOWERS_MAX = 32;
const CLOSE_MS = 500;

type WallFollower = { readonly response: ServerResponse; sent: number; greeted: boolean };

export type WallStreamPorts = {
  readonly room: OpenRoom;
  /** As whom the wall reads; null shows how the room stands and no acts. */
  readonly viewer: Viewer | null;
  readonly wallNow: () => number;
  readonly bufferBytes?: number;
};

/**
 * The wall's live events: one reading of the view for all screens, sent as server-sent events. The id of an event is the index of its last
 * row, so that a screen that comes back says what it saw last (`Last-Event-ID`) and misses nothing.
 */
export class WallStream {
  readonly #ports: WallStreamPorts;
  readonly #followers = new Set<WallFollower>();
  readonly #sees: (row: ActsRow) => boolean;
  readonly #stops: (() => void)[] = [];
  readonly #name: (word: string) => string;
  readonly #alerts = new StandingAlerts();
  #rows: ActsRow[] = [];
  #cut = -1;
  #changed = true;
  #aliveAt = 0;
  #timer: NodeJS.Timeout | undefined;

  private constructor(ports: WallStreamPorts) {
    this.#ports = ports;
    this.#name = wallNames(ports.room.directory.scenario.vocabulary);
    const sees = ports.viewer === null ? () => false : visibleTo(ports.viewer);
    // What somebody who was removed still sends is in the log, marked; the wall shows nothing of it.
    this.#sees = (row) => sees(row) && !isWithoutEffect(row);
  }

  static async open(ports: WallStreamPorts): Promise<WallStream> {
    const stream = new WallStream(ports);
    const { room, viewer } = ports;
    stream.#stops.push(room.onViewed((rows) => stream.#take(rows)));
    stream.#stops.push(room.onIncluded(() => stream.#change()));
    if (viewer !== null) {
      const alerts = await room.views.acts.matters(viewer, { slice: 'alerts', open: true, limit: KEPT_ROWS });
      stream.#alerts.begin(alerts.filter(({ openingSeen }) => openingSeen).map(({ first }) => first));
      const page = await room.views.acts.page(viewer, { limit: KEPT_ROWS });
      const before = page.filter((row) => stream.#sees(row));
      const known = new Set(stream.#rows.map(({ index }) => index));
      stream.#rows = [...before.filter(({ index }) => !known.has(index)), ...stream.#rows];
      if (page.length === KEPT_ROWS) stream.#cut = (page[0]?.index ?? 0) - 1;
    }
    stream.#timer = setInterval(() => stream.#tick(), TICK_MS).unref();
    return stream;
  }

  /** How many screens follow. */
  get followers(): number {
    return this.#followers.size;
  }

  /** Whether one more is taken. */
  get full(): boolean {
    return this.#followers.size >= FOLLOWERS_MAX;
  }

  /** Sends to this response from now on; `seen` is the index of the last row that the screen has. */
  add(response: ServerResponse, seen: number | undefined): void {
    const follower: WallFollower = { response, sent: seen ?? -1, greeted: false };
    // A screen that saw more than there is, or less than is kept, begins anew.
    const last = this.#rows.at(-1)?.index ?? -1;
    if (seen !== undefined && (seen > last || seen < this.#cut)) {
      response.write('event: reset\ndata: {}\n\n');
      follower.sent = -1;
    }
    this.#followers.add(follower);
    response.once('close', () => this.#drop(follower));
    response.on('error', () => this.#drop(follower));
    this.#count();
    response.write('retry: 2000\n\n');
    this.#send(follower, this.#state());
  }

  /** Ends all streams. */
  close(): void {
    clearInterval(this.#timer);
    for (const stop of this.#stops) stop();
    for (const { response } of this.#followers) {
      response.end();
      // Who does not read what was sent does not hold up the closing.
      setTimeout(() => response.destroy(), CLOSE_MS).unref();
    }
    this.#followers.clear();
    this.#count();
  }

  #take(rows: readonly ActsRow[]): void {
    const seen = rows.filter((row) => this.#sees(row));
    this.#alerts.take(seen);
    for (const row of seen) this.#rows.push(row);
    const over = this.#rows.length - KEPT_ROWS;
    if (over > 0) this.#cut = this.#rows.splice(0, over).at(-1)?.index ?? this.#cut;
    this.#change();
  }

  #change(): void {
    this.#changed = true;
  }

  #tick(): void {
    const now = performance.now();
    if (!this.#changed && now - this.#aliveAt < SIGN_OF_LIFE_MS) return;
    this.#changed = false;
    this.#aliveAt = now;
    if (this.#followers.size === 0) return;
    const state = this.#state();
    for (const follower of [...this.#followers]) this.#send(follower, state);
  }

  #send(follower: WallFollower, state: string): void {
    const { response } = follower;
    if (response.writableLength > (this.#ports.bufferBytes ?? BUFFER_BYTES)) {
      // It reads more slowly than things happen. Memory is not spent on it; the browser comes back by itself.
      response.destroy();
      this.#drop(follower);
      return;
    }
    const rows = this.#rows.filter(({ index }) => index > follower.sent);
    const fresh = follower.greeted || follower.sent >= 0 ? rows : rows.slice(-FIRST_ROWS);
    follower.greeted = true;
    const last = fresh.at(-1)?.index;
    if (last !== undefined) {
      response.write(
        `id: ${last}\nevent: acts\ndata: ${JSON.stringify(fresh.map((row) => wallRow(row, this.#name)))}\n\n`,
      );
      follower.sent = last;
    }
    response.write(state);
  }

  #state(): string {
    const { room, wallNow } = this.#ports;
    const alerts = this.#alerts.told((row) => wallRow(row, this.#name));
    return `event: alerts\ndata: ${JSON.stringify(alerts)}\n\nevent: room\ndata: ${JSON.stringify(roomState(room, wallNow()))}\n\n`;
  }

  #drop(follower: WallFollower): void {
    this.#followers.delete(follower);
    this.#count();
  }

  #count(): void {
    this.#ports.room.metrics.wallFollowers(this.#followers.size);
  }
}
