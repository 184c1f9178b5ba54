/** A bug: something that our own code promised and did not keep. It stops the writer; it is never shown as a refusal. */
export class Bug extends Error {
  override readonly name = 'Bug';
}

/** Stops with a {@link Bug} unless `condition` holds. For invariants, never for input. */
export function assert(condition: unknown, promise: string): asserts condition {
  if (!condition) throw new Bug(promise);
}

/** For the branch of a `switch` that the types say cannot be reached. */
export function unreachable(value: never): never {
  throw new Bug(`unreachable: \`${String(value)}\``);
}
