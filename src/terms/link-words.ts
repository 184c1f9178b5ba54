/** A link from one key of a ledger to the next (docs/formats.md §6), in the words of an act: keys as verifier keys, signatures as base64. */
export type LinkWords = {
  readonly before: string;
  readonly after: string;
  readonly signatures: { readonly before: string; readonly after: string };
};
