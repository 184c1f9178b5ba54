import { assert } from '../base/assert.ts';
import { LIMITS } from '../base/limits.ts';
import { DECISION_KEY } from '../ledger/seal.ts';
import { type Frontier, NotCommitted } from '../ledger/store/port.ts';
import type { TimerRow } from '../matters/timers/rows.ts';
import { signedBytes } from '../terms/act.ts';
import { OPERATOR } from '../terms/act-kinds.ts';
import type { Answer } from '../terms/answer.ts';
import type { EdgeRefusal } from '../terms/refusal.ts';
import { type DoorPorts, sharing, type Waiting, withPast } from './door-ports.ts';
import { DueTimers } from './due.ts';
import { DueReviews } from './due-reviews.ts';
import { admit, badSignature, wrongInTurn } from './edge.ts';
import { OpenBatch, sealed } from './open-batch.ts';
import { PastIndex } from './past-index.ts';
import { pastOf } from './past-record.ts';
import { type ReceivedAct, refuse } from './received.ts';
import { type SignatureCheck, SignatureChecks } from './signature-checks.ts';
import type { State } from './state.ts';
import { type Entered, type Step, step } from './step.ts';
import { goesFirst, parted } from './unheld.ts';

export type { DoorPorts } from './door-ports.ts';
export type { Committed } from './open-batch.ts';

/**
 * The one door: everything that anybody does comes in by {@link Door.submit} and becomes durable in {@link Door.#commit}, or does not become at
 * all. Acts wait in one queue and are stepped in order; the answer goes out only after the commit.
 */
export class Door {
  /** What belongs together in all of the ledger, for whoever erases, or would know what would go. */
  readonly past: PastIndex;
  readonly #ports: DoorPorts;
  readonly #state: State;
  readonly #due: DueTimers;
  readonly #reviews: DueReviews;
  readonly #check: SignatureCheck;
  #queue: Waiting[] = [];
  /** More was due than one transaction takes; none but what nothing holds up is stepped before it is ended. */
  #moreDue = false;
  /** More records were to come up for review than one transaction takes; no act waits for that. */
  #moreReviews = false;
  #frontier: Frontier;
  #running: Promise<void> | undefined;
  /** The transaction that is under way, or was last. */
  #committing: Promise<unknown> = Promise.resolve();
  #stopped: string | undefined;

  constructor(ports: DoorPorts) {
    this.#ports = ports;
    this.#state = ports.state;
    this.#frontier = ports.frontier;
    const checks = new SignatureChecks();
    this.#check = ports.verifySignature ?? checks.check;
    this.past = new PastIndex({ store: ports.store, keys: ports.keys, ledger: ports.origin });
    this.#due = new DueTimers(ports.state);
    this.#reviews = new DueReviews(ports.state);
  }

  /** Entries committed so far. */
  get size(): number {
    return this.#frontier.size;
  }

  get frontier(): Frontier {
    return this.#frontier;
  }

  /** Room time of the last entry and the wall time of its record. */
  get last(): { readonly at: number; readonly recorded: number } {
    return this.#ports.stamper.previous;
  }

  /** Room time at which the clock has something to end next. */
  nextDue(): number | undefined {
    const [timer, review] = [this.#due.next()?.due, this.#reviews.next()?.due];
    return timer === undefined || review === undefined ? (timer ?? review) : Math.min(timer, review);
  }

  /**
   * Takes a signed act. Resolves once it is durable, with the decision; or at once with a refusal where it was no act.
   * @param input what was received already, bytes off the wire, or the parsed value
   * @param signed called once it is known to be its actor's, whatever becomes of it: what it costs from here on is theirs
   */
  async submit(input: ReceivedAct | Uint8Array | string | object, signed?: () => void): Promise<Answer | EdgeRefusal> {
    const closed = this.#closed();
    if (closed !== undefined) return closed;
    const { room, origin } = this.#ports;
    const admitted = admit({ directory: room.directory, origin, state: this.#state }, input);
    if ('refused' in admitted) return admitted;
    const { entered, publicKey } = admitted;
    const signature = Buffer.from(entered.signed.signature, 'base64url');
    const isSigned = await this.#check(signedBytes(entered.signed.act), publicKey, signature);
    if (!isSigned) return badSignature(entered.signed);
    signed?.();
    const wrong = await wrongInTurn(room.directory, this.#state, entered, this.#ports.readInTurn);
    if (wrong !== undefined) return wrong;
    const past = await pastOf(this.#ports, this.past, entered, this.#frontier.size);
    if (past !== undefined && 'refused' in past) return past;
    // The door may have closed, or filled, while the signature, the text and the record were looked at.
    const closedSince = this.#closed();
    if (closedSince !== undefined) return closedSince;
    return await new Promise<Answer | EdgeRefusal>((answer) => {
      this.#queue.push({ entered, answer, ...(past === undefined ? {} : { past }) });
      this.#wake();
    });
  }

  /** Resolves when the transaction that is under way, if any, is done. */
  async settled(): Promise<void> {
    await this.#committing;
  }

  /** Lets the room's clock end what is due by now. Resolves when that is durable. */
  async tick(): Promise<void> {
    // A batch that is under way may have looked at the clock before: what is due since then needs a batch of its own.
    await this.#running;
    this.#wake();
    await this.#running;
  }

  /** Takes no more acts; resolves when those that wait are answered. */
  async stop(why = 'the room is closing'): Promise<void> {
    this.#stopped ??= why;
    this.past.stop();
    await this.#running;
  }

  #closed(): EdgeRefusal | undefined {
    if (this.#stopped !== undefined) return refuse('stopping', this.#stopped, 5);
    if (this.#queue.length < LIMITS.queueActs) return undefined;
    return refuse('busy', `${LIMITS.queueActs} acts wait already; try again`, 1);
  }

  #wake(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#queue.length > 0) this.#wake();
    });
  }

  async #run(): Promise<void> {
    let taken: readonly Waiting[] = [];
    try {
      // A turn of the event loop, so that acts that arrive together share a transaction.
      await new Promise((resolve) => setImmediate(resolve));
      do {
        taken = this.#take();
        const commit = this.#commit(taken);
        this.#committing = commit.catch(() => {});
        const left = await commit;
        this.#queue = left.concat(this.#queue);
      } while (this.#queue.length > 0 || this.#moreDue || (this.#moreReviews && this.#stopped === undefined));
    } catch (error) {
      this.#stopped = 'the writer has stopped';
      for (const waiting of [...taken, ...this.#queue.splice(0)]) waiting.answer(refuse('stopping', this.#stopped, 5));
      this.#ports.fatal(error);
    }
  }

  /** The next of those that wait, one that erases by itself; while more is due than one transaction ends, those that nothing holds up come first. */
  #take(): readonly Waiting[] {
    if (!this.#moreDue) return this.#queue.splice(0, sharing(this.#queue));
    const [first, others] = parted(this.#ports.room, this.#state, this.#queue);
    const taken = first.slice(0, sharing(first));
    this.#queue = first.slice(taken.length).concat(others);
    return taken;
  }

  /**
   * Steps a batch and makes it durable. Nothing speculative is ever answered: on failure all of it is undone.
   * @returns those that it did not come to, because too much was due before them, or anything at all before what erases
   */
  async #commit(waiting: readonly Waiting[]): Promise<Waiting[]> {
    const { stamper, room, keys, store } = this.#ports;
    const batch = new OpenBatch(this.#frontier.size, stamper.previous);
    if (waiting[0]?.past?.isBegun) await waiting[0].past.readTo(this.#frontier.size);
    const { answers, left } = this.#stepAll(waiting, batch);
    try {
      if (batch.changes.length > 0) {
        await keys.ensure([DECISION_KEY, ...batch.drafts.map(({ draft }) => keys.current(draft.subjectKey))]);
        const made = sealed(batch, this.#frontier, this.#ports);
        const documents = [...batch.documents].map((id) => ({ id, text: room.sets.text(id) }));
        await store.append({
          ...made,
          epoch: this.#ports.epoch,
          first: batch.first,
          changes: batch.changes,
          closes: batch.closes,
          documents,
        });
        // COMMIT POINT: from here on the batch is in the ledger, whatever happens to this process.
        this.#frontier = made.frontier;
        this.#ports.committed?.(batch.drafts, made.frontier, documents);
      }
    } catch (error) {
      if (!(error instanceof NotCommitted)) {
        for (const { answer } of [...answers, ...left])
          answer(refuse('stopping', 'nobody knows whether the act was recorded: send it again, the same', 5));
        throw error;
      }
      const undo = batch.undo.reverse().flat();
      this.#state.apply(undo);
      // A timer whose end was undone must come up again: its slot may have left the heap meanwhile.
      this.#due.note(undo);
      this.#reviews.noteUndone([...batch.changes, ...undo]);
      this.#moreDue = false;
      this.#moreReviews = false;
      stamper.rewind(batch.before, batch.halted);
      for (const { answer } of [...answers, ...left]) answer(refuse('busy', `not recorded: ${error.message}`, 5));
      return [];
    }
    for (const { answer, said } of answers) answer(said);
    return left;
  }

  #stepAll(waiting: readonly Waiting[], batch: OpenBatch) {
    const { stamper, timer } = this.#ports;
    const answers: { readonly answer: Waiting['answer']; readonly said: Answer | EdgeRefusal }[] = [];
    const left: Waiting[] = [];
    batch.halted = stamper.halted();
    this.#moreDue = false;
    for (const one of waiting) {
      const { entered, answer } = one;
      const stop = stamper.halted();
      // Before each act, not once a batch: an acceptance of the clock, or a deed that is over as it begins, makes more due.
      if (stop === undefined) this.#endWhatIsDue(batch);
      if (this.#moreDue && !goesFirst(this.#ports.room, this.#state, entered.signed.act)) {
        left.push(one);
        continue;
      }
      // What was ended just now is not among what was looked at: the ends become durable, and are looked at first.
      if (batch.drafts.length > 0 && one.past?.putOff()) {
        left.push(one);
        continue;
      }
      const { kind, actor } = entered.signed.act;
      const accepts = kind === 'clock.accept' && actor === OPERATOR;
      if (stop !== undefined && !accepts) {
        answers.push({ answer, said: refuse('halted', `${stop}: the operator must accept the clock first`, 30) });
        continue;
      }
      const said = this.#stepOne(withPast(one), batch).answer;
      // Only an acceptance that takes effect now lets the room go on: none that is refused, and no old one sent again.
      if (accepts && said.outcome === 'permitted' && said.again === undefined) stamper.accept();
      answers.push({ answer, said });
    }
    if (stamper.halted() === undefined) {
      this.#endWhatIsDue(batch);
      const enter = (review: TimerRow, at: number) => this.#stepOne(timer.act(review, at, batch.nextIndex), batch);
      this.#moreReviews = this.#reviews.bringUp(() => stamper.peek().at, enter);
    }
    return { answers, left };
  }

  #stepOne(entered: Entered, batch: OpenBatch): Step {
    const stamp = this.#ports.stamper.next();
    const done = (this.#ports.step ?? step)(this.#ports.room, this.#state, entered, {
      ...stamp,
      index: batch.nextIndex,
    });
    batch.undo.push(this.#state.apply(done.changes));
    this.#due.note(done.changes);
    this.#reviews.note(done.changes);
    for (const change of done.changes) batch.changes.push(change);
    for (const id of done.documents) batch.documents.add(id);
    for (const index of done.closes) batch.closes.push(index);
    for (const draft of done.entries) batch.drafts.push({ index: batch.nextIndex, recorded: stamp.recorded, draft });
    return done;
  }

  /** Ends what is due by now, and says in {@link Door.#moreDue} whether that was more than one transaction takes. */
  #endWhatIsDue(batch: OpenBatch): void {
    const { timer, stamper } = this.#ports;
    this.#moreDue = false;
    for (;;) {
      const due = this.#due.next();
      if (due === undefined) return;
      const { at } = stamper.peek();
      if (due.due > at) return;
      if (batch.ended >= LIMITS.batchActs) {
        this.#moreDue = true;
        return;
      }
      batch.ended += 1;
      this.#stepOne(timer.act(due, at, batch.nextIndex), batch);
      assert(this.#due.next() !== due, 'the clock ends what is due, or the room would end it for ever');
    }
  }
}
