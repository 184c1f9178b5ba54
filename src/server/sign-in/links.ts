import { type Clock, HOUR, MINUTE } from '../../base/clock.ts';
import { sha256Hex } from '../../base/digest.ts';
import type { RandomSource } from '../../ledger/seal.ts';
import type { OpenRoom } from '../room.ts';
import type { SignInLink, SignInStore } from '../sessions/store.ts';

/** An exercise prints its links at the start, and people come by and by. */
const EXERCISE_MS = 24 * HOUR;
const LIVE_MS = 15 * MINUTE;
/** 256 bits: not to be guessed. */
const TOKEN_BYTES = 32;
/** Where the console takes a token up. In the fragment, which a browser sends to no server: it is in no log. */
const PATH = '/console/#link=';

export type LinksPorts = {
  readonly store: SignInStore;
  readonly clock: Pick<Clock, 'wallNow'>;
  readonly random: RandomSource;
  readonly room: Pick<OpenRoom, 'mode' | 'readable'>;
};

/** One-time links. */
export class Links {
  readonly #ports: LinksPorts;

  constructor(ports: LinksPorts) {
    this.#ports = ports;
  }

  /**
   * Makes a link for a person, and says for which desk.
   * @returns its path on this room, and until when it can be used (wall clock, ms)
   */
  async make(person: string, desk: string | null): Promise<{ readonly path: string; readonly expires: number }> {
    const { store, clock, random, room } = this.#ports;
    const token = random(TOKEN_BYTES).toString('base64url');
    const expires = Math.floor(clock.wallNow()) + (room.mode === 'exercise' ? EXERCISE_MS : LIVE_MS);
    const enrolment = room.readable.person(person)?.index;
    // A link of nobody is as long, and opens nothing.
    if (enrolment !== undefined) await store.addLink({ id: linkId(token), person, enrolment, desk, expires });
    return { path: `${PATH}${token}`, expires };
  }

  /** Uses a link up; undefined where it was used before, has expired, or never was. */
  async use(token: string): Promise<SignInLink | undefined> {
    const { store, clock } = this.#ports;
    const link = await store.takeLink(linkId(token));
    return link === undefined || link.expires <= clock.wallNow() ? undefined : link;
  }
}

function linkId(token: string): string {
  return sha256Hex(`remit/link/v1\n${token}`);
}
