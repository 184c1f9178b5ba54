import type { MandateDrafts } from '../../../../terms/api/mandate-drafts.ts';
import type { ActDraft } from '../../../signing/compose.ts';

/** One version of a mandate on its way into force, with every step that was taken. */
export type MandateDraft = MandateDrafts['drafts'][number];

/** Which draft an act is about: its digest binds who reviews or signs to the text that they read. */
export type DraftRef = Pick<MandateDraft, 'mandate' | 'version' | 'digest'>;

/** The acts that lead a draft into force, as they are signed. */
type DraftActs = {
  'mandate.draft': DraftRef & { readonly document: string; readonly reason: string };
  'mandate.review': DraftRef & { readonly opinion: 'cleared' | 'objected'; readonly note: string };
  'mandate.sign': DraftRef;
  'mandate.except': DraftRef & { readonly commitment: string; readonly reason: string };
  'mandate.withdraw': DraftRef & { readonly reason: string };
  'mandate.enforce': Pick<DraftRef, 'mandate' | 'version'> & { readonly reason: string; readonly from?: number };
};
export type DraftActKind = keyof DraftActs;

/** An act about a draft, ready to be previewed and signed. */
export function draftAct<Kind extends DraftActKind>(kind: Kind, detail: DraftActs[Kind]): ActDraft {
  return { kind, detail };
}

/** Which acts about a draft the reference of a draft needs: no more than names it. */
export function refOf({ mandate, version, digest }: DraftRef): DraftRef {
  return { mandate, version, digest };
}
