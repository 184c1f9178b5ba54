import type { PersonRow } from '../../matters/roster/rows.ts';
import type { SIGN_IN_METHODS } from '../../terms/api/session.ts';
import type { Viewer } from '../../views/audience.ts';

export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

/** A session as it is kept. Its secret is kept as a digest only: who reads the table cannot use it. */
export type Session = {
  /** SHA-256 of the cookie's value, hex. */
  readonly id: string;
  readonly person: string;
  /** The agency and the component they came in with; another one ends the session. */
  readonly agency: string;
  readonly component: string;
  /** Whether a mandate admitted them as they came in; when the last one goes, so does the session, and the next one shows less. */
  readonly admitted: boolean;
  /** Index of the entry by which they were enrolled as they came in; enrolled anew, they come in anew. */
  readonly enrolment: number;
  readonly method: SignInMethod;
  /** When they came in by that method (wall clock, ms): a session that goes on under a new secret is no younger for it. */
  readonly cameIn: number;
  /** Wall clock, ms. */
  readonly made: number;
  readonly seen: number;
  readonly expires: number;
  /** The desk that a one-time link was made for. */
  readonly wantsDesk: string | null;
};

/** Who asks, as the session and the records as of this request say. */
export type SignedIn = { readonly session: Session; readonly person: PersonRow; readonly viewer: Viewer };

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard before any handler runs; null without a session that stands. */
    signedIn: SignedIn | null;
  }
}
