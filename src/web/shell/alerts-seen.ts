type Place = Pick<Storage, 'getItem' | 'setItem'>;
const KEPT_AS = 'remit.alerts-seen';
/** Old alerts are cancelled ones: the latest are enough. */
const SEEN_MAX = 200;

/** Alerts that were acknowledged in this browser, each for the desk at which it was; whatever is kept and makes no sense is none. */
export function readSeen(place: Place): readonly string[] {
  try {
    const kept: unknown = JSON.parse(place.getItem(KEPT_AS) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

/** The name under which an alert is acknowledged: of this ledger, by this desk (or by this person, without one). */
export function seenName(ledger: string, who: string, alert: string): string {
  return `${ledger} ${who} ${alert}`;
}

/** Keeps one more; gives all. */
export function addSeen(place: Place, name: string): readonly string[] {
  const seen = [...readSeen(place).filter((one) => one !== name), name].slice(-SEEN_MAX);
  place.setItem(KEPT_AS, JSON.stringify(seen));
  return seen;
}
