import { LIMITS } from '../../base/limits.ts';
import type { Audience } from '../../terms/entry.ts';
import { PURPOSE_KINDS, type RetainedKind } from '../../terms/retention.ts';
import { agencies, HOST_AUDIENCE, isHost } from '../audience.ts';
import type { DeedRow } from '../deeds/rows.ts';
import type { Directory } from '../definition.ts';
import type { RequestRow } from '../requests/rows.ts';
import type { Records, Slices } from '../slices.ts';

/** The records that are asked whether another one is over. */
export const OVER_RECORDS = ['deeds', 'items'] as const;
type OverRecords = Pick<Records, (typeof OVER_RECORDS)[number]>;

/**
 * Since when (room time, ms) a record is over: null where its row does not say when that was, undefined where it goes on, or goes with another record. Of the rows
 * alone, so that the state says it at any time again.
 */
const OVER_SINCE: {
  readonly [K in RetainedKind]: (row: Slices[K], records: OverRecords) => number | null | undefined;
} = {
  accompaniments: ({ ended }) => ended ?? undefined,
  alerts: ({ cancelled }) => cancelled ?? undefined,
  clearances: ({ ended }) => ended ?? undefined,
  conferrals: ({ ended }) => ended ?? undefined,
  declarations: ({ made }) => made,
  // By the time that was asked for, which is never before its end.
  deeds: (deed) => {
    if (deed.status === 'open' || deed.challenge != null) return undefined;
    return deed.status === 'waiting' ? waitedUntil(deed) : deed.until;
  },
  incidents: ({ closed }) => closed ?? undefined,
  items: ({ expired, expires }) => (expired ? expires : undefined),
  log: ({ at }) => at ?? null,
  occurrences: ({ challenge, at }) => (challenge != null ? undefined : (at ?? null)),
  releases: ({ recalled, item, at }, { items }) => {
    if (recalled !== null) return recalled;
    const released = items.get(item);
    if (released === undefined) return at;
    return released.expired ? Math.max(at, released.expires) : undefined;
  },
  requests: (request, { deeds }) => {
    if (request.deed !== null && deeds.get(request.deed) !== undefined) return undefined;
    if (request.status === 'waiting' || request.status === 'approved') return undefined;
    const until = 'deed' in request.asks ? request.asks.deed.until : 0;
    return Math.max(request.deadline, until);
  },
  taskings: ({ status, done }) => (status === 'done' ? (done ?? null) : undefined),
};

/** See {@link OVER_SINCE}. */
export function overSince<K extends RetainedKind>(
  kind: K,
  row: Slices[K],
  records: OverRecords,
): number | null | undefined {
  return OVER_SINCE[kind](row, records);
}

/** From when on a deed that waits can be begun no more, whatever its row says. */
function waitedUntil({ until }: Pick<DeedRow, 'until'>): number {
  return until + LIMITS.proposalGraceMs;
}

/** Can this deed, or a request that a counter-offer answered, be gone on with no more at a room time, though its row waits? */
export function isPastWaiting(slice: string, row: object, at: number): boolean {
  if (slice === 'deeds') {
    const deed = row as DeedRow;
    return deed.status === 'waiting' && waitedUntil(deed) <= at;
  }
  if (slice !== 'requests') return false;
  const { status, asks, counter } = row as RequestRow;
  const until = Math.max('deed' in asks ? asks.deed.until : 0, counter?.deed.until ?? 0);
  return status === 'countered' && until + LIMITS.proposalGraceMs <= at;
}

/** The purpose that a record is kept for, where its kind has one. */
export function purposeOf(kind: RetainedKind, row: object): string | null {
  if (!PURPOSE_KINDS.includes(kind)) return null;
  if (kind === 'requests') {
    const { asks } = row as RequestRow;
    return 'deed' in asks ? asks.deed.purpose : asks.release.purpose;
  }
  const { purpose, reclassified } = row as Pick<DeedRow, 'purpose' | 'reclassified'>;
  return reclassified?.purpose ?? purpose;
}

/**
 * Who is shown that a record came up for review: the host, of what the host is shown; and of what an agency keeps to itself that agency, and nobody else. A guest
 * that shares a record with the host is told nothing of when and why the host keeps it.
 */
export function reviewAudience<K extends RetainedKind>(kind: K, row: Slices[K], directory: Directory): Audience {
  const ownOf = (agency: string) => agencies(isHost(agency, directory) ? HOST_AUDIENCE : agency);
  switch (kind) {
    case 'incidents': {
      const { agency } = row as Slices['incidents'];
      return directory.standing(agency) === 'organiser' ? agencies(HOST_AUDIENCE) : ownOf(agency);
    }
    case 'items':
      return ownOf((row as Slices['items']).owner);
    case 'log':
    case 'taskings':
      return ownOf((row as Slices['log' | 'taskings']).agency);
    case 'releases': {
      // As its entries: of the host only the agency that gave or got it.
      const { byAgency, toAgency } = row as Slices['releases'];
      const ofHost = [byAgency, toAgency].filter((agency) => isHost(agency, directory));
      return ofHost.length > 0 ? agencies(...ofHost) : agencies(byAgency, toAgency);
    }
    default:
      return agencies(HOST_AUDIENCE);
  }
}
