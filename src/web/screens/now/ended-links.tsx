import { RecordLink } from '../../records/record-link.tsx';
import type { useRecords } from '../../records/records.ts';
import { Row } from '../../ui/frame.tsx';

type Matter = ReturnType<typeof useRecords>['records'][number]['matter'];

/** Links to what ended. */
export function EndedLinks({ ended }: { readonly ended: readonly Matter[] }) {
  return (
    <Row>
      {ended.map(({ slice, id }) => (
        <RecordLink key={`${slice} ${id}`} id={id} slice={slice} />
      ))}
    </Row>
  );
}
