import type { Json } from '../base/json.ts';
import type { Form, Mode } from '../terms/act.ts';
import type { ActKind } from '../terms/act-kinds.ts';
import type { Cleared } from '../terms/axes.ts';
import type { Coerciveness, RuleEffect, Safety, Standing, TimeWindow } from '../terms/mandate-set.ts';
import type { MandateTerms } from '../terms/mandate-terms.ts';
import type { OtherNames } from '../terms/names.ts';
import type { Outcome } from '../terms/outcome.ts';
import type { PublicationPolicy } from './publication-policy.ts';
import type { RetentionDocument } from './retention.ts';

/**
 * An event as data, after reading and checking (docs/scenario-documents.md): every word is known, every list that a rule
 * needs is expanded, every time is in milliseconds of room time. Plain JSON values throughout, safe to freeze and to send.
 */
export type Scenario = {
  /** The event's id, `milano-cortina-2026`. */
  readonly id: string;
  readonly title: string;
  readonly modes: readonly Mode[];
  /** IANA name; local hours of clauses are meant in it. */
  readonly timezone: string;
  /** Time zones of the capitals of agencies, for showing a second clock: agency to IANA name. */
  readonly capitals: Readonly<Record<string, string>>;
  /** Id of the mandate in force from the first entry on. */
  readonly rootMandate: string;
  readonly sources: readonly Source[];
  readonly vocabulary: Vocabulary;
  /** For people to read; nothing is decided or recorded by them. */
  readonly names: OtherNames;
  /** In the order of scenario.yaml; the root mandate is among them. */
  readonly mandates: readonly MandateDocument[];
  /** Versions that nobody supplied as agreed: the exercise drafts them. In the order of their names. */
  readonly drafts: readonly DraftDocument[];
  readonly commitments: readonly Commitment[];
  readonly questions: readonly OpenQuestion[];
  readonly statements: readonly Statement[];
  readonly roster: readonly RosterPerson[];
  /** By day, ascending. */
  readonly exercise: readonly ExerciseScript[];
  /** What the director of an exercise can let happen, in the order of injects.yaml. */
  readonly injects: readonly Inject[];
  /** What of the ledger is opened to the public; null where no document says so, and nothing is. */
  readonly publication: PublicationPolicy | null;
  /** How long records are kept; null where the event says nothing of it. */
  readonly retention: RetentionDocument | null;
};

export type Source = {
  readonly id: string;
  /** `public` is shown as "reported"; `exercise` is made up for the exercise. */
  readonly kind: 'report' | 'public' | 'law' | 'exercise';
  readonly title: string;
  readonly date: string | null;
  readonly note: string | null;
};

export type Vocabulary = {
  readonly id: string;
  readonly version: number;
  readonly agencies: readonly Agency[];
  readonly offices: readonly Office[];
  /** As written; `registrar` and `operator` exist beside them. */
  readonly roles: readonly Named[];
  readonly activities: readonly Activity[];
  readonly activityGroups: readonly ActivityGroup[];
  /** As written; `room-duty` exists beside them. */
  readonly purposes: readonly Named[];
  readonly places: readonly Place[];
  readonly rooms: readonly Room[];
  readonly incidentCategories: readonly string[];
  readonly zoneKinds: readonly string[];
  readonly zones: readonly Zone[];
  readonly phases: readonly Phase[];
};

export type Named = { readonly id: string; readonly name: string };

export type Agency = Named & {
  /** The state it belongs to, or null (an international body). */
  readonly state: string | null;
  readonly standing: Exclude<Standing, 'room'>;
  readonly components: readonly Named[];
};

/** An office whose public statements the register may hold; `agency` is null where a source speaks in its own voice. */
export type Office = Named & { readonly agency: string | null };

export type Activity = Named & {
  readonly coerciveness: Coerciveness;
  /** The executive power it uses; never null where it is coercive. */
  readonly power: string | null;
  /** Of what the host's clearance is needed for it, or null. */
  readonly clearance: Cleared | null;
  readonly safety: Safety;
};

export type ActivityGroup = { readonly id: string; readonly members: readonly string[] };

export type Place = Named & {
  readonly within: string | null;
  /** Latitude and longitude in degrees (WGS 84). */
  readonly position: readonly [latitude: number, longitude: number] | null;
  readonly approximate: boolean;
  readonly source: string | null;
};

export type Room = Named & {
  readonly owner: string;
  readonly place: string;
  readonly desks: readonly Desk[];
};
export type Desk = Named & {
  readonly roles: readonly string[];
  /** Whose people may hold it; null: those of the room's owner (docs/scenario-documents.md). */
  readonly agencies: readonly string[] | null;
};

export type Zone = {
  readonly id: string;
  readonly kind: string;
  /** As written; {@link Zone.leaves} is what they mean. */
  readonly places: readonly string[];
  readonly leaves: readonly string[];
  /** Room time, ms, half-open; null is unbounded. */
  readonly from: number | null;
  readonly until: number | null;
  readonly source: string | null;
};

export type Phase = { readonly id: string; readonly from: number; readonly until: number };

/**
 * A mandate as checked: the normalised form that is hashed, kept as text and read again at a restart. Groups, places, `not`,
 * phases and local hours are already expanded ("at signing"), so a word that joins the vocabulary later is not in it, and a
 * later time zone table changes nothing.
 */
export type MandateDocument = {
  readonly format: 1;
  readonly mandate: string;
  readonly version: number;
  /** The vocabulary whose words it was expanded to, and the zone of its local hours. */
  readonly vocabulary: { readonly id: string; readonly version: number };
  readonly timezone: string;
  readonly title: string;
  readonly holder: string;
  readonly issuer: string;
  readonly instrument: string | null;
  readonly from: number | null;
  readonly until: number | null;
  readonly openQuestions: readonly string[];
  /** Absent only in a text that was put in force before terms were asked for. */
  readonly terms?: MandateTerms;
  readonly clauses: readonly Clause[];
};

/** `drafts/us-hsi-2.yaml`: a text that a script drafts, and what it says. */
export type DraftDocument = {
  /** Name of the file, `us-hsi-2`: the mandate and the version. */
  readonly name: string;
  readonly text: string;
  readonly document: MandateDocument;
};

export type Clause = {
  /** As it is cited: `us-hsi/1`. */
  readonly id: string;
  readonly effect: Exclude<RuleEffect, 'require-approval'>;
  readonly text: string;
  /** what rests on an assumption never comes into force in a live room. */
  readonly basis: 'assumption' | 'instrument';
  readonly source: readonly string[];
  readonly scope: Scope;
  /** The axes as the author wrote them (`any`, lists, `{not: …}`, groups, `zones`, `time`), for showing. */
  readonly written: Readonly<Record<string, Json>>;
};

/** What a rule covers: sorted lists of known words; null and absent axes mean "whatever". */
export type Scope = {
  readonly agency: readonly string[] | null;
  readonly activity: readonly string[] | null;
  readonly axes: Readonly<Record<string, readonly string[]>>;
  /** Merged, ascending, within the mandate's time. */
  readonly windows: readonly TimeWindow[] | null;
};

/** A public promise: a rule where it can be one, a statement where not. */
export type Commitment = {
  readonly id: string;
  readonly by: string;
  readonly date: string | null;
  /** In our own words. */
  readonly text: string;
  readonly source: readonly string[];
  /** Whom it binds as written; null for a statement that names nobody. */
  readonly binds:
    | 'everyone'
    | 'guests'
    | { readonly agency: readonly string[]; readonly component: 'any' | readonly string[] }
    | null;
} & (
  | {
      readonly form: 'rule';
      readonly effect: 'forbid' | 'require-approval';
      readonly scope: Scope;
      readonly written: Readonly<Record<string, Json>>;
    }
  | { readonly form: 'statement' /** What keeps it from being a rule. */; readonly why: string }
);

export type OpenQuestion = {
  readonly id: string;
  readonly text: string;
  /** The axis that it leaves open, where it is one. */
  readonly axis: string | null;
  readonly source: readonly string[];
};

export type Statement = {
  readonly id: string;
  readonly office: string;
  /** `2026-01-27`, or null where no source dates it. */
  readonly said: string | null;
  readonly dateNote: string | null;
  readonly where: string | null;
  readonly text: string;
  readonly source: readonly string[];
  /** Ids of the statements it contradicts. */
  readonly contradicts: readonly string[];
  readonly topic: string | null;
};

/** An invented person of the exercise: a role, not a name. The first role counts where no desk is held. */
export type RosterPerson = {
  readonly id: string;
  readonly agency: string;
  readonly component: string;
  readonly roles: readonly string[];
  readonly note: string | null;
};

export type ExerciseScript = {
  readonly exercise: string;
  readonly day: number;
  readonly steps: readonly ExerciseStep[];
};

export type ExerciseStep = ExerciseAct | ExerciseCheck;

/** An act of the script with its defaults filled in; only references in `detail` are still to be resolved. */
export type ExerciseAct = {
  readonly step: 'act';
  readonly id: string;
  /** Room time, ms; never earlier than the step before, also across days. */
  readonly at: number;
  readonly by: string;
  readonly desk: string | null;
  readonly kind: ActKind;
  readonly form: Form;
  readonly activity: string;
  readonly purpose: string;
  readonly place: string;
  /** Room time, ms. */
  readonly deedAt: number;
  /** As written, but times in milliseconds, and references (`{matter: d1-014}`) kept as they are ({@link asReference}). */
  readonly detail: Readonly<Record<string, Json>>;
  readonly expect: {
    readonly outcome: Outcome;
    readonly clauses: readonly string[];
    readonly source: string;
  };
};

/** By `at` the ledger holds an ending entry of this kind about the matter that act `of` opened, with this decision. */
export type ExerciseCheck = {
  readonly step: 'check';
  readonly id: string;
  readonly at: number;
  readonly check: { readonly kind: string; readonly of: string };
  /** The decision that the entry brings, where that is looked at. */
  readonly expect?: ExerciseAct['expect'];
};

/** Something that the director of an exercise lets happen to those who play: acts of others, after the moment at which it is given. */
export type Inject = {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly steps: readonly InjectAct[];
};

/** As an act of the script, but all times are milliseconds after the inject was given, those in `detail` too. */
export type InjectAct = Omit<ExerciseAct, 'step' | 'at' | 'deedAt' | 'expect'> & {
  readonly after: number;
  readonly deedAfter: number;
  /** null where the outcome depends on how the room stands at the time. */
  readonly expect: ExerciseAct['expect'] | null;
};
