import type * as z from 'zod';
import type { Act, Form } from '../terms/act.ts';
import type { ActKind, EndingKind } from '../terms/act-kinds.ts';
import type { Cleared } from '../terms/axes.ts';
import type { Audience } from '../terms/entry.ts';
import type { HouseRule } from '../terms/house-rules.ts';
import type { LinkWords } from '../terms/link-words.ts';
import type { Standing } from '../terms/mandate-set.ts';
import type { Decision, Verdict } from '../terms/outcome.ts';
import type { RetentionFacts } from '../terms/retention.ts';
import type { Done } from './challenges/done.ts';
import type { DeedRow } from './deeds/rows.ts';
import type { PastRecord } from './erasures/rows.ts';
import type { Records, SliceName } from './slices.ts';

/** Who acts, as the records know it; nothing of it is taken from the caller. */
export type Actor = {
  readonly id: string;
  readonly kind: 'person' | 'registrar' | 'operator' | 'timer';
  readonly agency: string;
  readonly component: string;
  readonly role: string;
  /** The room they are signed on in, or `none`. */
  readonly room: string;
  /** The desk they hold, or null. */
  readonly desk: string | null;
  readonly standing: Standing;
};

/** What the event's vocabulary says, as lookups. Constant while the room runs. */
export type Directory = {
  readonly mode: Act['mode'];
  /** Id of the mandate that is in force from the first entry on: by it the host acts at all. */
  readonly rootMandate: string;
  standing(agency: string): Standing | undefined;
  desk(id: string): { readonly room: string; readonly roles: readonly string[] } | undefined;
  /** May people of this agency hold this desk? */
  mayHold(desk: string, agency: string): boolean;
  room(id: string): { readonly owner: string; readonly place: string } | undefined;
  office(id: string): { readonly agency: string | null } | undefined;
  /** Ids of the sources that the event's documents cite. */
  readonly sources: readonly string[];
  readonly incidentCategories: readonly string[];
  readonly powers: readonly string[];
  /** Ids of the injects that the director of an exercise can give. */
  readonly injects: readonly string[];
  /** How long records are to be kept, as the event supplies it; undefined where it says nothing of that. */
  readonly retention: RetentionFacts | undefined;
  isComponentOf(component: string, agency: string): boolean;
  /** Safety of an activity. */
  safety(activity: string): 'none' | 'host' | 'everyone';
  power(activity: string): string | null;
  /** The activities that use a power. */
  uses(power: string): readonly string[];
  /** Of what an activity needs the host's clearance; null: of nothing. */
  clearance(activity: string): Cleared | null;
  /** The activities that need a clearance of this. */
  needing(cleared: Cleared): readonly string[];
  /** Ids of the commitments that are rules. */
  readonly commitments: readonly string[];
  /** Agencies that belong to the same state and stand in the arrangement as this one does, itself among them. */
  ofSameState(agency: string): readonly string[];
  /** Who holds the mandate of this id, of those supplied with the event. */
  holder(mandate: string): string | undefined;
  /** The checked mandate document of this id and version, of those supplied with the event. */
  mandate(id: string, version: number): MandateFacts | undefined;
  /** What a text says as a mandate of this event, or what is wrong with it: file, line and rule, in one line. */
  readMandate(text: string): MandateFacts | string;
};

export type MandateFacts = {
  readonly id: string;
  readonly version: number;
  readonly digest: string;
  readonly holder: string;
  /** The agencies that it permits anything, but for attesting their people and signing for their state. */
  readonly permits: readonly string[];
  readonly until: number | null;
  readonly restsOnAssumption: boolean;
  /** Axes that a question of the mandate leaves open, although its permits answer it. */
  readonly openAxes: readonly string[];
  /** Release of the time zone table (`2025b`) by which its hours of the day became the windows that its digest covers; absent where it has none. */
  readonly timeZones?: string;
};

/** What a detail is checked against at the edge, before it is an act. */
export type CheckedAgainst = {
  readonly directory: Directory;
  /** What is wrong with a link from one key of this ledger to the next; undefined where both keys signed it. */
  wrongInLink(link: LinkWords): string | undefined;
};

/** What an open deed may rest on that can go while it lasts: a host officer beside, the clearance that its activity needs. */
export type Losable = 'companion' | 'clearance';

/** Questions about what would be decided, for house rules that depend on it. */
export type Judge = {
  /** Could this person answer requests, by the mandates in force, at any desk their roles entitle to? */
  mayAnswer(person: string): boolean;
  /** Does a commitment forbid this power to this person wherever and whenever? */
  rulesOut(person: string, power: string): boolean;
  /** Would this open deed be permitted for all that is left of its time, were its person without these? Asked of all that goes at one moment together. */
  goesOnWithout(deed: DeedRow, lost: readonly Losable[]): boolean;
  /** Is this open deed permitted for all that is left of its time, with the approval that it rests on? */
  stillPermits(deed: DeedRow): boolean;
  /** Could anything of this be permitted yet, were everything that may still change as it has to be, the host's approval among it? */
  mayEverPermit(use: Use): boolean;
  /**
   * Were the mandates of these documents (by digest) in force: which of them would break which commitments, or are not proved to keep them, were it not
   * for the commitments themselves; and the clauses that silently permit what another leaves to the host's approval.
   */
  promises(mandateDigests: readonly string[]): Promises;
  /**
   * Were the mandates of these documents (by digest) in force at a room time (ms), or for good (`null`): could somebody of the host who is enrolled put
   * mandates in force, and somebody suspend them?
   */
  keepsMandating(mandateDigests: readonly string[], time: number | null): boolean;
  /**
   * The decision on a deed that was done, taken again for what it was found to be: as of its time, under the set of then, on the records of then. No
   * approval counts in it, for none was given for that.
   */
  decideAgain(done: Done, found: { readonly activity: string; readonly purpose: string }): Decision;
  /** The same questions under another set of mandates, by its id. */
  under(set: string): Judge;
  /** The same questions, for as long as the records stay as they are: what is alike is decided once, however many ask it. */
  remembering(): Judge;
};

/** What keeps mandates from coming into force together, by ids. */
export type Promises = {
  readonly unkept: readonly { readonly commitment: string; readonly mandate: string }[];
  readonly beaten: readonly { readonly clause: string; readonly mandates: readonly string[] }[];
};

/** What somebody may do or read later, as far as it cannot change until then. */
export type Use = {
  readonly person: string;
  readonly activities: readonly string[];
  /** What is fixed on the axes, beside who the person is. */
  readonly axes: Readonly<Record<string, readonly string[]>>;
  /** Room time, ms; null: for ever. */
  readonly until: number | null;
  /** Not before this room time, ms. */
  readonly from?: number;
};

export type Context<D, S extends SliceName> = {
  readonly act: Act;
  readonly detail: D;
  readonly actor: Actor;
  /** Room time of entry, ms. */
  readonly at: number;
  /** The index that the entry of this act will have. */
  readonly index: number;
  readonly records: Pick<Records, S>;
  readonly directory: Directory;
  /** Public keys (base64url) that sign or cosign this ledger. */
  readonly takenKeys: ReadonlySet<string>;
  readonly judge: Judge;
  /** What the ledger holds of the record that the act erases; absent in a preview, and for all other kinds. */
  readonly past?: PastRecord | undefined;
};

/** The deed on which an act is decided, where it is not simply what the envelope says. */
export type Subject = {
  readonly activity: string;
  readonly purpose: string;
  readonly place: string;
  /** When a deed lasts, it is decided for all of that time: the worst moment counts. */
  readonly lasts?: { readonly from: number; readonly until: number };
  /** Somebody else's deed, as far as the reporter states it. */
  readonly stated?: { readonly agency: string; readonly component: string; readonly role: string };
  readonly item?: { readonly handling: string; readonly consent: string; readonly recipient: string };
  /** Digest that an approval must bind to count for this deed. */
  readonly digest?: string;
};

/** An end of an effect, or a decision taken again: an entry of its own, that follows from the entry of the act. */
export type Ending = {
  readonly kind: EndingKind;
  readonly matter: string;
  /** The person whose matter it is; their key closes the entry. null for what is the room's. */
  readonly person: string | null;
  readonly audience: Audience;
  /** What the entry stands by, where that is a decision of its own and not the act's. */
  readonly decision?: Decision;
  /** Plans the changes of the end. */
  readonly write: () => void;
};

/** A deed that is decided again, as an act finds it to have been. */
export type Again = {
  readonly decision: Decision;
  /** Does it go on, and would not be permitted now as what it was found to be? It then ends with the act. */
  readonly ends: boolean;
};

export type Planned = {
  readonly audience: Audience;
  readonly matter?: string;
  readonly deed?: string;
  readonly digest?: string;
  /** The clock's acts are entered as the end they bring about. */
  readonly kind?: string;
  /** Whose key closes the entry, where it is not the actor's. */
  readonly person?: string | null;
};

/** A word in a detail that must be one of the event's vocabulary; `field` is where it stands. */
export type WordUse = {
  readonly list: 'activity' | 'agency' | 'component' | 'incident category' | 'place' | 'purpose' | 'role';
  readonly word: string;
  readonly field: string;
  /** A report may say `unknown`. */
  readonly mayBeUnknown?: true;
};

/** What a plan may do beside changing its records. */
export type Effects = {
  /** The next number: `INC-3`, or with an owner `REQ-us-ice-3`. */
  number(prefix: string, owner?: string): string;
  /** Adds an entry that ends an effect, after the entry of the act. */
  end(ending: Ending): void;
  /** Removes the rows of a record, closes its entries for ever with the commit, and states again whatever else those entries set. */
  forget(past: PastRecord): void;
  /** (Re)sets what the room's clock will end. */
  timer(id: string, due: number): void;
  clearTimer(id: string): void;
  /** Makes the mandate set of these documents (by digest) and returns its id. */
  composeSet(mandateDigests: readonly string[]): string;
  /** Keeps the text of a mandate document with the ledger: whatever becomes of the event’s files, what was reviewed and signed stays readable. */
  keepDocument(digest: string): void;
  /** Keeps a mandate that was drafted in the room with the ledger; {@link Directory.readMandate} found its text in order. */
  keepMandate(text: string): MandateFacts;
};

/**
 * One kind of act: its form, the records it uses, the house rules that may refuse it and what it changes when it is
 * permitted. One act a file (docs/guides/adding-an-act.md).
 */
export type ActDefinition<K extends ActKind = ActKind, D = unknown, S extends SliceName = SliceName> = {
  readonly kind: K;
  readonly forms: readonly Form[];
  /** Confers something: as a report it is recorded and takes no effect. */
  readonly conferring?: true;
  /**
   * Its id is kept for good: an act that nothing holds up could otherwise be sent again by whoever copied it, once R-19
   * alone stood between.
   */
  readonly keptForGood?: true;
  /** Is made without a desk (R-02 does not ask for one). */
  readonly deskless?: true;
  readonly detail: z.ZodType<D>;
  /** An example of `detail` that passes the schema; shown in the documents and used by tests. */
  readonly example: D;
  /** The slices that it reads and changes. It gets no others. */
  readonly records: readonly S[];
  /** Words of the vocabulary in the detail; an unknown one is turned away at the edge with the nearest known. */
  words?(detail: D): readonly WordUse[];
  /** What is wrong with a detail that its schema passes: it is turned away at the edge, for it was never an act. */
  check?(detail: D, given: CheckedAgainst): string | undefined;
  subject?(context: Context<D, S>): Subject;
  broken?(context: Context<D, S>): readonly HouseRule[];
  /** Decides what was done once more: what its plan then enters, and what a preview tells beforehand. Asked only of an act that takes effect. */
  again?(context: Context<D, S>): Again | undefined;
  /** Permitted, or an accepted report. */
  plan(context: Context<D, S>, effects: Effects, decision: Decision): Planned;
  /** Needs approval: opens a request where that is possible for this kind. */
  ask?(context: Context<D, S>, effects: Effects, verdict: Verdict): Planned;
};

/** Keeps the types of one definition together. */
export function defineAct<K extends ActKind, D, S extends SliceName>(
  definition: ActDefinition<K, D, S>,
): ActDefinition<K, D, S> {
  return definition;
}
