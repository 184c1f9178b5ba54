import { Link } from '@tanstack/react-router';
import { usePersonName } from '../../../records/person-name.ts';
import { useNames } from '../../../session/vocabulary.ts';
import { TimeText } from '../../../ui/times.tsx';
import type { Done } from './steps.ts';

/** Who took a step, from which desk, when, and with which entry. */
export function Who({ done: { index, at, person, desk } }: { readonly done: Done }) {
  const personName = usePersonName();
  const name = useNames();
  return (
    <div className="r-dim">
      {personName(person)}
      {desk !== null && `, ${name(desk)}`} · <TimeText ms={at} age />{' '}
      <Link to={`/entry/${index}` as string} className="r-mono">
        #{index}
      </Link>
    </div>
  );
}
