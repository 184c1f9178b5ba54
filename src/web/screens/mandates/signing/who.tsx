import { Link } from '@tanstack/react-router';
import { usePersonName } from '../../../records/person-name.ts';
import { useNames } from '../../../session/vocabulary.ts';
import { TimeText } from '../../../ui/times.tsx';
import type { Done } from './steps.ts';

/** The person is null where the reader may not know them. */
type WhoProps = { readonly done: Omit<Done, 'person'> & { readonly person: string | null } };

/** Who took a step, from which desk, when, and with which entry. */
export function Who({ done: { index, at, person, desk } }: WhoProps) {
  const personName = usePersonName();
  const name = useNames();
  return (
    <div className="r-dim">
      {person !== null && personName(person)}
      {desk !== null && `, ${name(desk)}`} · <TimeText ms={at} age />{' '}
      <Link to={`/entry/${index}` as string} className="r-mono">
        #{index}
      </Link>
    </div>
  );
}
