import type { DeedRow } from '../matters/deeds/rows.ts';
import type { MandateRow } from '../matters/mandates/rows.ts';
import type { OccurrenceRow } from '../matters/occurrences/rows.ts';
import type { SliceName } from '../matters/slices.ts';
import type { Act, Form } from '../terms/act.ts';
import { ACT_KINDS, type ActKind, type EndingKind, ROOM_AGENCY, ROOM_KINDS, TIMER } from '../terms/act-kinds.ts';
import type { Answer } from '../terms/answer.ts';
import type { AnswerShown, Declared, MandateStood, ReportedDeed } from '../terms/api/parts.ts';
import { UNKNOWN } from '../terms/axes.ts';
import type { Audience, EntryFields } from '../terms/entry.ts';
import type { FactsVector, NearMiss, Outcome } from '../terms/outcome.ts';
import { summaryOf } from './summary.ts';

/** One entry as lists show it. Members are null where the entry has none, or where its box is closed for ever. */
export type ActsRow = {
  readonly index: number;
  /** Room time, ms. */
  readonly at: number;
  /** Wall clock, ms. */
  readonly recorded: number;
  readonly kind: string;
  readonly form: Form | null;
  readonly outcome: Outcome;
  readonly clauses: readonly string[];
  /** Reports: the verdict as of the time of entry. */
  readonly atEntry: Pick<NonNullable<Answer['atEntry']>, 'outcome' | 'clauses'> | null;
  readonly near: readonly NearMiss[];
  /** Commitments that forbid what the act is about, whatever became of it: a report of what happened among them. */
  readonly touches: readonly string[];
  readonly agency: string;
  readonly component: string | null;
  readonly role: string | null;
  readonly desk: string | null;
  readonly room: string | null;
  readonly person: string | null;
  readonly activity: string;
  readonly place: string | null;
  readonly purpose: string | null;
  readonly matter: string | null;
  /** Claimed time of the deed, ms. */
  readonly deedAt: number | null;
  /** Corrections that took effect: the index of the line that they correct. */
  readonly corrects: number | null;
  /** The entry that this one follows from. */
  readonly cause: number | null;
  /** The mandate set decided under. */
  readonly set: string | null;
  /** Occurrences: the deed that somebody reported of somebody. */
  readonly reported: ReportedDeed | null;
  /** Deeds that were decided again: what they were declared to be. */
  readonly declared: Declared | null;
  /** Of a version of a mandate that came into force with this entry: how the mandate stood before. */
  readonly stood: MandateStood | null;
  /** The reason that the act states. */
  readonly reason: string | null;
  /** Answers to a request: what is answered, and by whom. */
  readonly answer: AnswerShown | null;
  readonly summary: string;
  readonly audience: Audience | null;
};

/** An entry read from the store, or as the door just committed it. */
export type FollowedEntry = {
  readonly index: number;
  readonly recorded: number;
  readonly fields: Partial<EntryFields>;
};

/** Which forbidding commitments facts touch, by id, under the vocabulary of a set. The view is told so; no decision reads it. */
export type Touches = (set: string, facts: FactsVector) => readonly string[];

/** The decision's box is not personal and its key is never destroyed: without it an entry cannot be shown at all. */
export class UnreadableEntry extends Error {
  override readonly name = 'UnreadableEntry';
}

/** Folds one entry. The same entry gives the same row, whether it comes from memory or from the store. */
export function rowOf({ index, recorded, fields }: FollowedEntry, touches: Touches): ActsRow {
  const { kind, outcome, agency, clauses, facts, at, atEntry, act } = fields;
  if (kind === undefined || outcome === undefined || agency === undefined || facts === undefined || at === undefined) {
    throw new UnreadableEntry(`the decision of entry ${index} cannot be read`);
  }
  const { axes } = facts;
  const unheard = isUnheard(fields);
  // In a report about somebody else the facts are of that deed, not of the reporter.
  const aboutActor = kind !== 'occurrence.report' && facts.agency === agency;
  // The room's own actors are of no component and stand nowhere: nothing of theirs is unknown.
  const axis = (name: string) => (agency === ROOM_AGENCY && axes[name] === UNKNOWN ? null : (axes[name] ?? null));
  return {
    index,
    at,
    recorded,
    kind,
    form: act?.form ?? null,
    outcome,
    clauses: unheard ? ['R-20', ...(clauses ?? [])] : (clauses ?? []),
    atEntry: atEntry === undefined ? null : { outcome: atEntry.outcome, clauses: atEntry.clauses },
    near: fields.near ?? [],
    touches: isActOfSomebody(kind) && fields.set !== undefined ? touches(fields.set, facts) : [],
    agency,
    component: aboutActor ? axis('component') : null,
    role: aboutActor ? axis('role') : null,
    desk: deskOf(fields),
    room: roomOfEndedDeed(fields) ?? (aboutActor ? axis('room') : null),
    person: act?.actor ?? null,
    activity: facts.activity,
    place: act?.actor === TIMER ? axis('place') : (act?.place ?? axis('place')),
    purpose: act?.purpose ?? axis('purpose'),
    matter: fields.matter ?? null,
    deedAt: act?.deedAt ?? null,
    corrects: correctedEntry(fields),
    cause: fields.cause ?? null,
    set: fields.set ?? null,
    reported: kind === 'occurrence.report' ? reportedDeed(facts) : null,
    declared: declaredDeed(fields),
    stood: stoodBefore(index, fields),
    reason: unheard || typeof act?.detail.reason !== 'string' ? null : act.detail.reason,
    answer: unheard ? null : answerOf(act),
    summary: unheard ? NO_EFFECT : summaryOfEntry(act, fields),
    audience: fields.audience ?? null,
  };
}

/**
 * The desk that an act came from. What an act says of it is its actor's word: where they did not sit there, it came from no desk, whatever became of it. Of a
 * proposal the broken rules say so; of a report, which is taken from anybody, the record that it sets, with the desk that they held. A desk that was
 * asked for and not got is nobody's.
 */
function deskOf({ act, facts, outcome, changes = [] }: Partial<EntryFields>): string | null {
  if (act === undefined || facts === undefined || facts.broken.includes('R-02')) return null;
  if (act.kind === 'desk.sign-on' && outcome !== 'permitted') return null;
  if (act.form === 'proposal') return act.desk;
  return changes.some(({ row }) => row !== null && 'desk' in row && row.desk === act.desk) ? act.desk : null;
}

/** The end of a deed that its doer did not end is read in the room where the deed was, whoever ended it from where. Its record says which; one of before that was kept does not. */
function roomOfEndedDeed({ kind, changes = [] }: Partial<EntryFields>): string | undefined {
  if (kind !== ('deed.ended' satisfies EndingKind)) return undefined;
  const deed = changes.find(({ slice }) => slice === 'deeds')?.row as Pick<DeedRow, 'basis'> | null | undefined;
  return deed?.basis?.room;
}

/** Neither what follows from an act nor the room's own clock does anything that was promised not to be done. */
function isActOfSomebody(kind: string): boolean {
  return ACT_KINDS.some((one) => one === kind) && !ROOM_KINDS.some((one) => one === kind);
}

/** Did the room's clock do it? What follows from an act of the clock carries its facts, and is not its own. */
export function isByClock({ activity, cause }: Pick<ActsRow, 'activity' | 'cause'>): boolean {
  return cause === null && activity === ('timer.due' satisfies ActKind);
}

/** What an act answers; its detail was checked against the schema of its kind before it was entered. */
function answerOf(act: Act | undefined): AnswerShown | null {
  if (act?.kind !== 'approval.answer' && act?.kind !== 'approval.oral') return null;
  const { answer, giver, channel, conditions, counter } = act.detail as AnswerDetail;
  const offer = counter ?? null;
  return { answer, giver: giver ?? act.actor, channel: channel ?? null, conditions: conditions ?? null, offer };
}

type AnswerDetail = Pick<AnswerShown, 'answer'> & {
  readonly giver?: string;
  readonly channel?: AnswerShown['channel'];
  readonly conditions?: string;
  readonly counter?: NonNullable<AnswerShown['offer']>;
};

/** The record of a deed, and of the report of one, goes on saying what its doer declared. */
function declaredDeed({ kind, changes = [] }: Partial<EntryFields>): Declared | null {
  if (kind !== ('deed.reclassified' satisfies EndingKind)) return null;
  const changed = changes.find(({ slice }) => slice === 'deeds' || slice === 'occurrences');
  if (changed === undefined || changed.row === null) return null;
  const row = changed.row as Pick<DeedRow, 'activity' | 'purpose'> | Pick<OccurrenceRow, 'activity' | 'own'>;
  const purpose = 'purpose' in row ? row.purpose : row.own?.purpose;
  return purpose === undefined ? null : { activity: row.activity, purpose };
}

/** Only what came into force with this very entry carries its index in the record of the mandate. */
function stoodBefore(index: number, { changes = [] }: Partial<EntryFields>): MandateStood | null {
  const mandate = changes.find(({ slice }) => slice === ('mandates' satisfies SliceName))?.row;
  const { status, index: since, before } = (mandate ?? {}) as Partial<MandateRow>;
  return status === 'in-force' && since === index ? (before ?? null) : null;
}

/** The vector of an occurrence is of the deed that is reported. */
function reportedDeed({ agency, activity, axes }: EntryFields['facts']): ReportedDeed {
  const { component = UNKNOWN, role = UNKNOWN, place = UNKNOWN, purpose = UNKNOWN } = axes;
  return { agency, component, role, activity, place, purpose };
}

/** Stands for the words of an act that is {@link isUnheard}: they are in its entry, marked, and in no list, no search and on no wall. */
const NO_EFFECT = 'by somebody who was removed, or with a key that was replaced: without effect';

/**
 * Is it an act that nothing holds up, or a report, of somebody who does not act any more? It is recorded with a decision that says
 * `permitted`, and had no effect: a list that showed it like any other would carry the words of whoever took the key to the whole room.
 */
function isUnheard({ outcome, facts, atEntry }: Partial<EntryFields>): boolean {
  return outcome === 'permitted' && (atEntry?.facts ?? facts)?.broken.includes('R-20') === true;
}

/** Whether a row is one without effect, whose words are left out. */
export function isWithoutEffect({ outcome, clauses }: Pick<ActsRow, 'outcome' | 'clauses'>): boolean {
  return outcome === 'permitted' && clauses.includes('R-20');
}

function summaryOfEntry(act: Act | undefined, { cause, audience, changes = [] }: Partial<EntryFields>): string {
  if (audience === undefined) return 'erased';
  if (cause !== undefined) return 'follows from another act';
  if (act === undefined) return '';
  return act.actor === TIMER ? versionSet(changes) : summaryOf(act);
}

/** Which version of a mandate the clock began or ended, `us-hsi@2`: nobody wrote anything of it. Empty where it came to something else, which its matter names. */
function versionSet(changes: EntryFields['changes']): string {
  const [draft] = changes.filter(({ slice }) => slice === ('drafts' satisfies SliceName));
  if (draft !== undefined) return draft.id;
  const mandate = changes.find(({ slice }) => slice === ('mandates' satisfies SliceName));
  return mandate === undefined ? '' : `${mandate.id}@${(mandate.row as Pick<MandateRow, 'version'> | null)?.version}`;
}

/** Only a correction that took effect: a refused one set no record. */
function correctedEntry({ act, changes }: Partial<EntryFields>): number | null {
  if (act?.kind !== 'log.correct' || changes === undefined || changes.length === 0) return null;
  return typeof act.detail.entry === 'number' ? act.detail.entry : null;
}
