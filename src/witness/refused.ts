/** The witness cannot be made, opened or given a log; the message is one sentence for a person. */
export class WitnessRefused extends Error {
  override readonly name = 'WitnessRefused';
}
