import { fromBase64url } from '../base/base64url.ts';
import { keyId } from '../base/digest.ts';
import { LIMITS } from '../base/limits.ts';
import { nearestWord } from '../base/nearest.ts';
import { linkOfWords } from '../ledger/key-link.ts';
import type { ActDefinition, WordUse } from '../matters/definition.ts';
import { definitionOf } from '../matters/registry.ts';
import { type Act, ActEnvelope, type SignedAct } from '../terms/act.ts';
import { ACT_KINDS, CLAIMING_KINDS, OPERATOR_ROLE, REGISTRAR_ROLE, ROOM_PURPOSE } from '../terms/act-kinds.ts';
import { UNKNOWN } from '../terms/axes.ts';
import type { LinkWords } from '../terms/link-words.ts';
import type { EdgeRefusal } from '../terms/refusal.ts';
import type { EventDirectory } from './directory.ts';
import { faultIn, firstIssue, ReceivedAct, refuse, tooLarge } from './received.ts';
import type { State } from './state.ts';
import type { Entered } from './step.ts';
import { TIMER_ACT_PREFIX } from './timer.ts';

/** What the edge needs to know of the room. */
export type EdgeRoom = {
  readonly directory: EventDirectory;
  /** The ledger's origin. */
  readonly origin: string;
  readonly state: State;
};

/** A well-made act and the public key that its signature must fit. */
export type Admitted = { readonly entered: Entered; readonly publicKey: Buffer };

/**
 * Everything that is checked of an act before it reaches the sequencer, but for the signature itself, and what its kind finds wrong with it after that
 * ({@link wrongInTurn}): size, form, words, ledger, and whose key it is. What fails here was never an act: it is a metric and no entry.
 * @param input what was received already, bytes off the wire (attacker-controlled), or a value that was parsed already
 */
export function admit(room: EdgeRoom, input: ReceivedAct | Uint8Array | string | object): Admitted | EdgeRefusal {
  const received = input instanceof ReceivedAct ? input : ReceivedAct.read(input);
  if (!(received instanceof ReceivedAct)) return received;
  const { signed } = received;
  if ('refused' in signed) return signed;
  const { act, key } = signed;
  const made = wellMade(room, act);
  if ('refused' in made) return made;
  const publicKey = publicKeyOf(room.state, act, key);
  // One message for all three reasons: whoever asks without a key learns nothing about who is enrolled.
  if (publicKey === undefined) return badSignature(signed);
  return { entered: { signed, detail: made.detail }, publicKey };
}

/** The checks of {@link admit} for an act that nobody signed yet, and its detail as its schema gives it. */
export function admitUnsigned(
  room: Pick<EdgeRoom, 'directory' | 'origin'>,
  input: object,
): { readonly act: Act; readonly detail: unknown } | EdgeRefusal {
  const fault = faultIn(input);
  if (fault !== undefined) return fault;
  const bytes = Buffer.byteLength(JSON.stringify(input));
  if (bytes > LIMITS.actBytes) return tooLarge(bytes);
  const parsed = ActEnvelope.safeParse(input);
  if (!parsed.success) return refuse('malformed', firstIssue(parsed.error));
  const made = wellMade(room, parsed.data);
  if ('refused' in made) return made;
  return wrongDetail(room.directory, parsed.data, made.detail) ?? { act: parsed.data, detail: made.detail };
}

/** Is it meant for this ledger, of a form and detail that its kind has, in words of the event? */
function wellMade(room: Pick<EdgeRoom, 'directory' | 'origin'>, act: Act): { readonly detail: unknown } | EdgeRefusal {
  if (act.ledger !== room.origin || act.mode !== room.directory.mode) {
    return refuse(
      'wrong-ledger',
      `the act is meant for \`${act.ledger}\` (${act.mode}), this is \`${room.origin}\` (${room.directory.mode})`,
    );
  }
  if (act.id.startsWith(TIMER_ACT_PREFIX)) {
    return refuse('malformed', `act.id: ids that begin with \`${TIMER_ACT_PREFIX}\` are the room's own clock's`);
  }
  const definition = definitionOf(act.kind);
  if (!definition.forms.includes(act.form)) {
    return refuse('malformed', `form: a \`${act.kind}\` is a ${definition.forms.join(' or a ')}, not a ${act.form}`);
  }
  const detail = definition.detail.safeParse(act.detail);
  if (!detail.success) return refuse('malformed', `detail of \`${act.kind}\`: ${firstIssue(detail.error)}`);
  const unknown = unknownWord(room.directory, act, definition.words?.(detail.data) ?? []);
  return unknown ?? { detail: detail.data };
}

/** Makes a reading when the turn of somebody of this agency comes, or says that too much waits. */
export type ReadInTurn = <Read>(agency: string, read: () => Read) => Promise<Read | EdgeRefusal>;

/** What the kind itself finds wrong with an act of somebody whose signature fits; looking may take long, so it waits its turn where there are any. */
export async function wrongInTurn(
  directory: EventDirectory,
  state: State,
  { signed: { act }, detail }: Entered,
  readInTurn: ReadInTurn | undefined,
): Promise<EdgeRefusal | undefined> {
  const definition: ActDefinition = definitionOf(act.kind);
  if (definition.check === undefined) return undefined;
  const look = () => wrongDetail(directory, act, detail);
  return readInTurn === undefined ? look() : await readInTurn(state.get('people', act.actor)?.agency ?? '', look);
}

/** What the kind itself finds wrong with a detail. Asked last: it may read a whole document. */
function wrongDetail(directory: EventDirectory, act: Act, detail: unknown): EdgeRefusal | undefined {
  const definition: ActDefinition = definitionOf(act.kind);
  const wrong = definition.check?.(detail, {
    directory,
    wrongInLink: (words) => wrongInLink(act.ledger, words),
  });
  return wrong === undefined ? undefined : refuse('malformed', `detail of \`${act.kind}\`: ${wrong}`);
}

/** Only the ledger's own room knows what links two of its keys. */
function wrongInLink(ledger: string, words: LinkWords): string | undefined {
  const link = linkOfWords(words);
  if (link === undefined) return 'the key before and the key after did not both sign that one follows the other';
  return link.after.name === ledger ? undefined : `the keys are of \`${link.after.name}\`, not of this ledger`;
}

/** The message for a signature that does not fit; the same as for a key that nobody knows. */
export function badSignature({ act, key }: Pick<SignedAct, 'act' | 'key'>): EdgeRefusal {
  return refuse('bad-signature', `\`${key}\` is no key of \`${act.actor}\` here, or did not sign this act`);
}

function unknownWord(directory: EventDirectory, act: Act, uses: readonly WordUse[]): EdgeRefusal | undefined {
  const report = act.form === 'report';
  const claims = (CLAIMING_KINDS as readonly string[]).includes(act.kind);
  if (!claims && act.activity !== act.kind) {
    return refuse('malformed', `activity: of a \`${act.kind}\` it is \`${act.kind}\`, not \`${act.activity}\``);
  }
  const envelope: WordUse[] = [
    ...(claims ? [{ list: 'activity', word: act.activity, field: 'activity' } as const] : []),
    { list: 'purpose', word: act.purpose, field: 'purpose', ...(report ? { mayBeUnknown: true } : {}) },
    { list: 'place', word: act.place, field: 'place', ...(report ? { mayBeUnknown: true } : {}) },
  ];
  for (const { list, word, field, mayBeUnknown } of [...envelope, ...uses]) {
    const known = wordsOf(directory, list);
    if (known.has(word) || (mayBeUnknown === true && word === UNKNOWN)) continue;
    const near = nearestWord(word, known);
    const hint = near === undefined ? '' : `; did you mean \`${near}\`?`;
    return refuse('unknown-word', `${field}: \`${word}\` is no ${list} of the vocabulary${hint}`);
  }
  if (act.desk !== null && directory.desk(act.desk) === undefined) {
    return refuse('unknown-word', `desk: \`${act.desk}\` is no desk of a room here`);
  }
  return undefined;
}

const known = new WeakMap<EventDirectory, Map<WordUse['list'], ReadonlySet<string>>>();

function wordsOf(directory: EventDirectory, list: WordUse['list']): ReadonlySet<string> {
  const lists = known.get(directory) ?? new Map<WordUse['list'], ReadonlySet<string>>();
  known.set(directory, lists);
  const found = lists.get(list) ?? readWords(directory, list);
  lists.set(list, found);
  return found;
}

function readWords(directory: EventDirectory, list: WordUse['list']): ReadonlySet<string> {
  const { vocabulary } = directory.scenario;
  const ids = (named: readonly { readonly id: string }[]) => named.map(({ id }) => id);
  switch (list) {
    case 'activity':
      // A deed is one of the event's activities; the room's own acts have kinds of their own.
      return new Set(ids(vocabulary.activities).filter((id) => !(ACT_KINDS as readonly string[]).includes(id)));
    case 'agency':
      return new Set(ids(vocabulary.agencies));
    case 'component':
      return new Set(vocabulary.agencies.flatMap((agency) => ids(agency.components)));
    case 'incident category':
      return new Set(vocabulary.incidentCategories);
    case 'place':
      return directory.places;
    case 'purpose':
      return new Set([ROOM_PURPOSE, ...ids(vocabulary.purposes)]);
    case 'role':
      return new Set([REGISTRAR_ROLE, OPERATOR_ROLE, ...ids(vocabulary.roles)]);
  }
}

/** The key by which this actor may sign, if `key` names it. */
function publicKeyOf(state: State, act: Act, key: string): Buffer | undefined {
  const bytes = ownKeyOf(state, act);
  return bytes !== undefined && keyId(bytes) === key ? bytes : undefined;
}

/** The public key by which an act's actor may sign: of a person the enrolled one, else one that the first entry stated. */
export function ownKeyOf(state: State, act: Act): Buffer | undefined {
  const ledger = state.get('ledger', 'ledger');
  // The first entry states its own key. Once there is a ledger, nobody signs with a key that they state themselves.
  const first = ledger === undefined && act.kind === 'ledger.create';
  const own = first ? ((act.detail['keys'] ?? {}) as Record<string, unknown>) : ledger?.keys;
  const stated =
    state.get('people', act.actor)?.publicKey ??
    (own !== undefined && Object.hasOwn(own, act.actor) ? own[act.actor] : undefined);
  const bytes = typeof stated === 'string' ? fromBase64url(stated) : undefined;
  return bytes?.length === 32 ? bytes : undefined;
}
