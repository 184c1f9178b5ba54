import { sha256Hex } from '../../src/base/digest.ts';
import { canonicalJson } from '../../src/base/json.ts';
import type { DeedRow } from '../../src/matters/deeds/rows.ts';
import type { Rule } from '../../src/terms/mandate-set.ts';
import { type Journal, must, type Rows, type Stepped, type Watcher } from '../journal.ts';
import { decide } from '../model/decide.ts';
import type { World } from '../world/world.ts';

/**
 * What never bends, looked at in the rows that entries fold to, without the plans of the room: after every step, as of the moment of
 * its entry.
 */
export class Promises implements Watcher {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  after({ moment, result, entered }: Stepped, { rows }: Journal): void {
    if (result.entries.length === 0) return;
    // While the clock works through what is due, things rest on what it is about to end; the next act finds it done.
    const { kind } = entered.signed.act;
    if (kind === 'timer.due' || kind === 'clock.accept') return;
    for (const deed of rows.all('deeds')) {
      if (deed.status !== 'open') continue;
      const coercive = this.#isCoercionOfGuest(deed);
      const needs = this.#needed(deed) !== null && !this.#isSafety(deed);
      must(
        !needs || this.#isPermitted(rows, deed, moment.at),
        'uncleared',
        () => `\`${deed.id}\` is open, and with what its doer is cleared for no mandate in force permits it`,
      );
      if (coercive) this.#coercion(rows, deed, moment.at);
      // To be found coercive gives no authority, and nobody approved that: such a deed is over.
      const found = deed.reclassified !== undefined && this.#isCoercionOfGuest({ ...deed, ...deed.reclassified });
      must(!found, 'coercion', () => `\`${deed.id}\` was found to be coercive, and is open`);
      this.#holder(rows, deed);
      must(
        !coercive || this.#isPermitted(rows, deed, moment.at),
        'replaced',
        () => `\`${deed.id}\` is open, and no mandate in force permits it`,
      );
    }
    const [main] = result.entries;
    if (main?.fields.kind === 'mandate.suspend' && main.fields.outcome === 'permitted')
      this.#suspended(rows, main.fields.matter ?? '');
  }

  #isCoercionOfGuest({ activity, agency }: DeedRow): boolean {
    const standing = this.#world.vocabulary.agencies[agency]?.standing;
    const isHost = standing === 'host' || standing === 'host-authority';
    return this.#world.vocabulary.activities[activity]?.coercive === true && !isHost;
  }

  /** PRODUCT 5: a guest's coercive deed is open only while the power is conferred, an officer is beside, and this very deed is approved. */
  #coercion(rows: Rows, deed: DeedRow, at: number): void {
    const activity = this.#world.vocabulary.activities[deed.activity];
    const stands = (from: number, until: number, ended: number | null) => from <= at && at < until && ended === null;
    const conferred = rows
      .all('conferrals')
      .some(
        (row) =>
          row.to === deed.person &&
          row.power === activity?.power &&
          stands(Math.max(row.from, row.entered), row.until, row.ended),
      );
    must(conferred, 'coercion', () => `\`${deed.id}\` is open, and the power is not conferred`);
    const officers = rows
      .all('accompaniments')
      .filter((row) => row.guest === deed.person && stands(row.from, Infinity, row.ended));
    const beside = officers.some(({ officer }) => rows.get('people', officer)?.removed === null);
    must(beside, 'coercion', () => `\`${deed.id}\` is open, and no host officer is beside`);
    const { person, activity: what, purpose, place, from, until, what: words } = deed;
    const digest = sha256Hex(canonicalJson({ person, activity: what, purpose, place, from, until, what: words }));
    const approved = rows
      .all('approvals')
      .some((row) => row.digest === digest && stands(row.from, row.until, row.ended));
    must(approved, 'coercion', () => `\`${deed.id}\` is open, and no approval of exactly this stands`);
  }

  /** By the mandates in force, in some role and room: with its power conferred, an officer beside and the host's approval. */
  #isPermitted(rows: Rows, deed: DeedRow, at: number): boolean {
    const { vocabulary, commitments, mandates } = this.#world;
    const inForce = rows.all('mandates').filter(({ status }) => status === 'in-force');
    const rules = mandates.filter(({ id, version }) => inForce.some((row) => row.id === id && row.version === version));
    const component = rows.get('people', deed.person)?.component ?? 'unknown';
    const fixed = {
      component,
      place: deed.place,
      purpose: deed.purpose,
      consent: 'not-needed',
      clearance: this.#clearance(rows, deed, at),
    };
    const guarded = { accompaniment: 'yes', conferral: 'yes', direction: 'host', handling: 'none', recipient: 'none' };
    const secure = this.#world.scenario.vocabulary.zones.some(
      ({ leaves, from, until }) => leaves.includes(deed.place) && (from ?? at) <= at && at < (until ?? Infinity),
    );
    const zones = { 'zone.secure': secure ? 'inside' : 'outside' };
    return (vocabulary.axes['role'] ?? []).some((role) =>
      (vocabulary.axes['room'] ?? []).some((room) => {
        const axes = { ...fixed, ...guarded, ...zones, role, room };
        const { agency, activity } = deed;
        const facts = { agency, activity, approval: 'granted', axes, broken: [], time: at } as const;
        const all = [...rules.flatMap((mandate) => mandate.rules), ...commitments];
        return decide(vocabulary, all, facts).outcome === 'permitted';
      }),
    );
  }

  #needed({ activity }: DeedRow): string | null {
    return this.#world.scenario.vocabulary.activities.find(({ id }) => id === activity)?.clearance ?? null;
  }

  /** What its doer holds of what the deed needs a clearance for. */
  #clearance(rows: Rows, deed: DeedRow, at: number): string {
    const needed = this.#needed(deed);
    if (needed === null) return 'not-needed';
    const held = rows.all('clearances').some(({ to, clears, from, entered, until, ended }) => {
      return to === deed.person && clears === needed && Math.max(from, entered) <= at && at < until && ended === null;
    });
    return held ? 'held' : 'not-held';
  }

  /** nothing holds it up, whoever does it. */
  #isSafety(deed: DeedRow): boolean {
    const safety = this.#world.vocabulary.activities[deed.activity]?.safety ?? 'none';
    const standing = this.#world.vocabulary.agencies[deed.agency]?.standing ?? 'guest';
    return safety === 'everyone' || (safety === 'host' && standing.startsWith('host'));
  }

  #holder(rows: Rows, deed: DeedRow): void {
    const person = rows.get('people', deed.person);
    must(
      person?.removed === null || this.#isSafety(deed),
      'removed',
      () => `\`${deed.id}\` is open, and \`${deed.person}\` was removed`,
    );
    const rule = this.#world.commitments.find((commitment) =>
      forbids(commitment, deed, person?.component ?? 'unknown'),
    );
    must(rule === undefined, 'commitment', () => `\`${deed.id}\` is open against ${rule?.id}`);
  }

  /** Suspension leaves nothing open that rests on the mandate, nor of a holder who has no other; but what gets people out goes on. */
  #suspended(rows: Rows, mandate: string): void {
    const holder = rows.get('mandates', mandate)?.holder ?? '';
    const others = rows
      .all('mandates')
      .some((row) => row.id !== mandate && row.holder === holder && row.status === 'in-force');
    const rests = (row: { agency: string; clauses: readonly string[] }) =>
      row.clauses.some((clause) => clause.startsWith(`${mandate}/`)) || (row.agency === holder && !others);
    for (const deed of rows.all('deeds')) {
      if (deed.status !== 'open' || !rests(deed)) continue;
      must(this.#isSafety(deed), 'suspension', () => `\`${deed.id}\` stays open under the suspended \`${mandate}\``);
    }
    const waiting = rows.all('requests').find((row) => row.status === 'waiting' && rests(row));
    must(
      waiting === undefined,
      'suspension',
      () => `\`${waiting?.id}\` still waits under the suspended \`${mandate}\``,
    );
    const conferred = rows.all('conferrals').find((row) => row.ended === null && !others && row.agency === holder);
    const cleared = rows.all('clearances').find((row) => row.ended === null && !others && row.agency === holder);
    must(
      cleared === undefined,
      'suspension',
      () => `\`${cleared?.id}\` still stands under the suspended \`${mandate}\``,
    );
    must(
      conferred === undefined,
      'suspension',
      () => `\`${conferred?.id}\` still stands under the suspended \`${mandate}\``,
    );
  }
}

function forbids(rule: Rule, deed: DeedRow, component: string): boolean {
  const facts: Readonly<Record<string, string>> = { component, place: deed.place, purpose: deed.purpose };
  return (
    rule.effect === 'forbid' &&
    (rule.agency?.includes(deed.agency) ?? true) &&
    (rule.activity?.includes(deed.activity) ?? true) &&
    Object.entries(rule.axes).every(([axis, words]) => words.includes(facts[axis] ?? ''))
  );
}
