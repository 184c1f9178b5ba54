import { Link } from '@tanstack/react-router';
import { DRAFTS, type DraftSearch } from './draft-path.ts';

/** A version of a mandate on its way into force, as a link to the steps that lead it there. */
export function DraftLink({ draft }: { readonly draft: DraftSearch }) {
  return (
    <Link className="r-mono" to={DRAFTS as string} search={draft as never}>
      {draft.draft}
    </Link>
  );
}

/** A mandate, as a link to where it is read. */
export function MandateLink({ id }: { readonly id: string }) {
  return (
    <Link className="r-mono" to={'/mandates' as string} search={{ q: id } as never}>
      {id}
    </Link>
  );
}
