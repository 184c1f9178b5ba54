import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { SECOND } from '../base/clock.ts';
import type { LedgerStore } from '../ledger/store/port.ts';
import type { WitnessedState } from '../ledger/witnessing.ts';
import type { Answer } from '../terms/answer.ts';
import { OUTCOMES } from '../terms/outcome.ts';
import { type EdgeRefusal, REFUSAL_CODES } from '../terms/refusal.ts';

/** What is read off the room when it is asked for its metrics. */
export type Measured = {
  readonly size: number;
  readonly includedSize: number;
  readonly viewLag: number;
};

const COMMIT_SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5];

/** The room in numbers. No names, no words of acts: counts and times only. */
export class RoomMetrics {
  readonly registry = new Registry();
  readonly #refusals: Counter<'code'>;
  readonly #acts: Counter<'outcome'>;
  readonly #waiting: Gauge;
  readonly #commit: Histogram;
  readonly #followers: Gauge;
  readonly #readers: Gauge;
  readonly #liveWritten: Counter;
  readonly #liveMade: Counter;
  readonly #liveSent: Counter;

  constructor(measure: () => Measured) {
    const registers = [this.registry];
    this.#refusals = new Counter({
      name: 'remit_edge_refusals_total',
      help: 'What was turned away before it was an act, by code',
      labelNames: ['code'],
      registers,
    });
    this.#acts = new Counter({
      name: 'remit_acts_total',
      help: 'Acts that were answered, by outcome',
      labelNames: ['outcome'],
      registers,
    });
    // All codes and outcomes from the start, so that a rate can be taken of the first one.
    for (const code of REFUSAL_CODES) this.#refusals.inc({ code }, 0);
    for (const outcome of OUTCOMES) this.#acts.inc({ outcome }, 0);
    this.#waiting = new Gauge({ name: 'remit_acts_waiting', help: 'Acts taken and not answered yet', registers });
    this.#commit = new Histogram({
      name: 'remit_commit_seconds',
      help: 'Time of one durable transaction',
      buckets: COMMIT_SECONDS,
      registers,
    });
    this.#followers = new Gauge({ name: 'remit_wall_followers', help: 'Open streams of the wall', registers });
    this.#readers = new Gauge({
      name: 'remit_live_readers',
      help: 'Open streams of live events of people who are signed in',
      registers,
    });
    const counter = (name: string, help: string) => new Counter({ name, help, registers });
    this.#liveWritten = counter(
      'remit_live_rows_written_total',
      'Rows written as JSON for live events, however many read',
    );
    this.#liveMade = counter('remit_live_frames_made_total', 'Frames of rows that were put together for live events');
    this.#liveSent = counter('remit_live_frames_sent_total', 'Frames of rows that were sent to readers of live events');
    const gauge = (name: string, help: string, read: (measured: Measured) => number) =>
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read(measure()));
        },
      });
    gauge('remit_ledger_entries', 'Entries recorded', ({ size }) => size);
    gauge('remit_ledger_included', 'Entries in the last checkpoint', ({ includedSize }) => includedSize);
    gauge('remit_view_lag_entries', 'Entries not in the view of acts yet', ({ viewLag }) => viewLag);
  }

  /** Counts what a submission came to. */
  async counted(submission: () => Promise<Answer | EdgeRefusal>): Promise<Answer | EdgeRefusal> {
    this.#waiting.inc();
    try {
      const answer = await submission();
      if ('refused' in answer) this.#refusals.inc({ code: answer.refused });
      else this.#acts.inc({ outcome: answer.outcome });
      return answer;
    } finally {
      this.#waiting.dec();
    }
  }

  /** From now on: how far witnesses have cosigned, and since when they have not. */
  witnessed(state: () => WitnessedState | null, wallNow: () => number): void {
    const registers = [this.registry];
    new Gauge({
      name: 'remit_witnessed_size',
      help: 'Entries in the last checkpoint whose cosignatures met the policy of witnesses',
      registers,
      collect() {
        this.set(state()?.size ?? 0);
      },
    });
    new Gauge({
      name: 'remit_contradicting_witnesses',
      help: 'Witnesses that say they cosigned another history of this ledger, or a longer one',
      registers,
      collect() {
        this.set(state()?.witnesses.filter(({ contradicts }) => contradicts !== null).length ?? 0);
      },
    });
    new Gauge({
      name: 'remit_unwitnessed_seconds',
      help: 'Seconds since the policy of witnesses was last met',
      registers,
      collect() {
        const now = wallNow();
        this.set(Math.max(0, now - (state()?.since ?? now)) / SECOND);
      },
    });
  }

  /** From now on: how long the signer has been away. */
  unsigned(since: () => number | null, wallNow: () => number): void {
    new Gauge({
      name: 'remit_unsigned_seconds',
      help: 'Seconds since which no checkpoint is signed because the signer does not answer',
      registers: [this.registry],
      collect() {
        const from = since();
        this.set(from === null ? 0 : Math.max(0, wallNow() - from) / SECOND);
      },
    });
  }

  /** A refusal that the HTTP side made before the door was asked. */
  refused(code: EdgeRefusal['refused']): void {
    this.#refusals.inc({ code });
  }

  wallFollowers(count: number): void {
    this.#followers.set(count);
  }

  /** Open streams of people who are signed in. */
  liveReaders(count: number): void {
    this.#readers.set(count);
  }

  /** A row was written as JSON for live events: at most once each way in which it is shown. */
  liveRowWritten(): void {
    this.#liveWritten.inc();
  }

  /** A frame was put together: once for all who see the same rows. */
  liveFrameMade(): void {
    this.#liveMade.inc();
  }

  /** A frame went to a reader. */
  liveFrameSent(): void {
    this.#liveSent.inc();
  }

  /** The store, with the time of its commits taken. */
  timed(store: LedgerStore): LedgerStore {
    const commit = this.#commit;
    return {
      create: (identity) => store.create(identity),
      claimWriter: () => store.claimWriter(),
      load: () => store.load(),
      async append(batch) {
        const end = commit.startTimer();
        await store.append(batch);
        end();
      },
      entries: (from, to) => store.entries(from, to),
      openings: (from, to) => store.openings(from, to),
      keyIds: () => store.keyIds(),
      boxesUnder: (key, from, limit) => store.boxesUnder(key, from, limit),
      rewrap: (epoch, old, boxes) => store.rewrap(epoch, old, boxes),
      scrub: () => store.scrub(),
      size: () => store.size(),
      close: () => store.close(),
    };
  }
}
