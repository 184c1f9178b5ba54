import type { Rule } from '../../src/terms/mandate-set.ts';
import type { Verdict } from '../../src/terms/outcome.ts';
import type { Past } from './erasures.ts';
import type { Later } from './still-permitted.ts';

/** What the model remembers: plain lists, searched from end to end. Times are room time in milliseconds. */
const MINUTE = 60_000;

export class ModelRecords {
  keys: Readonly<Record<string, string>> = {};
  readonly people: Person[] = [];
  readonly shifts: Shift[] = [];
  readonly deeds: Deed[] = [];
  /** Deeds that their doer told of afterwards. */
  readonly told: Told[] = [];
  readonly challenges: Challenge[] = [];
  readonly requests: Request[] = [];
  readonly approvals: Approval[] = [];
  readonly conferrals: Conferral[] = [];
  readonly clearances: Clearance[] = [];
  readonly accompaniments: Accompaniment[] = [];
  readonly items: Item[] = [];
  readonly consents: { item: string; to: string }[] = [];
  readonly releases: Release[] = [];
  readonly consultations: Consultation[] = [];
  readonly lines: { index: number; person: string; room: string; agency: string; at: number }[] = [];
  /** What somebody else's deed was told to be. */
  readonly occurrences: { id: string; at: number }[] = [];
  readonly incidents: { id: string; closed: number | null; agency: string }[] = [];
  readonly taskings: Tasking[] = [];
  readonly declarations: { id: string; made: number; acknowledged: string[] }[] = [];
  readonly statements: string[] = [];
  readonly alerts: { id: string; by: string; cancelled: number | null }[] = [];
  readonly holds: Hold[] = [];
  readonly erasures: { id: string; entries: readonly number[]; done: boolean }[] = [];
  /** Are the rules in force that say how long records are kept? */
  retention = false;
  readonly reviews: Review[] = [];
  /** What the room looked at of its own ledger before the act that is decided now. */
  past: Past = { entries: [], upTo: 0, index: 0 };
  readonly mandates: Mandate[] = [];
  readonly drafts: DraftMandate[] = [];
  /** Which mandate versions were in force from when on, oldest first. */
  readonly inForce: { from: number; mandates: readonly string[] }[] = [];
  /** Acts by id: the one list that is searched for every act, so it is a map. */
  readonly entered = new Map<string, EnteredAct>();
  readonly refusals: Refusal[] = [];
  readonly numbers: Record<string, number> = {};

  /**
   * An act that was entered, as far as it is remembered: for twice the ten minutes of R-19, and for as long as R-19 would let it pass; what nothing
   * would refuse later, for good.
   */
  remembered(id: string, at: number): EnteredAct | undefined {
    const act = this.entered.get(id);
    if (act === undefined || act.forGood) return act;
    const isLate = act.at >= at - 20 * MINUTE || act.signedAt >= at - 10 * MINUTE;
    return isLate ? act : undefined;
  }

  /** The next number of a series, as people mention it. */
  number(series: string): string {
    this.numbers[series] = (this.numbers[series] ?? 0) + 1;
    return `${series}-${this.numbers[series]}`;
  }

  person(id: string): Person | undefined {
    return this.people.find((person) => person.id === id);
  }

  /** Where somebody sat at a moment. */
  shiftAt(person: string, time: number): Shift | undefined {
    return this.shifts.find(
      (shift) => shift.person === person && shift.from <= time && time < (shift.until ?? Infinity),
    );
  }
}

export type Person = {
  id: string;
  agency: string;
  component: string;
  roles: readonly string[];
  key: string;
  removed: boolean;
  enrolled: number;
};
export type Shift = { person: string; desk: string; room: string; role: string; from: number; until: number | null };
export type Terms = {
  person: string;
  activity: string;
  purpose: string;
  place: string;
  from: number;
  until: number;
  what: string;
};
export type Deed = {
  id: string;
  terms: Terms;
  agency: string;
  digest: string;
  status: 'waiting' | 'open' | 'ended' | 'refused';
  /** When the clock ends it, where that is sooner than its terms say. */
  closes?: number;
  /** Id of the request whose approval it rests on. */
  approval: string;
  clauses: readonly string[];
  /** As of when, under which rules and from where it was decided as it took effect. */
  opened: Opened | null;
  challenge: string | null;
  /** What it was found to be instead. */
  found: Found | null;
};
export type Opened = { at: number; rules: readonly Rule[]; component: string; role: string; room: string };
export type Found = { activity: string; purpose: string; clauses: readonly string[] };
export type Told = {
  id: string;
  person: string;
  agency: string;
  activity: string;
  purpose: string;
  place: string;
  at: number;
  /** When it was told of. */
  entered: number;
  rules: readonly Rule[];
  component: string;
  challenge: string | null;
};
export type Challenge = {
  id: string;
  of: string;
  person: string;
  declared: { activity: string; purpose: string };
  raisedBy: string;
  over: boolean;
};
export type Request = {
  id: string;
  requester: string;
  agency: string;
  digest: string;
  deed: string | null;
  until: number | null;
  deadline: number;
  status: 'waiting' | 'over';
  offer: string | null;
  /** What is asked for, and what the host offered instead, as far as it cannot change. */
  asks: Later;
  offered: Later | null;
  purpose: string;
  /** The recipient of a release; null for a deed. */
  releasedTo: string | null;
  clauses: readonly string[];
};
export type Approval = {
  request: string;
  digest: string;
  person: string;
  agency: string;
  giver: string;
  /** Who gave it and who entered it. */
  by: readonly string[];
  index: number;
  from: number;
  until: number;
  ended: number | null;
  /** It is for one deed, or one release, once. */
  used: boolean;
  countersigned: boolean;
  /** By when it must be countersigned; null where it need not. */
  countersignBy: number | null;
};
export type Conferral = {
  id: string;
  to: string;
  agency: string;
  power: string;
  giver: string;
  from: number;
  until: number;
  entered: number;
  ended: number | null;
};
/** Of what the host cleared whom. */
export type Clearance = {
  id: string;
  to: string;
  agency: string;
  clears: string;
  thing: string;
  giver: string;
  from: number;
  until: number;
  entered: number;
  ended: number | null;
};
export type Accompaniment = {
  id: string;
  guest: string;
  officer: string;
  /** Who entered it. */
  by: string;
  from: number;
  ended: number | null;
};
export type Item = {
  id: string;
  owner: string;
  handling: string;
  control: boolean;
  expires: number;
  expired: boolean;
};
export type Release = {
  id: string;
  item: string;
  by: string;
  to: string;
  person: string;
  purpose: string;
  at: number;
  recalled: number | null;
};
export type Tasking = {
  id: string;
  to: string;
  agency: string;
  status: 'issued' | 'acknowledged' | 'done';
  done: number | null;
};
/** A stop on erasing. */
export type Hold = {
  id: string;
  of: string;
  by: string;
  until: number;
  lifted: boolean;
  liftedBy: string | null;
  /** The clock said that its time is over. */
  over: boolean;
};
/** That the time of a record came. */
export type Review = {
  id: string;
  of: string;
  kind: string;
  row: string;
  status: 'due' | 'extended' | 'ended';
  /** Until when it is kept, where somebody said so. */
  until: number | null;
};
export type Consultation = {
  id: string;
  person: string;
  agency: string;
  of: string;
  /** The release it rests on; null for an item of the agency's own, or the record. */
  release: string | null;
  purpose: string;
  until: number;
  ended: boolean;
  clauses: readonly string[];
};
export type EnteredAct = {
  readonly text: string;
  readonly at: number;
  readonly signedAt: number;
  readonly index: number;
  readonly verdict: Verdict;
  readonly forGood: boolean;
};
export type Mandate = {
  id: string;
  version: number;
  holder: string;
  until: number | null;
  status: 'in-force' | 'suspended' | 'expired';
};
/** A version on its way into force, `guest-b@4`. */
export type DraftMandate = {
  id: string;
  mandate: string;
  version: number;
  digest: string;
  holder: string;
  until: number | null;
  supplied: boolean;
  drafter: string | null;
  review: { person: string; opinion: string } | null;
  reviewers: string[];
  signatures: { person: string; side: string }[];
  exceptions: string[];
  status: 'open' | 'due' | 'in-force' | 'withdrawn';
  begins: number | null;
};
export type Refusal = { key: string; index: number; closes: number; count: number; person: string; verdict: Verdict };

/** Standing at a moment, for everything that has a beginning and an end. */
export function standsAt(row: { from: number; until?: number | null; ended: number | null }, time: number): boolean {
  return row.from <= time && time < (row.until ?? Infinity) && time < (row.ended ?? Infinity);
}
