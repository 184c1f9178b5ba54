import { canonicalJson } from '../../base/json.ts';

/** What a person says with their enrolled signing key of the first passkey that they keep. */
export type FirstPasskey = {
  readonly ledger: string;
  readonly mode: 'exercise' | 'live';
  readonly person: string;
  /** Of the ceremony: good once, in the session that asked for it. */
  readonly challenge: string;
  /** Id of the credential. */
  readonly passkey: string;
};

/** The text that the signature covers; its first line keeps it apart from acts and readings. */
export function firstPasskeyText({ ledger, mode, person, challenge, passkey }: FirstPasskey): string {
  return `remit/first-passkey/v1\n${canonicalJson({ challenge, ledger, mode, passkey, person })}`;
}
