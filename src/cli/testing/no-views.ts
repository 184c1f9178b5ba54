import type { CheckedRoom } from '../fsck/check-room.ts';

/** Of a room that shows nothing yet, and whose event is at hand nowhere. */
export const NOTHING_SHOWN: Pick<CheckedRoom, 'views' | 'eventOf'> = {
  views: {
    counts: async () => undefined,
    compare: async () => undefined,
    rebuild: async () => {},
    forget: async () => {},
  },
  eventOf: async () => undefined,
};
