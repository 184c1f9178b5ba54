import { foreseen } from '../../desk/preview.ts';
import { parseMandateDocument } from '../../mandates/compile.ts';
import type { Actor } from '../../matters/definition.ts';
import { isAgreed, sidesOf } from '../../matters/mandates/drafts.ts';
import type { DraftRow, StepTaken } from '../../matters/mandates/rows.ts';
import { oldestFirst } from '../../matters/oldest.ts';
import type { Act } from '../../terms/act.ts';
import type { Queue } from '../../terms/api/matters.ts';
import type { Viewer } from '../../views/audience.ts';
import type { OpenRoom } from '../room.ts';
import { isShown, needsOf } from './shown-drafts.ts';

type QueueItem = Queue['items'][number];
type Why = Extract<QueueItem['why'], `draft-${string}`>;

/** So many of them stand in one queue; the oldest come first. */
const DRAFTS_MAX = 50;
/** Open drafts that are looked at, the latest; one of them may have to be proved. */
const LOOKED_AT_MAX = 1_000;

type Room = Pick<OpenRoom, 'readable' | 'directory' | 'sets' | 'origin' | 'roomNow'>;
type Reader = { readonly viewer: Viewer; readonly actor: Actor; readonly at: number };

/**
 * Drafts of mandates whose next step is the reader's: to review, to sign, to put in force, to answer for an exception, or one of theirs that was
 * objected to. Whose step it is, is judged as the desk would judge the act itself, so nobody is sent where they would be refused; a document of the
 * event on which nobody took a step waits for nobody. What is not theirs to see is not there.
 */
export function* draftsWaiting(room: OpenRoom, reader: Reader): Generator<void, { items: QueueItem[]; more: number }> {
  const all = [...room.readable.state.values('drafts')].filter(({ status }) => status === 'open');
  const open = oldestFirst(all).slice(-LOOKED_AT_MAX);
  const items: QueueItem[] = [];
  let more = 0;
  for (const row of open) {
    yield;
    if (!isShown(room, reader.viewer, row)) continue;
    const why = whyItWaits(room, reader.actor, row, reader.at);
    if (why === undefined) continue;
    if (items.length < DRAFTS_MAX) items.push(itemOf(room, row, why));
    else more += 1;
  }
  return { items, more };
}

/** What of the next step is this person's, if it is. */
function whyItWaits(room: Room, actor: Actor, row: DraftRow, at: number): Why | undefined {
  const named = { mandate: row.mandate, version: row.version, digest: row.digest };
  const may = (kind: Act['kind'], detail: Act['detail']) =>
    decided(room, actor, kind, detail, at)?.outcome === 'permitted';
  if (row.review?.opinion === 'objected') {
    const isTheirs = row.drafted?.person === actor.id;
    return isTheirs && may('mandate.withdraw', { ...named, reason: '…' }) ? 'draft-objected' : undefined;
  }
  const [next] = needsOf(row, sidesOf(row, room.directory), isAgreed(row, room.directory));
  switch (next) {
    case 'review':
      return may('mandate.review', { ...named, opinion: 'cleared', note: '…' }) ? 'draft-review' : undefined;
    case 'host-signature':
    case 'sending-state-signature':
      return may('mandate.sign', named) ? 'draft-signature' : undefined;
    case 'enforcement':
      return enforcement(room, actor, row, at);
    default:
      return undefined;
  }
}

/** Who may put it in force; where a commitment holds that up, who may answer for the exception. */
function enforcement(room: Room, actor: Actor, row: DraftRow, at: number): Why | undefined {
  const { mandate, version, digest } = row;
  const verdict = decided(room, actor, 'mandate.enforce', { mandate, version, reason: '…' }, at);
  if (verdict?.outcome === 'permitted') return 'draft-enforcement';
  if (verdict?.clauses.includes('R-35') !== true) return undefined;
  const commitment = unkept(room, row).find((id) => row.exceptions.every((exception) => exception.commitment !== id));
  if (commitment === undefined) return undefined;
  const exception = { mandate, version, digest, commitment, reason: '…' };
  return decided(room, actor, 'mandate.except', exception, at)?.outcome === 'permitted' ? 'draft-exception' : undefined;
}

/** Commitments that its text alone would break, beside the mandates that are in force now. */
function unkept({ readable, sets }: Room, { mandate, digest }: DraftRow): string[] {
  const others = [...readable.state.values('mandates')].filter(
    ({ id, status }) => status === 'in-force' && id !== mandate,
  );
  const { unkept: all } = sets.promises([...others.map((other) => other.digest), digest]);
  return all.filter((one) => one.mandate === mandate).map(({ commitment }) => commitment);
}

function decided(room: Room, actor: Actor, kind: Act['kind'], detail: Act['detail'], at: number) {
  const { directory, sets, readable, origin } = room;
  // Without a desk anywhere will do, as where one may sign at all (shown-drafts.ts).
  const [somewhere = ''] = directory.places;
  const place = directory.room(actor.room)?.place ?? somewhere;
  const thought = { actor: actor.id, kind, desk: actor.desk, place, detail };
  return foreseen({ directory, sets }, readable.state, origin, thought, at);
}

function itemOf(room: Room, row: DraftRow, why: Why): QueueItem {
  const { id, mandate, version, holder, digest, drafted, review, signatures, exceptions } = row;
  const steps = [drafted, review, ...signatures, ...exceptions].filter((step) => step !== null);
  const [first] = oldestFirst(steps);
  const last = oldestFirst(steps).at(-1);
  if (first === undefined || last === undefined) throw new RangeError('a draft on which nobody took a step waits');
  const document = room.directory.document(digest) ?? parseMandateDocument(room.sets.text(digest));
  const opened = momentOf(first);
  return {
    why,
    matter: id,
    matterShown: {
      slice: 'drafts',
      id,
      open: true,
      row: { id, mandate, version, digest, holder, person: drafted?.person ?? null },
      text: document.title,
      opened,
      changed: { ...momentOf(last), kind: kindOf(row, last), reason: reasonOf(row, last), byClock: false, cause: null },
      answered: null,
    },
    digest,
    due: null,
    clauses: [],
    moreOfSame: 0,
  };
}

function momentOf({ index, at, person, desk }: StepTaken) {
  return { index, at, person, desk };
}

function kindOf({ drafted, review, exceptions }: DraftRow, step: StepTaken): Act['kind'] {
  if (step === drafted) return 'mandate.draft';
  if (step === review) return 'mandate.review';
  return exceptions.some((one) => one === step) ? 'mandate.except' : 'mandate.sign';
}

/** What whoever took the last step wrote with it. */
function reasonOf({ drafted, review, exceptions }: DraftRow, step: StepTaken): string | null {
  if (step === drafted) return drafted.reason;
  if (step === review) return review.note;
  return exceptions.find((one) => one === step)?.reason ?? null;
}
