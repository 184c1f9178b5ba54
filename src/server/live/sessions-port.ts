import type { StreamEnd } from '../../terms/api/live.ts';
import type { Session, SignedIn } from '../sessions/session.ts';

/** What live events ask of the sessions. */
export type LiveSessions = {
  /** Who a session is of, by the records as they are now; or, in a word, why it is over. */
  standing(session: Session): SignedIn | string;
  /** Tells of sessions that end, in the turn in which they do. The listener must not throw. Returns how to stop listening. */
  onEnded(listener: (ended: StreamEnd & { readonly includes: (session: Session) => boolean }) => void): () => void;
};
