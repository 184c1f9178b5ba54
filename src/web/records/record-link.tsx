import { Link } from '@tanstack/react-router';
import type { ShownSlice } from '../../terms/api/matters.ts';
import { recordPath, sliceOfNumber } from './record-path.ts';

type RecordLinkProps = { readonly id: string; readonly slice?: ShownSlice };

/** A number that people mention, as a link to its record; as text where it is no number of ours. */
export function RecordLink({ id, slice }: RecordLinkProps) {
  const where = slice ?? sliceOfNumber(id);
  if (where === undefined) return <span className="r-mono">{id}</span>;
  return (
    // In a row that opens something else, the number still leads to its record.
    <Link className="r-mono r-number" to={recordPath(where, id) as string} onClick={(event) => event.stopPropagation()}>
      {id}
    </Link>
  );
}
