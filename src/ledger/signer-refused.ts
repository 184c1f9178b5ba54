/** Why the signer does not sign. */
export const SIGNER_REFUSALS = [
  /** A tree smaller than one that was signed. */
  'smaller',
  /** Another tree of the same size, or one that does not contain the one signed last. */
  'fork',
  /** The signer remembers less than it has published. */
  'behind',
  /** There is no key, or one already, or what is there is not readable. */
  'key',
] as const;
export type SignerRefusal = (typeof SIGNER_REFUSALS)[number];

/** The signer refuses: it would contradict what it signed before. The message says what happened and how to go on. */
export class SignerRefused extends Error {
  override readonly name = 'SignerRefused';
  readonly refusal: SignerRefusal;

  constructor(refusal: SignerRefusal, message: string, options?: ErrorOptions) {
    super(message, options);
    this.refusal = refusal;
  }
}
