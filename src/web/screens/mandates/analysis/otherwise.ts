import { changesOf, decidedOtherwise } from '../../../../mandates/compare/past.ts';
import type { DecisionShown } from '../../../../terms/api/past-decisions.ts';
import type { Drafting } from '../reading/drafting.ts';
import type { AskedDraft } from './analyse.ts';
import { comparedSets } from './compared.ts';
import type { Otherwise } from './parts.ts';

/**
 * What the draft would have decided otherwise of recorded decisions, as `remit mandate compare --acts` says. What comes out otherwise without the draft too, because of
 * what came into force since, is counted apart: it is not the draft's doing. Null where the draft has problems. Pure.
 */
export function otherwise(
  drafting: Drafting,
  { text, against }: AskedDraft,
  decisions: readonly DecisionShown[],
): Otherwise | null {
  const read = drafting.read(text);
  if (!read.ok) return null;
  const { before, after } = comparedSets(drafting, read, against);
  const asItStands = new Map(decidedOtherwise(before, decisions).map(({ index, draft }) => [index, draft]));
  const found = decidedOtherwise(after, decisions);
  const own = found.filter(({ index, draft }) => asItStands.get(index) !== draft);
  const changes = changesOf(own).map(({ from, to, decisions: changed }) => ({
    from,
    to,
    acts: changed.map(({ index, at, kind, form, facts, clauses }) => {
      return { index, at, kind, form, agency: facts.agency, activity: facts.activity, clauses: [...clauses] };
    }),
  }));
  return { count: own.length, anyway: found.length - own.length, changes };
}
