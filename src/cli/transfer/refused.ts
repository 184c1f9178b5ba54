/** An export or import that is not done, with one sentence for a person. `what` says whether it could be read at all. */
export class TransferRefused extends Error {
  override readonly name = 'TransferRefused';
  readonly what: 'refused' | 'unreadable';

  constructor(message: string, what: 'refused' | 'unreadable' = 'refused', options?: ErrorOptions) {
    super(message, options);
    this.what = what;
  }
}
