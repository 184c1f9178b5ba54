import { Link } from '@tanstack/react-router';
import { useText } from '../../../messages/language.tsx';
import { usePersonName } from '../../../records/person-name.ts';
import { Notice } from '../../../ui/notice.tsx';
import { TimeText } from '../../../ui/times.tsx';
import { type Excepted, exceptionOf } from '../analysis/excepted.ts';

type UnkeptProps = { readonly commitment: string; readonly exceptions: readonly Excepted[] };

/** That the text of a draft does not keep a commitment: it blocks, or somebody answers for it. The same sentences wherever it is said. */
export function UnkeptNotice({ commitment, exceptions }: UnkeptProps) {
  const { t } = useText();
  const personName = usePersonName();
  const exception = exceptionOf(commitment, exceptions);
  if (exception === undefined) {
    return (
      <Notice icon="octagon" tone="critical">
        {t('draft.breaks', { commitment })}
      </Notice>
    );
  }
  const { person, at, index, reason } = exception;
  return (
    <div>
      <Notice icon="triangle" tone="warning">
        {t('draft.breaksExcepted', { commitment })}
      </Notice>
      <div className="r-pre">{reason}</div>
      <div className="r-dim">
        {personName(person)} · <TimeText ms={at} age />{' '}
        <Link to={`/entry/${index}` as string} className="r-mono">
          #{index}
        </Link>
      </div>
    </div>
  );
}
