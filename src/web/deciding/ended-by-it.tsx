import { Link } from '@tanstack/react-router';
import { ActDetail } from '../../terms/api/acts.ts';
import { MatterDetail } from '../../terms/api/matters.ts';
import { useText } from '../messages/language.tsx';
import { type EndedSlice, peopleOf, sliceOfEnding } from '../records/ended.ts';
import { RecordLink } from '../records/record-link.tsx';
import { useAnswer } from '../session/services.tsx';

const NAMED_MAX = 6;

/** What ended with an act of mine, as far as I may see it: each with its number and whose it was. Nothing where nothing did. */
export function EndedByIt({ index }: { readonly index: number }) {
  const { t } = useText();
  const { data } = useAnswer(ActDetail, `/api/acts/${index}`, { after: index });
  // While another act is read, the answer about the one before stays.
  const follows = data?.row.index === index ? data.follows : [];
  const ended = follows.flatMap(({ kind, matter }) => {
    const slice = sliceOfEnding(kind);
    return slice === undefined || matter === null ? [] : [{ slice, id: matter }];
  });
  if (ended.length === 0) return null;
  const more = ended.length - NAMED_MAX;
  return (
    <div>
      <strong>{t('deciding.ended')}</strong>{' '}
      {ended.slice(0, NAMED_MAX).map(({ slice, id }) => (
        <Ended key={`${slice} ${id}`} slice={slice} id={id} />
      ))}
      {more > 0 && <Link to={`/entry/${index}` as string}>{t('deciding.endedMore', { count: more })}</Link>}
    </div>
  );
}

function Ended({ slice, id }: { readonly slice: EndedSlice; readonly id: string }) {
  const { t } = useText();
  const { data } = useAnswer(MatterDetail, `/api/matters/${slice}/${encodeURIComponent(id)}`);
  const [whose] = data === undefined ? [] : peopleOf(data.matter);
  return (
    <span>
      <RecordLink id={id} slice={slice} />
      {whose !== undefined && (
        <>
          {' '}
          {t('deciding.endedOf')} <span className="r-mono">{whose}</span>
        </>
      )}{' '}
    </span>
  );
}
