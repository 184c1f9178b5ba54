import { isoTime } from '../../../../base/clock.ts';
import type { Json } from '../../../../base/json.ts';
import type { Value } from '../../../../mandates/yaml-value.ts';
import { flowText } from '../editing/flow-text.ts';

/** Moments of a mandate are milliseconds once it is checked; no other field holds a number of that size. */
const MOMENT_MIN = 1_000_000_000_000;

/** A field of a mandate as one would write it; null where it was not written. */
export function writtenText(value: Json): string | null {
  if (value === null) return null;
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' && value >= MOMENT_MIN) return isoTime(value);
  return flowText(structuredClone(value) as Value);
}
