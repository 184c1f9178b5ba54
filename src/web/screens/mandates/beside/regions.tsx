import { useText } from '../../../messages/language.tsx';
import type { ToldRegions } from '../analysis/teller.ts';

/** Regions of acts in words, how many more there are, and whether the search for them was ended before. */
export function Regions({ regions }: { readonly regions: ToldRegions }) {
  const { t, told } = useText();
  const more = regions.count - regions.told.length;
  return (
    <ul className="r-bullets">
      {regions.told.map((one) => (
        <li key={one.en}>{told(one)}</li>
      ))}
      {more > 0 && <li className="r-dim">{t('draft.moreRegions', { count: more })}</li>}
      {!regions.complete && <li className="r-dim">{t('draft.otherRegions')}</li>}
    </ul>
  );
}
