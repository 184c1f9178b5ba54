import type { MandateDocumentsShown } from '../../../../terms/api/mandate-documents.ts';
import type { DecisionShown } from '../../../../terms/api/past-decisions.ts';
import type { AskedDraft } from './analyse.ts';
import type { Otherwise, Part, Played } from './parts.ts';
import type { Question } from './play.ts';

/** What the page asks of the worker. The newest of a kind counts; answers bear its number. */
export type ToWorker =
  | { readonly ask: 'event'; readonly shown: MandateDocumentsShown }
  | { readonly ask: 'draft'; readonly number: number; readonly draft: AskedDraft }
  | { readonly ask: 'play'; readonly number: number; readonly text: string | null; readonly question: Question }
  /** What drafts are tried on from then on. */
  | { readonly ask: 'recorded'; readonly decisions: readonly DecisionShown[] }
  | { readonly ask: 'otherwise'; readonly number: number; readonly draft: AskedDraft };

export type FromWorker =
  | ({ readonly is: 'part'; readonly number: number } & Part)
  /** All parts of the draft have been sent. */
  | { readonly is: 'done'; readonly number: number }
  /** null: the draft has problems, and decides nothing. */
  | { readonly is: 'played'; readonly number: number; readonly played: Played | null }
  /** null: the draft has problems, and decides nothing. */
  | { readonly is: 'otherwise'; readonly number: number; readonly otherwise: Otherwise | null };
