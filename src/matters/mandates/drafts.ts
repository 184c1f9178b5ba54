import type { HouseRule } from '../../terms/house-rules.ts';
import { agencies, HOST_AUDIENCE, isHost, withHost } from '../audience.ts';
import type { Actor, Context, Directory, Effects, MandateFacts } from '../definition.ts';
import type { Records } from '../slices.ts';
import type { DraftRow, Side, StepTaken } from './rows.ts';

type Drafts = Pick<Records, 'drafts'>;
/** What every step on a draft names: the digest is what its author saw. */
export type NamedDraft = { readonly mandate: string; readonly version: number; readonly digest: string };

/** The name of one version of a mandate. */
export function draftId(mandate: string, version: number): string {
  return `${mandate}@${version}`;
}

/** A version on its way into force: drafted in the room, or a document supplied with the event on which nobody took a step yet. */
export function draftOf(records: Drafts, directory: Directory, mandate: string, version: number): DraftRow | undefined {
  const row = records.drafts.get(draftId(mandate, version));
  const supplied = directory.mandate(mandate, version);
  return row ?? (supplied === undefined ? undefined : newDraft(supplied, { supplied: true, drafted: null, index: -1 }));
}

/** A draft on which no step was taken yet. */
export function newDraft(
  { id, ...facts }: MandateFacts,
  { supplied, drafted, index }: Pick<DraftRow, 'supplied' | 'drafted' | 'index'>,
): DraftRow {
  return {
    ...facts,
    id: draftId(id, facts.version),
    mandate: id,
    supplied,
    drafted,
    review: null,
    reviewers: [],
    signatures: [],
    exceptions: [],
    status: 'open',
    begins: null,
    index,
  };
}

/** The house rules against a step on a draft: it is another text, is not there or over, or fails what `also` says of it. */
export function againstStep(
  { actor, records, directory }: Pick<Context<unknown, 'drafts'>, 'actor' | 'records' | 'directory'>,
  { mandate, version, digest }: NamedDraft,
  also: (draft: DraftRow) => readonly HouseRule[],
): readonly HouseRule[] {
  const draft = draftOf(records, directory, mandate, version);
  if (draft === undefined || !isShown(draft, actor, directory)) return ['R-06'];
  if (draft.digest !== digest) return ['R-04'];
  return draft.status === 'open' ? also(draft) : ['R-06'];
}

/** Everybody who took a step on it so far. Each step is another person's. */
export function tookStep({ drafted, reviewers, signatures }: DraftRow, person: string): boolean {
  return reviewers.includes(person) || [drafted, ...signatures].some((step) => step?.person === person);
}

/** The signatures that a draft wants: where it is a guest's, or permits guests anything, their own state signs too. */
export function sidesOf(draft: OfDraft, directory: Directory): readonly Side[] {
  return guestsOf(draft, directory).length > 0 ? ['host', 'sending-state'] : ['host'];
}

/** For whom this person can sign a draft, if for anybody: for the sending state, where all guests of the draft are of it. */
export function sideOf(actor: Actor, draft: OfDraft, directory: Directory): Side | undefined {
  if (actor.standing === 'host-authority') return 'host';
  const guests = guestsOf(draft, directory);
  const isSent = guests.length > 0 && guests.every((guest) => directory.ofSameState(guest).includes(actor.agency));
  return isSent ? 'sending-state' : undefined;
}

/**
 * Does a draft stay with its holder: does it permit nothing to another side, and is the mandate's holder the same as of the version before? A document that is
 * read is checked for the first; here it is asked again of what was drafted before that was so, and has to be drafted again.
 */
export function staysWithHolder(
  records: Pick<Records, 'mandates'>,
  directory: Directory,
  draft: OfDraft & Pick<DraftRow, 'mandate'>,
): boolean {
  const { mandate, holder } = draft;
  const before = records.mandates.get(mandate)?.holder ?? directory.holder(mandate) ?? holder;
  const side = (agency: string) => {
    if (directory.standing(holder) === 'guest') return directory.ofSameState(holder).includes(agency);
    return agency === holder || (isHost(holder, directory) && isHost(agency, directory));
  };
  return before === holder && permitsOf(draft, directory)?.every(side) === true;
}

type OfDraft = Pick<DraftRow, 'mandate' | 'version' | 'holder' | 'permits'>;

/** The guests whose state signs. */
function guestsOf(draft: OfDraft, directory: Directory): readonly string[] {
  const named = [draft.holder, ...(permitsOf(draft, directory) ?? [])];
  return named.filter((agency) => directory.standing(agency) === 'guest');
}

/** Undefined for what was drafted in the room before this was kept. */
function permitsOf({ mandate, version, permits }: OfDraft, directory: Directory): readonly string[] | undefined {
  return permits ?? directory.mandate(mandate, version)?.permits;
}

/** Was everything said that must be said before it comes into force? */
export function isAgreed(draft: DraftRow, directory: Directory): boolean {
  if (draft.supplied && directory.mode === 'exercise' && draft.review === null) return true;
  const missing = sidesOf(draft, directory).filter(
    (side) => !draft.signatures.some((signature) => signature.side === side),
  );
  return draft.review?.opinion === 'cleared' && missing.length === 0;
}

/** Is this draft the actor's to know of? What is not theirs is to them as if it were not there; documents of the event are everybody's. */
function isShown({ supplied, holder }: DraftRow, actor: Actor, directory: Directory): boolean {
  return supplied || isHost(actor.agency, directory) || directory.ofSameState(holder).includes(actor.agency);
}

/** Whom a draft is shown to before it is in force: the host, and the holder and its state, for they sign it. */
export function audienceOfDraft(holder: string, directory: Directory) {
  return isHost(holder, directory) ? agencies(HOST_AUDIENCE) : withHost(...directory.ofSameState(holder));
}

/** Plans a draft as it is after a step, and that its text is kept. */
export function setDraft(records: Drafts, effects: Effects, draft: DraftRow): void {
  records.drafts.set(draft.id, draft);
  effects.keepDocument(draft.digest);
}

/** The step that this act takes. */
export function stepOf({ actor, at, index }: Pick<Context<unknown, never>, 'actor' | 'at' | 'index'>): StepTaken {
  return { index, at, person: actor.id, desk: actor.desk };
}
