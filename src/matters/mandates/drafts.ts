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

/** The signatures that a mandate of this holder wants: a guest's is signed by its own state too. */
export function sidesOf(holder: string, directory: Directory): readonly Side[] {
  return directory.standing(holder) === 'guest' ? ['host', 'sending-state'] : ['host'];
}

/** For whom this person can sign a mandate of this holder, if for anybody. */
export function sideOf(actor: Actor, holder: string, directory: Directory): Side | undefined {
  if (actor.standing === 'host-authority') return 'host';
  const isSent = directory.standing(holder) === 'guest' && directory.ofSameState(holder).includes(actor.agency);
  return isSent ? 'sending-state' : undefined;
}

/** Was everything said that must be said before it comes into force? */
export function isAgreed(draft: DraftRow, directory: Directory): boolean {
  if (draft.supplied && directory.mode === 'exercise' && draft.review === null) return true;
  const missing = sidesOf(draft.holder, directory).filter(
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
