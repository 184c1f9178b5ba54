import { useText } from '../../../messages/language.tsx';
import type { ToldRegions } from '../analysis/teller.ts';

/** Regions of acts in words, and how many more there are. */
export function Regions({ regions }: { readonly regions: ToldRegions }) {
  const { t, told } = useText();
  const more = regions.count - regions.told.length;
  return (
    <ul className="r-bullets">
      {regions.told.map((one) => (
        <li key={one.en}>{told(one)}</li>
      ))}
      {(more > 0 || !regions.complete) && (
        <li className="r-dim">{more > 0 ? t('draft.moreRegions', { count: more }) : t('draft.otherRegions')}</li>
      )}
    </ul>
  );
}
