import type { Directory, Effects, Ending, Judge } from '../definition.ts';
import type { Records } from '../slices.ts';
import { draftOf, isAgreed, setDraft, staysWithHolder } from './drafts.ts';
import { type ENDED_WITH_MANDATES, endedByChange } from './ending.ts';
import { recompose } from './recompose.ts';
import type { DraftRow } from './rows.ts';
import { keepsMandating, mayStand } from './standing.ts';

type BeginRecords = Pick<Records, (typeof ENDED_WITH_MANDATES)[number] | 'drafts' | 'sets'>;
type Moment = { readonly at: number; readonly index: number };

/** The timer at which a version comes into force. */
export function beginTimer(draft: string): string {
  return `begin:${draft}`;
}

/** Plans that a version does not come into force: a draft is withdrawn; one that was in force before can be resumed as before. */
export function takeBack(records: Pick<Records, 'drafts' | 'mandates'>, effects: Effects, draft: DraftRow): void {
  const wasInForce = records.mandates.get(draft.mandate)?.digest === draft.digest;
  setDraft(records, effects, { ...draft, status: wasInForce ? 'in-force' : 'withdrawn', begins: null });
  effects.clearTimer(beginTimer(draft.id));
}

/** The house rules against a version coming into force, as it stands now. */
export function againstBeginning(
  records: Pick<Records, 'mandates' | 'drafts'>,
  directory: Directory,
  judge: Judge,
  draft: DraftRow,
  at: number,
): ('R-17' | 'R-34' | 'R-35')[] {
  const before = records.mandates.get(draft.mandate);
  const isAlready = before?.status === 'in-force' && before.digest === draft.digest;
  const isOver = draft.until !== null && draft.until <= at;
  const stays = staysWithHolder(records, directory, draft);
  const isAgreedOn = draft.status !== 'withdrawn' && stays && isAgreed(draft, directory);
  const broken: ('R-17' | 'R-34')[] = [
    ...(isOver || isAlready || !mayStand(draft, directory) ? (['R-17'] as const) : []),
    ...(isAgreedOn ? [] : (['R-34'] as const)),
  ];
  const others = [...records.mandates.values()].filter(
    ({ id, status }) => status === 'in-force' && id !== draft.mandate,
  );
  if (broken.length === 0 && !keepsMandating(judge, [...others, draft], at)) broken.push('R-17');
  // Only what could come into force otherwise is proved.
  if (broken.length > 0) return broken;
  const { unkept, beaten } = judge.promises([...others.map(({ digest }) => digest), draft.digest]);
  const isExcepted = (mandate: string, commitment: string) => {
    const inForce = others.find(({ id }) => id === mandate);
    const own = inForce === undefined ? draft : draftOf(records, directory, mandate, inForce.version);
    return own?.exceptions.some((exception) => exception.commitment === commitment) === true;
  };
  const isKept = unkept.every(({ mandate, commitment }) => isExcepted(mandate, commitment));
  const beats = beaten.some(({ mandates }) => mandates.includes(draft.mandate));
  return isKept && !beats ? [] : ['R-35'];
}

/** Plans that a version is in force from now on, in the place of the one before. Gives what ends by it. */
export function begin(
  records: BeginRecords,
  effects: Effects,
  { directory, judge }: { readonly directory: Directory; readonly judge: Judge },
  draft: DraftRow,
  { at, index }: Moment,
): Ending[] {
  const { mandate: id, version, digest, holder, until } = draft;
  const stood = records.mandates.get(id);
  const before = stood === undefined ? null : { version: stood.version, status: stood.status };
  records.mandates.set(id, { id, version, digest, holder, status: 'in-force', until, before, index });
  setDraft(records, effects, { ...draft, status: 'in-force', begins: null });
  effects.clearTimer(beginTimer(draft.id));
  // A version without an end takes the end of the version before away.
  if (until === null) effects.clearTimer(`mandate:${id}`);
  else effects.timer(`mandate:${id}`, until);
  const change = { before: judge, after: judge.under(recompose(records, effects, at, index)) };
  return endedByChange(records, effects, directory, change, at);
}
