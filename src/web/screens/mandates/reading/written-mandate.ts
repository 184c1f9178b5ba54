import { mandateAsWritten } from '../../../../mandates/mandate-text.ts';
import type { MandateDocument } from '../../../../mandates/scenario.ts';
import type { Value } from '../../../../mandates/yaml-value.ts';
import { TERM_NAMES } from '../../../../terms/mandate-terms.ts';
import { flowText } from '../editing/flow-text.ts';

type Written = { readonly [key: string]: Value };

/**
 * The text that a next version begins with.
 * @param version higher than any that there is
 * @param until the new end, ms, where it is renewed; else the end stays
 */
export function nextVersion(document: MandateDocument, version: number, until?: number): string {
  return mandateAsWritten({ ...document, version, ...(until === undefined ? {} : { until }) });
}

/** The text that a new mandate begins with: what has to be said is empty, and the reader says so. */
export function newMandate(mandate: string, holder: string, issuer: string): string {
  const head = { mandate, version: 1, title: '', holder, issuer, instrument: null, from: null, until: null };
  const lines = Object.entries({ ...head, openQuestions: [] }).map(([key, value]) => `${key}: ${flowText(value)}`);
  const terms = TERM_NAMES.map((name) => `  ${name}: ${flowText(NOT_SAID)}`);
  return [...lines, 'terms:', ...terms, 'clauses:', ...clauseLines(newClause(1))].map((line) => `${line}\n`).join('');
}

/** A term that waits to be said, or left open by a question. */
export const NOT_SAID = { text: '', source: [] as Value[] } satisfies Written;

/** Every term, waiting to be said. */
export function newTerms(): { [name: string]: Value } {
  return Object.fromEntries(TERM_NAMES.map((name) => [name, { ...NOT_SAID }]));
}

/** The lines of a clause as an item of the list of clauses, one key a line. */
export function clauseLines(clause: Written, indent = '  '): string[] {
  return Object.entries(clause).map(([key, value], n) => `${indent}${n === 0 ? '- ' : '  '}${key}: ${flowText(value)}`);
}

/** A clause that waits to be written: a permit with approval of which no axis is stated yet, for none is `any` unless somebody says so. */
export function newClause(id: number): Written {
  return { id, effect: 'permit-with-approval', text: '', basis: 'assumption', source: [], activity: [] };
}
