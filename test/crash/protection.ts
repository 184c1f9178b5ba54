/** Two data protection officers of the crowd, who take turns at their one desk, and erase what was written before the room last came back. */
import type { SeededRandom } from '../../src/base/seeded-random.ts';
import { exerciseKey } from '../../src/desk/keys.ts';
import type { Act } from '../../src/terms/act.ts';
import type { Answer } from '../../src/terms/answer.ts';
import { HOLDER, PRIVACY, type Wish } from './duties.ts';

/** Something that was written, by which its text is found again wherever it lies. */
export type Written = {
  readonly record: { readonly record: string } | { readonly entry: number };
  readonly canary: string;
  /** How often the room had come up by then. */
  readonly round: number;
};

/** An erasure that was ordered, and what of. */
export type Ordered = { readonly erasure: string; readonly canary: string; readonly ordered: number };

/** What erasing needs of somebody outside, beyond sending acts. */
export type ErasingPorts = {
  /** Room time as far as an outsider knows it, ms. */
  roomNow(): number;
  /** How often the room has come up so far. */
  round(): number;
  /** Resolves when the order is noted, and the log shows that it is finished. */
  finished(ordered: Ordered): Promise<void>;
  /** The room answered what it must not. */
  wrong(why: string): void;
};

export type Officer = { readonly id: string; readonly desk: Act['desk']; readonly place: string };
type Does = (who: Officer, wish: Wish) => Promise<Answer>;

const HELD_MS = 24 * 60 * 60_000;
/** Written later than these, the oldest is not erased any more. */
const WRITTEN_MAX = 200;
const TRIES = 8;

export class Protection {
  readonly #ports: ErasingPorts;
  readonly #does: Does;
  readonly #random: SeededRandom;
  readonly #written: Written[] = [];
  #sits: Officer | undefined;

  constructor(ports: ErasingPorts, does: Does, random: SeededRandom) {
    this.#ports = ports;
    this.#does = does;
    this.#random = random;
  }

  /** The second officer joins: the one who set a hold aside may not be the one who erases. */
  async begins(scenario: string): Promise<void> {
    const { publicKey } = exerciseKey(scenario, HOLDER.id);
    const who = {
      agency: 'host-justice',
      component: 'host-justice.data-protection',
      roles: ['data-protection-officer'],
    };
    const registrar = { id: 'registrar:host-justice', desk: null, place: PRIVACY.place };
    const person = { id: HOLDER.id, ...who, publicKey };
    await this.#must(registrar, { kind: 'roster.enrol', detail: { person } }, 'permitted');
  }

  /** Notes what somebody has written, and may have erased later. */
  wrote(written: Omit<Written, 'round'>): void {
    this.#written.push({ ...written, round: this.#ports.round() });
    if (this.#written.length > WRITTEN_MAX) this.#written.shift();
  }

  /** Erases one record of earlier, to the end; nothing where there is none. @returns whether it did */
  async erases(): Promise<boolean> {
    const earlier = this.#written.filter(({ round }) => round < this.#ports.round());
    const target = earlier[this.#random.below(Math.max(1, earlier.length))];
    if (target === undefined) return false;
    this.#written.splice(this.#written.indexOf(target), 1);
    const by = this.#random.chance(0.3) ? await this.#setAside(target) : PRIVACY;
    const { matter, index } = await this.#ordered(by, target);
    if (matter === undefined) return false;
    await this.#ports.finished({ erasure: matter, canary: target.canary, ordered: index });
    return true;
  }

  /** Where the room's clock ended something in the same turn, not all was looked at before the act: it is refused, and asked again. */
  async #ordered(by: Officer, target: Written): Promise<Answer> {
    for (let tries = 1; tries < TRIES; tries++) {
      await this.#sitting(by);
      const answer = await this.#inTime(by, erasing(target));
      if (answer.outcome === 'permitted') return answer;
      if (answer.clauses.join() !== 'R-37') break;
    }
    return await this.#must(by, erasing(target), 'permitted');
  }

  /** A hold of one is set aside by the other, who is refused the erasure before and after. @returns whoever may erase now */
  async #setAside(target: Written): Promise<Officer> {
    const held = { ...target.record, until: this.#ports.roomNow() + HELD_MS, reason: 'somebody complained' };
    const { matter: hold = 'none' } = await this.#must(HOLDER, { kind: 'hold.place', detail: held }, 'permitted');
    await this.#must(PRIVACY, erasing(target), 'prohibited', 'R-38');
    await this.#must(PRIVACY, { kind: 'hold.lift', detail: { hold, reason: 'it was answered' } }, 'permitted');
    await this.#must(PRIVACY, erasing(target), 'prohibited', 'R-42');
    return HOLDER;
  }

  /** Does something from the desk, where the answer must be this one. */
  async #must(who: Officer, wish: Wish, outcome: Answer['outcome'], rule?: string): Promise<Answer> {
    if (who.desk !== null) await this.#sitting(who);
    const answer = await this.#inTime(who, wish);
    const as = `${answer.outcome} ${answer.clauses.join(' ')}`;
    if (answer.outcome !== outcome || (rule !== undefined && !answer.clauses.includes(rule)))
      this.#ports.wrong(`\`${wish.kind}\` of \`${who.id}\` was ${as}, and must be ${outcome} ${rule ?? ''}`.trim());
    return answer;
  }

  /**
   * An outsider knows the room's time only roughly, and it runs fast here: what came too late is done again, also where it was sent before a kill
   * and the room was away so long that the signature is old as well.
   */
  async #inTime(who: Officer, wish: Wish): Promise<Answer> {
    for (let tries = 1; tries < TRIES; tries++) {
      const answer = await this.#does(who, wish);
      if (!isLate(answer)) return answer;
    }
    return await this.#does(who, wish);
  }

  /** Hands the desk over, where the other has it. */
  async #sitting(who: Officer): Promise<void> {
    const sits = this.#sits;
    if (sits?.id === who.id) return;
    if (sits !== undefined) await this.#signs(sits, { kind: 'desk.sign-off', detail: {} });
    await this.#signs(who, { kind: 'desk.sign-on', detail: { room: 'host-room', desk: who.desk } });
    this.#sits = who;
  }

  async #signs(who: Officer, wish: Wish): Promise<void> {
    const { outcome, clauses } = await this.#inTime(who, wish);
    if (outcome !== 'permitted')
      this.#ports.wrong(`\`${wish.kind}\` of \`${who.id}\` was ${outcome} ${clauses.join(' ')}`);
  }
}

function isLate({ clauses }: Answer): boolean {
  return clauses.length > 0 && clauses.every((rule) => rule === 'R-12' || rule === 'R-19');
}

function erasing({ record }: Written): Wish {
  return { kind: 'record.erase', detail: { ...record, basis: 'request', reason: 'whom it names asked for it' } };
}
