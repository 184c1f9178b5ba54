import type { Value } from '../../../../mandates/yaml-value.ts';

/** Words that YAML 1.2 (core schema) reads as themselves without quotes: `us-ice.hsi`, `group:analysis`. */
const PLAIN = /^[A-Za-z][A-Za-z0-9-]*([.:][A-Za-z0-9-]+)*$/;
const OTHER_VALUES: ReadonlySet<string> = new Set(['null', 'true', 'false']);

/** A value as YAML on one line. What is no plain word is quoted as JSON quotes it, which YAML 1.2 reads the same. */
export function flowText(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (typeof value === 'string') return isPlain(value) ? value : JSON.stringify(value);
  if (value === null || typeof value !== 'object') return String(value);
  const members = Object.entries(value).map(([key, member]) => `${flowText(key)}: ${flowText(member)}`);
  return `{${members.join(', ')}}`;
}

function isPlain(text: string): boolean {
  return PLAIN.test(text) && !OTHER_VALUES.has(text.toLowerCase());
}
