/** How often something may be tried; all of them count per minute. */
export type SignInLimits = {
  /** Requests of one person, whatever sessions they come by. */
  readonly requestsOfPerson: number;
  /** Requests of one address that show no session that stands. */
  readonly requestsWithoutSession: number;
  /** Requests of one address outside the interface of the console: of acts, of the log, of the public side, of other pages. A whole agency may be one address. */
  readonly requestsOfAddress: number;
  /** Ways in by link, key, passkey or provider, of one address: what is shown there cannot be guessed. */
  readonly tries: number;
  /** Passwords tried from one address. */
  readonly passwordsOfAddress: number;
  /** Passwords tried for one person, whoever tries. */
  readonly passwordsOfPerson: number;
  /** Requests of one person by AuthZEN; a batch or a search is one. */
  readonly questionsOfPerson: number;
  /** … and decisions that they take: a deed is decided at each place, and at each moment at which a clause or zone begins or ends. One takes about as long as an act. */
  readonly decisionsOfPerson: number;
  /** Receipts that one person is given, by a session or a signed reading: each is a proof that is made anew. */
  readonly receiptsOfPerson: number;
  /** Entries that one person makes over HTTP; as many come at once after a silence, as what a browser kept while it was offline. */
  readonly actsOfPerson: number;
  /** … of which so many alarms, and acts that get people out, are let through before any limit counts. */
  readonly alarmsOfPerson: number;
  /** Entries of somebody who was removed: nothing of theirs takes effect, and their key may be in other hands. */
  readonly actsOfRemoved: number;
};

export const SIGN_IN_LIMITS: SignInLimits = {
  requestsOfPerson: 6_000,
  requestsWithoutSession: 3_000,
  requestsOfAddress: 12_000,
  tries: 120,
  passwordsOfAddress: 20,
  passwordsOfPerson: 6,
  questionsOfPerson: 240,
  decisionsOfPerson: 6_000,
  receiptsOfPerson: 3_000,
  actsOfPerson: 600,
  alarmsOfPerson: 60,
  actsOfRemoved: 20,
};
