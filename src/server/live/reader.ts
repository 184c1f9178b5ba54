import type { Session } from '../sessions/session.ts';
import type { AudienceGroup } from './audience-group.ts';
import type { LiveBatch } from './live-batch.ts';

/** Where frames go. */
export type LiveSink = {
  write(text: string): void;
  /** Bytes that were written and not taken yet. */
  readonly waiting: number;
  /** Ends the stream after what was written. */
  end(): void;
  /** Ends it at once. */
  destroy(): void;
};

/** Batches that may wait while a reader is brought up to date. */
const HELD_MAX = 64;

/** One stream of live events. */
export class LiveReader {
  readonly sink: LiveSink;
  session: Session;
  group: AudienceGroup;
  /** Rows from this index on come live; those before came from the view. */
  from: number;
  #held: LiveBatch[] | undefined = [];

  constructor(sink: LiveSink, session: Session, group: AudienceGroup, from: number) {
    this.sink = sink;
    this.session = session;
    this.group = group;
    this.from = from;
  }

  /** Whether it is still being brought up to date. */
  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  /** Keeps a batch for later; false where too many wait, and the reader must begin anew. */
  hold(batch: LiveBatch): boolean {
    this.#held?.push(batch);
    return (this.#held?.length ?? 0) <= HELD_MAX;
  }

  /** The batches that came meanwhile; from now on batches are written at once. */
  release(): readonly LiveBatch[] {
    const held = this.#held ?? [];
    this.#held = undefined;
    return held;
  }
}
