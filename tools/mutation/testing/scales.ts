/** A source with faults to be put into: what its tests see of them is known (trial.test.ts). */
export function isHeavy(kilograms: number): boolean {
  return kilograms > 10;
}

/** The sum of some weights. */
export function weightOf(weights: readonly number[]): number {
  let sum = 0;
  for (let n = 0; n < weights.length; n++) sum += weights[n] ?? 0;
  return sum;
}

/** What nothing asks. */
export function unasked(kilograms: number): boolean {
  return kilograms === 0;
}
