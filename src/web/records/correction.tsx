import { useText } from '../messages/language.tsx';

/** Why a line was corrected, beside it; nothing where the correction's words are erased. @param reason as the correction's row carries it */
export function CorrectionReason({ reason }: { readonly reason: string | null }) {
  const { t } = useText();
  return reason === null ? null : <span className="r-dim"> {t('log.correctedWhy', { reason })}</span>;
}
