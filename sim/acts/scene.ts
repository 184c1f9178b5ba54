import type { Act, Form } from '../../src/terms/act.ts';
import type { ActKind } from '../../src/terms/act-kinds.ts';
import type { Signers } from '../actors.ts';
import type { Chance } from '../chance.ts';
import type { Journal, Rows } from '../journal.ts';
import type { World } from '../world/world.ts';

/** What somebody is about to do, before the envelope is put around it. */
export type Intent = {
  readonly kind: ActKind;
  readonly actor: string;
  readonly detail: Act['detail'];
  readonly form?: Form;
  readonly activity?: string;
  readonly purpose?: string;
  readonly place?: string;
  readonly desk?: string | null;
  readonly deedAt?: number;
};

/** All that those who invent acts may look at: what was committed, the event, and the time on the wall. */
export class Scene {
  readonly chance: Chance;
  readonly world: World;
  readonly journal: Journal;
  readonly signers: Signers;
  now = 0;

  constructor(world: World, chance: Chance, journal: Journal, signers: Signers) {
    this.world = world;
    this.chance = chance;
    this.journal = journal;
    this.signers = signers;
  }

  get rows(): Rows {
    return this.journal.rows;
  }

  /** Mostly somebody at a desk; else anybody, enrolled or not. */
  anybody(): string {
    const shift = this.chance.is(0.85)
      ? this.chance.pick(this.rows.all('shifts').filter(({ until }) => until === null))
      : undefined;
    return shift?.person ?? this.chance.pick(this.world.people)?.id ?? 'commander-1';
  }

  /** Mostly a guest at a desk. */
  guest(): string {
    const guests = this.chance.shuffled(['a-lead', 'a-detail', 'a-enforcer', 'b-support-1', 'b-support-2', 'b-branch']);
    const seated = this.chance.is(0.85) ? guests.find((guest) => this.seat(guest) !== undefined) : undefined;
    return seated ?? guests[0] ?? 'b-support-1';
  }

  /** A guest who has all but the approval for a coercive deed, if there is one. */
  guardedGuest(): string | undefined {
    const { rows } = this;
    const conferred = rows.all('conferrals').filter((row) => row.ended === null && row.power === 'identity-check');
    const guarded = conferred.filter(({ to }) =>
      rows.all('accompaniments').some((row) => row.guest === to && row.ended === null),
    );
    return this.chance.pick(guarded.filter(({ to }) => this.seat(to) !== undefined))?.to;
  }

  /** Where somebody sits. */
  seat(person: string): { readonly desk: string; readonly room: string; readonly place: string } | undefined {
    const shift = this.rows.all('shifts').find((row) => row.person === person && row.until === null);
    if (shift === undefined) return undefined;
    return { desk: shift.desk, room: shift.room, place: this.placeOf(shift.room) };
  }

  placeOf(room: string): string {
    return this.world.scenario.vocabulary.rooms.find(({ id }) => id === room)?.place ?? 'annex';
  }

  /** Somebody on duty in one of these roles, or anybody. */
  onDuty(...roles: readonly string[]): string {
    const seated = this.rows.all('shifts').filter((row) => row.until === null && roles.includes(row.role));
    return this.chance.pick(seated)?.person ?? this.anybody();
  }

  /** A matter of a list, mostly one that suits, sometimes any, sometimes none there is. */
  matter<T extends object>(list: readonly T[], suits: (row: T) => boolean): T | undefined {
    if (this.chance.is(0.04)) return undefined;
    const suitable = this.chance.is(0.1) ? list : list.filter(suits);
    return this.chance.is(0.6) ? suitable.at(-1) : this.chance.pick(suitable);
  }

  word(axis: string): string {
    return this.chance.pick(this.world.vocabulary.axes[axis] ?? []) ?? 'annex';
  }

  activity(): string {
    return this.chance.of([
      'assess',
      'talk',
      'patrol',
      'escort',
      'sweep',
      'sweep',
      'identity-check',
      'search-vehicle',
      'escort-to-safety',
      'order-evacuation',
    ]);
  }

  get minutes(): (count: number) => number {
    return (count) => this.now + count * 60_000;
  }
}
