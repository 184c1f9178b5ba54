import { isUtf8 } from 'node:buffer';
import type * as z from 'zod';
import { duplicateMember } from '../base/duplicate-member.ts';
import { JSON_DEPTH_MAX } from '../base/json.ts';
import { LIMITS } from '../base/limits.ts';
import { SignedAct } from '../terms/act.ts';
import { faultOfText } from '../terms/clean-text.ts';
import type { EdgeRefusal, RefusalCode } from '../terms/refusal.ts';

/**
 * What came to the door, read once for all who look at it: within the bytes of an act, one text with one meaning, and a value that can be signed, hashed
 * and logged. Nobody makes one but {@link ReceivedAct.read}, so that whoever has one need not check again.
 */
export class ReceivedAct {
  /** Checked by {@link faultOf} only: it may be no act at all. Nobody changes it. */
  readonly value: unknown;
  #signed: SignedAct | EdgeRefusal | undefined;

  private constructor(value: unknown) {
    this.value = value;
  }

  /** @param input bytes off the wire (attacker-controlled), or a value that was parsed already */
  static read(input: Uint8Array | string | object): ReceivedAct | EdgeRefusal {
    if (typeof input === 'object' && !(input instanceof Uint8Array)) return ReceivedAct.#checked(input);
    const bytes = typeof input === 'string' ? Buffer.byteLength(input) : input.length;
    if (bytes > LIMITS.actBytes) return tooLarge(bytes);
    if (typeof input !== 'string' && !isUtf8(input)) return refuse('malformed', 'not JSON: the bytes are no UTF-8');
    const text = typeof input === 'string' ? input : textOf(input);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      return refuse('malformed', `not JSON: ${(error as Error).message.slice(0, 120)}`);
    }
    const read = ReceivedAct.#checked(value);
    const twice = 'refused' in read ? undefined : duplicateMember(text);
    return twice === undefined ? read : refuse('malformed', `${shownPath(twice)}: the member is there twice`);
  }

  static #checked(value: unknown): ReceivedAct | EdgeRefusal {
    return faultIn(value) ?? new ReceivedAct(value);
  }

  /** The signed act of its schema; what makes the schema fail in whatever way is none. */
  get signed(): SignedAct | EdgeRefusal {
    this.#signed ??= signedIn(this.value);
    return this.#signed;
  }
}

/** Read where the bytes lie: a copy would be as long as they are. */
function textOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
}

/** What keeps a parsed value from being an act at all, before a schema looks at it: schemas recurse, and a deep value would end them. */
export function faultIn(value: unknown): EdgeRefusal | undefined {
  const fault = faultOf(value, 0);
  if (fault === undefined) return undefined;
  const { path, says } = fault;
  return refuse('malformed', path === undefined || path.length === 0 ? says : `${shownPath(path)}: ${says}`);
}

/** A refusal at the edge as data; `retryAfterSeconds` where trying again helps. */
export function refuse(refused: RefusalCode, message: string, retryAfterSeconds?: number): EdgeRefusal {
  return retryAfterSeconds === undefined ? { refused, message } : { refused, message, retryAfterSeconds };
}

/** The refusal of an act of so many bytes. */
export function tooLarge(bytes: number): EdgeRefusal {
  return refuse('too-large', `an act has at most ${LIMITS.actBytes} bytes, this one ${bytes}`);
}

/** What is wrong first, with where, in one line. */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  const where = issue?.path.map(String).join('.') || 'the act';
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : '';
  return `${where}: ${issue?.message ?? 'not as it should be'}${more}`.slice(0, 400);
}

function signedIn(value: unknown): SignedAct | EdgeRefusal {
  try {
    const parsed = SignedAct.safeParse(value);
    return parsed.success ? parsed.data : refuse('malformed', firstIssue(parsed.error));
  } catch {
    return refuse('malformed', 'the act: it cannot be read');
  }
}

/** The entry adds levels of its own, so an act may be no deeper than half of what the formats allow. */
const DEPTH_MAX = JSON_DEPTH_MAX / 2;
const PATH_CHARS_MAX = 200;

/** `path` is left out where it would be long, or would say nothing. */
type Fault = { readonly says: string; readonly path?: readonly string[] };

/**
 * What keeps a value from being an act, whatever its kind: that it has no canonical form (docs/formats.md §1), or a text that does not read as it was
 * written (terms/clean-text.ts). Schemas say what an act must be, and one that forgets what a text must not hold forgets nothing that matters: what a
 * database or a screen makes of such a text is not what was signed.
 */
function faultOf(value: unknown, depth: number): Fault | undefined {
  if (depth > DEPTH_MAX) return { says: `nested deeper than ${DEPTH_MAX}` };
  if (typeof value === 'string') return fault(textFault(value));
  if (typeof value === 'number') {
    const whole = Number.isSafeInteger(value) && !Object.is(value, -0);
    return whole ? undefined : fault('a number is no integer between -(2^53-1) and 2^53-1');
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const name of Object.keys(value)) {
    // A parser makes a member of this name, and copying it makes a prototype: what is checked would not be what was signed.
    if (name === '__proto__') return { says: 'a member is called `__proto__`' };
    const misnamed = textFault(name);
    if (misnamed !== undefined) return fault(`the name of a member ${misnamed}`);
    const within = faultOf((value as Readonly<Record<string, unknown>>)[name], depth + 1);
    if (within !== undefined) {
      return within.path === undefined ? within : { says: within.says, path: [name, ...within.path] };
    }
  }
  return undefined;
}

function fault(says: string | undefined): Fault | undefined {
  return says === undefined ? undefined : { says, path: [] };
}

function textFault(text: string): string | undefined {
  return text.isWellFormed() ? faultOfText(text) : 'holds half a character';
}

/** Names in it are the sender's: those that do not read as they are written are left out. */
function shownPath(path: readonly (string | number)[]): string {
  const names = path.map((name) => (typeof name === 'number' || textFault(name) === undefined ? name : '?'));
  return names.join('.').slice(0, PATH_CHARS_MAX);
}
