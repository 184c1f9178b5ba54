import { sha256Hex } from '../../src/base/digest.ts';
import type { Act, SignedAct } from '../../src/terms/act.ts';
import type { ActKind } from '../../src/terms/act-kinds.ts';
import { PEOPLE } from '../world/world.ts';
import * as approvals from './approvals.ts';
import * as challenges from './challenges.ts';
import * as consultations from './consultations.ts';
import * as deeds from './deeds.ts';
import * as erasures from './erasures.ts';
import * as items from './items.ts';
import * as mandates from './mandates.ts';
import * as keeping from './room-keeping.ts';
import type { Intent, Scene } from './scene.ts';

type Inventor = { readonly weight: number; readonly invent: (scene: Scene) => Intent | undefined };

/** Every kind of act, and how often it is tried. A kind without an inventor does not compile. */
const INVENTORS: Readonly<Record<Exclude<ActKind, 'timer.due'>, Inventor>> = {
  'accompaniment.begin': { weight: 5, invent: approvals.accompany },
  'accompaniment.end': { weight: 1, invent: approvals.leave },
  'alert.cancel': { weight: 1, invent: keeping.allClear },
  'alert.raise': { weight: 1, invent: keeping.alarm },
  'approval.answer': { weight: 16, invent: approvals.answer },
  'approval.countersign': { weight: 3, invent: approvals.countersign },
  'approval.oral': { weight: 6, invent: approvals.oral },
  'approval.withdraw': { weight: 2, invent: approvals.withdraw },
  'challenge.answer': { weight: 1.5, invent: challenges.answer },
  'challenge.raise': { weight: 2, invent: challenges.raise },
  'clearance.grant': { weight: 4, invent: approvals.clear },
  'clearance.withdraw': { weight: 1.5, invent: approvals.unclear },
  'clock.accept': { weight: 0.5, invent: keeping.acceptClock },
  'conferral.grant': { weight: 5, invent: approvals.confer },
  'conferral.withdraw': { weight: 1.5, invent: approvals.unconfer },
  'consultation.open': { weight: 6, invent: consultations.consult },
  'declaration.acknowledge': { weight: 1, invent: keeping.acknowledge },
  'declaration.make': { weight: 0.5, invent: keeping.declare },
  'deed.begin': { weight: 16, invent: deeds.begin },
  'deed.end': { weight: 3, invent: deeds.end },
  'deed.propose': { weight: 20, invent: deeds.propose },
  'deed.report': { weight: 3, invent: deeds.report },
  'desk.sign-off': { weight: 0.8, invent: keeping.signOff },
  'desk.sign-on': { weight: 11, invent: keeping.signOn },
  'erasure.finish': { weight: 0.2, invent: erasures.finish },
  'exercise.direct': { weight: 0.5, invent: consultations.direct },
  'hold.lift': { weight: 0.2, invent: erasures.lift },
  'hold.place': { weight: 0.3, invent: erasures.hold },
  'incident.close': { weight: 1, invent: keeping.closeIncident },
  'incident.open': { weight: 1, invent: keeping.openIncident },
  'item.consent': { weight: 2, invent: items.consent },
  'item.enter': { weight: 4, invent: items.enter },
  'item.recall': { weight: 1, invent: items.recall },
  'item.release': { weight: 5, invent: items.release },
  'ledger.create': { weight: 0.3, invent: keeping.pretend },
  'ledger.disclose': { weight: 0.2, invent: keeping.disclose },
  'ledger.fill': { weight: 0.2, invent: keeping.fill },
  'ledger.key': { weight: 0.2, invent: keeping.key },
  'log.correct': { weight: 1, invent: keeping.correct },
  'log.line': { weight: 4, invent: keeping.line },
  'mandate.draft': { weight: 1, invent: mandates.draft },
  'mandate.enforce': { weight: 2, invent: mandates.enforce },
  'mandate.except': { weight: 0.6, invent: mandates.except },
  'mandate.review': { weight: 1.5, invent: mandates.review },
  'mandate.sign': { weight: 3, invent: mandates.sign },
  'mandate.suspend': { weight: 0.4, invent: mandates.suspend },
  'mandate.withdraw': { weight: 0.1, invent: mandates.withdraw },
  'occurrence.report': { weight: 3, invent: deeds.occurrence },
  'record.erase': { weight: 0.3, invent: erasures.erase },
  'request.withdraw': { weight: 1, invent: deeds.withdraw },
  'retention.enforce': { weight: 0.2, invent: erasures.enforce },
  'retention.extend': { weight: 0.2, invent: erasures.extend },
  'roster.enrol': { weight: 1.5, invent: keeping.enrol },
  'roster.remove': { weight: 0.4, invent: keeping.remove },
  'statement.register': { weight: 1, invent: keeping.state },
  'tasking.acknowledge': { weight: 1, invent: keeping.takeTask },
  'tasking.done': { weight: 1, invent: keeping.finishTask },
  'tasking.issue': { weight: 1, invent: keeping.task },
  'witness.pass': { weight: 0.2, invent: keeping.pass },
};
type Invented = keyof typeof INVENTORS;

/** How often each kind is tried; kinds that a run goes without are never, and draw nothing. */
function weightsWithout(without: readonly ActKind[]): Readonly<Record<Invented, number>> {
  const tried = Object.entries(INVENTORS).filter(([kind]) => !without.includes(kind as ActKind));
  return Object.fromEntries(tried.map(([kind, { weight }]) => [kind, weight])) as Record<Invented, number>;
}

/** Acts are sent again within this time at most: the room forgets ids when R-19 refuses what is older. */
export const SENT_AGAIN_MS = 9 * 60_000;

/** The time that somebody who kept an act waits for: when it would pass as signed just now, or long after. */
function isKept({ kind, signedAt }: Act, now: number): boolean {
  return kind === 'clock.accept' || Math.abs(signedAt - now) < SENT_AGAIN_MS;
}

/** Puts envelopes round what people intend, some of them wrong, and sends some again. */
export class Composer {
  readonly #scene: Scene;
  readonly #origin: string;
  readonly #weights: Readonly<Record<Invented, number>>;
  #count = 0;
  #sent: SignedAct[] = [];
  /** Acts that somebody keeps to send again much later: signed ahead of time, or the operator's word on the clock. */
  #kept: SignedAct[] = [];

  /** @param without kinds that nobody tries */
  constructor(scene: Scene, origin: string, without: readonly ActKind[] = []) {
    this.#weights = weightsWithout(without);
    this.#scene = scene;
    this.#origin = origin;
  }

  /** The next act that somebody sends. */
  next(): SignedAct {
    const { chance, now } = this.#scene;
    this.#sent = this.#sent.filter(({ act }) => now - act.signedAt < SENT_AGAIN_MS && act.signedAt <= now).slice(-40);
    const before = chance.is(0.04) ? chance.pick(this.#sent) : undefined;
    if (before !== undefined) return chance.is(0.5) ? before : this.#sameId(before);
    const late = chance.is(0.02) ? chance.pick(this.#kept.filter(({ act }) => isKept(act, now))) : undefined;
    if (late !== undefined) return late;
    for (;;) {
      const { invent } = INVENTORS[chance.weighted(this.#weights)];
      const intent = invent(this.#scene);
      if (intent !== undefined) return this.seal(intent);
    }
  }

  /** Signs an intent as it is meant. */
  seal(intent: Intent): SignedAct {
    const signed = this.#scene.signers.sign(this.#noisy(this.#envelope(intent)));
    this.#sent.push(signed);
    const ahead = signed.act.signedAt - this.#scene.now > SENT_AGAIN_MS;
    if (ahead) this.#kept = [...this.#kept.slice(-9), signed];
    return signed;
  }

  /** Exactly this, without slips. */
  exactly(intent: Intent): SignedAct {
    const signed = this.#scene.signers.sign(this.#envelope(intent));
    if (signed.act.kind === 'clock.accept') this.#kept = [...this.#kept.slice(-9), signed];
    return signed;
  }

  #envelope(intent: Intent): Act {
    const { now } = this.#scene;
    const seat = this.#scene.seat(intent.actor);
    const person = PEOPLE.some(({ id }) => id === intent.actor);
    return {
      v: 1,
      id: `sim-${String(++this.#count).padStart(8, '0')}`,
      ledger: this.#origin,
      mode: 'exercise',
      kind: intent.kind,
      form: intent.form ?? 'proposal',
      actor: intent.actor,
      desk: intent.desk !== undefined ? intent.desk : person ? (seat?.desk ?? null) : null,
      activity: intent.activity ?? intent.kind,
      purpose: intent.purpose ?? 'room-duty',
      place: intent.place ?? seat?.place ?? 'annex',
      deedAt: intent.deedAt ?? now,
      signedAt: now,
      detail: intent.detail,
    };
  }

  /** People slip, and clocks are off. */
  #noisy(act: Act): Act {
    const { chance, now, world } = this.#scene;
    if (!chance.is(0.12)) return act;
    const desks = world.scenario.vocabulary.rooms.flatMap((room) => room.desks.map(({ id }) => id));
    switch (chance.between(0, 7)) {
      case 0:
        return { ...act, desk: chance.is(0.5) ? null : (chance.pick(desks) ?? null) };
      case 1:
        return { ...act, place: this.#scene.word('place') };
      case 2:
        return { ...act, purpose: this.#scene.word('purpose') };
      case 3:
        return { ...act, deedAt: now + chance.of([-3, -2, 2, 90]) * 60_000 };
      case 4:
        return { ...act, signedAt: now + chance.of([-9, -11, 9, 11, 40, 40]) * 60_000 };
      case 5:
        return { ...act, actor: chance.pick(PEOPLE)?.id ?? act.actor };
      case 6:
        return { ...act, actor: chance.of(['operator', 'registrar:guest-b', 'registrar:host-auth']) };
      default:
        return { ...act, id: this.#foreignId() };
    }
  }

  /** An id that the room's own clock would choose next. */
  #foreignId(): string {
    const timers = this.#scene.journal.rows.all('timers').toSorted((a, b) => a.due - b.due);
    const timer = timers[0]?.id ?? 'deed:DEED-guest-b-1';
    const index = this.#scene.journal.entries.length + this.#scene.chance.between(1, 2);
    return `timer-${index}-${sha256Hex(timer).slice(0, 8)}`;
  }

  /** the same id, something else. */
  #sameId({ act }: SignedAct): SignedAct {
    return this.#scene.signers.sign({
      ...act,
      deedAt: act.deedAt + 1,
      actor: this.#scene.chance.is(0.2) ? this.#scene.anybody() : act.actor,
    });
  }
}
