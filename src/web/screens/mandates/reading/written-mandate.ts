import { WRITTEN_AXES } from '../../../../mandates/clause-schema.ts';
import type { MandateDocument } from '../../../../mandates/scenario.ts';
import type { Value } from '../../../../mandates/yaml-value.ts';
import { flowText } from '../editing/flow-text.ts';

type Written = { readonly [key: string]: Value };

/** A mandate that is to be written: a head, and clauses as their authors write them. */
export type MandateText = { readonly head: Written; readonly clauses: readonly Written[] };

/**
 * The text of a mandate, one key a line, lists in brackets; read again it is the same mandate. Comments of the file that it once came from are not kept
 * with a mandate, and so are not there.
 */
export function writtenMandate({ head, clauses }: MandateText): string {
  const lines = Object.entries(head).map(([key, value]) => `${key}: ${flowText(value)}`);
  return [...lines, 'clauses:', ...clauses.flatMap((clause) => clauseLines(clause))]
    .map((line) => `${line}\n`)
    .join('');
}

/** The lines of a clause as an item of the list of clauses. */
export function clauseLines(clause: Written, indent = '  '): string[] {
  return Object.entries(clause).map(([key, value], n) => `${indent}${n === 0 ? '- ' : '  '}${key}: ${flowText(value)}`);
}

/** A checked mandate as its author wrote it. */
export function mandateTextOf(document: MandateDocument): MandateText {
  const { mandate, version, title, holder, issuer, instrument, from, until, openQuestions } = document;
  const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString().replace('.000Z', 'Z'));
  const head = { mandate, version, title, holder, issuer, instrument, from: time(from), until: time(until) };
  return {
    head: { ...head, openQuestions: [...openQuestions] },
    clauses: document.clauses.map(({ id, effect, text, basis, source, written }) => {
      const { agency, activity, ...axes } = written as Written;
      const own = id.slice(mandate.length + 1);
      const number = /^(0|[1-9]\d{0,8})$/.test(own) ? Number(own) : own;
      return {
        id: number,
        effect,
        text,
        basis,
        source: [...source],
        ...(agency === undefined ? {} : { agency }),
        activity: activity ?? [],
        ...inOrder(axes),
      };
    }),
  };
}

/** Axes in the order of the documentation: canonical texts have them sorted. */
function inOrder(axes: Written): Written {
  return Object.fromEntries(WRITTEN_AXES.flatMap((axis) => (axes[axis] === undefined ? [] : [[axis, axes[axis]]])));
}

/**
 * The text that a next version begins with.
 * @param version higher than any that there is
 * @param until the new end, `2026-03-15T00:00:00Z`, where it is renewed; else the end stays
 */
export function nextVersion(document: MandateDocument, version: number, until?: string): string {
  const { head, clauses } = mandateTextOf(document);
  return writtenMandate({ head: { ...head, version, ...(until === undefined ? {} : { until }) }, clauses });
}

/** The text that a new mandate begins with: what has to be said is empty, and the reader says so. */
export function newMandate(mandate: string, holder: string, issuer: string): string {
  const head = { mandate, version: 1, title: '', holder, issuer, instrument: null, from: null, until: null };
  return writtenMandate({ head: { ...head, openQuestions: [] }, clauses: [newClause(1)] });
}

/** A clause that waits to be written: a permit with approval that states every axis. */
export function newClause(id: number): Written {
  const axes = Object.fromEntries(WRITTEN_AXES.map((axis) => [axis, 'any']));
  const head = { id, effect: 'permit-with-approval', text: '', basis: 'assumption', source: [], activity: [] };
  return { ...head, ...axes };
}
