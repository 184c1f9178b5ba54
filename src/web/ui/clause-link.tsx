import { Link } from '@tanstack/react-router';

/** A clause (`us-hsi/7`), commitment (`K3`) or house rule (`R-05`) as it is cited; leads to its text. */
export function ClauseLink({ id }: { readonly id: string }) {
  return (
    <Link to={'/mandates' as string} search={{ clause: id } as never} className="r-mono">
      {id}
    </Link>
  );
}
