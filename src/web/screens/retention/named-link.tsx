import { Link } from '@tanstack/react-router';
import { RecordLink } from '../../records/record-link.tsx';

const ENTRY = /^entry-(\d+)$/;

/** A record as retention names it, as a link: by its number, or a line of the log by its entry. */
export function NamedLink({ of }: { readonly of: string }) {
  const index = ENTRY.exec(of)?.[1];
  if (index === undefined) return <RecordLink id={of} />;
  return (
    <Link className="r-mono r-number" to={`/entry/${index}` as string} onClick={(event) => event.stopPropagation()}>
      #{index}
    </Link>
  );
}
