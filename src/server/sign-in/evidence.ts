import type { FastifyRequest } from 'fastify';
import { fromBase64url, toBase64url } from '../../base/base64url.ts';
import { sha256 } from '../../base/digest.ts';
import { canonicalJson } from '../../base/json.ts';
import type { ReceivedAct } from '../../desk/received.ts';
import { type SignedAct, signedBytes } from '../../terms/act.ts';
import type { Answer } from '../../terms/answer.ts';
import { EVIDENCED_KINDS } from '../../terms/api/evidenced-kinds.ts';
import { PasskeyAssertion } from '../../terms/api/session.ts';
import type { EdgeRefusal } from '../../terms/refusal.ts';
import type { Problem } from '../http/problem.ts';
import { isActSignedBy } from './by-key.ts';
import { isAnswered } from './passkeys.ts';
import { relyingPartyOf } from './relying-party.ts';
import type { SignIn } from './sign-in.ts';

/** Bears the assertion for an act: base64url of the JSON of {@link PasskeyAssertion}. */
const HEADER = 'remit-assertion';
const HEADER_CHARS_MAX = 8_000;

const WANTED: Problem = {
  status: 403,
  code: 'passkey-wanted',
  detail:
    'this person gives approvals with a passkey: the header `remit-assertion` must bear its assertion over this act',
};
const WRONG: Problem = {
  status: 403,
  code: 'passkey-wrong',
  detail: 'the assertion in `remit-assertion` is not one by a passkey of this person over this very act, here',
};

/** What an act comes with: nothing that is asked for, or an assertion that is kept by now under this digest. */
export type Evidence = { readonly digest: string | null };

/**
 * Checks the passkey's evidence of an act before the door sees it. The door checks the signature, and decides; this only ever turns acts away, and
 * the assertion is kept before the act is entered, so that no entry lacks the evidence it came with.
 * @param received what the door gets
 */
export async function evidenceOf(
  signIn: SignIn,
  request: FastifyRequest,
  received: ReceivedAct,
): Promise<Evidence | Problem> {
  const { store, room } = signIn;
  const signed = evidenced(received);
  if (signed === undefined) return { digest: null };
  const { act } = signed;
  const passkeys = await store.passkeysOf(act.actor);
  if (passkeys.length === 0) return { digest: null };
  const person = room.readable.person(act.actor);
  // A key that is being replaced at this moment: whichever it is, the next try knows.
  if (room.state.get('people', act.actor)?.publicKey !== person?.publicKey) return BUSY;
  // Who has a passkey is told to nobody who cannot sign as them; the door says what it says to all.
  if (person === undefined || !isActSignedBy(person.publicKey, signed)) return { digest: null };
  const header = request.headers[HEADER];
  if (header === undefined) return WANTED;
  const assertion = assertionOf(header);
  const party = relyingPartyOf(request, signIn.cookie);
  if (assertion === undefined || party === undefined) return WRONG;
  const challenge = sha256(signedBytes(act));
  const digest = challenge.toString('hex');
  const text = canonicalJson(assertion);
  // The same act with the same assertion again, its answer may have been lost: the door answers as it did the first time.
  if ((await store.assertion(digest))?.assertion === text) return { digest };
  const passkey = passkeys.find(({ id }) => id === assertion.id);
  const asked = passkey === undefined ? undefined : { challenge: toBase64url(challenge), party, passkey };
  if (asked === undefined || !(await isAnswered(signIn, asked, assertion))) return WRONG;
  await store.addAssertion({ digest, act: act.id, entry: null, credential: assertion.id, assertion: text });
  return { digest };
}

/** Notes what became of the act: its entry, or that it was none. */
export async function settleEvidence(
  signIn: SignIn,
  { digest }: Evidence,
  answer: Answer | EdgeRefusal,
): Promise<void> {
  if (digest === null) return;
  try {
    if (!('refused' in answer)) await signIn.store.enterAssertion(digest, answer.index);
    // What may be tried again comes with the same assertion.
    else if (answer.retryAfterSeconds === undefined) await signIn.store.dropAssertion(digest);
  } catch (error) {
    // The act is decided and durable, and so is its evidence, under the digest: its sender is told so whatever becomes of the note.
    signIn.warn(`the entry of an assertion was not noted: ${String(error)}`);
  }
}

const BUSY: Problem = {
  status: 503,
  code: 'busy',
  detail: 'the key of this person is being changed; try again',
  retryAfterSeconds: 1,
};

/** The act, where it is one of those that need evidence. */
function evidenced({ signed }: ReceivedAct): SignedAct | undefined {
  if ('refused' in signed) return undefined;
  return EVIDENCED_KINDS.some((kind) => kind === signed.act.kind) ? signed : undefined;
}

function assertionOf(header: string | string[]): PasskeyAssertion | undefined {
  if (typeof header !== 'string' || header.length > HEADER_CHARS_MAX) return undefined;
  const read = PasskeyAssertion.safeParse(parse(fromBase64url(header)?.toString('utf8') ?? ''));
  return read.success ? read.data : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
