import * as z from 'zod';
import { StreamEnd } from '../../terms/api/live.ts';
import { ActsRowShown } from '../../terms/api/parts.ts';
import { EventState } from '../../terms/api/session.ts';
import type { Entry } from './entries.ts';

/** `lost`: the room was not heard for too long or cannot be reached; what is shown is as of then. */
export type LiveStatus = 'connecting' | 'live' | 'lost' | 'ended';

/** The room speaks at least every five seconds; after this long it is not heard. */
export const STALE_MS = 12_000;
/** A stream that the server closed for good is asked for again after this. */
const AGAIN_MS = 3_000;

/** The part of `EventSource` that is used, so that tests can be one. */
export type EventStream = {
  addEventListener(
    type: string,
    listener: (event: { readonly data?: unknown; readonly lastEventId?: string }) => void,
  ): void;
  close(): void;
  readonly readyState: number;
};

export type LivePorts = {
  readonly open: (url: string) => EventStream;
  readonly now: () => number;
  readonly later: (run: () => void, ms: number) => unknown;
  readonly onActs: (rows: readonly Entry[]) => void;
  readonly onRoom: (state: EventState) => void;
  /** More was missed than is sent: everything that lists showed is old. */
  readonly onReset: () => void;
  readonly onEnd: (end: StreamEnd) => void;
  /** The stream was refused or broke; perhaps the session is over. */
  readonly onBroken: () => void;
};

const Acts = z.array(ActsRowShown);
const CLOSED = 2;

/** The live events of the room (`GET /api/live`, terms/api/live.ts). What cannot be read is as if the stream had broken: it is asked for again. */
export class LiveFeed {
  readonly #ports: LivePorts;
  readonly #listeners = new Set<() => void>();
  #stream: EventStream | undefined;
  #status: LiveStatus = 'connecting';
  #heard = Number.NEGATIVE_INFINITY;
  /** Id of the last event that was taken: a stream that is opened anew goes on after it, as the browser's own coming back does. */
  #seen = '';

  constructor(ports: LivePorts) {
    this.#ports = ports;
  }

  get status(): LiveStatus {
    return this.#status;
  }

  /** Opens the stream; it comes back by itself until {@link close}. */
  open(): void {
    const stream = this.#ports.open(
      this.#seen === '' ? '/api/live' : `/api/live?after=${encodeURIComponent(this.#seen)}`,
    );
    this.#stream = stream;
    const heard = <T>(type: string, schema: z.ZodType<T>, take: (data: T) => void) =>
      stream.addEventListener(type, ({ data, lastEventId = '' }) => {
        if (this.#stream !== stream) return;
        const read = schema.safeParse(parseJson(data));
        if (!read.success) return this.#again(stream);
        this.#heard = this.#ports.now();
        this.#become('live');
        take(read.data);
        if (lastEventId !== '') this.#seen = lastEventId;
      });
    heard('acts', Acts, this.#ports.onActs);
    heard('room', EventState, this.#ports.onRoom);
    heard('reset', z.unknown(), () => this.#ports.onReset());
    heard('end', StreamEnd, (end) => {
      this.close();
      this.#ports.onEnd(end);
    });
    stream.addEventListener('error', () => {
      if (this.#stream !== stream) return;
      this.#become('lost');
      this.#ports.onBroken();
      // A browser comes back by itself, except where it was refused.
      if (stream.readyState === CLOSED) this.#again(stream);
    });
  }

  /** To be called now and then: finds out whether the room is still heard. */
  check(): void {
    if (this.#status === 'live' && this.#ports.now() - this.#heard > STALE_MS) this.#become('lost');
  }

  close(): void {
    this.#stream?.close();
    this.#stream = undefined;
    this.#become('ended');
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #again(stream: EventStream): void {
    stream.close();
    this.#become('lost');
    this.#ports.later(() => {
      if (this.#stream === stream) this.open();
    }, AGAIN_MS);
  }

  #become(status: LiveStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    for (const listener of this.#listeners) listener();
  }
}

function parseJson(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}
