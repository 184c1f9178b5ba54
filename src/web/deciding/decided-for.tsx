import { useText } from '../messages/language.tsx';
import { TimeText } from '../ui/times.tsx';

/** At which moment of a deed less is permitted than at its beginning, so that it is decided by that one; nothing where none is. */
export function DecidedFor({ within }: { readonly within: number | null }) {
  const { t } = useText();
  if (within === null) return null;
  return (
    <p>
      {t('deciding.within')} <TimeText ms={within} local />
    </p>
  );
}
