import type { MandateDraft } from '../../../../terms/api/mandate-drafts.ts';

/** The steps from a text to a mandate in force, in their order. */
export const STEPS = ['drafted', 'reviewed', 'host', 'sending-state', 'in-force'] as const;
export type StepName = (typeof STEPS)[number];

/** Who did a step, and when. */
export type Done = {
  readonly index: number;
  readonly at: number;
  readonly person: string;
  readonly desk: string | null;
};
export type Step = {
  readonly name: StepName;
  /** `next`: it can be done now; `waits`: others come first; `stopped`: the review objected, or the draft was withdrawn. */
  readonly state: 'done' | 'next' | 'waits' | 'stopped';
  readonly done: Done | null;
};

/**
 * How far a draft has come. Nothing that was not handed in has a step done.
 * @param isGuestHeld a mandate of a guest is signed for the sending state too
 */
export function stepsOf(draft: MandateDraft | null, isGuestHeld: boolean): Step[] {
  const names = STEPS.filter((name) => name !== 'sending-state' || isGuestHeld || hasSide(draft, 'sending-state'));
  if (draft === null) return names.map((name) => ({ name, state: name === 'drafted' ? 'next' : 'waits', done: null }));
  const { review, status, drafted, needs } = draft;
  const isStopped = status === 'withdrawn' || status === 'objected';
  const needed: Readonly<Record<StepName, boolean>> = {
    drafted: false,
    reviewed: needs.includes('review'),
    host: needs.includes('host-signature'),
    'sending-state': needs.includes('sending-state-signature'),
    'in-force': needs.includes('enforcement'),
  };
  const done: Readonly<Record<StepName, Done | null>> = {
    drafted,
    reviewed: review?.opinion === 'cleared' ? review : null,
    host: signatureOf(draft, 'host'),
    'sending-state': signatureOf(draft, 'sending-state'),
    'in-force': null,
  };
  const isInForce = status === 'in-force' || status === 'due';
  return names.map((name): Step => {
    const own = done[name];
    if (own !== null || (name === 'in-force' && isInForce)) return { name, state: 'done', done: own };
    if (isStopped) return { name, state: 'stopped', done: name === 'reviewed' ? review : null };
    return { name, state: needed[name] && !waits(name, draft) ? 'next' : 'waits', done: null };
  });
}

/** Signatures wait for the review, and the entry into force for both. */
function waits(name: StepName, { needs }: MandateDraft): boolean {
  if (name === 'host' || name === 'sending-state') return needs.includes('review');
  return name === 'in-force' && needs.some((need) => need !== 'enforcement');
}

function signatureOf({ signatures }: MandateDraft, side: 'host' | 'sending-state'): Done | null {
  return signatures.find((one) => one.side === side) ?? null;
}

function hasSide(draft: MandateDraft | null, side: 'host' | 'sending-state'): boolean {
  return draft?.signatures.some((one) => one.side === side) ?? false;
}

/** Why this person may not do the next step, though their desk may: drafter, reviewer and signer are three persons. */
export function conflictOf(
  draft: MandateDraft,
  name: StepName,
  person: string,
): 'drafter-reviews' | 'drafter-signs' | 'reviewer-signs' | 'signed-already' | null {
  const isDrafter = draft.drafted.person === person;
  if (name === 'reviewed') return isDrafter ? 'drafter-reviews' : null;
  if (name !== 'host' && name !== 'sending-state') return null;
  if (isDrafter) return 'drafter-signs';
  if (draft.review?.person === person) return 'reviewer-signs';
  return draft.signatures.some((one) => one.person === person) ? 'signed-already' : null;
}
