import type { EntryKind } from './entry-names.ts';

/**
 * Kinds whose outcome is a verdict on a deed, whatever their form: what is a report and nothing else (others may be reported late, docs/acts.md "Forms"),
 * and the decision that is taken again on what a deed was found to be.
 */
export const VERDICT_KINDS: readonly string[] = [
  'occurrence.report',
  'deed.report',
  'deed.reclassified',
] satisfies readonly EntryKind[];

/**
 * Whether an entry is a report, or a deed that was found to be something else: its outcome is the verdict on the deed that is told of, never an answer to
 * whoever tells it. Of an entry whose box is closed for ever only the kind is left.
 */
export function isReport({ kind, form }: { readonly kind: string; readonly form: string | null }): boolean {
  return form === 'report' || (form === null && VERDICT_KINDS.includes(kind));
}
