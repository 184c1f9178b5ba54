import { BEFORE_ANY_MANDATE } from '../terms/act-kinds.ts';
import type { Agency, Clause, MandateDocument } from './scenario.ts';

/**
 * The agencies to which a mandate of this holder may permit anything: of a guest those of its state, for that state signs; of the host all of the host's;
 * of anybody else the holder alone.
 */
export function sideOfHolder(holder: string, agencies: readonly Agency[]): readonly string[] {
  const own = agencies.find(({ id }) => id === holder);
  const isOne = ({ id, state, standing }: Agency) => {
    if (id === holder) return true;
    if (own?.standing === 'guest') return standing === 'guest' && state !== null && state === own.state;
    return isHosts(own) && isHosts({ standing });
  };
  return agencies.filter(isOne).map(({ id }) => id);
}

/** Is it something that comes before any mandate of the one who does it, and so admits nobody? */
export function comesBefore({ activity }: Pick<Clause['scope'], 'activity'>): boolean {
  return activity?.every((kind) => BEFORE_ANY_MANDATE.includes(kind)) === true;
}

/** The agencies that a document permits anything, but for what comes before any mandate of theirs; sorted. */
export function permittedAgencies({ clauses }: Pick<MandateDocument, 'clauses'>): readonly string[] {
  const permits = clauses.filter(({ effect, scope }) => effect !== 'forbid' && !comesBefore(scope));
  return [...new Set(permits.flatMap(({ scope }) => scope.agency ?? []))].sort();
}

function isHosts(agency: Pick<Agency, 'standing'> | undefined): boolean {
  return agency?.standing === 'host-authority' || agency?.standing === 'host';
}
