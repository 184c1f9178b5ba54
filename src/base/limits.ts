import { DAY, HOUR, MINUTE, SECOND } from './clock.ts';

/** Every limit of the room by name. What is over a limit is refused with the limit's name and number. */
export const LIMITS = {
  /** Canonical bytes of one logged entry (docs/formats.md §2). */
  entryBytes: 61_440,
  /** Bytes of one signed act on the wire. */
  actBytes: 32_768,
  /** Characters of free text in an act. */
  textChars: 4_000,
  /** Characters of a short text: a title, a reason, a deed's "what". */
  lineChars: 400,
  /** Bytes of one scenario document. */
  documentBytes: 1_048_576,
  /** Aliases that one YAML document may use. */
  documentAliases: 50,
  /** Characters of a mandate that is drafted in the room: it goes into one act. A longer one comes with the event's documents. */
  draftChars: 24_576,
  /**
   * Parts of YAML (marks, spaces, words) of a mandate that is drafted in the room: reading takes time by these, not by characters. The supplied mandates have
   * 3,100 in 10,000 characters, so a draft of all the characters that it may have has some 8,000; one made to be slow had 36,000.
   */
  draftParts: 10_000,
  /** Drafts that are remembered as they were read, so that what checks, decides and keeps one does not read it again. */
  draftsRemembered: 64,
  /** Drafts of one agency that wait to be read; more is answered with "busy". */
  draftsWaiting: 8,
  /** Clauses of one mandate set. */
  setRules: 20_000,
  /**
   * Requests of one connection that wait behind the one that is being answered; with more the connection is closed. Browsers and proxies send none before the
   * answer, and what a program sends ahead by the hundred is made into answers that nobody takes.
   */
  requestsBehind: 16,
  /** Published files that are on their way to one address: a browser asks for six at once, and more than one sits behind an address. */
  filesToAddress: 32,
  /** Whoever takes less than so many bytes of an answer within {@link LIMITS.takenWithinMs} is not reading it, and its connection is closed. */
  takenBytes: 16_384,
  takenWithinMs: 30 * SECOND,
  /** Acts waiting for the sequencer; more is answered with "busy" and a time to retry. */
  queueActs: 4_096,
  /** Acts in one durable transaction. */
  batchActs: 256,
  /** Deeds of one person that stand open, or wait to be begun. */
  openDeedsOfPerson: 50,
  /** Requests of one person that wait for an answer. */
  waitingRequestsOfPerson: 50,
  /**
   * Requests of one agency that wait for an answer: ten people's. It is more than the host answers in the hour they wait, and the queue of who answers
   * is made of all of them, of every agency.
   */
  waitingRequestsOfAgency: 500,
  /** Deeds of one agency that stand open, or wait to be begun. */
  openDeedsOfAgency: 2_000,
  /** A deed that nothing holds up stands open for this long at most, whatever end it names. */
  safetyDeedMs: 12 * HOUR,
  /** Enrolments of one agency within {@link LIMITS.enrolmentsWithinMs}, beside those that opened the room. */
  enrolments: 500,
  enrolmentsWithinMs: HOUR,
  /** A proposal's deed may have begun this long ago and still be a proposal. */
  proposalGraceMs: 2 * MINUTE,
  /** How far the signer's clock may be off the room's. */
  signedSkewMs: 10 * MINUTE,
  /** Within this time the same refusal of the same person is counted, not entered again. */
  refusalCollapseMs: 10 * MINUTE,
  /** Rules of one retention document, and purposes that one of them names: they go into one entry. */
  retentionRules: 60,
  retentionPurposes: 16,
  /** The longest that a rule keeps a record: a hundred years. */
  retentionDays: 36_525,
  /** A record that came up for review is kept longer by this much at a time, at most. */
  extensionMs: 400 * DAY,
  /** Records that come up for review in one transaction, after all that waits in it: acts wait for no more than these. */
  batchReviews: 64,
  /** Records under review that are listed at once. */
  reviewsListed: 200,
  /** A request waits this long for an answer, at most. */
  requestAnswerMs: HOUR,
  /** … and at least this long, even where the deed would begin sooner. */
  requestAnswerMinMs: 10 * MINUTE,
  /** An oral approval lapses unless countersigned within this time. */
  countersignMs: 2 * HOUR,
  /** A jump of the wall clock beyond this halts the sequencer until the operator accepts it. */
  clockJumpMs: 60 * SECOND,
  /** A view that lags and has not moved for this long is said to stand still: the room is not well. */
  viewStillMs: 30 * SECOND,
  /** How often a checkpoint is published at most. */
  checkpointEveryMs: 250,
  /** Lines of the consistency proof in a request to a witness (C2SP tlog-witness). */
  witnessProofLines: 63,
  /** Bytes of a request to a witness: the proof, and a note of at most 64 KiB. */
  witnessRequestBytes: 69_632,
  /** A request to a witness must be there whole within this time, and its headers within half of it. */
  witnessRequestMs: 10 * SECOND,
  /** Connections that a witness has open at once. */
  witnessConnections: 64,
  /** Forks by one key of a ledger of which a witness keeps the evidence … */
  witnessForks: 16,
  /** … and by one that another has followed: whoever kept a copy of it makes any number. */
  witnessLeftForks: 4,
  /** Bytes of what a witness answers that are read. */
  witnessAnswerBytes: 16_384,
  /** A witness that has not answered after this long is not waited for. */
  witnessAnswerMs: 10 * SECOND,
  /** What a witness knows is waited for so long before a room opens. */
  witnessStartMs: 3 * SECOND,
  /** A witness that failed is asked again after this long, and after twice as long each time it fails again … */
  witnessRetryMs: SECOND,
  /** … up to this. */
  witnessRetryMaxMs: 2 * MINUTE,
  /** A checkpoint that still stands is cosigned anew after this long, so that its cosignatures stay fresh. */
  witnessFreshMs: 4 * MINUTE,
  /** A cosignature this far ahead of the room's clock is not published. Readers count none that is five minutes ahead of theirs. */
  witnessAheadMs: 2 * MINUTE,
  /** The last quorum may be this old before the room says so aloud. */
  unwitnessedMs: 10 * MINUTE,
  /** How often the room looks for answers of witnesses that were brought by hand. */
  witnessAnswersEveryMs: 5 * SECOND,
  /** Such answers that wait for others of the same size. */
  witnessAnswersKept: 64,
  /** Bytes of one line between a room and the process of its signer: a note with 64 signatures, or a proof, and room to spare. */
  signerLineBytes: 65_536,
  /** A signer's process closes a connection whose request is not there whole after this long. */
  signerRequestMs: 10 * SECOND,
  /** Connections that the process of a signer has open at once. */
  signerConnections: 16,
  /** A signer that has not answered after this long is away. */
  signerAnswerMs: 10 * SECOND,
  /** A start waits so long for its signer, and asks it this often meanwhile. */
  signerStartMs: 15 * SECOND,
  signerStartEveryMs: 250,
  /** A signer that is away is asked again after this long, and after twice as long each time … */
  signerRetryMs: 250,
  /** … up to this. */
  signerRetryMaxMs: 10 * SECOND,
  /** A signer that has been away for this long is told on the screens. */
  unsignedMs: 10 * SECOND,
  /** Characters of what a signer says that are shown. */
  signerSentenceChars: 1_000,
} as const;
