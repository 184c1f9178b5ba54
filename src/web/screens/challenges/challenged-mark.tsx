import { useText } from '../../messages/language.tsx';
import { RecordLink } from '../../records/record-link.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';

/** That a challenge of a deed, or of the report of one, is open, and which; nothing where none is. */
export function ChallengedMark({ challenge }: { readonly challenge: string | null | undefined }) {
  const { t } = useText();
  if (challenge === null || challenge === undefined) return null;
  return (
    <>
      <Mark icon="diamond" tone="warning">
        {t('challenges.challenged')}
      </Mark>{' '}
      <RecordLink id={challenge} />
    </>
  );
}
