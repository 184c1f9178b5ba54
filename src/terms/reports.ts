import type { ActKind } from './act-kinds.ts';

/** Kinds that are reports and nothing else; others may be reported late (docs/acts.md, "Forms"). */
export const REPORT_KINDS: readonly string[] = ['occurrence.report', 'deed.report'] satisfies readonly ActKind[];

/**
 * Whether an entry is a report. A report is accepted always: its outcome is the verdict on the deed that is told of, never an answer to whoever
 * tells it. Of an entry whose box is closed for ever only the kind is left.
 */
export function isReport({ kind, form }: { readonly kind: string; readonly form: string | null }): boolean {
  return form === 'report' || (form === null && REPORT_KINDS.includes(kind));
}
