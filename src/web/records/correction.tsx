import { ActDetail } from '../../terms/api/acts.ts';
import { useText } from '../messages/language.tsx';
import { useAnswer } from '../session/services.tsx';

/** What a correction says: the text as it should be, and why. */
export type Correction = { readonly text: string; readonly reason: string };

/** The correction that was entered under this index; undefined without one, and until it is known. */
export function useCorrection(index: number | undefined): Correction | undefined {
  const { data } = useAnswer(ActDetail, `/api/acts/${index ?? 0}`, {}, index !== undefined);
  if (index === undefined || data?.row.index !== index) return undefined;
  const { text, reason } = data.detail;
  return typeof text === 'string' && typeof reason === 'string' ? { text, reason } : undefined;
}

/** Why a line was corrected, beside it. */
export function CorrectionReason({ index }: { readonly index: number }) {
  const { t } = useText();
  const correction = useCorrection(index);
  if (correction === undefined) return null;
  return <span className="r-dim"> {t('log.correctedWhy', { reason: correction.reason })}</span>;
}
