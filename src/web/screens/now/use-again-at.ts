import { useEffect } from 'react';
import { useRoomNow } from '../../live/room-clock.tsx';

const LOOKED_EVERY_MS = 1_000;

/** Asks again once something that is shown has changed by itself: a window that ends, or a zone that begins, is no entry, and no live event tells of it. */
export function useAgainAt(moment: number | null, ask: () => unknown): void {
  const now = useRoomNow(LOOKED_EVERY_MS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every look until the room says what holds then, whose clock may be a little behind
  useEffect(() => {
    if (moment !== null && now >= moment) void ask();
  }, [now, moment]);
}
