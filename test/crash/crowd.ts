/** People at work, many at once, who send the same act again until it is answered. */

import type { SeededRandom } from '../../src/base/seeded-random.ts';
import { exerciseKey } from '../../src/desk/keys.ts';
import type { Act, SignedAct } from '../../src/terms/act.ts';
import type { Answer } from '../../src/terms/answer.ts';
import {
  COMMANDER,
  DUTIES,
  type Duty,
  ERASABLE_OF,
  logLine,
  MANDATES,
  occurrence,
  proposal,
  type Wish,
} from './duties.ts';
import { type ErasingPorts, type Officer, Protection } from './protection.ts';

export type CrowdPorts = {
  readonly scenario: string;
  readonly origin: string;
  readonly mode: Act['mode'];
  readonly random: SeededRandom;
  /** Room time as far as an outsider knows it, ms. */
  roomNow(): number;
  /** Resolves once the act is acknowledged, and the acknowledgement is safe; rejects only to end the crowd. */
  submit(signed: SignedAct): Promise<Answer>;
  /** Between two acts of one hand. */
  pause(): Promise<void>;
  /** Where given, some of what was written is erased later. */
  readonly erasing?: ErasingPorts;
};

/** A request that waits for an answer of the host. */
type Waiting = { readonly request: string; readonly deed: string; readonly digest: string; readonly by: string };

/** Every person has two hands: one does the duty, step by step, the other writes the log meanwhile. */
const LOG_HANDS = 1;
const DEED_LASTS_MS = 10 * 60_000;
const CLEARED_MS = 24 * 60 * 60_000;

/** Each text begins with one of its own: what was erased is known wherever it lies. */
const CANARY = 'CANARY-';

/** The crowd remembers what it was answered and nothing else: it knows the room from outside only. */
export class Crowd {
  readonly #ports: CrowdPorts;
  readonly #waiting: Waiting[] = [];
  readonly #settled = new Map<string, (approved: boolean) => void>();
  readonly #protection: Protection | undefined;
  #acts = 0;
  #stopped = false;

  constructor(ports: CrowdPorts) {
    this.#ports = ports;
    const { erasing, random } = ports;
    this.#protection = erasing && new Protection(erasing, (who, wish) => this.#act(who, wish), random);
  }

  /** Runs until {@link Crowd.stop}, and then until every act that was begun is answered. */
  async run(): Promise<void> {
    await this.#signOn(COMMANDER);
    for (const mandate of MANDATES) {
      await this.#act(COMMANDER, {
        kind: 'mandate.enforce',
        detail: { mandate, version: 1, reason: 'the delegations land this morning' },
      });
    }
    // Without it no journey under arms could be asked for.
    const from = this.#ports.roomNow();
    const cleared = { clears: 'weapon', thing: 'EXERCISE pistol, number 12', reason: 'for the day' };
    const detail = { to: 'ga-officer-a', ...cleared, from, until: from + CLEARED_MS };
    await this.#act(COMMANDER, { kind: 'clearance.grant', detail });
    await Promise.all([...[COMMANDER, ...DUTIES].map((duty) => this.#works(duty)), this.#erases()]);
  }

  /** No new acts are begun. */
  stop(): void {
    this.#stopped = true;
    for (const settle of this.#settled.values()) settle(false);
  }

  async #works(duty: Duty): Promise<void> {
    if (duty !== COMMANDER) await this.#signOn(duty);
    const hands = [this.#repeat(() => this.#duty(duty))];
    for (let n = 0; n < LOG_HANDS; n++) hands.push(this.#repeat(() => this.#writes(duty)));
    await Promise.all(hands);
  }

  async #erases(): Promise<void> {
    const protection = this.#protection;
    if (protection === undefined) return;
    await protection.begins(this.#ports.scenario);
    await this.#repeat(async () => void (await protection.erases()));
  }

  async #repeat(work: () => Promise<void>): Promise<void> {
    while (!this.#stopped) {
      await work();
      await this.#ports.pause();
    }
  }

  async #signOn(duty: Duty): Promise<void> {
    await this.#act(duty, { kind: 'desk.sign-on', detail: { room: duty.room, desk: duty.desk } });
  }

  async #writes(duty: Duty): Promise<void> {
    const { random } = this.#ports;
    const canary = `${CANARY}${duty.id}-${this.#acts}`;
    const wish = random.chance(0.15) ? occurrence(random, canary) : logLine(random, canary);
    const { index: entry, matter, outcome, repeated } = await this.#act(duty, wish);
    if (!ERASABLE_OF.includes(duty.id) || repeated !== undefined || outcome === 'prohibited') return;
    const record = wish.kind === 'occurrence.report' && matter !== undefined ? { record: matter } : { entry };
    this.#protection?.wrote({ record, canary });
  }

  async #duty(duty: Duty): Promise<void> {
    const { random } = this.#ports;
    const waiting = duty.answers ? this.#waiting.findIndex(({ by }) => by !== duty.id) : -1;
    const [request] = waiting < 0 ? [] : this.#waiting.splice(waiting, 1);
    if (request !== undefined) return await this.#answers(duty, request);
    if (random.chance(0.05)) {
      await this.#act(duty, { kind: 'desk.sign-off', detail: {} });
      return await this.#signOn(duty);
    }
    const wish = proposal(duty, random, this.#ports.roomNow(), DEED_LASTS_MS);
    if (wish === undefined) return await this.#writes(duty);
    const answer = await this.#act(duty, wish);
    if (answer.deed === undefined || answer.digest === undefined) return;
    if (answer.outcome === 'needs-approval' && answer.matter !== undefined) {
      const { matter: request, deed, digest } = answer;
      if (!(await this.#approved(duty, { request, deed, digest, by: duty.id }))) return;
      await this.#act(duty, { ...wish, kind: 'deed.begin', activity: 'deed.begin', detail: { deed } });
    }
    await this.#act(duty, { ...wish, kind: 'deed.end', activity: 'deed.end', detail: { deed: answer.deed } });
  }

  /** Waits for the host, or takes the request back, or lets it lapse. */
  async #approved(duty: Duty, request: Waiting): Promise<boolean> {
    if (this.#stopped) return false;
    const { random } = this.#ports;
    if (random.chance(0.1)) {
      await this.#act(duty, { kind: 'request.withdraw', detail: { request: request.request } });
      return false;
    }
    if (random.chance(0.1)) return false;
    return await new Promise<boolean>((settle) => {
      this.#settled.set(request.request, settle);
      this.#waiting.push(request);
    });
  }

  async #answers(duty: Duty, { request, digest }: Waiting): Promise<void> {
    const approve = this.#ports.random.chance(0.8);
    const answer = await this.#act(duty, {
      kind: 'approval.answer',
      detail: { request, digest, answer: approve ? 'approve' : 'refuse', reason: 'as agreed this morning' },
    });
    this.#settled.get(request)?.(approve && answer.outcome === 'permitted');
    this.#settled.delete(request);
  }

  async #act(duty: Officer, wish: Wish): Promise<Answer> {
    const { random, origin, mode, scenario } = this.#ports;
    const now = this.#ports.roomNow();
    const report = wish.form === 'report';
    this.#acts += 1;
    return await this.#ports.submit(
      exerciseKey(scenario, duty.id).sign({
        v: 1,
        id: `${duty.id.replace(':', '-')}-${this.#acts}-${random.bytes(6).toString('hex')}`,
        ledger: origin,
        mode,
        kind: wish.kind,
        form: wish.form ?? 'proposal',
        actor: duty.id,
        desk: duty.desk,
        activity: wish.activity ?? wish.kind,
        purpose: wish.purpose ?? 'room-duty',
        place: wish.place ?? duty.place,
        deedAt: report ? now - random.below(60_000) : now,
        signedAt: now,
        detail: wish.detail,
      }),
    );
  }
}
