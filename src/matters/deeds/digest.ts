import { sha256Hex } from '../../base/digest.ts';
import { canonicalJson } from '../../base/json.ts';
import type { Act } from '../../terms/act.ts';
import type { ReleaseTerms } from '../requests/rows.ts';
import type { DeedTerms } from './rows.ts';

/** What an approval binds: the hex SHA-256 of the canonical JSON of the terms. */
export function termsDigest(terms: DeedTerms | ReleaseTerms): string {
  return sha256Hex(canonicalJson(terms));
}

/** The deed that an act proposes, word for word. */
export function deedTerms(act: Act, detail: { readonly until: number; readonly what: string }): DeedTerms {
  return {
    person: act.actor,
    activity: act.activity,
    purpose: act.purpose,
    place: act.place,
    from: act.deedAt,
    until: detail.until,
    what: detail.what,
  };
}
