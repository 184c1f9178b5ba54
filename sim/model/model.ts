import { canonicalJson } from '../../src/base/json.ts';
import type { Act, SignedAct } from '../../src/terms/act.ts';
import type { Verdict } from '../../src/terms/outcome.ts';
import type { World } from '../world/world.ts';
import { endByClock, overdue } from './clock.ts';
import { ask, type Effect, type EffectCase, takeEffect } from './effects.ts';
import { askedBy, rulesAt, type Who, who } from './facts.ts';
import { generalRules, kindRules } from './house-rules.ts';
import { ModelRecords } from './records.ts';
import { worst } from './worst.ts';

/** What the model says must come of an act. */
export type Prediction = {
  readonly verdict: Verdict;
  readonly atEntry?: Verdict;
  /** `new` entry; `collapsed` into the entry at `index`; `again` the answer of `index`. */
  readonly entered: 'new' | 'collapsed' | 'again';
  readonly index: number;
  readonly repeated?: number;
  readonly matter?: string | undefined;
  /** Kind of the entry: of the act, or of the end that the room's clock brought about. */
  readonly kind: string;
  readonly endings: readonly string[];
  /** The decision that is taken again, and stands in an entry of its own. */
  readonly again?: Verdict | undefined;
  /** What the clock should have ended before this act. */
  readonly overdue: readonly string[];
};

const CONFERRING = [
  'approval.answer',
  'approval.oral',
  'conferral.grant',
  'clearance.grant',
  'accompaniment.begin',
  'item.release',
];
/** Nothing holds these up, so R-19 would not refuse them when they are sent again much later. */
const KEPT_FOR_GOOD = ['alert.raise', 'declaration.make', 'deed.propose', 'witness.pass'];
const COLLAPSE_MS = 10 * 60_000;

/**
 * The room as docs/acts.md and docs/formats.md tell it, without regard to speed, purity or storage. It shares no code with the desk, the matters
 * or the decider; it is told of each act once it is committed, in order, and says what should have come of it.
 */
export class Model {
  readonly records = new ModelRecords();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  enter(signed: SignedAct, at: number, index: number): Prediction {
    const { act, key } = signed;
    const { records } = this;
    const text = canonicalJson(act);
    const before = records.remembered(act.id, at);
    if (before?.text === text) {
      return {
        verdict: before.verdict,
        entered: 'again',
        index: before.index,
        kind: act.kind,
        endings: [],
        overdue: [],
      };
    }
    if (act.kind === 'timer.due' && act.actor === 'timer') return this.#timer(signed, at, index, text);
    const actor = who(records, act.actor, at);
    const general = generalRules(records, act, key, actor, text, at);
    const report = act.form === 'report';
    const broken = (time: number) => {
      const then = report ? who(records, act.actor, time) : actor;
      return [...general, ...kindRules(this.#world, records, act, then, time)];
    };
    const now = this.#decide(signed, at, broken(at));
    const verdict = report ? this.#decide(signed, act.deedAt, broken(act.deedAt)) : now;
    // What became due while the room was halted is ended after the clock is accepted, and before anything else.
    const late = act.kind === 'clock.accept' ? [] : overdue(records, at);
    const common = { verdict, kind: act.kind, overdue: late, ...(report ? { atEntry: now } : {}) };
    const takesEffect = report ? general.length === 0 : now.outcome === 'permitted' || now.outcome === 'needs-approval';
    if (!takesEffect) {
      const row = this.#refuse(signed, now, verdict, at, index);
      const collapsed = row.count > 1;
      this.#remember(act, text, at, row.index, collapsed ? row.verdict : verdict, collapsed);
      const repeated = collapsed ? { repeated: row.count, verdict: row.verdict } : {};
      return { ...common, entered: collapsed ? 'collapsed' : 'new', index: row.index, endings: [], ...repeated };
    }
    this.#remember(act, text, at, index, verdict);
    // of somebody who was removed nothing takes effect, not even what nothing holds up.
    const effect: Effect = general.includes('R-20') ? {} : this.#carryOut(signed, actor, verdict, at, index);
    const { matter, endings = [], again } = effect;
    return { ...common, entered: 'new', index, matter, endings, again };
  }

  /** As of `time`; a deed that is asked for is decided for all of its time, and the worst moment counts. */
  #decide({ act }: SignedAct, time: number, broken: readonly string[]): Verdict {
    const world = this.#world;
    const { records } = this;
    const actor = who(records, act.actor, time);
    const asked = askedBy(world, records, act, actor);
    return worst(world, records, rulesAt(world, records, time), actor, asked, broken, time);
  }

  #carryOut({ act }: SignedAct, actor: Who, { outcome, clauses }: Verdict, at: number, index: number): Effect {
    const detail = act.detail as Readonly<Record<string, never>>;
    const of: EffectCase = { world: this.#world, records: this.records, act, actor, at, index, clauses, detail };
    // what confers something takes no effect when it is reported.
    if (act.form === 'report') return CONFERRING.includes(act.kind) ? {} : takeEffect(of);
    return outcome === 'permitted' ? takeEffect(of) : ask(of);
  }

  #timer({ act }: SignedAct, at: number, index: number, text: string): Prediction {
    const { records } = this;
    const timer = String((act.detail as { timer?: unknown }).timer);
    const due = overdue(records, at);
    const verdict: Verdict = { outcome: 'permitted', clauses: ['R-27'] };
    this.#remember(act, text, at, index, verdict);
    const common = { verdict, entered: 'new', index, overdue: [] } as const;
    if (timer.startsWith('refusal:')) return this.#closeCount(common, at);
    if (!due.includes(timer)) return { ...common, kind: 'timer.due', endings: [] };
    const [first, ...rest] = endByClock(this.#world, records, timer, at);
    const [kind, matter] = (first ?? 'timer.due').split(' ');
    return { ...common, kind: kind ?? '', matter, endings: rest };
  }

  /** The engine names a refusal by a digest of its own; the model only knows that the longest closed count ends now. */
  #closeCount(common: Omit<Prediction, 'kind' | 'endings'>, at: number): Prediction {
    const { refusals } = this.records;
    const closed = refusals.filter((row) => row.count > 1 && row.closes <= at).sort((a, b) => a.closes - b.closes);
    const choices = closed.filter(({ closes }) => closes === closed[0]?.closes);
    return {
      ...common,
      kind: 'refusal.repeated',
      matter: choices.map((row) => `#${row.index}`).join('|'),
      endings: [],
    };
  }

  /** The count that the clock closed, by the entry it belongs to. */
  countClosed(index: number): number | undefined {
    const { refusals } = this.records;
    const at = refusals.findIndex((row) => row.index === index && row.count > 1);
    return at < 0 ? undefined : refusals.splice(at, 1)[0]?.count;
  }

  #refuse({ act }: SignedAct, now: Verdict, verdict: Verdict, at: number, index: number) {
    const { refusals } = this.records;
    const { actor, kind, activity, place, purpose, detail } = act;
    const key = canonicalJson([actor, kind, activity, place, purpose, detail, now.clauses]);
    const open = refusals.find((row) => row.key === key && at < row.closes);
    if (open !== undefined) {
      open.count += 1;
      return open;
    }
    const row = { key, index, closes: at + COLLAPSE_MS, count: 1, person: actor, verdict };
    refusals.splice(0, refusals.length, ...refusals.filter((old) => old.key !== key || old.count > 1), row);
    return row;
  }

  /** Ids do not repeat while they are remembered: whoever uses one again with other content is refused, whatever became of the first. */
  #remember(act: Act, text: string, at: number, index: number, verdict: Verdict, collapsed = false): void {
    const { id, kind, signedAt } = act;
    if (this.records.remembered(id, at) !== undefined) return;
    const forGood = kind === 'clock.accept' || (KEPT_FOR_GOOD.includes(kind) && !collapsed);
    this.records.entered.set(id, { text, at, signedAt, index, verdict, forGood });
  }
}
