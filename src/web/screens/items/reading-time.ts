/** How long is left of a consultation, ms, never under 0. @param now room time, ms */
export function leftOf(openUntil: number, now: number): number {
  return Math.max(0, openUntil - now);
}

/** `4:07` minutes and seconds; a begun second counts. */
export function countdown(leftMs: number): string {
  const seconds = Math.ceil(leftMs / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

type Grant = { readonly id: string; readonly person: string; readonly of: string; readonly until: number };

/** The consultation of this item by this person that stands longest from now on. */
export function standingGrant<G extends Grant>(grants: readonly G[], item: string, person: string, now: number) {
  return grants
    .filter((grant) => grant.of === item && grant.person === person && grant.until > now)
    .reduce<G | undefined>((best, grant) => (best === undefined || grant.until > best.until ? grant : best), undefined);
}
