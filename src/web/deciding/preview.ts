import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Preview } from '../../terms/api/acts.ts';
import { useApi } from '../session/services.tsx';
import { useWhere } from '../session/where.ts';
import { useCompose } from '../signing/acting.tsx';
import type { ActDraft } from '../signing/compose.ts';

/** Somebody types; the room is asked once they pause this long. */
const PAUSE_MS = 250;
/** Windows and zones begin and end: what is shown is no older than this. */
const AGAIN_MS = 15_000;

export type Previewed = {
  readonly preview: Preview | undefined;
  readonly error: unknown;
  /** What is shown is of what stood in the form a moment ago. */
  readonly behind: boolean;
};

/** What would be decided on an act as it stands in a form (`POST /api/preview`), asked anew when it changes and when records do. Null: not ready to be asked about. */
export function usePreview(draft: ActDraft | null): Previewed {
  const api = useApi();
  const compose = useCompose();
  const { deskPlace, likely } = useWhere();
  const isPlaced = deskPlace !== null || likely !== null;
  const wanted = draft === null ? null : JSON.stringify(draft);
  const settled = useSettled(wanted);
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['/api/preview', settled],
    queryFn: async ({ signal }) => {
      if (settled === null) throw new RangeError('nothing to ask about');
      const act = compose(JSON.parse(settled) as ActDraft);
      return await api.send(Preview, 'POST', '/api/preview', { act }, { signal });
    },
    enabled: settled !== null && isPlaced,
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
  });
  const asked = wanted !== null && settled !== null;
  return {
    preview: asked && error === null ? data : undefined,
    error: asked ? error : null,
    behind: wanted !== settled || isPlaceholderData,
  };
}

function useSettled(wanted: string | null): string | null {
  const [settled, setSettled] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(wanted), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  return settled;
}
