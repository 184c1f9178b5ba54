import * as z from 'zod';
import { canonicalJson } from '../../base/json.ts';
import { type Mode, Signature, SignedAct, Time } from '../act.ts';

/** What a person says with their enrolled signing key of a first way in that they make: a session alone says no more than who came in. */
export type AccountChange = {
  readonly makes: 'first-passkey' | 'first-password';
  /** What is made, where it has names: a passkey its `challenge` and its id. */
  readonly of: { readonly [name: string]: string };
  readonly ledger: string;
  readonly mode: Mode;
  readonly person: string;
  /** Token of the session in which it is made (`csrf` of {@link Me}). */
  readonly session: string;
  /** Room time, ms. */
  readonly at: number;
};

/** The text that the signature covers; its first line keeps it apart from acts and readings. */
export function accountChangeText({ makes, of, ledger, mode, person, session, at }: AccountChange): string {
  return `remit/account/v1\n${canonicalJson({ at, ledger, makes, mode, of, person, session })}`;
}

/** The signature over {@link accountChangeText}, as it is sent; what else it covers, the room knows itself. */
export const AccountSignature = z.strictObject({
  at: Time,
  key: SignedAct.shape.key,
  signature: Signature,
});
export type AccountSignature = z.infer<typeof AccountSignature>;
