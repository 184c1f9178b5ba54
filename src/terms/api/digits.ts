import * as z from 'zod';

const WHOLE_NUMBER = /^(0|[1-9][0-9]{0,15})$/;

/**
 * A whole number in a path or a query: its digits and nothing else, where a conversion would take a space as 0, and `1e3` or `0x10` as numbers.
 * What is left out stands as the text of a default (`prefault`).
 * @param min,max inclusive
 */
export function digits(min = 0, max: number = Number.MAX_SAFE_INTEGER) {
  return z
    .string()
    .regex(WHOLE_NUMBER, 'a whole number is written in digits')
    .transform(Number)
    .pipe(z.int().min(min).max(max));
}
