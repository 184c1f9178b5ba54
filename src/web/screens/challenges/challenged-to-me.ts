import type { RecordShown } from '../../records/records.ts';
import type { ChallengeRow } from '../../records/rows.ts';

/**
 * Challenges of a person's own deeds: those that are open, latest first, then the answers of late.
 * @param since room time, ms; what was answered before is left out
 */
export function challengedToMe(
  person: string,
  challenges: readonly RecordShown<ChallengeRow>[],
  since: number,
): RecordShown<ChallengeRow>[] {
  const isOpen = ({ row }: RecordShown<ChallengeRow>) => row.status === 'open';
  const theirs = challenges.filter((one) => one.row.person === person);
  const told = theirs.filter((one) => isOpen(one) || one.matter.changed.at >= since);
  return told.sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || b.matter.changed.index - a.matter.changed.index);
}
