import { LIMITS } from '../../base/limits.ts';

export type PersonRow = {
  readonly id: string;
  readonly agency: string;
  readonly component: string;
  readonly roles: readonly string[];
  /** Base64url of 32 bytes. */
  readonly publicKey: string;
  readonly key: string;
  readonly enrolled: number;
  /** Room time of removal, or null. */
  readonly removed: number | null;
  /** Index of the enrolment. */
  readonly index: number;
};

/** Whose a key is or was, by the key's id. It stays when the key is replaced and when the person is removed. */
export type KeyRow = { readonly id: string; readonly person: string; readonly index: number };

/** For as long as an enrolment counts against what one registrar may enrol. */
export function enrolmentSpan({ enrolled }: PersonRow): readonly [from: number, until: number] {
  return [enrolled, enrolled + LIMITS.enrolmentsWithinMs];
}
