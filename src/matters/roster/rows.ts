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
