import type { Committed } from '../../desk/door.ts';
import { FILLER_KIND } from '../../terms/act-kinds.ts';
import { ALARM_KINDS, type StreamEnd } from '../../terms/api/live.ts';
import type { ActsRow } from '../../views/acts-row.ts';
import type { Viewer } from '../../views/audience.ts';
import { shownRow } from '../../views/shown-rows.ts';
import { roomState } from '../http/room-route.ts';
import type { OpenRoom } from '../room.ts';
import type { Session, SignedIn } from '../sessions/session.ts';
import { audienceGroup } from './audience-group.ts';
import { actsFrame, frameOf, RETRY_FRAME } from './frames.ts';
import { EncodedRow, LiveBatch } from './live-batch.ts';
import { LiveReader, type LiveSink } from './reader.ts';
import type { LiveSessions } from './sessions-port.ts';

export const LIVE_LIMITS = {
  /** Everything but alarms is sent at most this often. */
  tickMs: 250,
  /** Ticks after which the room is told of even where nothing happened: 5 s. */
  aliveTicks: 20,
  /** Ticks after which it is looked again whether each session still stands: 1 s. */
  standingTicks: 4,
  /** Rows that somebody who comes back is sent at once; beyond, they read the lists again. */
  resumeRows: 500,
  /** Rows that wait for the next tick; more are sent at once. */
  pendingRows: 512,
  /** Bytes that may wait for a slow reader; beyond, it is dropped, and comes back where it was. */
  bufferBytes: 262_144,
  streamsOfSession: 8,
  /** One person has many sessions: they are no way to take the streams of everybody else. */
  streamsOfPerson: 16,
  streams: 400,
} as const;

export type LiveHubPorts = {
  readonly room: OpenRoom;
  readonly sessions: LiveSessions;
  readonly wallNow: () => number;
  /** Calls back over and over; returns how to stop. */
  readonly every: (ms: number, call: () => void) => () => void;
  readonly warn: (message: string) => void;
};

/** Records that say who somebody is: after a change of them, every reader is looked at anew. */
const STANDING_SLICES: readonly string[] = ['people', 'shifts', 'mandates', 'sets', 'consultations'];

/** Live events for everybody who is signed in, from one reading of the view (docs/decisions/0014-views-and-live-events.md). */
export class LiveHub {
  readonly #ports: LiveHubPorts;
  readonly #readers = new Set<LiveReader>();
  readonly #stops: (() => void)[] = [];
  #pending: EncodedRow[] = [];
  /** Index of the next row that is news. */
  #next: number;
  #changed = false;
  #ticks = 0;
  #toldAt = 0;

  constructor(ports: LiveHubPorts) {
    this.#ports = ports;
    const { room, sessions } = ports;
    this.#next = room.views.follower.next;
    this.#stops.push(
      room.onViewed((rows) => this.#take(rows)),
      room.onIncluded(() => {
        this.#changed = true;
      }),
      room.onCommitted((entries) => this.#follow(entries)),
      sessions.onEnded(({ why, halt, includes }) => {
        const end = halt === undefined ? { why } : { why, halt };
        for (const reader of [...this.#readers]) if (includes(reader.session)) this.#end(reader, end);
      }),
      ports.every(LIVE_LIMITS.tickMs, () => this.#tick()),
    );
  }

  /** Open streams. */
  get readers(): number {
    return this.#readers.size;
  }

  /** In a word why no other stream of this session is taken, if so. */
  refuses({ id, person }: Session): string | undefined {
    if (this.#readers.size >= LIVE_LIMITS.streams) return 'as many streams are open as the room serves';
    const theirs = [...this.#readers].filter(({ session }) => session.person === person);
    const own = theirs.filter(({ session }) => session.id === id);
    if (own.length >= LIVE_LIMITS.streamsOfSession) return 'as many streams of this session are open as one may have';
    return theirs.length >= LIVE_LIMITS.streamsOfPerson
      ? 'as many streams of this person are open as one may have'
      : undefined;
  }

  /**
   * Begins a stream. Resolves when the reader is up to date.
   * @param seen index of the last entry that the reader has; `unknown` where what it said is no index of ours
   */
  async add(sink: LiveSink, { session, viewer }: SignedIn, seen: number | 'unknown' | undefined): Promise<void> {
    const from = this.#ports.room.views.follower.next;
    const reader = new LiveReader(sink, session, audienceGroup(viewer), from);
    this.#readers.add(reader);
    this.#ports.room.metrics.liveReaders(this.#readers.size);
    sink.write(RETRY_FRAME);
    try {
      const asked = reader.group;
      const missed = await this.#missed(viewer, seen, from);
      if (!this.#readers.has(reader)) return;
      // Somebody else by now, as the records see it: what was read for who they were is not for them.
      sink.write((reader.group === asked ? missed : this.#reset(from)) + frameOf(this.#room(), from - 1));
      for (const batch of reader.release()) this.#send(reader, batch, '');
    } catch (error) {
      this.#ports.warn(`a stream could not be brought up to date: ${String(error)}`);
      this.#drop(reader);
      sink.destroy();
    }
  }

  /** The connection is gone. */
  gone(sink: LiveSink): void {
    for (const reader of this.#readers) if (reader.sink === sink) this.#drop(reader);
  }

  /** A request of a session: its streams are not taken as left. */
  note(session: Session): void {
    for (const reader of this.#readers) if (reader.session.id === session.id) reader.session = session;
  }

  /** Ends all streams. */
  close(): void {
    for (const stop of this.#stops.splice(0)) stop();
    for (const { sink } of this.#readers) sink.end();
    this.#readers.clear();
  }

  /** What the reader missed, in order, or that it must read the lists again. */
  async #missed(viewer: Viewer, seen: number | 'unknown' | undefined, from: number): Promise<string> {
    if (seen === undefined) return '';
    const { room } = this.#ports;
    if (seen === 'unknown' || seen >= from) return this.#reset(from);
    const limit = LIVE_LIMITS.resumeRows + 1;
    const rows = await room.views.acts.page(viewer, { after: seen, limit });
    const missed = rows.filter(({ index }) => index < from);
    if (missed.length === limit) return this.#reset(from);
    return actsFrame(missed.map(shownRow(viewer)).map((row) => ({ index: row.index, json: JSON.stringify(row) })));
  }

  #reset(from: number): string {
    return frameOf({ event: 'reset', data: { index: from - 1 } }, from - 1);
  }

  #take(rows: readonly ActsRow[]): void {
    // A view that is folded again from its first entry tells of every row once more.
    const fresh = rows.filter(({ index }) => index >= this.#next);
    if (fresh.length === 0) return;
    this.#next = (fresh.at(-1)?.index ?? this.#next) + 1;
    const { metrics } = this.#ports.room;
    // Who looks on is not shown what says nothing; lists leave it out as well.
    for (const row of fresh.filter(({ kind }) => kind !== FILLER_KIND))
      this.#pending.push(new EncodedRow(row, () => metrics.liveRowWritten()));
    this.#changed = true;
    const alarm = fresh.some(({ kind }) => ALARM_KINDS.includes(kind));
    if (alarm || this.#pending.length >= LIVE_LIMITS.pendingRows) this.#flush('');
  }

  #tick(): void {
    this.#ticks += 1;
    if (this.#ticks % LIVE_LIMITS.standingTicks === 0) this.#lookAgain();
    const due = this.#ticks - this.#toldAt >= LIVE_LIMITS.aliveTicks;
    if (!this.#changed && !due) return;
    this.#changed = false;
    this.#toldAt = this.#ticks;
    this.#flush(this.#readers.size === 0 ? '' : frameOf(this.#room()));
  }

  /** Sends what waits, and how the room stands. */
  #flush(room: string): void {
    const { metrics } = this.#ports.room;
    const batch = new LiveBatch(this.#pending.splice(0), () => metrics.liveFrameMade());
    for (const reader of [...this.#readers]) {
      if (!reader.isHeld) this.#send(reader, batch, room);
      else if (batch.first !== undefined && !reader.hold(batch)) this.#drop(reader, 'at once');
    }
  }

  #send({ sink, group, from }: LiveReader, batch: LiveBatch, room: string): void {
    if (sink.waiting > LIVE_LIMITS.bufferBytes) {
      // It reads more slowly than things happen. Memory is not spent on it; the browser comes back by itself.
      this.gone(sink);
      sink.destroy();
      return;
    }
    const frame = batch.frame(group, from);
    if (frame !== '') this.#ports.room.metrics.liveFrameSent();
    const text = frame + room;
    if (text !== '') sink.write(text);
  }

  /** In the turn of a commit; must not throw. */
  #follow(entries: readonly Committed[]): void {
    const touches = entries.some(({ draft }) =>
      draft.fields.changes.some(({ slice }) => STANDING_SLICES.includes(slice)),
    );
    if (touches) this.#lookAgain();
  }

  /** Every reader is who the records say now, or none any more. Who sees more or less than before reads the lists again. */
  #lookAgain(): void {
    for (const reader of [...this.#readers]) {
      const standing = this.#ports.sessions.standing(reader.session);
      if (typeof standing === 'string') {
        this.#end(reader, { why: standing });
        continue;
      }
      const group = audienceGroup(standing.viewer);
      if (group.key === reader.group.key) continue;
      reader.group = group;
      if (!reader.isHeld) reader.sink.write(this.#reset(this.#ports.room.views.follower.next));
    }
  }

  #end(reader: LiveReader, end: StreamEnd): void {
    this.#drop(reader);
    reader.sink.write(frameOf({ event: 'end', data: end }));
    reader.sink.end();
  }

  #drop(reader: LiveReader, how?: 'at once'): void {
    this.#readers.delete(reader);
    if (how === 'at once') reader.sink.destroy();
    this.#ports.room.metrics.liveReaders(this.#readers.size);
  }

  #room() {
    return { event: 'room', data: roomState(this.#ports.room, this.#ports.wallNow()) } as const;
  }
}
