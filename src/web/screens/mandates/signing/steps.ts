import type { MandateDraft } from './acts.ts';

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
  /** `next`: it can be done now; `waits`: others come first, or its time; `stopped`: the draft was withdrawn. */
  readonly state: 'done' | 'next' | 'waits' | 'stopped';
  /** Who did it last; null where nobody did, as what was supplied with the event counts as reviewed and signed in an exercise. */
  readonly done: Done | null;
};

/**
 * How far a draft has come. Nothing that was not handed in has a step done. An objection can be followed by another opinion: the later one counts.
 * @param isGuestHeld a mandate of a guest is signed for the sending state too
 */
export function stepsOf(draft: MandateDraft | null, isGuestHeld: boolean): Step[] {
  const names = STEPS.filter((name) => name !== 'sending-state' || isGuestHeld);
  if (draft === null) return names.map((name) => ({ name, state: name === 'drafted' ? 'next' : 'waits', done: null }));
  const { review, status, drafted, needs } = draft;
  const needed: Readonly<Record<StepName, boolean>> = {
    drafted: false,
    reviewed: needs.includes('review'),
    host: needs.includes('host-signature'),
    'sending-state': needs.includes('sending-state-signature'),
    'in-force': needs.includes('enforcement'),
  };
  const done: Readonly<Record<StepName, Done | null>> = {
    drafted,
    reviewed: review,
    host: signatureOf(draft, 'host'),
    'sending-state': signatureOf(draft, 'sending-state'),
    'in-force': null,
  };
  return names.map((name): Step => {
    if (status === 'withdrawn' && name !== 'drafted' && done[name] === null)
      return { name, state: 'stopped', done: null };
    // Ordered for later is not yet in force.
    if (name === 'in-force' && status === 'due') return { name, state: 'waits', done: null };
    if (!needed[name]) return { name, state: 'done', done: done[name] };
    return { name, state: waits(name, draft) ? 'waits' : 'next', done: done[name] };
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

/** Why this person may not do the next step, though their desk may: who drafts, reviews and signs for either side is another person each time. */
export function conflictOf(
  { drafted, review, signatures }: MandateDraft,
  name: StepName,
  person: string,
): 'drafted' | 'reviewed' | 'signed' | null {
  if (name === 'drafted' || name === 'in-force') return null;
  if (drafted?.person === person) return 'drafted';
  if (name !== 'reviewed' && review?.person === person) return 'reviewed';
  return signatures.some((one) => one.person === person) ? 'signed' : null;
}

/**
 * What keeps this person from answering for an exception, though somebody may: they handed the draft in (`drafted`), the authority's desk is not theirs yet
 * (`desk`), or it is others' to do (`others`); null where nothing does (R-35).
 */
export function exceptHint(
  { drafted }: Pick<MandateDraft, 'drafted'>,
  reader: { readonly person: string; readonly mayFromDesk: boolean; readonly signsForHost: boolean },
): 'drafted' | 'desk' | 'others' | null {
  if (drafted?.person === reader.person) return 'drafted';
  if (reader.mayFromDesk) return null;
  return reader.signsForHost ? 'desk' : 'others';
}
