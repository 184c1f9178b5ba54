import { ENTRY_NAMES, type EntryKind } from '../../../terms/entry-names.ts';

/** What kinds of entry are called. */
export const kindsEn = Object.fromEntries(
  Object.entries(ENTRY_NAMES).map(([kind, name]) => [`kind.${kind}`, name]),
) as { readonly [Kind in EntryKind as `kind.${Kind}`]: string };
