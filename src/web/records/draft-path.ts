import type { Json } from '../../base/json.ts';

/** The screen of drafts of mandates, below `/console`. */
export const DRAFTS = '/mandates/draft';

/** What stands in the address of a draft, at the steps that lead it into force. */
export type DraftSearch = { readonly draft: string; readonly digest?: string; readonly part: 'steps' };

/**
 * The address of a draft as it was handed in.
 * @param draft `us-hsi@2`
 * @param digest of the text that is meant; null: the latest under this name
 */
export function draftSearch(draft: string, digest: string | null): DraftSearch {
  return { draft, ...(digest === null ? {} : { digest }), part: 'steps' };
}

/** Which draft an act about a mandate is about, by what it carries; null where it is about none. */
export function draftOfAct(kind: string, detail: Readonly<Record<string, Json>>): DraftSearch | null {
  const { mandate, version, digest } = detail;
  if (!kind.startsWith('mandate.') || typeof mandate !== 'string' || typeof version !== 'number') return null;
  return draftSearch(`${mandate}@${version}`, typeof digest === 'string' ? digest : null);
}
